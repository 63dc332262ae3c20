import GnuplotScripts

/// Distance to the equilibrium against steps, on a logarithmic axis, with the rates that theory gives.
public struct DistanceChart {
  /// One curve: its label, the distances after 0, 1, 2, … steps, and the factor a step that theory gives, if it does.
  public struct Curve {
    /// What the legend says.
    public let label: String
    /// The distances.
    public let distances: [Double]
    /// The theoretical rate.
    public let rate: Double?
    /// The passes through the game that were made by then, where they are the horizontal axis in place of steps.
    public let passes: [Int]?

    /// A curve.
    public init(_ label: String, _ distances: [Double], rate: Double? = nil, passes: [Int]? = nil) {
      self.label = label
      self.distances = distances
      self.rate = rate
      self.passes = passes
    }
  }

  /// The figure; theoretical lines are dashed and start at the curve's first point. Where curves have their cost, it is
  /// against the cost, and theory, which is of steps, is left out.
  public static func figure(title: String, _ curves: [Curve]) -> Figure {
    let isByCost = curves.contains { $0.passes != nil }
    var layers: [PlotLayer] = []
    for (index, curve) in curves.enumerated() {
      let places = curve.passes.map { $0.map(Double.init) } ?? curve.distances.indices.map(Double.init)
      layers.append(
        .line(Series(label: curve.label, x: places, y: curve.distances, style: LineStyle.numbered(index))))
    }
    var named = false
    for curve in curves where !isByCost {
      guard let rate = curve.rate, let first = curve.distances.first, first > 0 else { continue }
      var theory: [Double] = []
      var value = first
      for _ in curve.distances {
        theory.append(value)
        value *= rate
      }
      layers.append(
        .line(
          Series(
            label: named ? nil : "spectral radius^{ t}", x: theory.indices.map(Double.init), y: theory, style: .theory))
      )
      named = true
    }
    return Figure(
      title: title, x: Axis(isByCost ? "passes: gradients and Hessian products" : "step t"),
      y: Axis("distance to the equilibrium, ‖(x_{t}, y_{t}) − (x*, y*)‖", scale: .log),
      layers: layers, legend: .right)
  }
}
