import TorchTensors

extension Activation: PyTorchLayer {
  func write(_ x: String, to code: inout PyTorchCode) -> String {
    switch self {
    case .relu: return code.assign("torch.relu(\(x))")
    case .leakyReLU(let slope): return code.assign("torch.relu(\(x)) - \(slope) * torch.relu(-\(x))")
    case .elu(let alpha): return elu(x, alpha, to: &code)
    case .selu:
      return code.assign("\(elu(x, 1.673_263_242_354_377_2, to: &code)) * 1.0507009873554805")
    case .gelu: return code.assign("0.5 * \(x) * (1 + torch.erf(\(x) * \(0.5.squareRoot())))")
    case .silu: return code.assign("\(x) * torch.sigmoid(\(x))")
    case .mish: return code.assign("\(x) * torch.tanh(\(softplus(x)))")
    case .tanh: return code.assign("torch.tanh(\(x))")
    case .sigmoid: return code.assign("torch.sigmoid(\(x))")
    case .softplus: return code.assign(softplus(x))
    case .sine: return code.assign("torch.sin(\(x))")
    case .identity: return x
    }
  }

  /// The half that grows and the half that is bounded.
  private func elu(_ x: String, _ alpha: Double, to code: inout PyTorchCode) -> String {
    code.assign("torch.relu(\(x)) + \(alpha) * torch.expm1(-torch.relu(-\(x)))")
  }

  private func softplus(_ x: String) -> String { "(torch.relu(\(x)) + torch.log1p(torch.exp(-torch.abs(\(x)))))" }
}

extension PReLU: PyTorchLayer {
  func write(_ x: String, to code: inout PyTorchCode) -> String {
    code.assign("torch.prelu(\(x), \(code.tensor("weight")))")
  }
}
