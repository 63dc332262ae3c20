import TorchTensors

extension NamedLayers {
  /// Scans of all children, in order. Throws `TorchError` where one is no `RasterLayer`.
  public func scans(
    _ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> [any RasterScan] {
    var scans: [any RasterScan] = []
    for (place, child) in named.enumerated() {
      guard let layer = child.layer as? any RasterLayer else {
        throw TorchError(
          operation: "scan",
          message: "layers that can be evaluated pixel by pixel are required, and '\(child.name)' is a "
            + "\(type(of: child.layer)); conform it to RasterLayer, or evaluate whole images")
      }
      scans.append(try layer.scan(canvas, tensors(of: place, in: own), in: pass))
    }
    return scans
  }
}

/// Scans one after another.
final class SequentialScan: RasterScan {
  private let scans: [any RasterScan]

  init(_ scans: [any RasterScan]) { self.scans = scans }

  func begin(row: Int) throws(TorchError) { for scan in scans { try scan.begin(row: row) } }

  func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor {
    var signal = input
    for scan in scans { signal = try scan.advance(signal, over: span) }
    return signal
  }

  func write(_ input: Tensor, over span: PixelSpan) throws(TorchError) { try scans.first?.write(input, over: span) }
}

/// A residual block's scan: both branches'.
private final class ResidualScan: RasterScan {
  let main: any RasterScan
  let shortcut: (any RasterScan)?

  init(main: any RasterScan, shortcut: (any RasterScan)?) {
    self.main = main
    self.shortcut = shortcut
  }

  func begin(row: Int) throws(TorchError) {
    try main.begin(row: row)
    try shortcut?.begin(row: row)
  }

  func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor {
    try main.advance(input, over: span) + (shortcut?.advance(input, over: span) ?? input)
  }

  func write(_ input: Tensor, over span: PixelSpan) throws(TorchError) {
    try main.write(input, over: span)
    try shortcut?.write(input, over: span)
  }
}

extension Sequential: RasterLayer {
  /// The layers' scans one after another.
  public func scan(
    _ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> any RasterScan { SequentialScan(try layers.scans(canvas, own, in: pass)) }
}

extension Residual: RasterLayer {
  /// Both branches' scans.
  public func scan(
    _ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> any RasterScan {
    let scans = try branches.scans(canvas, own, in: pass)
    return ResidualScan(main: scans[0], shortcut: hasShortcut ? scans[1] : nil)
  }
}

extension Network {
  /// Begins a scan of the whole network, in evaluation mode: see `RasterLayer`. Throws `TorchError` where a layer can
  /// only be evaluated on whole images, and where there are not as many tensors as the network has.
  public func scan(
    _ canvas: RasterCanvas, _ parameters: [Tensor], buffers: [Tensor] = [], conditions: Conditions = .none
  ) throws(TorchError) -> any RasterScan {
    guard parameters.count == layout.entries.count else {
      throw TorchError(
        operation: "scan", message: "\(layout.entries.count) parameter tensors are required, given \(parameters.count)")
    }
    let own = LayerTensors(parameters: parameters[...], buffers: buffers[...])
    return SequentialScan(
      try layers.scans(canvas, own, in: ForwardPass(mode: .evaluation, conditions: conditions)))
  }
}
