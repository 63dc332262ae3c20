import GSLNumerics

/// ∫ f over a box of one or two numbers by GSL: adaptively, or in two dimensions by a product of Gauss and Legendre's rules.
struct BoxIntegral {
  let box: [ClosedRange<Double>]
  /// Nodes a side in two dimensions; nil integrates adaptively there too.
  var nodes: Int? = 96

  func callAsFunction(_ f: ([Double]) throws -> Double) throws -> Double {
    guard box.count == 2 else { return try Quadrature().integral(over: box[0]) { try f([$0]) }.value }
    guard let nodes else {
      return try Quadrature(absoluteTolerance: 1e-11, relativeTolerance: 1e-9).integral(over: box[0], box[1]) {
        try f([$0, $1])
      }.value
    }
    let inner = try GaussLegendreRule(count: nodes, over: box[1])
    return try GaussLegendreRule(count: nodes, over: box[0]).integral { x in try inner.integral { y in try f([x, y]) } }
  }
}
