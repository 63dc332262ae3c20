import CTorch

/// An array of numbers of any shape on some device, with the record of how it was computed where gradients need it.
///
/// A tensor is a reference to libtorch's. Operations return new tensors and leave their operands alone, except those
/// whose name ends in an underscore, which change the elements of their receiver (and of every view of it), and are
/// the only ones that do. An operation costs 1 to 3 µs more than its arithmetic.
///
/// - Note: The class is marked `Sendable` because libtorch's own counts and graph records are thread-safe: tensors may
///   be read by many threads. Changing one in place while another thread uses it is a race that nothing here prevents.
public final class Tensor: @unchecked Sendable {
  /// Owned: this object frees it, once.
  let handle: CTTensor

  /// Takes over the ownership of a handle from the C face.
  init(owning handle: CTTensor) { self.handle = handle }

  deinit { ct_free(handle) }

  /// The one way from a C function that returns a tensor to a tensor. `used` stays alive during the call.
  @inline(__always)
  static func make<Used>(
    _ operation: StaticString, using used: Used, _ call: (UnsafeMutablePointer<CTTensor>) -> Int32
  ) throws(TorchError) -> Tensor {
    var result = CTTensor(object: nil)
    let status = withExtendedLifetime(used) { call(&result) }
    if status != 0 { throw TorchError.last(operation) }
    return Tensor(owning: result)
  }
}

// MARK: - Facts

extension Tensor {
  /// The lengths of the dimensions; empty for a scalar.
  public var shape: [Int] {
    withExtendedLifetime(self) {
      let rank = Int(ct_rank(handle))
      return [Int](unsafeUninitializedCapacity: rank) { buffer, used in
        buffer.withMemoryRebound(to: Int64.self) { ct_shape(handle, $0.baseAddress) }
        used = rank
      }
    }
  }

  /// The number of dimensions.
  public var rank: Int { withExtendedLifetime(self) { Int(ct_rank(handle)) } }

  /// The number of elements: the product of the shape.
  public var count: Int { withExtendedLifetime(self) { Int(ct_count(handle)) } }

  /// The type of the elements; nil for one of libtorch's types that this library has no name for.
  public var dtype: DType? { withExtendedLifetime(self) { DType(rawValue: UInt32(bitPattern: ct_type(handle))) } }

  /// Where the elements are.
  public var device: Device { withExtendedLifetime(self) { Device(ct_device(handle)) } }

  /// The size of all elements in bytes.
  public var byteCount: Int { withExtendedLifetime(self) { Int(ct_count(handle)) * ct_element_size(handle) } }
}

extension Tensor: CustomStringConvertible {
  /// Shape, element type and device; not the elements.
  public var description: String {
    "Tensor(shape: \(shape), dtype: \(dtype.map(\.description) ?? "other"), device: \(device))"
  }
}
