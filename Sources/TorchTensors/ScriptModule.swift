import CTorch

/// A module of TorchScript: methods in its subset of Python, and the tensors that they speak of as attributes of `self`.
public struct ScriptModule: Sendable {
  /// What the module is called.
  public var name: String
  /// The methods, `def forward(self, …): …`, not indented.
  public var source: String
  /// What is trained, by its attribute.
  public var parameters: [(name: String, tensor: Tensor)]
  /// What is kept, by its attribute.
  public var buffers: [(name: String, tensor: Tensor)]

  /// A module; it is compiled when it is written.
  public init(
    name: String, source: String, parameters: [(name: String, tensor: Tensor)] = [],
    buffers: [(name: String, tensor: Tensor)] = []
  ) {
    self.name = name
    self.source = source
    self.parameters = parameters
    self.buffers = buffers
  }

  /// Compiles the module and writes it to a file that `torch.jit.load` reads, in evaluation mode. Not atomic.
  ///
  /// Throws `TorchError`, with the compiler's words where the source cannot be compiled.
  public func write(to path: String) throws(TorchError) {
    let all = parameters + buffers
    let areBuffers = parameters.map { _ in false } + buffers.map { _ in true }
    // The names as C strings, one after another in one block that outlives the call.
    var bytes: [CChar] = []
    var places: [Int] = []
    for (name, _) in all {
      places.append(bytes.count)
      bytes += name.utf8CString
    }
    let handles = all.map { $0.tensor.handle }
    try check("ScriptModule.write", using: all) {
      bytes.withUnsafeBufferPointer { block in
        let names = places.map { place in block.baseAddress.map { $0 + place } }
        return ct_script_write(name, source, names, handles, areBuffers, Int32(all.count), path)
      }
    }
  }
}
