import CTorch

extension Tensor {
  /// The matrix product: (…, n, k) times (…, k, m) is (…, n, m), batch dimensions broadcast; a factor of rank 1 is a
  /// row on the left and a column on the right.
  public func matmul(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.make("matmul", using: (self, other)) { ct_matmul(handle, other.handle, $0) }
  }

  /// Σᵢ xᵢ yᵢ of two tensors of rank 1 and one length, as a tensor of rank 0.
  public func dot(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.make("dot", using: (self, other)) { ct_dot(handle, other.handle, $0) }
  }

  /// xᵢ yⱼ of two tensors of rank 1.
  public func outer(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.make("outer", using: (self, other)) { ct_outer(handle, other.handle, $0) }
  }

  /// beta · bias + alpha · x y, with x this matrix.
  public func addmm(
    _ other: Tensor, adding bias: Tensor, beta: Double = 1, alpha: Double = 1
  ) throws(TorchError) -> Tensor {
    try Tensor.make("addmm", using: (self, other, bias)) {
      ct_addmm(bias.handle, handle, other.handle, beta, alpha, $0)
    }
  }

  /// The affine map of a layer, x wᵀ + b: (…, in) with `weight` (out, in) and `bias` (out) is (…, out).
  public func linear(weight: Tensor, bias: Tensor? = nil) throws(TorchError) -> Tensor {
    try Tensor.make("linear", using: (self, weight, bias)) {
      ct_linear(handle, weight.handle, bias.handle, $0)
    }
  }

  /// x = q r with orthonormal columns in q and r upper triangular (the reduced form).
  public func qr() throws(TorchError) -> (q: Tensor, r: Tensor) {
    var q = CTTensor(object: nil)
    var r = CTTensor(object: nil)
    try check("qr", using: self) { ct_qr(handle, &q, &r) }
    return (Tensor(owning: q), Tensor(owning: r))
  }

  /// The eigenvalues of a symmetric matrix, ascending, and its orthonormal eigenvectors as columns; only the lower half
  /// is read. O(n³): seconds for n = 2,000.
  public func symmetricEigen() throws(TorchError) -> (values: Tensor, vectors: Tensor) {
    var values = CTTensor(object: nil)
    var vectors = CTTensor(object: nil)
    try check("symmetricEigen", using: self) { ct_symmetric_eigen(handle, &values, &vectors) }
    return (Tensor(owning: values), Tensor(owning: vectors))
  }

  /// x = u diag(values) vᵀ with orthonormal columns in u and v (the reduced form), the values descending.
  public func svd() throws(TorchError) -> (u: Tensor, values: Tensor, vTransposed: Tensor) {
    var u = CTTensor(object: nil)
    var values = CTTensor(object: nil)
    var v = CTTensor(object: nil)
    try check("svd", using: self) { ct_svd(handle, &u, &values, &v) }
    return (Tensor(owning: u), Tensor(owning: values), Tensor(owning: v))
  }

  /// The singular values alone, descending.
  public func singularValues() throws(TorchError) -> Tensor {
    try Tensor.make("singularValues", using: self) { ct_singular_values(handle, $0) }
  }
}

extension Tensor? {
  /// The handle, or "no tensor".
  var handle: CTTensor { self?.handle ?? CTTensor(object: nil) }
}
