import TorchTensors

extension Linear: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    let product = "torch.matmul(\(input), \(code.tensor("weight")).t())"
    return code.assign(parameters.count > 1 ? "\(product) + \(code.tensor("bias"))" : product)
  }
}

extension Conv2d: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    let bias = parameters.count > 1 ? code.tensor("bias") : "None"
    return code.assign(
      "torch.conv2d(\(input), \(code.tensor("weight")), \(bias), \(stride.python), \(padding.python), [1, 1], \(groups))"
    )
  }
}

extension ConvTranspose2d: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    let bias = parameters.count > 1 ? code.tensor("bias") : "None"
    return code.assign(
      "torch.conv_transpose2d(\(input), \(code.tensor("weight")), \(bias), \(stride.python), \(padding.python))")
  }
}

extension SpectralNorm: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) throws(TorchError) -> String {
    guard let inner = inner as? any PyTorchLayer else {
      throw TorchError(
        operation: "PyTorchCode", message: "SpectralNorm is around a \(type(of: inner)), which has no code")
    }
    let weight = code.tensor("weight_orig")
    let ordered =
      self.inner.outputDimension == 0 ? weight : "torch.transpose(\(weight), 0, \(self.inner.outputDimension))"
    let matrix = code.assign("torch.flatten(\(ordered), 1)")
    let sigma = code.assign(
      "torch.dot(\(code.tensor("weight_u")), torch.matmul(\(matrix), \(code.tensor("weight_v"))))")
    return try code.write(inner, input, with: "weight", as: code.assign("\(weight) / \(sigma)"))
  }
}

extension Sequential: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) throws(TorchError) -> String { try code.write(layers, input) }
}

extension Residual: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) throws(TorchError) -> String {
    let main = try code.write(branches, 0, input)
    let shortcut = hasShortcut ? try code.write(branches, 1, input) : input
    return code.assign("\(main) + \(shortcut)")
  }
}

extension SelfAttention: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) throws(TorchError) -> String {
    var parts: [String] = []
    for place in 0..<3 {
      parts.append(code.assign("torch.flatten(\(try code.write(convolutions, place, input)), 2)"))
    }
    let attention = code.assign(
      "torch.softmax(torch.matmul(torch.transpose(\(parts[0]), 1, 2), \(parts[1])), -1)")
    let seen = code.assign(
      "torch.matmul(\(parts[2]), torch.transpose(\(attention), 1, 2)).reshape("
        + "[\(input).size(0), \(inner), \(input).size(2), \(input).size(3)])")
    let output = try code.write(convolutions, 3, seen)
    return code.assign("\(input) + \(code.tensor("gamma")) * \(output)")
  }
}

extension Reshape: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    code.assign("\(input).reshape([\(input).size(0), \(shape.map { "\($0)" }.joined(separator: ", "))])")
  }
}

extension Flatten: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String { code.assign("torch.flatten(\(input), 1)") }
}

extension UpsampleNearest: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    code.assign("torch.repeat_interleave(torch.repeat_interleave(\(input), \(factor), 2), \(factor), 3)")
  }
}

extension Dropout: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String { input }
}

extension Mean: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    code.assign("torch.mean(\(input), [\(dimension)])")
  }
}

extension Embedding: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    code.assign("torch.embedding(\(code.tensor("weight")), \(input))")
  }
}

extension ConcatenateLabels: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    let oneHot = code.assign(
      "torch.embedding(torch.eye(\(classes), dtype=z.dtype, device=z.device), \(code.condition(conditions[0])))")
    return code.concatenate(input, oneHot)
  }
}

extension ConcatenateCondition: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) throws(TorchError) -> String {
    let encoded = try code.write(encoder, code.condition(name))
    return code.concatenate(input, code.assign("\(encoded).to(z.dtype)"))
  }
}

extension PyTorchCode {
  /// The input with a condition along dimension 1: a vector's numbers are the same at all positions, where there are any.
  fileprivate mutating func concatenate(_ input: String, _ condition: String) -> String {
    let shape = "list(\(condition).size())"
    let maps = assign(
      "\(condition).reshape(\(shape) + [1] * (\(input).dim() - \(condition).dim()))"
        + ".expand(\(shape) + list(\(input).size())[\(condition).dim():])")
    return assign("torch.cat([\(input), \(maps)], 1)")
  }
}

extension Pair {
  /// As a list of Python.
  fileprivate var python: String { "[\(vertical), \(horizontal)]" }
}
