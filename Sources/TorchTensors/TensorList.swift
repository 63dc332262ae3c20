import CTorch

/// All tensors of one player as one vector: a single flat tensor that holds them end to end.
///
/// A verb of a vector space is then one call of libtorch, however many layers there are. The list is a value: a copy
/// keeps its numbers whatever happens to the original. Verbs change elements in place only when nothing else can see
/// them: no copy of the list, no view, no variable that an autograd graph has saved; otherwise they write into new
/// memory. The list itself is never part of a graph; `leaves()` are where a graph starts.
public struct TensorList: Sendable {
  /// Names, shapes and places of the tensors.
  public let layout: ParameterLayout

  /// All elements, rank 1, contiguous. Keeping it makes the list's next change write into new memory. Changing it in
  /// place would change this list and its copies.
  public internal(set) var flat: Tensor

  /// Takes over a tensor that the caller has just made, of rank 1 and the layout's count.
  init(taking flat: Tensor, _ layout: ParameterLayout) {
    self.flat = flat
    self.layout = layout
  }

  /// Zeros.
  public init(zeros layout: ParameterLayout, dtype: DType = .float32, device: Device = .cpu) throws(TorchError) {
    self.init(taking: try Tensor.zeros([layout.count], dtype: dtype, device: device), layout)
  }

  /// The tensors' elements, copied, without their graphs.
  /// - Throws: `TorchError` when the shapes are not those of `layout`, or the tensors are on different devices.
  public init(flattening tensors: [Tensor], _ layout: ParameterLayout) throws(TorchError) {
    try TensorList.check(tensors, layout)
    self.init(taking: try TensorList.flatten(tensors), layout)
  }

  /// The tensors' elements, copied, without their graphs; zeros for those that are nil, as gradients of unused
  /// parameters are.
  /// - Throws: `TorchError` when the shapes are not those of `list`'s layout.
  public init(flattening tensors: [Tensor?], like list: TensorList) throws(TorchError) {
    var whole: [Tensor] = []
    whole.reserveCapacity(tensors.count)
    for (place, tensor) in tensors.enumerated() {
      if let tensor {
        whole.append(tensor)
      } else if list.layout.entries.indices.contains(place) {
        let shape = list.layout.entries[place].shape
        whole.append(try Tensor.zeros(shape, dtype: list.flat.dtype ?? .float32, device: list.flat.device))
      }
    }
    try self.init(flattening: whole, list.layout)
  }

  /// A copy of a tensor with as many elements as the layout, in row-major order, whatever its shape.
  /// - Throws: `TorchError` when the number of elements differs.
  public init(copying flat: Tensor, _ layout: ParameterLayout) throws(TorchError) {
    guard flat.count == layout.count else {
      throw TorchError(
        operation: "TensorList(copying:)",
        message: "the layout's \(layout.count) elements are required, given a tensor of shape \(flat.shape)")
    }
    self.init(taking: try TensorList.flatten([flat]), layout)
  }

  /// The element type.
  public var dtype: DType? { flat.dtype }
  /// Where the elements are.
  public var device: Device { flat.device }
  /// The number of elements of all tensors together.
  public var count: Int { layout.count }

  /// The same numbers as another element type; a copy.
  public func to(_ dtype: DType) throws(TorchError) -> TensorList {
    TensorList(taking: try flat.to(dtype).clone(), layout)
  }

  /// The same numbers on another device; a copy.
  public func to(_ device: Device) throws(TorchError) -> TensorList {
    TensorList(taking: try flat.to(device).clone(), layout)
  }

  // MARK: - The tensors

  /// The tensors in the order of the layout, outside of any graph.
  ///
  /// They share the list's elements, so reading them costs nothing, changing them in place would change the list, and
  /// keeping them makes the list's next change a copy.
  public func views() throws(TorchError) -> [Tensor] {
    var views: [Tensor] = []
    views.reserveCapacity(layout.entries.count)
    for place in layout.entries.indices { views.append(try view(at: place)) }
    return views
  }

  /// The tensors as leaves that gradients can be taken with respect to; otherwise like `views`.
  public func leaves() throws(TorchError) -> [Tensor] {
    let leaves = try views()
    for leaf in leaves { try leaf.setRequiresGradient(true) }
    return leaves
  }

  /// The tensor with this name, as in `views`; nil if the layout has none.
  public subscript(name: String) -> Tensor? {
    get throws(TorchError) {
      guard let place = layout.index(of: name) else { return nil }
      return try view(at: place)
    }
  }

  private func view(at place: Int) throws(TorchError) -> Tensor {
    let entry = layout.entries[place]
    return try flat.narrow(0, start: layout.offsets[place], length: entry.count).view(entry.shape).detach()
  }

  // MARK: - Checks

  private static func check(_ tensors: [Tensor], _ layout: ParameterLayout) throws(TorchError) {
    guard tensors.count == layout.entries.count else {
      throw TorchError(
        operation: "TensorList(flattening:)",
        message: "the layout's \(layout.entries.count) tensors are required, given \(tensors.count)")
    }
    for (entry, tensor) in zip(layout.entries, tensors) where tensor.shape != entry.shape {
      throw TorchError(
        operation: "TensorList(flattening:)",
        message: "'\(entry.name)' must have the shape \(entry.shape), given \(tensor.shape)")
    }
  }

  private static func flatten(_ tensors: [Tensor]) throws(TorchError) -> Tensor {
    if tensors.isEmpty { return try Tensor.zeros([0]) }
    let handles = tensors.map(\.handle)
    return try withoutGradient { () throws(TorchError) -> Tensor in
      try Tensor.make("TensorList(flattening:)", using: tensors) { ct_flatten_all(handles, Int32(handles.count), $0) }
    }
  }
}
