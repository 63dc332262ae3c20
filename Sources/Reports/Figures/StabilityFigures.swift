import ComplexModule
import GnuplotScripts
import RealModule
import StabilityAnalysis

/// What is known of an optimizer at a point of a game of any size, drawn: eigenvalues in the complex plane, the region of
/// stable step sizes, the angle of the path to the point.
public enum StabilityFigures {
  /// Eigenvalues of the game's Jacobian: the imaginary axis parts those along which the gradient flow comes in from those
  /// along which it leaves.
  public static func field(_ spectra: [(label: String, spectrum: LeadingSpectrum)], title: String) -> Figure {
    Figure(
      title: title, x: Axis("real part of λ"), y: Axis("imaginary part of λ"),
      layers: [.verticalLine(at: 0, label: "imaginary axis: left of it the flow leaves")] + eigenvalues(spectra),
      legend: .below)
  }

  /// Eigenvalues of an iteration, with the unit circle: all of it, and what lies around the eigenvalues, which in a network
  /// crowd at 1.
  public static func iteration(_ spectra: [(label: String, spectrum: LeadingSpectrum)], title: String) -> Sheet {
    let all = spectra.flatMap { $0.spectrum.eigenvalues }
    func range(_ values: [Double]) -> (low: Double, high: Double) {
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      let margin = max(0.15 * (high - low), 1e-4)
      return (low - margin, high + margin)
    }
    // Where they lie at both ends of the circle, those on the side of the one farthest out: a window on both shows neither.
    let farthest = all.max { $0.length < $1.length }
    let isWide = range(all.map(\.real)).high - range(all.map(\.real)).low > 1
    let near = isWide ? all.filter { $0.real * (farthest?.real ?? 0) > 0 } : all
    let (x, y) = (range(near.map(\.real)), range(near.map(\.imaginary)))
    func circle(_ points: [(x: Double, y: Double)]) -> PlotLayer? {
      if points.isEmpty { return nil }
      return .points(
        Series(
          label: "unit circle: outside of it disturbances grow", x: points.map(\.x), y: points.map(\.y),
          style: LineStyle(color: Color(0x555555), marker: .disc, markerSize: 0.12)))
    }
    let turn = (0...7200).map { Double($0) / 7200 * 2 * Double.pi }
    // By either coordinate, so that it is a line in windows of any shape.
    let arc = (0...600).map { Double($0) / 600 }.flatMap { t -> [(x: Double, y: Double)] in
      let (u, v) = (x.low + t * (x.high - x.low), y.low + t * (y.high - y.low))
      let (across, up) = ((1 - v * v).squareRoot(), (1 - u * u).squareRoot())
      return [(across, v), (-across, v), (u, up), (u, -up)]
    }.filter { $0.x > x.low && $0.x < x.high && $0.y > y.low && $0.y < y.high }
    func panel(
      _ name: String, _ layers: [PlotLayer?], _ x: Axis.Range, _ y: Axis.Range, _ aspect: Figure.Aspect,
      ticks: Axis.Ticks = .automatic
    ) -> Figure {
      Figure(
        title: name, x: Axis("real part of λ", range: x, ticks: ticks), y: Axis("imaginary part of λ", range: y),
        layers: layers.compactMap { $0 } + eigenvalues(spectra), legend: .below, aspect: aspect)
    }
    return Sheet(
      title: title, columns: 2,
      panels: [
        panel("Whole", [circle(turn.map { (.cos($0), .sin($0)) })], .automatic, .automatic, .equalUnits),
        panel(
          "Around \(isWide ? "those farthest out" : "the leading eigenvalues")", [circle(arc)],
          .between(x.low, x.high), .between(y.low, y.high), .free,
          // Numbers near 1 are long: few ticks.
          ticks: .every(tickDistance(x.high - x.low))),
      ])
  }

  /// 1, 2 or 5 times a power of ten, such that two to four ticks are in a span.
  private static func tickDistance(_ span: Double) -> Double {
    let raw = span / 3
    let power = Double.exp10(Double.log10(raw).rounded(.down))
    return power * (raw / power < 2 ? 1 : raw / power < 5 ? 2 : 5)
  }

