import Datasets
import DurableFiles
import Foundation

/// A study in which people say of single images, shown for a moment, whether they are real or generated.
///
/// Half of the images are real, the others of all generators alike; each is shown for one of the exposures at random. What a
/// session sees is a function of the study's seed and the session's number, so a session goes on where it was, and nothing
/// but answers has to be kept.
///
/// Source: E. Denton et al., "Deep Generative Image Models using a Laplacian Pyramid of Adversarial Networks", 2015,
/// arXiv:1506.05751, section 4.3: 11 durations from 50 to 2000 ms, then a mask. Which durations lie between is not said;
/// here each is by the same factor longer than the one before.
public struct Study: Sendable {
  /// Images of one origin.
  public struct Source: Sendable {
    /// As reports call it.
    public let name: String
    /// Its images, all of one size.
    public let images: [PNGImage]

    /// A source.
    public init(name: String, images: [PNGImage]) {
      self.name = name
      self.images = images
    }
  }

  /// One image for one moment.
  public struct Trial: Sendable, Equatable {
    /// The place in `sources`; 0 is what is real.
    public let source: Int
    /// The place among the source's images.
    public let image: Int
    /// The place in `exposures`.
    public let exposure: Int
  }

  /// 50, 72, 105, 151, 219, 316, 457, 661, 956, 1383 and 2000 milliseconds.
  public static let exposures = (0...10).map { (50 * pow(40, Double($0) / 10)).rounded() }
  /// How many real images are looked at before the first trial.
  public static let exampleCount = 16

  /// What is real, then the generators.
  public let sources: [Source]
  /// Real images that are shown before the first trial, and never in one.
  public let examples: [PNGImage]
  /// The seed of the order and the exposures.
  public let seed: UInt64
  /// How many images a session shows.
  public let trials: Int

  /// A study. Of `real` the first images are the examples. Throws `FileError` unless there are enough real images (twice
  /// `exampleCount`), at least one generator, of each an image, all of one size, and names that differ.
  public init(real: Source, generated: [Source], seed: UInt64 = 0, trials: Int = 110) throws(FileError) {
    guard real.images.count >= 2 * Self.exampleCount, !generated.isEmpty, generated.allSatisfy({ !$0.images.isEmpty })
    else {
      throw FileError(
        .invalidArgument, subject: real.name,
        required: "at least \(2 * Self.exampleCount) real images, and one of every generator",
        given: "\(real.images.count) and \(generated.map(\.images.count))",
        remedy: "take a larger data set, or more images")
    }
    let names = [real.name] + generated.map(\.name)
    guard Set(names).count == names.count else {
      throw FileError(
        .invalidArgument, subject: "study", required: "a name of its own for every source",
        given: names.joined(separator: ", "), remedy: "name each run once")
    }
    let first = real.images[0]
    for source in [real] + generated {
      for image in source.images where (image.width, image.height) != (first.width, first.height) {
        throw FileError(
          .wrongShape, subject: source.name, required: "images of \(first.width)x\(first.height), as the real ones are",
          given: "\(image.width)x\(image.height)", remedy: "compare with data of the size that was trained on")
      }
    }
    guard (1...10_000).contains(trials) else {
      throw FileError(
        .invalidArgument, subject: "study", required: "from 1 to 10000 trials a session", given: "\(trials)",
        remedy: "about a hundred take a person five minutes")
    }
    examples = Array(real.images.prefix(Self.exampleCount))
    sources = [Source(name: real.name, images: Array(real.images.dropFirst(Self.exampleCount)))] + generated
    self.seed = seed
    self.trials = trials
  }

  /// What a session sees, in order. No image comes twice before all of its source's have come. O(trials + images).
  public func plan(ofSession number: Int) -> [Trial] {
    var generator = SeededGenerator(
      seed: seed, stream: StreamPurpose.judgements, index: UInt64(bitPattern: Int64(number)))
    let orders = sources.map { generator.permutation($0.images.count) }
    var shown = sources.map { _ in 0 }
    return (0..<trials).map { _ in
      let isReal = generator.integer(below: 2) == 0
      let source = isReal ? 0 : 1 + generator.integer(below: sources.count - 1)
      let image = orders[source][shown[source] % orders[source].count]
      shown[source] += 1
      return Trial(source: source, image: image, exposure: generator.integer(below: Self.exposures.count))
    }
  }

  /// Everything that decides what sessions see, in one line: answers of another study are not joined to it.
  public var identity: String {
    var bytes: [UInt8] = []
    for image in sources.flatMap(\.images) + examples { bytes += image.bytes }
    let names = sources.map { "\($0.name) (\($0.images.count))" }.joined(separator: ", ")
    return "\(names); \(trials) trials, seed \(seed), images \(Fingerprint(of: bytes))"
  }
}
