import TorchTensors
import Training

/// The generated samples a = G(x) near one point: products with the Jacobian J = ∂a/∂x and its transpose.
///
/// Jᵀ c is the reverse mode through G. It is linear in c, so once it is recorded as a function of c, J · u is the
/// reverse mode through that record: two operations a layer where the forward mode would take as many and the layer's
/// own besides.
final class SampleMap {
  /// The samples as a leaf: where the graph of what comes after G starts.
  let leaf: Tensor
  private let samples: Tensor
  private let parameters: [Tensor]
  /// c, and Jᵀ c as a recorded function of it.
  private var transposed: (cotangent: Tensor, product: [Tensor?])?

  /// The map of samples that were recorded as a function of these leaves.
  init(_ samples: Tensor, of parameters: [Tensor]) throws(TorchError) {
    self.samples = samples
    self.parameters = parameters
    leaf = try samples.detach().setRequiresGradient(true)
  }

  /// Jᵀ c; nil for parameters that no sample depends on, and for all where c is nil.
  func pullBack(_ cotangent: Tensor?) throws(TorchError) -> [Tensor?] {
    guard let cotangent, samples.requiresGradient else { return parameters.map { _ in nil } }
    return try Tensor.gradients(
      of: [samples], withRespectTo: parameters, cotangents: [cotangent], retainGraph: true, allowUnused: true)
  }

  /// Jᵀ c, recorded so that `pushForward` need not do it again.
  func pullBack(recording cotangent: Tensor?) throws(TorchError) -> [Tensor?] {
    guard let cotangent, samples.requiresGradient else { return parameters.map { _ in nil } }
    let free = try cotangent.detach().setRequiresGradient(true)
    let product = try Tensor.gradients(
      of: [samples], withRespectTo: parameters, cotangents: [free], createGraph: true, allowUnused: true)
    transposed = (free, product)
    return product
  }

  /// J · u; nil where no sample depends on any parameter.
  func pushForward(_ u: [Tensor]) throws(TorchError) -> Tensor? {
    if transposed == nil { _ = try pullBack(recording: leaf.zerosLike()) }
    guard let transposed else { return nil }
    var outputs: [Tensor] = []
    var cotangents: [Tensor] = []
    for (part, along) in zip(transposed.product, u) {
      guard let part, part.requiresGradient else { continue }
      outputs.append(part)
      cotangents.append(along)
    }
    if outputs.isEmpty { return nil }
    return try Tensor.gradients(
      of: outputs, withRespectTo: [transposed.cotangent], cotangents: cotangents, retainGraph: true, allowUnused: true)[
        0]
  }
}
