import Foundation

/// A game and the iterates of the CGD authors' own code on it: `Tests/Fixtures/reference-iterates`, whose
/// `make_iterates.py` wrote the files and says what each field is.
public struct ReferenceIterates: Decodable {
  /// A parameter of a network.
  public struct Entry: Decodable {
    /// In PyTorch: `0.weight`.
    public let name: String
    /// A weight's is [out, in].
    public let shape: [Int]
  }
  /// The optimizer's arguments that differ from case to case.
  public struct Arguments: Decodable {
    /// The step sizes of the generator, which maximises, and of the discriminator.
    public let lr_max: Double, lr_min: Double
  }
  /// One step.
  public struct Iterate: Decodable {
    /// Counted from 1.
    public let step: Int
    /// The discriminator's loss before the step.
    public let loss_before: Double
    /// All parameters after the step, in the order of `generator_parameters` and `discriminator_parameters`.
    public let generator: [Double], discriminator: [Double]
  }
  /// What the flat lists of numbers are made of.
  public let generator_parameters: [Entry], discriminator_parameters: [Entry]
  /// All parameters before the first step.
  public let x0_generator: [Double], x0_discriminator: [Double]
  /// The minibatch and the latent vectors of every step, a list a sample.
  public let real: [[Double]], z: [[Double]]
  /// The name in `LossCatalogue`.
  public let loss: String
  /// What the optimizer was given.
  public let arguments: Arguments
  /// The steps in order.
  public let iterates: [Iterate]

  /// By the file's name without its ending. Throws where it is missing or no such file.
  public static func load(_ name: String) throws -> ReferenceIterates {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appendingPathComponent("Fixtures/reference-iterates/\(name).json")
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
  }
}
