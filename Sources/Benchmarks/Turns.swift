/// Figures of ours and of the peers', taken in turn, round after round, because other work on the machine then slows all of them
/// alike. Each figure is the median of its rounds.
struct Turns {
  private var ours: [String: [Double]] = [:]
  /// By case and peer.
  private var theirs: [String: [String: [Double]]] = [:]

  /// Calls `turn` so many times, each time for one figure of everyone.
  init(rounds: Int, _ turn: (inout Turns) throws -> Void) rethrows {
    for _ in 0..<rounds { try turn(&self) }
  }

  /// Notes a figure of ours.
  mutating func note(_ value: Double, as name: String) { ours[name, default: []].append(value) }

  /// Notes a peer's figure.
  mutating func note(_ value: Double, of peer: String, as name: String) {
    theirs[name, default: [:]][peer, default: []].append(value)
  }

  /// Notes what a peer's program has printed: of each line the number of this key, as the case that `name` finds on it; lines
  /// without one or the other are left out.
  mutating func note(
    _ figures: [PeerPrograms.Figure], _ number: String, as name: (PeerPrograms.Figure) -> String? = { $0.case }
  ) {
    for figure in figures {
      if let value = figure.numbers[number], let name = name(figure) { note(value, of: figure.peer, as: name) }
    }
  }

  /// What was noted of ours, by name.
  var cases: [String] { ours.keys.sorted() }

  /// Our median; NaN where nothing was noted.
  func ours(_ name: String) -> Double { Timing.median(ours[name] ?? []) }

  /// The peers' medians, by their names.
  func theirs(_ name: String) -> [(peer: String, value: Double)] {
    (theirs[name] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, Timing.median($0.value)) }
  }

  /// A row for each peer; one without where there is none. The row is called as the case is, unless named.
  func rows(_ name: String, named: String? = nil, unit: String) -> [BenchmarkRow] {
    let (title, ours, theirs) = (named ?? name, ours(name), theirs(name))
    if theirs.isEmpty { return [BenchmarkRow(title, ours: ours, unit: unit)] }
    return theirs.map { BenchmarkRow(title, ours: ours, unit: unit, peer: $0.peer, theirs: $0.value) }
  }
}

extension BenchmarkSetting {
  /// The rows of one figure of ours and of what one program of the peers prints as `number`, in turn.
  func turns(
    _ name: String, unit: String, against program: String, _ arguments: [String] = [], number: String,
    ours: () throws -> Double
  ) throws -> [BenchmarkRow] {
    try Turns(rounds: rounds) { turn in
      turn.note(try ours(), as: name)
      if let peers { turn.note(try peers.run(peers.own(program), arguments), number) { _ in name } }
    }.rows(name, unit: unit)
  }
}
