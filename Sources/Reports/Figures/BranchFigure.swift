import ComplexModule
import GnuplotScripts
import RealModule
import StabilityAnalysis

/// Eigenvalues in the complex plane as a parameter moves, with the unit circle and the crossings.
public struct ContinuationFigure {
  /// The eigenvalues of a continuation.
  public let continuation: Continuation
  /// What the figure is called.
  public let title: String

  /// A figure of a continuation.
  public init(_ continuation: Continuation, title: String) {
    self.continuation = continuation
    self.title = title
  }

  /// Dots for the eigenvalues at every value, the first value's and the last's marked, and every crossing.
  public func figure() -> Figure {
    let circle = (0...240).map { Double($0) / 240 * 2 * Double.pi }
    var layers: [Layer] = [
      .line(
        Series(
          label: "unit circle", x: circle.map(Double.cos), y: circle.map(Double.sin),
          style: LineStyle(color: .black, dash: .dashed, width: 1.2)))
    ]
    func points(_ label: String, _ values: [Complex<Double>], _ style: LineStyle) {
      guard !values.isEmpty else { return }
      layers.append(.points(Series(label: label, x: values.map(\.real), y: values.map(\.imaginary), style: style)))
    }
    let name = continuation.parameter
    points(
      "eigenvalues as \(name) moves", continuation.eigenvalues.flatMap { $0 },
      LineStyle(color: Color.okabeIto[0], marker: .disc, markerSize: 0.4))
    points(
      "at \(name) = \(continuation.values.first ?? .nan)", continuation.eigenvalues.first ?? [],
      LineStyle(color: Color.okabeIto[2], marker: .square, markerSize: 1.2))
    points(
      "at \(name) = \(continuation.values.last ?? .nan)", continuation.eigenvalues.last ?? [],
      LineStyle(color: Color.okabeIto[1], marker: .triangle, markerSize: 1.2))
    for crossing in continuation.crossings {
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
