/// The weights by which a row of pixels becomes a row of another length.
///
/// Each new pixel is the mean of the old ones under a triangle that is two new pixels wide, or two old ones where the row
/// grows: antialiased when shrinking, bilinear when growing. Halving has the weights (1, 3, 3, 1)/8, doubling (3, 1)/4.
enum TriangleFilter {
  /// What one new pixel is made of.
  struct Taps: Sendable, Equatable {
    /// The first old pixel under the triangle.
    let first: Int
    /// The weights from there on; they sum to one.
    let weights: [Float]
  }

  /// For each new pixel of `new` the old ones of `old` and their weights.
  static func taps(from old: Int, to new: Int) -> [Taps] {
    let scale = Double(old) / Double(new)
    let reach = max(scale, 1)
    return (0..<new).map { place in
      let centre = (Double(place) + 0.5) * scale
      let first = max(0, Int((centre - reach).rounded(.down)))
      let last = min(old - 1, Int((centre + reach).rounded(.up)))
      var weights = (first...last).map { max(0, 1 - (Double($0) + 0.5 - centre).magnitude / reach) }
      let sum = weights.reduce(0, +)
      weights = weights.map { $0 / sum }
      return Taps(first: first, weights: weights.map { Float($0) })
    }
  }
}
