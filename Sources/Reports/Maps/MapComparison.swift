import Maps

/// Spectral radii beside measured rates: they are the same number where a run converges to the equilibrium whose radius it
/// is, and nowhere else need they be.
struct MapComparison {
  /// The greatest difference over the nodes that can be compared, and how many they are.
  private(set) var greatest = 0.0, compared = 0
  /// Nodes with ρ < 1 whose run went elsewhere, or is not near yet.
  private(set) var elsewhere = 0
  /// Nodes with ρ = 1, with ρ > 1, and without a number.
  private(set) var neutral = 0, unstable = 0, missing = 0

  /// Goes through both maps, row by row. A run counts as arriving where its rate is at most `arrival`.
  init(_ radii: NPYRowReader, _ rates: NPYRowReader, arrival: Double) throws {
    try radii.forEachRow { j, row in
      for (radius, rate) in zip(row, try rates.row(j)) { add(radius, rate, arrival) }
    }
  }

  private mutating func add(_ radius: Double, _ rate: Double, _ arrival: Double) {
    if !radius.isFinite || rate.isNaN {
      missing += 1
    } else if radius == 1 {
      neutral += 1
    } else if radius > 1 {
      unstable += 1
    } else if rate <= arrival {
      compared += 1
      greatest = max(greatest, abs(radius - rate))
    } else {
      elsewhere += 1
    }
  }

  /// What came out.
  var sentence: String {
    let counts = [
      (elsewhere, "with ρ < 1 whose run goes elsewhere or is not near yet"), (neutral, "with ρ = 1"),
      (unstable, "with ρ > 1"), (missing, "without a number"),
    ]
    let rest = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return
      (compared == 0
      ? "no node has ρ < 1 and a run that arrives"
      : "the two maps differ by at most \(greatest) at the \(compared) nodes where ρ < 1 and the run arrives")
      + (rest.isEmpty ? "" : "; not compared: \(rest)")
  }
}