  private static func eigenvalues(_ spectra: [(label: String, spectrum: LeadingSpectrum)]) -> [PlotLayer] {
    let markers: [LineStyle.Marker] = [.disc, .box, .triangle, .cross]
    return spectra.enumerated().map { place, one in
      .points(
        Series(
          label: one.label, x: one.spectrum.eigenvalues.map(\.real), y: one.spectrum.eigenvalues.map(\.imaginary),
          style: LineStyle(
            color: Color.okabeIto[place % 6], marker: markers[place % markers.count],
            markerSize: place == 0 ? 0.9 : 1.3)))
    }
  }

  /// The step sizes that were looked at, stable and unstable, and the boundary between them on each ray.
  ///
  /// - `own`: the step sizes of the run.
  /// - `theory`: a boundary in closed form, as points (η_x, η_y).
  public static func region(
    _ rays: [StepSizeRay], own: (x: Double, y: Double)? = nil, theory: [(x: Double, y: Double)] = [], title: String,
    x: String = "η_{x}", y: String = "η_{y}"
  ) -> Figure {
    func points(_ label: String, _ isStable: Bool, _ style: LineStyle) -> PlotLayer? {
      let all = rays.flatMap { ray in
        ray.samples.filter { ($0.radius <= ray.bound) == isStable }.map { (x: ray.ratio * $0.etaY, y: $0.etaY) }
      }
      if all.isEmpty { return nil }
      return .points(Series(label: label, x: all.map(\.x), y: all.map(\.y), style: style))
    }
    var layers: [PlotLayer] = [
      points("stable", true, LineStyle(color: Color.okabeIto[0], marker: .disc, markerSize: 0.8)),
      points("unstable", false, LineStyle(color: Color.okabeIto[1], marker: .cross, markerSize: 0.9)),
    ].compactMap { $0 }
    let edges = rays.sorted { $0.ratio < $1.ratio }.compactMap { ray in
      ray.boundary.map { (x: ray.ratio * $0, y: $0) }
    }
    if !edges.isEmpty {
      layers.append(
        .linePoints(
          Series(
            label: "boundary", x: edges.map(\.x), y: edges.map(\.y),
            style: LineStyle(color: .black, marker: .diamond, width: 1.5, markerSize: 1.2))))
    }
    if !theory.isEmpty {
      layers.append(.line(Series(label: "theory", x: theory.map(\.x), y: theory.map(\.y), style: .theory)))
    }
    if let own {
      layers.append(
        .marker(Marker("the run's", x: own.x, y: own.y, style: LineStyle(color: .black, marker: .star, markerSize: 2))))
    }
    return Figure(
      title: title, x: Axis("step size \(x)", scale: .log), y: Axis("step size \(y)", scale: .log), layers: layers,
      legend: .right)
  }

  /// cos ∠ between the path and the gradient field, and the field's size, along the path.
  public static func path(_ angle: PathAngle, title: String) -> Sheet {
    let alpha = Axis("place α on the path, 0 its start and 1 its end")
    func panel(_ name: String, _ y: Axis, _ values: [Double], _ index: Int) -> Figure {
      var layers: [PlotLayer] = [
        .line(Series(x: angle.places, y: values, style: LineStyle.numbered(index))), .verticalLine(at: 1),
      ]
      if index == 0 { layers.append(.horizontalLine(at: 0)) }
      return Figure(title: name, x: alpha, y: y, layers: layers, legend: .hidden)
    }
    return Sheet(
      title: title, columns: 2,
      panels: [
        panel(
          "Angle", Axis("cos ∠(ω_{1} − ω_{2}, ξ(ω_{α}))", range: .between(-1.05, 1.05)), angle.cosines, 0),
        panel("Length", Axis("‖ξ(ω_{α})‖", scale: .log), angle.norms, 1),
      ])
  }

  /// The largest singular value of each weight over training.
  public static func singularValues(
    _ weights: [(name: String, values: [Double])], steps: [Double], title: String
  ) -> Figure {
    Figure(
      title: title, x: Axis("step t"), y: Axis("largest singular value σ_{0}", scale: .log),
      layers: weights.enumerated().map { place, weight in
        .linePoints(Series(label: weight.name, x: steps, y: weight.values, style: LineStyle.numbered(place)))
      }, legend: .right, size: PictureSize(width: 1000, height: 650))
  }
}
