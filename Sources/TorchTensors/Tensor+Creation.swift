import CTorch

extension [Int] {
  /// Lends the numbers to the C face.
  @inline(__always)
  func withNumbers<R>(_ body: (UnsafePointer<Int64>?, Int32) -> R) -> R {
    withUnsafeBufferPointer { ints in
      ints.withMemoryRebound(to: Int64.self) { body($0.baseAddress, Int32($0.count)) }
    }
  }
}

extension Tensor {
  /// A tensor of zeros.
  public static func zeros(
    _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try full(shape, 0, dtype: dtype, device: device)
  }

  /// A tensor of ones.
  public static func ones(
    _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try full(shape, 1, dtype: dtype, device: device)
  }

  /// A tensor with every element equal to `value`.
  public static func full(
    _ shape: [Int], _ value: Double, dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try make("full", using: ()) { out in
      shape.withNumbers { ct_full($0, $1, value, dtype.native, device.native, out) }
    }
  }

  /// A tensor whose elements are whatever the memory held: for filling at once.
  public static func uninitialized(
    _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try make("uninitialized", using: ()) { out in
      shape.withNumbers { ct_empty($0, $1, dtype.native, device.native, out) }
    }
  }

  /// A tensor of rank 0.
  public static func scalar(
    _ value: Double, dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try full([], value, dtype: dtype, device: device)
  }

  /// The numbers `start`, `start + step`, … that are below `end`, as in `stride(from:to:by:)`.
  public static func arange(
    from start: Double = 0, to end: Double, by step: Double = 1, dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try make("arange", using: ()) { ct_arange(start, end, step, dtype.native, device.native, $0) }
  }

  /// Zeros with this tensor's shape, element type and device.
  public func zerosLike() throws(TorchError) -> Tensor { try fullLike(0) }

  /// Ones with this tensor's shape, element type and device.
  public func onesLike() throws(TorchError) -> Tensor { try fullLike(1) }

  /// Elements equal to `value`, with this tensor's shape, element type and device.
  public func fullLike(_ value: Double) throws(TorchError) -> Tensor {
    try Tensor.make("fullLike", using: self) { ct_full_like(handle, value, $0) }
  }

  /// Elements that are whatever the memory held, with this tensor's shape, element type and device.
  public func uninitializedLike() throws(TorchError) -> Tensor {
    try Tensor.make("uninitializedLike", using: self) { ct_empty_like(handle, $0) }
  }

  /// Copies raw contiguous elements (row-major, the machine's byte order).
  /// - Throws: `TorchError` when the bytes are not exactly the elements of `shape`.
  public convenience init(
    bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType, device: Device = .cpu
  ) throws(TorchError) {
    var result = CTTensor(object: nil)
    try check("Tensor(bytes:)", using: ()) {
      shape.withNumbers {
        ct_from_bytes(bytes.baseAddress, bytes.count, $0, $1, dtype.native, device.native, &result)
      }
    }
    self.init(owning: result)
  }

  /// A tensor of the given numbers in row-major order, converted to `dtype`.
  ///
  /// `shape` nil means one dimension.
  /// - Throws: `TorchError` when the number of elements is not the product of `shape`.
  public convenience init(
    _ elements: [Double], shape: [Int]? = nil, dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) {
    try self.init(elements: elements, as: .float64, shape: shape, dtype: dtype, device: device)
  }

  /// A tensor of the given numbers in row-major order, converted to `dtype`; see the initializer from `[Double]`.
  public convenience init(
    floats elements: [Float], shape: [Int]? = nil, dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) {
    try self.init(elements: elements, as: .float32, shape: shape, dtype: dtype, device: device)
  }

  /// A tensor of the given numbers in row-major order, converted to `dtype`; see the initializer from `[Double]`.
  public convenience init(
    int64s elements: [Int64], shape: [Int]? = nil, dtype: DType = .int64, device: Device = .cpu
  ) throws(TorchError) {
    try self.init(elements: elements, as: .int64, shape: shape, dtype: dtype, device: device)
  }

  /// The elements as they are in memory, then converted on the device.
  private convenience init<Element: BitwiseCopyable>(
    elements: [Element], as own: DType, shape: [Int]?, dtype: DType, device: Device
  ) throws(TorchError) {
    let dimensions = shape ?? [elements.count]
    var result = CTTensor(object: nil)
    try check("Tensor(_:shape:)", using: ()) {
      elements.withUnsafeBytes { bytes in
        dimensions.withNumbers {
          // The conversion happens on the CPU: not every device has float64.
          ct_from_bytes(bytes.baseAddress, bytes.count, $0, $1, own.native, Device.cpu.native, &result)
        }
      }
    }
    if own != dtype || device != .cpu {
      let unconverted = result
      defer { ct_free(unconverted) }
      try check("Tensor(_:shape:)", using: ()) { ct_to(unconverted, dtype.native, device.native, &result) }
    }
    self.init(owning: result)
  }

  /// The same numbers as another element type. Differentiable between floating-point types.
  ///
  /// Returns a tensor that shares the elements where the type is already the one asked for.
  public func to(_ dtype: DType) throws(TorchError) -> Tensor {
    try Tensor.make("to", using: self) { ct_to(handle, dtype.native, ct_device(handle), $0) }
  }

  /// The same numbers on another device. Differentiable; shares the elements where they are there already.
  public func to(_ device: Device) throws(TorchError) -> Tensor {
    try Tensor.make("to", using: self) {
      ct_to(handle, CTType(rawValue: UInt32(bitPattern: ct_type(handle))), device.native, $0)
    }
  }

  /// A copy of the elements. Differentiable.
  public func clone() throws(TorchError) -> Tensor {
    try Tensor.make("clone", using: self) { ct_clone(handle, $0) }
  }
}
