import TorchTensors

/// Some pixels of one row.
public struct PixelSpan: Sendable, Equatable {
  /// The row, counted from the top.
  public let row: Int
  /// The columns, counted from the left.
  public let columns: Range<Int>

  /// Columns of a row.
  public init(row: Int, columns: Range<Int>) {
    self.row = row
    self.columns = columns
  }
}

/// The images that a scan goes through.
public struct RasterCanvas: Sendable {
  /// How many images, and their sides in pixels.
  public let batch: Int, height: Int, width: Int

  /// So many images of these sides.
  public init(batch: Int, height: Int, width: Int) {
    self.batch = batch
    self.height = height
    self.width = width
  }
}

/// A layer whose output at a pixel depends on no later pixel, in the order row by row and left to right, and which can
/// therefore be evaluated while its input still comes into being.
///
/// **For developers.** `callAsFunction` evaluates whole images, as training does. `scan` begins an evaluation that goes
/// through the images piece by piece; both give the same numbers but for rounding, which the tests hold every layer to.
public protocol RasterLayer: Layer {
  /// Begins a scan with these parameters. Nothing is recorded for gradients: call it inside `withoutGradient`, and in a
  /// pass of mode `.evaluation`. Throws `TorchError` where a layer inside is no `RasterLayer`.
  func scan(_ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> any RasterScan
}

/// One evaluation of a layer that goes through images row by row and left to right, and remembers what later pixels need.
///
/// The caller begins each row in order, and asks for its spans from left to right. A span may be asked for again with
/// another input, as the channels of a pixel become known one after the other; the last input counts.
public protocol RasterScan: AnyObject {
  /// All earlier rows are done.
  func begin(row: Int) throws(TorchError)
  /// The input at a span, [batch, inputs, 1, columns], to the output there, [batch, outputs, 1, columns].
  func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor
  /// The input at a span for good, where the output there is no longer of interest.
  func write(_ input: Tensor, over span: PixelSpan) throws(TorchError)
}

extension RasterScan {
  /// Nothing to be done.
  public func begin(row: Int) throws(TorchError) {}
  /// Nothing to be remembered.
  public func write(_ input: Tensor, over span: PixelSpan) throws(TorchError) {}
}

/// A layer that looks at each pixel by itself: the same function of a span as of an image.
public protocol PointwiseLayer: RasterLayer {}

extension PointwiseLayer {
  /// A scan without a memory.
  public func scan(
    _ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> any RasterScan { PointwiseScan(layer: self, own: own, pass: pass) }
}

private final class PointwiseScan: RasterScan {
  let layer: any Layer
  let own: LayerTensors
  let pass: ForwardPass

  init(layer: any Layer, own: LayerTensors, pass: ForwardPass) {
    self.layer = layer
    self.own = own
    self.pass = pass
  }

  func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor { try layer(input, own, in: pass) }
}

extension Activation: PointwiseLayer {}
/// In evaluation the input itself.
extension Dropout: PointwiseLayer {}
