import CTorch

/// A network from a TorchScript file, as PyTorch writes it by `torch.jit.save(torch.jit.script(network), path)` or of a
/// trace: parameters and code, run by libtorch's interpreter, in evaluation mode and without gradients.
///
/// - Note: Marked `Sendable` because it is never changed after loading; a network whose `forward` changes its own buffers
///   must be used by one thread.
public final class ScriptedNetwork: @unchecked Sendable {
  private let script: CTScript

  /// The most tensors of what the network returns that are handed out.
  public static let mostOutputs = 4

  /// Loads a file.
  /// - Throws: `TorchError` with libtorch's words where it is no TorchScript, or of operations that this libtorch lacks.
  public init(path: String, device: Device = .cpu) throws(TorchError) {
    var result = CTScript(object: nil)
    try check("ScriptedNetwork", using: ()) { ct_script_load(path, device.native, &result) }
    script = result
  }

  deinit { ct_script_free(script) }

  /// `forward(input)`: one tensor, or those of the tuple or list that it returns.
  /// - Throws: `TorchError` where it fails, or returns anything else.
  public func callAsFunction(_ input: Tensor) throws(TorchError) -> [Tensor] {
    var handles = [CTTensor](repeating: CTTensor(object: nil), count: Self.mostOutputs)
    var count: Int32 = 0
    try check("ScriptedNetwork", using: (self, input)) {
      handles.withUnsafeMutableBufferPointer {
        ct_script_run(script, input.handle, $0.baseAddress, Int32($0.count), &count)
      }
    }
    return handles.prefix(Int(count)).map { Tensor(owning: $0) }
  }
}
