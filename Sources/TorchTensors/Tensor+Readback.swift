import CTorch

extension Tensor {
  /// The elements in row-major order, converted to `Double`. Waits for the device.
  public func doubles() throws(TorchError) -> [Double] { try elements("doubles", as: .float64, zero: 0) }

  /// The elements in row-major order, converted to `Float`. Waits for the device.
  public func floats() throws(TorchError) -> [Float] { try elements("floats", as: .float32, zero: 0) }

  /// The elements in row-major order, converted to `Int64` (fractions are cut off). Waits for the device.
  public func int64s() throws(TorchError) -> [Int64] { try elements("int64s", as: .int64, zero: 0) }

  /// The elements in row-major order as they are in memory. Waits for the device.
  public func bytes() throws(TorchError) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: byteCount)
    try check("bytes", using: self) { result.withUnsafeMutableBytes { copyOut($0) } }
    return result
  }

  /// Writes the elements in row-major order as they are in memory. Waits for the device.
  /// - Throws: `TorchError` when `destination` has not exactly `byteCount` bytes.
  public func copyBytes(to destination: UnsafeMutableRawBufferPointer) throws(TorchError) {
    try check("copyBytes", using: self) { copyOut(destination) }
  }

  /// The one element of a tensor, whatever its rank. Waits for the device.
  /// - Throws: `TorchError` when there is not exactly one.
  public func item() throws(TorchError) -> Double {
    var result = 0.0
    try check("item", using: self) { ct_item(handle, &result) }
    return result
  }

  private func copyOut(_ destination: UnsafeMutableRawBufferPointer) -> Int32 {
    let own = CTType(rawValue: UInt32(bitPattern: ct_type(handle)))
    return ct_to_bytes(handle, own, destination.baseAddress, destination.count)
  }

  private func elements<Element: BitwiseCopyable>(
    _ operation: StaticString, as dtype: DType, zero: Element
  ) throws(TorchError) -> [Element] {
    var result = [Element](repeating: zero, count: count)
    try check(operation, using: self) {
      result.withUnsafeMutableBytes { ct_to_bytes(handle, dtype.native, $0.baseAddress, $0.count) }
    }
    return result
  }
}
