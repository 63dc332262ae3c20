import Foundation
import GameDynamics

/// Everything that decides what a training run computes: with the same configuration and machine it repeats itself.
public struct TrainingConfiguration: Sendable, Codable, Equatable {
  /// A folder of IDX files, `synthetic` (drawn digits), or a point distribution such as `ring`.
  public var data = "synthetic"
  /// The optimizer's name in the catalogue.
  public var optimizer = "simgd"
  /// Hyperparameters that differ from the optimizer's standard values.
  public var hyperparameters: [String: Double] = [:]
  /// The loss's name in the catalogue; nil chooses minimax for optimizers that need a zero-sum game, otherwise
  /// non-saturating.
  public var loss: String?
  /// Steps to take.
  public var steps = 1000
  /// Samples a batch.
  public var batchSize = 64
  /// The length of a latent vector.
  public var latentSize = 64
  /// The widths of the generator's hidden layers; the discriminator has them in reverse.
  public var hidden = [256, 512]
  /// The seed of everything random.
  public var seed: UInt64 = 0
  /// Threads of libtorch within an operation; nil leaves its own choice.
  public var threads: Int?

  /// The standard configuration.
  public init() {}

  /// Throws `TrainingError` for a number that makes no sense.
  public func check() throws {
    for (name, value, least) in [
      ("steps", steps, 0), ("batch size", batchSize, 1), ("latent size", latentSize, 1), ("threads", threads ?? 1, 1),
    ] where value < least {
      throw TrainingError.badSetting(name: name, required: "at least \(least)", given: "\(value)")
    }
    if let bad = hidden.first(where: { $0 < 1 }) {
      throw TrainingError.badSetting(name: "hidden widths", required: "at least 1 each", given: "\(bad)")
    }
  }
}

/// What can go wrong in a training run.
public enum TrainingError: Error, CustomStringConvertible, Equatable {
  /// A setting that makes no sense.
  case badSetting(name: String, required: String, given: String)
  /// The optimizer needs a zero-sum game and the loss is not.
  case lossIsNotZeroSum(optimizer: String, loss: String, zeroSum: [String])

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badSetting(let name, let required, let given):
      return "\(name) must be \(required), \(given) was given"
    case .lossIsNotZeroSum(let optimizer, let loss, let zeroSum):
      return "optimizer '\(optimizer)' requires a zero-sum loss, '\(loss)' is general-sum; take one of: "
        + zeroSum.joined(separator: ", ")
    }
  }
}
