import CTorch

/// The verbs of a vector space and the elementwise ones, each one call of libtorch. Their names are those of
/// `GameDynamics.Vector`. All throw `TorchError` when the layouts of two operands differ.
extension TensorList {
  /// The zero vector of this layout, element type and device.
  public var zero: TensorList {
    get throws(TorchError) { TensorList(taking: try flat.zerosLike(), layout) }
  }

  /// a + b.
  public static func + (a: TensorList, b: TensorList) throws(TorchError) -> TensorList {
    try a.combined("+", b) { (x, y) throws(TorchError) in try x + y }
  }

  /// a - b.
  public static func - (a: TensorList, b: TensorList) throws(TorchError) -> TensorList {
    try a.combined("-", b) { (x, y) throws(TorchError) in try x - y }
  }

  /// s · v.
  public static func * (s: Double, v: TensorList) throws(TorchError) -> TensorList {
    TensorList(taking: try s * v.flat, v.layout)
  }

  /// self ← self + s · v, in place where nothing else sees the elements.
  public mutating func add(_ v: TensorList, times s: Double) throws(TorchError) {
    try requireSameLayout("add(_:times:)", v)
    if isUnshared {
      try flat.add_(v.flat, alpha: s)
    } else {
      flat = try flat.adding(v.flat, times: s)
    }
  }

  /// self ← s · self, in place where nothing else sees the elements.
  public mutating func scale(by s: Double) throws(TorchError) {
    if isUnshared {
      try flat.mul_(s)
    } else {
      flat = try s * flat
    }
  }

  /// ⟨self, other⟩ = Σᵢ selfᵢ otherᵢ, accumulated in double precision where the device has it. On the CPU float32 is
  /// summed by one thread in a fixed order, so the result does not depend on the number of threads. Waits
  /// for the device.
  public func dot(_ other: TensorList) throws(TorchError) -> Double {
    try requireSameLayout("dot", other)
    var result = 0.0
    try check("TensorList dot", using: (flat, other.flat)) { ct_dot_double(flat.handle, other.flat.handle, &result) }
    return result
  }

  /// ‖self‖₂, accumulated as in `dot`.
  public func norm() throws(TorchError) -> Double { try dot(self).squareRoot() }

  /// (selfᵢ · otherᵢ)ᵢ.
  public func multiplied(elementwise other: TensorList) throws(TorchError) -> TensorList {
    try combined("multiplied(elementwise:)", other) { (x, y) throws(TorchError) in try x * y }
  }

  /// (selfᵢ / otherᵢ)ᵢ.
  public func divided(elementwise other: TensorList) throws(TorchError) -> TensorList {
    try combined("divided(elementwise:)", other) { (x, y) throws(TorchError) in try x / y }
  }

  /// (√selfᵢ)ᵢ.
  public func squareRoots() throws(TorchError) -> TensorList { TensorList(taking: try flat.sqrt(), layout) }

  /// (max(selfᵢ, otherᵢ))ᵢ.
  public func maximum(elementwise other: TensorList) throws(TorchError) -> TensorList {
    try combined("maximum(elementwise:)", other) { (x, y) throws(TorchError) in try x.maximum(y) }
  }

  /// (selfᵢ + s)ᵢ.
  public func adding(constant s: Double) throws(TorchError) -> TensorList {
    TensorList(taking: try flat + s, layout)
  }

  /// Each element limited to `low` … `high`: weight clipping.
  public func clamped(low: Double, high: Double) throws(TorchError) -> TensorList {
    TensorList(taking: try flat.clamp(low: low, high: high), layout)
  }

  /// Whether no element is infinite or NaN. Waits for the device.
  public func isFinite() throws(TorchError) -> Bool { try flat.isAllFinite() }

  /// How many numbers the vector has.
  public var dimension: Int { layout.count }

  /// The numbers in the order of the layout, copied.
  public func coordinates() throws(TorchError) -> [Double] { try flat.doubles() }

  /// A list of this layout, element type and device with the given numbers.
  /// - Throws: `TorchError` when their count is not `dimension`.
  public func replacingCoordinates(with values: [Double]) throws(TorchError) -> TensorList {
    guard values.count == layout.count else {
      throw TorchError(
        operation: "TensorList replacingCoordinates",
        message: "the layout's \(layout.count) numbers are required, given \(values.count)")
    }
    return TensorList(taking: try Tensor(values, dtype: flat.dtype ?? .float32, device: flat.device), layout)
  }

  // MARK: - Helpers

  /// Whether the elements can be changed with nobody noticing: one reference from Swift, one from libtorch, one to the
  /// memory itself (views and the variables that graphs save hold more of the last).
  private var isUnshared: Bool {
    mutating get { isKnownUniquelyReferenced(&flat) && ct_is_unshared(flat.handle) }
  }

  private func requireSameLayout(_ operation: String, _ other: TensorList) throws(TorchError) {
    guard layout == other.layout else {
      throw TorchError(
        operation: "TensorList \(operation)",
        message: "two lists of one layout are required, given \(layout.entries.count) tensors of \(layout.count) "
          + "elements and \(other.layout.entries.count) of \(other.layout.count)"
          + (firstDifference(other).map { "; they first differ at \($0)" } ?? ""))
    }
  }

  private func firstDifference(_ other: TensorList) -> String? {
    for (mine, its) in zip(layout.entries, other.layout.entries) where mine != its {
      return "'\(mine.name)' \(mine.shape) and '\(its.name)' \(its.shape)"
    }
    return nil
  }

  @inline(__always)
  private func combined(
    _ operation: String, _ other: TensorList, _ body: (Tensor, Tensor) throws(TorchError) -> Tensor
  ) throws(TorchError) -> TensorList {
    try requireSameLayout(operation, other)
    return TensorList(taking: try body(flat, other.flat), layout)
  }
}
