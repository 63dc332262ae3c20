import TorchTensors

extension BatchNorm: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    let affine = parameters.isEmpty ? "None, None" : "\(code.tensor("weight")), \(code.tensor("bias"))"
    return statistics.write(input, affine: affine, to: &code)
  }
}

extension ConditionalBatchNorm: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    let normal = statistics.write(input, affine: "None, None", to: &code)
    func numbers(_ table: String) -> String {
      // One for each sample and channel, and the same at all positions.
      "torch.embedding(\(code.tensor(table)), \(PyTorchCode.argument(conditions[0]))).reshape(\(shape))"
    }
    let shape = code.assign("[\(input).size(0), \(input).size(1)] + [1] * (\(input).dim() - 2)")
    let (gain, bias) = (numbers("gain.weight"), numbers("bias.weight"))
    return code.assign("\(normal) * \(gain) + \(bias)")
  }
}

extension BatchStatistics {
  fileprivate func write(_ input: String, affine: String, to code: inout PyTorchCode) -> String {
    code.assign(
      "torch.batch_norm(\(input), \(affine), \(code.tensor("running_mean")), \(code.tensor("running_var")), "
        + "False, \(momentum), \(epsilon), False)")
  }
}

extension LayerNorm: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    let affine = parameters.isEmpty ? "None, None" : "\(code.tensor("weight")), \(code.tensor("bias"))"
    let lengths = shape.map { "\($0)" }.joined(separator: ", ")
    return code.assign("torch.layer_norm(\(input), [\(lengths)], \(affine), \(epsilon))")
  }
}

extension InstanceNorm: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    let affine = parameters.isEmpty ? "None, None" : "\(code.tensor("weight")), \(code.tensor("bias"))"
    return code.assign("torch.instance_norm(\(input), \(affine), None, None, True, 0.0, \(epsilon), False)")
  }
}

extension GroupNorm: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) -> String {
    code.assign(
      "torch.group_norm(\(input), \(groups), \(code.tensor("weight")), \(code.tensor("bias")), \(epsilon), False)")
  }
}
