import TorchTensors

/// Adds to every pixel of an image a number for each channel that its class determines: (N, C, H, W) to the same shape.
///
/// Starts at zero: a network that is told nothing of the classes yet.
///
/// Source: A. van den Oord et al., "Conditional Image Generation with PixelCNN Decoders", 2016, arXiv:1606.05328,
/// equation 4.
public struct ClassBias: PointwiseLayer {
  /// `weight`, [classes, channels].
  public let parameters: [ParameterDeclaration]
  /// The labels'.
  public let conditions: [String]

  /// So many numbers for each of the classes.
  public init(classes: Int, channels: Int, condition: String = Conditions.label) {
    parameters = [ParameterDeclaration("weight", [classes, channels], .constant(0))]
    conditions = [condition]
  }

  /// The input plus the class's numbers. Throws where the pass lacks the condition.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let labels = try pass.conditions.required(conditions[0], by: "ClassBias")
    let rows = try own[0].embedding(labels)
    return try input + rows.reshape(rows.shape + [1, 1])
  }
}
