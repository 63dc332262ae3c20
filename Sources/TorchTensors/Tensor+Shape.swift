import CTorch

/// How elements lie in memory.
public enum MemoryFormat: Sendable {
  /// Row by row.
  case contiguous
  /// For images (N, C, H, W): the channels of a pixel side by side, which some convolutions are faster on. The shape
  /// and the meaning of indices stay as they are.
  case channelsLast
}

/// Dimensions are counted from 0; negative ones from the end. What is said to be a view shares its elements.
extension Tensor {
  /// The elements, in row-major order, in another shape; one length may be -1 and is then inferred. A view if possible.
  public func reshape(_ shape: [Int]) throws(TorchError) -> Tensor {
    try Tensor.make("reshape", using: self) { out in shape.withNumbers { ct_reshape(handle, $0, $1, out) } }
  }

  /// Like `reshape`, always a view.
  /// - Throws: `TorchError` where the elements do not lie so that a view can have this shape.
  public func view(_ shape: [Int]) throws(TorchError) -> Tensor {
    try Tensor.make("view", using: self) { out in shape.withNumbers { ct_view(handle, $0, $1, out) } }
  }

  /// Dimensions in another order: dimension i of the result is dimension `order[i]` of this tensor. A view.
  public func permute(_ order: [Int]) throws(TorchError) -> Tensor {
    try Tensor.make("permute", using: self) { out in order.withNumbers { ct_permute(handle, $0, $1, out) } }
  }

  /// Two dimensions exchanged. A view.
  public func transpose(_ a: Int = -2, _ b: Int = -1) throws(TorchError) -> Tensor {
    try Tensor.make("transpose", using: self) { ct_transpose(handle, Int64(a), Int64(b), $0) }
  }

  /// Without dimension `dim` if its length is 1. A view.
  public func squeeze(_ dim: Int) throws(TorchError) -> Tensor {
    try Tensor.make("squeeze", using: self) { ct_squeeze(handle, Int64(dim), $0) }
  }

  /// With a dimension of length 1 put in at `dim`. A view.
  public func unsqueeze(_ dim: Int) throws(TorchError) -> Tensor {
    try Tensor.make("unsqueeze", using: self) { ct_unsqueeze(handle, Int64(dim), $0) }
  }

  /// Dimensions of length 1 stretched to `shape` (-1 leaves one as it is). A view: no element is copied.
  public func expand(_ shape: [Int]) throws(TorchError) -> Tensor {
    try Tensor.make("expand", using: self) { out in shape.withNumbers { ct_expand(handle, $0, $1, out) } }
  }

  /// Dimensions `first` … `last` as one. A view if possible.
  public func flatten(_ first: Int = 0, _ last: Int = -1) throws(TorchError) -> Tensor {
    try Tensor.make("flatten", using: self) { ct_flatten(handle, Int64(first), Int64(last), $0) }
  }

  /// The order of the elements reversed along `dims`. A copy.
  public func flip(_ dims: [Int]) throws(TorchError) -> Tensor {
    try Tensor.make("flip", using: self) { out in dims.withNumbers { ct_flip(handle, $0, $1, out) } }
  }

  /// Copies side by side, `times[i]` along dimension i. A copy.
  public func `repeat`(_ times: [Int]) throws(TorchError) -> Tensor {
    try Tensor.make("repeat", using: self) { out in times.withNumbers { ct_repeat(handle, $0, $1, out) } }
  }

  /// The tensor with its elements laid out as `format` says; itself if they are.
  public func contiguous(_ format: MemoryFormat = .contiguous) throws(TorchError) -> Tensor {
    try Tensor.make("contiguous", using: self) { ct_contiguous(handle, format == .channelsLast, $0) }
  }

  /// Whether the elements are laid out as `format` says.
  public func isContiguous(_ format: MemoryFormat = .contiguous) throws(TorchError) -> Bool {
    var result = false
    try check("isContiguous", using: self) { ct_is_contiguous(handle, format == .channelsLast, &result) }
    return result
  }

  /// Tensors joined end to end along an existing dimension.
  public static func concatenate(_ tensors: [Tensor], _ dim: Int = 0) throws(TorchError) -> Tensor {
    let handles = tensors.map(\.handle)
    return try make("concatenate", using: tensors) { ct_concatenate(handles, Int32(handles.count), Int64(dim), $0) }
  }

  /// Tensors of one shape along a new dimension.
  public static func stack(_ tensors: [Tensor], _ dim: Int = 0) throws(TorchError) -> Tensor {
    let handles = tensors.map(\.handle)
    return try make("stack", using: tensors) { ct_stack(handles, Int32(handles.count), Int64(dim), $0) }
  }
}
