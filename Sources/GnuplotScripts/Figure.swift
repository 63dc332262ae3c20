import Foundation

/// One chart: a title that says what is shown, two axes, and layers drawn in order.
///
/// ```swift
/// let figure = Figure(
///   title: "Distance to the equilibrium of f(x, y) = xy",
///   x: Axis("step t"), y: Axis("distance ‖(x, y)‖", scale: .log),
///   layers: [.line(Series(label: "extragradient", x: steps, y: distances))])
/// try figure.render(to: folder, name: "distance")
/// ```
///
/// Colours, dashes and markers are numbered over the layers in order (`LineStyle.numbered`), so that every line differs
/// in more than colour; a style given on a layer overrides it. Layers with the same label share a style and one legend
/// entry.
public struct Figure: Equatable, Sendable {
  /// Where the legend stands. It holds the labelled layers only and is left out when there are none.
  public enum Legend: Equatable, Sendable {
    /// Under the chart, over no data.
    case below
    /// Right of the chart, over no data; the chart becomes narrower.
    case right
    /// Right of the chart and its colour bar; the picture becomes wider, and long entries are broken into lines.
    case beside
    /// Inside, in the upper left corner.
    case topLeft
    /// Inside, in the upper right corner.
    case topRight
    /// Inside, in the lower left corner.
    case bottomLeft
    /// Inside, in the lower right corner.
    case bottomRight
    /// Nowhere.
    case hidden
  }

  /// The shape of the chart's rectangle.
  public enum Aspect: Equatable, Sendable {
    /// As the sheet allows.
    case free
    /// A square.
    case square
    /// One unit of x is as long as one of y, so that angles and circles are true.
    case equalUnits
  }

  /// What is shown; long titles are broken into lines, newlines are kept.
  public var title: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What is drawn, in order.
  public var layers: [PlotLayer]
  /// Where the legend stands.
  public var legend: Legend
  /// The shape of the chart's rectangle.
  public var aspect: Aspect
  /// The picture's size, but for what a legend `beside` adds.
  public var size: PictureSize

  /// A figure; see the properties. Values are checked when the figure is written.
  public init(
    title: String, x: Axis, y: Axis, layers: [PlotLayer], legend: Legend = .below, aspect: Aspect = .free,
    size: PictureSize = PictureSize(width: 900, height: 650)
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.layers = layers
    self.legend = legend
    self.aspect = aspect
    self.size = size
  }
}

/// The size of a picture, in pixels of the PNG and user units of the SVG.
public struct PictureSize: Equatable, Sendable {
  /// The width, 100 to 10,000.
  public var width: Int
  /// The height, 100 to 10,000.
  public var height: Int

  /// A size of `width` by `height`.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  func check() throws {
    guard (100...10_000).contains(width), (100...10_000).contains(height) else {
      throw PlotError.invalidValue(
        what: "The picture's size", required: "100 to 10,000 pixels each way", given: "\(width) x \(height)")
    }
  }
}

extension Figure: Drawing {
  /// The script and data that draw the figure (see `Drawing`).
  public func files(name: String) throws -> DrawingFiles {
    try FileName.validate(name)
    try size.check()
    var data = DrawingData(name: name)
    var styles = StyleBook()
    let panel = try Panel(self, data: &data, styles: &styles)
    let margin = legend == .beside ? SideLegend(panel.entries, chart: size, hasBar: panel.heatMap != nil) : nil
    let size = margin?.picture ?? size
    var lines = ScriptText.base
    // The title stands over the middle of the picture, not of the chart, whose place depends on legend and shape.
    let heading = ScriptText.title(title, width: size.width, font: 14)
    lines += [
      "set label \(heading.text) at screen 0.5, screen \(fractionText(1 - 24 / Double(size.height))) center",
      "set tmargin \(numberText(1.4 + 1.3 * Double(heading.lines)))",
    ]
    lines += panel.settings + (margin?.commands ?? [legendCommand(hasEntries: !panel.entries.isEmpty)])
    lines += ScriptText.outputLoop(
      size: size, body: panel.plotCommand(data: data, labelWidth: margin == nil ? nil : SideLegend.characters))
    return try data.files(script: ScriptText.head(name: name, data: data) + lines)
  }

  /// The command that places the legend.
  func legendCommand(hasEntries: Bool) -> String {
    guard hasEntries else { return "unset key" }
    let look = "Left reverse samplen 3 spacing 1.15"
    switch legend {
    case .below: return "set key outside bottom center horizontal \(look) width 1 height 1"
    // Without entries it takes no room.
    case .beside: return "unset key"
    case .right: return "set key outside right top vertical \(look)"
    case .topLeft: return "set key inside top left vertical \(look) \(ScriptText.keyBox)"
    case .topRight: return "set key inside top right vertical \(look) \(ScriptText.keyBox)"
    case .bottomLeft: return "set key inside bottom left vertical \(look) \(ScriptText.keyBox)"
    case .bottomRight: return "set key inside bottom right vertical \(look) \(ScriptText.keyBox)"
    case .hidden: return "unset key"
    }
  }
}
