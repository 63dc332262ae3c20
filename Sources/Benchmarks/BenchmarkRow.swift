/// One line of the table: our figure, a peer's, and how many times better ours is.
struct BenchmarkRow: Encodable, Sendable {
  /// What was measured.
  let name: String
  /// Our figure, in `unit`; smaller is better.
  let ours: Double
  /// Who it is compared with; nil where there is nobody.
  let peer: String?
  /// The peer's figure.
  let theirs: Double?
  /// What both are counted in.
  let unit: String

  init(_ name: String, ours: Double, unit: String, peer: String? = nil, theirs: Double? = nil) {
    self.name = name
    self.ours = ours
    self.peer = peer
    self.theirs = theirs
    self.unit = unit
  }

  /// theirs / ours: above 1 where ours is better.
  var ratio: Double? { theirs.map { $0 / ours } }

  private enum Key: String, CodingKey { case name = "case", ours, peer, theirs, unit, ratio }

  /// Every key is always there: `null` where there is no peer.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(ours, forKey: .ours)
    try container.encode(peer, forKey: .peer)
    try container.encode(theirs, forKey: .theirs)
    try container.encode(unit, forKey: .unit)
    try container.encode(ratio, forKey: .ratio)
  }
}
