import GameDynamics
import Training

/// The discriminator's step size follows its accuracy, so that it gets neither far ahead nor far behind:
///
///     η_y ← η_y · 0.05   where the mean accuracy of the last 10 steps is above 0.9
///           η_y · 0.1    where it is below 0.8
///           η_y · 1      between, and before the first step
///
/// The accuracy of a step is the share of its minibatch, real and generated, on whose side of zero the logit lies. It
/// is the problem's memory (`GANProblem.Memory`), so checkpoints hold it.
///
/// Source: the code of F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852 (`ada_train`, which is always on there).
public struct DiscriminatorAccuracyRule: Sendable, Equatable {
  /// How many steps the mean is over.
  public static let window = 10
  /// Accuracies of the last steps, at most `window`, the oldest first.
  public private(set) var accuracies: [Double] = []

  /// Before the first step.
  public init() {}

  /// The factor of the discriminator's step size.
  public var factor: Double {
    if accuracies.isEmpty { return 1 }
    let mean = accuracies.reduce(0, +) / Double(accuracies.count)
    return mean > 0.9 ? 0.05 : mean < 0.8 ? 0.1 : 1
  }

  /// Takes in a step's accuracy.
  public mutating func note(_ accuracy: Double) {
    accuracies.append(accuracy)
    if accuracies.count > Self.window { accuracies.removeFirst() }
  }

  mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V.Scalar == Double {
    var count = accuracies.count
    try visitor.counter("discriminatorAccuracies", of: .both, &count)
    var values = accuracies + Array(repeating: 0, count: Self.window - accuracies.count)
    for place in values.indices {
      try visitor.scalar("discriminatorAccuracy.\(place)", of: .both, &values[place])
    }
    accuracies = Array(values.prefix(max(0, count)))
  }
}
