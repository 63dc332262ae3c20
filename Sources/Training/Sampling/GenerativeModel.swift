import TorchTensors

/// A trained model that makes samples like its data: a GAN's generator, a variational autoencoder's decoder, networks that
/// draw pixel by pixel.
///
/// A sample has a number. With a seed it is always the same sample, whichever others are made beside it (to the rounding
/// of other batch sizes): more samples begin with the fewer, and memory need not grow with their number.
public protocol GenerativeModel: Sendable {
  /// What it makes: the data's name, a sample's shape, the classes.
  var data: DataDescription { get }
  /// How many classes it is told; nil for unconditional ones.
  var classes: Int? { get }
  /// How many different samples there are; nil for as many as are wanted.
  var count: Int? { get }
  /// Samples made at once; who writes them away batch by batch asks for as many.
  var batch: Int { get }
  /// The samples of these numbers, [count] + sample shape, pixels in [-1, 1].
  ///
  /// `labels` are the classes of a conditional model, one a sample; nil goes round them by the samples' numbers.
  /// `progress` is told the share that is done, by models that take long, and may throw to stop. Throws `TrainingError.badSetting` for labels
  /// that do not fit and for numbers beyond `count`.
  func samples(_ numbers: [Int], seed: UInt64, labels: [Int]?, progress: (Double) throws -> Void) throws -> Tensor
}

extension GenerativeModel {
  /// Nil: it is told no class.
  public var classes: Int? { nil }
  /// Nil: as many as are wanted.
  public var count: Int? { nil }
  /// 256: thousands need no more memory than a training batch.
  public var batch: Int { 256 }

  /// The samples of these numbers, telling nobody how far it is.
  public func samples(_ numbers: [Int], seed: UInt64, labels: [Int]? = nil) throws -> Tensor {
    try samples(numbers, seed: seed, labels: labels) { _ in }
  }

  /// The class that each sample is made of: those given, else the classes in turn by the samples' numbers; nil for
  /// unconditional models. Throws `TrainingError.badSetting` for labels that do not fit.
  public func toldClasses(of numbers: [Int], labels: [Int]?) throws -> [Int]? {
    guard let classes else {
      if labels == nil { return nil }
      throw TrainingError.badSetting(
        name: "labels", required: "left out, since the generator is unconditional", given: "labels")
    }
    let wanted = labels ?? numbers.map { $0 % classes }
    if let bad = wanted.first(where: { !(0..<classes).contains($0) }) {
      throw TrainingError.badSetting(name: "labels", required: "from 0 to \(classes - 1)", given: "\(bad)")
    }
    guard wanted.count == numbers.count else {
      throw TrainingError.badSetting(
        name: "labels", required: "\(numbers.count), one a sample", given: "\(wanted.count)")
    }
    return wanted
  }
}
