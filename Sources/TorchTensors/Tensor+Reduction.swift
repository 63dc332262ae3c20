import CTorch

/// `dims` names the dimensions to reduce, negative ones counted from the last; nil means all of them. With
/// `keepingDimensions` they stay with length 1.
extension Tensor {
  /// Σ x.
  public func sum(_ dims: [Int]? = nil, keepingDimensions keep: Bool = false) throws(TorchError) -> Tensor {
    try reduce("sum", CTReductionSum, dims, keep)
  }

  /// The mean.
  public func mean(_ dims: [Int]? = nil, keepingDimensions keep: Bool = false) throws(TorchError) -> Tensor {
    try reduce("mean", CTReductionMean, dims, keep)
  }

  /// The largest element; equal ones share the gradient.
  public func max(_ dims: [Int]? = nil, keepingDimensions keep: Bool = false) throws(TorchError) -> Tensor {
    try reduce("max", CTReductionMaximum, dims, keep)
  }

  /// The smallest element; equal ones share the gradient.
  public func min(_ dims: [Int]? = nil, keepingDimensions keep: Bool = false) throws(TorchError) -> Tensor {
    try reduce("min", CTReductionMinimum, dims, keep)
  }

  /// Sums of the elements up to each place along `dim`.
  public func cumulativeSum(_ dim: Int) throws(TorchError) -> Tensor {
    try Tensor.make("cumulativeSum", using: self) { ct_cumulative_sum(handle, Int64(dim), $0) }
  }

  /// log Σ eˣ, without overflow.
  public func logSumExp(_ dims: [Int]? = nil, keepingDimensions keep: Bool = false) throws(TorchError) -> Tensor {
    try reduce("logSumExp", CTReductionLogSumExp, dims, keep)
  }

  /// Σ (x - mean)² / (n - correction): with correction 1 the unbiased estimate, with 0 the variance of the elements.
  public func variance(
    _ dims: [Int]? = nil, correction: Double = 1, keepingDimensions keep: Bool = false
  ) throws(TorchError) -> Tensor {
    try Tensor.make("variance", using: self) { out in
      withDimensions(dims) { ct_variance(handle, correction, $0, $1, keep, out) }
    }
  }

  /// (Σ |x|ᵖ)^(1/p) with p = `order`.
  public func norm(
    _ dims: [Int]? = nil, order: Double = 2, keepingDimensions keep: Bool = false
  ) throws(TorchError) -> Tensor {
    try Tensor.make("norm", using: self) { out in
      withDimensions(dims) { ct_norm(handle, order, $0, $1, keep, out) }
    }
  }

  /// The place of the largest element along `dim`, or in the flattened tensor.
  public func argmax(_ dim: Int? = nil, keepingDimensions keep: Bool = false) throws(TorchError) -> Tensor {
    try Tensor.make("argmax", using: self) { out in
      withOptionalPointer(dim.map(Int64.init)) { ct_argmax(handle, $0, keep, out) }
    }
  }

  /// The place of the smallest element along `dim`, or in the flattened tensor.
  public func argmin(_ dim: Int? = nil, keepingDimensions keep: Bool = false) throws(TorchError) -> Tensor {
    try Tensor.make("argmin", using: self) { out in
      withOptionalPointer(dim.map(Int64.init)) { ct_argmin(handle, $0, keep, out) }
    }
  }

  @inline(__always)
  private func reduce(
    _ name: StaticString, _ operation: CTReduction, _ dims: [Int]?, _ keep: Bool
  ) throws(TorchError) -> Tensor {
    try Tensor.make(name, using: self) { out in
      withDimensions(dims) { ct_reduce(operation, handle, $0, $1, keep, out) }
    }
  }

  /// nil is NULL (all dimensions). An empty list is an array of no elements, which libtorch takes for all, too.
  @inline(__always)
  private func withDimensions<R>(_ dims: [Int]?, _ body: (UnsafePointer<Int64>?, Int32) -> R) -> R {
    guard let dims else { return body(nil, 0) }
    return dims.withNumbers(body)
  }
}
