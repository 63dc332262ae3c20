import TorchTensors

/// A pair of networks of the literature: generator and discriminator.
public protocol Architecture: Sendable {
  /// Name, shapes and source: what lists, the choice by data and the contract tests read.
  var card: ArchitectureCard { get }
  /// G: latent vectors (N, latentSize) to samples (N, sampleShape).
  func generator() throws(TorchError) -> Network
  /// D: samples to logits (N, 1).
  func discriminator() throws(TorchError) -> Network
  /// The same pair for other data; nil leaves something as it is. Throws `ArchitectureError` where the pair has no such
  /// form.
  func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture
}

/// What the command line, the docs and the tests need to know of a pair of networks.
public struct ArchitectureCard: Sendable, Equatable, Codable {
  /// The name that is typed: `dcgan-32`.
  public let name: String
  /// What it is, in a line.
  public let title: String
  /// The shape of one sample: [channels, height, width] of images in [-1, 1], or [coordinates] of points.
  public let sampleShape: [Int]
  /// How many numbers a latent vector has; they are N(0, 1).
  public let latentSize: Int
  /// How many classes the conditional form knows; nil when the pair takes no labels.
  public let classes: Int?
  /// Authors, title, year, arXiv id, where in it; and what differs here.
  public let source: String

  /// What is said of a pair; shapes are not checked against the networks here but by the contract tests.
  public init(
    name: String, title: String, sampleShape: [Int], latentSize: Int, classes: Int? = nil, source: String
  ) {
    self.name = name
    self.title = title
    self.sampleShape = sampleShape
    self.latentSize = latentSize
    self.classes = classes
    self.source = source
  }
}

/// What a pair of networks cannot be.
public enum ArchitectureError: Error, CustomStringConvertible, Equatable {
  /// The pair has no form for this.
  case unavailable(architecture: String, wish: String, remedy: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .unavailable(let architecture, let wish, let remedy):
      return "the architecture '\(architecture)' has no form \(wish); \(remedy)"
    }
  }
}

extension Architecture {
  /// The refusal of labels.
  func unconditionalOnly() -> ArchitectureError {
    .unavailable(
      architecture: card.name, wish: "with classes",
      remedy: "leave out the classes, or take "
        + ArchitectureCatalogue.all.filter { $0.card.classes != nil }.map(\.card.name).joined(separator: " or "))
  }

  /// A number that has to be positive: checked here, since shapes are computed from it.
  func positive(_ number: Int?, _ what: String) throws(ArchitectureError) {
    if let number, number < 1 {
      throw .unavailable(architecture: card.name, wish: "with \(number) \(what)", remedy: "give a positive number")
    }
  }
}
