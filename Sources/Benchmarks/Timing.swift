/// Wall time and medians.
enum Timing {
  /// Seconds of wall time.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let elapsed = try ContinuousClock().measure(body)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
  }

  /// The median; NaN of nothing.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return .nan }
    return 0.5 * (sorted[last / 2] + sorted[(last + 1) / 2])
  }

  /// Runs the bodies in turn, `rounds` times, after one turn that does not count, and gives each one's median seconds.
  ///
  /// In turn, because other work on the machine then slows all of them alike.
  static func interleaved(rounds: Int, _ bodies: [() throws -> Void]) throws -> [Double] {
    try interleaved(rounds: rounds, bodies.map { body in { _ in try body() } })
  }

  /// The same, of bodies that are told the round: 0 is the turn that does not count.
  static func interleaved(rounds: Int, _ bodies: [(Int) throws -> Void]) throws -> [Double] {
    var times = [[Double]](repeating: [], count: bodies.count)
    for round in 0...rounds {
      for (i, body) in bodies.enumerated() {
        let time = try seconds { try body(round) }
        if round > 0 { times[i].append(time) }
      }
    }
    return times.map(median)
  }
}
