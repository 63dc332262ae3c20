import GameDynamics

/// The parameters of a network are a vector: every optimizer of the catalogue moves them.
extension TensorList: Vector {
  /// Step sizes of networks are plain numbers.
  public typealias Scalar = Double

  /// `dot`: tensors carry no tangents.
  public func euclideanDot(_ other: TensorList) throws(TorchError) -> Double { try dot(other) }
  /// False: derivatives of networks are libtorch's.
  public static var carriesTangents: Bool { false }
  /// The list itself.
  public func valuePart() -> TensorList { self }
  /// Zero.
  public func tangentPart() throws(TorchError) -> TensorList { try zero }
}
