import ComplexModule
import GnuplotScripts
import RealModule
import StabilityAnalysis

/// Eigenvalues in the complex plane as a parameter moves, with the unit circle and the crossings.
public struct BranchFigure {
  /// The branch.
  public let branch: EquilibriumBranch
  /// What the figure is called.
  public let title: String

  /// A figure of a branch.
  public init(_ branch: EquilibriumBranch, title: String) {
    self.branch = branch
    self.title = title
  }

  /// Dots for the eigenvalues at every value, the first value's and the last's marked, and every crossing.
  public func figure() -> Figure {
    let circle = (0...240).map { Double($0) / 240 * 2 * Double.pi }
    var layers: [PlotLayer] = [
      .line(
        Series(
          label: "unit circle", x: circle.map(Double.cos), y: circle.map(Double.sin),
          style: LineStyle(color: .black, dash: .dashed, width: 1.2)))
    ]
    func points(_ label: String, _ values: [Complex<Double>], _ style: LineStyle) {
      guard !values.isEmpty else { return }
      layers.append(.points(Series(label: label, x: values.map(\.real), y: values.map(\.imaginary), style: style)))
    }
    let name = branch.parameter
    points(
      "eigenvalues as \(name) moves", branch.eigenvalues.flatMap { $0 },
      LineStyle(color: Color.okabeIto[0], marker: .disc, markerSize: 0.4))
    points(
      "at \(name) = \(branch.values.first ?? .nan)", branch.eigenvalues.first ?? [],
      LineStyle(color: Color.okabeIto[2], marker: .square, markerSize: 1.2))
    points(
      "at \(name) = \(branch.values.last ?? .nan)", branch.eigenvalues.last ?? [],
      LineStyle(color: Color.okabeIto[1], marker: .triangle, markerSize: 1.2))
    for crossing in branch.crossings {
      layers.append(
        .marker(
          Marker(
            "\(crossing.kind.rawValue) at \(name) = \(Self.short(crossing.value))", x: crossing.eigenvalue.real,
            y: crossing.eigenvalue.imaginary, style: LineStyle(color: .black, marker: .star, markerSize: 1.8))))
    }
    return Figure(
      title: title, x: Axis("real part of λ"), y: Axis("imaginary part of λ"), layers: layers, legend: .right,
      aspect: .equalUnits)
  }

  private static func short(_ value: Double) -> String {
    let scaled = (value * 1e8).rounded() / 1e8
    return "\(scaled)"
  }
}
