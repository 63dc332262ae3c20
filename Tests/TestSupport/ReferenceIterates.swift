import Foundation

/// A game and the iterates of the CGD authors' own code on it: `Tests/Fixtures/reference-iterates`, whose
/// `make_iterates.py` wrote the files and says what each field is.
public struct ReferenceIterates: Decodable {
  /// A parameter of a network by its name in PyTorch.
  public struct Entry: Decodable {
    public let name: String
    public let shape: [Int]
  }
  /// The step sizes of the generator (which the package calls `max`) and of the discriminator.
  public struct Arguments: Decodable {
    public let lr_max: Double
    public let lr_min: Double
  }
  /// The loss before a step, and both players after it.
  public struct Iterate: Decodable {
    public let step: Int
    public let loss_before: Double
    public let generator: [Double]
    public let discriminator: [Double]
  }
  public let generator_parameters: [Entry]
  public let discriminator_parameters: [Entry]
  public let x0_generator: [Double]
  public let x0_discriminator: [Double]
  public let real: [[Double]]
  public let z: [[Double]]
  public let loss: String
  public let arguments: Arguments
  public let iterates: [Iterate]

  /// By the file's name without its ending. Throws where it is missing or no such file.
  public static func load(_ name: String) throws -> ReferenceIterates {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appendingPathComponent("Fixtures/reference-iterates/\(name).json")
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
  }
}
