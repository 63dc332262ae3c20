import CTorch

/// Dimensions are counted from 0; negative ones from the end. What is said to be a view shares its elements.
extension Tensor {
  /// Elements `start ..< start + length` of dimension `dim`. A view.
  public func narrow(_ dim: Int, start: Int, length: Int) throws(TorchError) -> Tensor {
    try Tensor.make("narrow", using: self) { ct_narrow(handle, Int64(dim), Int64(start), Int64(length), $0) }
  }

  /// Elements `range` of dimension `dim`, every `step`-th of them. A view. Unlike `narrow` it cuts ranges that reach
  /// beyond the end.
  public func slice(_ dim: Int, _ range: Range<Int>, step: Int = 1) throws(TorchError) -> Tensor {
    try Tensor.make("slice", using: self) {
      ct_slice(handle, Int64(dim), Int64(range.lowerBound), Int64(range.upperBound), Int64(step), $0)
    }
  }

  /// The part at `place` of dimension `dim`, which is gone from the result. A view.
  public func select(_ dim: Int, _ place: Int) throws(TorchError) -> Tensor {
    try Tensor.make("select", using: self) { ct_select(handle, Int64(dim), Int64(place), $0) }
  }

  /// Consecutive parts with the given lengths along `dim`. Views, whose gradients are joined in one pass.
  /// - Throws: `TorchError` when the lengths do not add up to the length of `dim`.
  public func split(_ lengths: [Int], _ dim: Int = 0) throws(TorchError) -> [Tensor] {
    let shape = self.shape
    let place = dim < 0 ? dim + shape.count : dim
    guard shape.indices.contains(place) else {
      throw TorchError(operation: "split", message: "dimension \(dim) of a tensor of shape \(shape) does not exist")
    }
    guard lengths.reduce(0, +) == shape[place] else {
      throw TorchError(
        operation: "split", message: "lengths that add up to \(shape[place]) are required, given \(lengths)")
    }
    return try Tensor.views("split", of: self, count: lengths.count) { out in
      lengths.withNumbers { ct_split(handle, $0, $1, Int64(place), out) }
    }
  }

  /// The parts of dimension `dim`, which is gone from each. Views; unlike those of as many `select`s, their gradients are
  /// joined in one pass.
  /// - Throws: `TorchError` where there is no such dimension.
  public func unbind(_ dim: Int = 0) throws(TorchError) -> [Tensor] {
    let shape = self.shape
    let place = dim < 0 ? dim + shape.count : dim
    guard shape.indices.contains(place) else {
      throw TorchError(operation: "unbind", message: "dimension \(dim) of a tensor of shape \(shape) does not exist")
    }
    return try Tensor.views("unbind", of: self, count: shape[place]) { out in
      ct_unbind(handle, Int64(place), Int32(shape[place]), out)
    }
  }

  /// Several tensors from one call of the C face.
  private static func views(
    _ operation: StaticString, of source: Tensor, count: Int, _ call: (UnsafeMutablePointer<CTTensor>?) -> Int32
  ) throws(TorchError) -> [Tensor] {
    var results = [CTTensor](repeating: CTTensor(object: nil), count: count)
    try check(operation, using: source) { results.withUnsafeMutableBufferPointer { call($0.baseAddress) } }
    return results.map { Tensor(owning: $0) }
  }

  /// The parts of dimension `dim` at `places` (int64, rank 1), in their order. A copy.
  public func indexSelect(_ dim: Int, _ places: Tensor) throws(TorchError) -> Tensor {
    try Tensor.make("indexSelect", using: (self, places)) { ct_index_select(handle, Int64(dim), places.handle, $0) }
  }

  /// For dim 1 of a matrix: result[i, j] = self[i, places[i, j]]; likewise for other dimensions and ranks.
  public func gather(_ dim: Int, _ places: Tensor) throws(TorchError) -> Tensor {
    try Tensor.make("gather", using: (self, places)) { ct_gather(handle, Int64(dim), places.handle, $0) }
  }

  /// The elements in rising order along `dim`, or in falling. A copy; equal ones may change places. NaN counts as the
  /// largest.
  public func sorted(_ dim: Int = -1, descending: Bool = false) throws(TorchError) -> Tensor {
    try Tensor.make("sorted", using: self) { ct_sort(handle, Int64(dim), descending, $0) }
  }

  /// The places (int64) of the elements in rising order along `dim`; equal ones stay in their order.
  public func argsort(_ dim: Int = -1) throws(TorchError) -> Tensor {
    try Tensor.make("argsort", using: self) { ct_argsort(handle, Int64(dim), $0) }
  }

  /// The `count` smallest elements along `dim`, ascending.
  public func smallest(_ count: Int, _ dim: Int = -1) throws(TorchError) -> Tensor {
    try Tensor.make("smallest", using: self) { ct_smallest(handle, Int64(count), Int64(dim), $0) }
  }

  /// Class numbers (int64) as rows of int64 with a single 1: a new last dimension of length `classes`.
  public func oneHot(classes: Int) throws(TorchError) -> Tensor {
    try Tensor.make("oneHot", using: self) { ct_one_hot(handle, Int64(classes), $0) }
  }

  /// Rows of this table (rows, width) at `places` (int64, any shape): the shape of `places` and then the width.
  public func embedding(_ places: Tensor) throws(TorchError) -> Tensor {
    try Tensor.make("embedding", using: (self, places)) { ct_embedding(handle, places.handle, $0) }
  }
}
