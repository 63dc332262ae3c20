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

    /// A curve.
    public init(_ label: String, _ distances: [Double], rate: Double? = nil) {
      self.label = label
      self.distances = distances
      self.rate = rate
    }
  }

  /// The figure; theoretical lines are dashed and start at the curve's first point.
  public static func figure(title: String, _ curves: [Curve]) -> Figure {
    var layers: [PlotLayer] = []
    for (index, curve) in curves.enumerated() {
      let steps = curve.distances.indices.map(Double.init)
      layers.append(
        .line(Series(label: curve.label, x: steps, y: curve.distances, style: LineStyle.numbered(index))))
    }
    var named = false
    for curve in curves {
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
      title: title, x: Axis("step t"), y: Axis("distance to the equilibrium, ‖(x_{t}, y_{t}) − (x*, y*)‖", scale: .log),
      layers: layers, legend: .right)
  }
}
