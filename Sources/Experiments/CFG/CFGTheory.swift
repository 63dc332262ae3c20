import Reports

/// The theory of composite functional gradients, measured: by how much KL(p*‖p) falls in a step, for every scaling, where
/// the flow ends, what an inexact discriminator costs, and for which step sizes particles converge.
public struct CFGTheory: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "cfg-theory"
  /// The line in `counterplay list`.
  public let summary =
    "functional gradient steps bring KL(p*‖p) down by η∫p* s‖∇D‖², also with the scalings of GAN0 and GAN1"
  /// The paper whose claims are judged.
  public let source = paper
  static let paper =
    "Johnson and Zhang, Composite functional gradient learning of generative adversarial models, 2018, "
    + "arXiv:1801.06309, section 2"

  /// Nothing to choose.
  public init() {}

  /// Measures, judges the claims and draws; throws what the workbench cannot write, `GSLError` where an integral is out of
  /// reach, and `CancellationError`.
  public func perform(on bench: Workbench) throws {
    bench.parameters = [
      "divergence": .text("KL(p*‖p) by GSL: adaptive in one dimension, 96 x 96 Gauss-Legendre nodes in two"),
      "derivatives": .text("exact, by duals of duals"),
    ]
    let parts: [(String, (Workbench) throws -> Void)] = [
      ("KL of normal densities, step by step", CFGDecrease.judge), ("first-order drop", CFGFirstOrder.judge),
      ("the gradient flow", CFGFlowLimit.judge), ("an inexact discriminator", CFGInexactness.judge),
      ("fitted discriminators", CFGFittedFlow.judge), ("GAN0's and GAN1's moves", CFGSaturation.judge),
      ("step sizes", CFGStepSizes.judge),
    ]
    for (index, (what, part)) in parts.enumerated() {
      bench.progress(Double(index) / Double(parts.count), what)
      if bench.isCancelled() { throw CancellationError() }
      try part(bench)
    }
  }
}
