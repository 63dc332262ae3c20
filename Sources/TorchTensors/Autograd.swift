import CTorch

extension Tensor {
  /// Whether operations on this tensor are recorded for gradients.
  public var requiresGradient: Bool { withExtendedLifetime(self) { ct_requires_grad(handle) } }

  /// Starts (or, for a leaf, stops) the recording of operations on this tensor. Returns the tensor itself.
  /// - Throws: `TorchError` for elements that are not floating-point, or when a result of operations shall stop.
  @discardableResult
  public func setRequiresGradient(_ required: Bool) throws(TorchError) -> Tensor {
    try check("setRequiresGradient", using: self) { ct_set_requires_grad(handle, required) }
    return self
  }

  /// The same elements (shared, not copied) without the record of how they were computed.
  public func detach() throws(TorchError) -> Tensor {
    try Tensor.make("detach", using: self) { ct_detach(handle, $0) }
  }

  /// Vector-Jacobian products: for each input j, Σᵢ cotangents[i]ᵀ ∂outputs[i] / ∂inputs[j].
  ///
  /// With `createGraph` the results can be differentiated again, to any order. No gradient is ever stored in a tensor.
  /// - Parameters:
  ///   - outputs: What is differentiated.
  ///   - inputs: With respect to what. They need not be leaves.
  ///   - cotangents: One for each output, of its shape; nil means 1 for each output, which must then be scalars.
  ///   - createGraph: Whether the computation of the gradients is itself recorded.
  ///   - retainGraph: Whether `outputs` can be differentiated again; nil means the same as `createGraph`.
  ///   - allowUnused: Whether an input that no output depends on gets nil rather than being an error.
  /// - Returns: One for each input, in their order; nil only with `allowUnused`.
  public static func gradients(
    of outputs: [Tensor], withRespectTo inputs: [Tensor], cotangents: [Tensor]? = nil, createGraph: Bool = false,
    retainGraph: Bool? = nil, allowUnused: Bool
  ) throws(TorchError) -> [Tensor?] {
    if let cotangents, cotangents.count != outputs.count {
      throw TorchError(
        operation: "gradients",
        message: "one cotangent for each of the \(outputs.count) outputs is required, given \(cotangents.count)")
    }
    var results = [CTTensor](repeating: CTTensor(object: nil), count: inputs.count)
    let outputHandles = outputs.map(\.handle)
    let inputHandles = inputs.map(\.handle)
    let cotangentHandles = cotangents?.map(\.handle)
    let retain: Int32 = retainGraph.map { $0 ? 1 : 0 } ?? -1
    try check("gradients", using: (outputs, inputs, cotangents)) {
      results.withUnsafeMutableBufferPointer { out in
        func call(_ vectors: UnsafePointer<CTTensor>?) -> Int32 {
          ct_gradients(
            outputHandles, vectors, Int32(outputHandles.count), inputHandles, Int32(inputHandles.count), createGraph,
            retain, allowUnused, out.baseAddress)
        }
        guard let cotangentHandles else { return call(nil) }
        return cotangentHandles.withUnsafeBufferPointer { call($0.baseAddress) }
      }
    }
    return results.map { $0.object == nil ? nil : Tensor(owning: $0) }
  }

  /// Vector-Jacobian products with respect to inputs that the outputs all depend on; see the form with `allowUnused`.
  /// - Throws: `TorchError` also when the outputs do not depend on some input.
  public static func gradients(
    of outputs: [Tensor], withRespectTo inputs: [Tensor], cotangents: [Tensor]? = nil, createGraph: Bool = false,
    retainGraph: Bool? = nil
  ) throws(TorchError) -> [Tensor] {
    let found = try gradients(
      of: outputs, withRespectTo: inputs, cotangents: cotangents, createGraph: createGraph, retainGraph: retainGraph,
      allowUnused: false)
    let gradients = found.compactMap { $0 }
    guard gradients.count == inputs.count else {
      throw TorchError(operation: "gradients", message: "libtorch returned no gradient for some input")
    }
    return gradients
  }
}

/// Runs `body` without recording its operations on this thread; the mode is restored on every way out.
public func withoutGradient<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
  let before = ct_set_gradient_mode(false)
  defer { _ = ct_set_gradient_mode(before) }
  return try body()
}

/// Runs `body` with its operations recorded, inside a `withoutGradient` too; the mode is restored on every way out.
public func withGradient<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
  let before = ct_set_gradient_mode(true)
  defer { _ = ct_set_gradient_mode(before) }
  return try body()
}
