import DurableFiles

/// Images of one size held as bytes, N × C × H × W contiguous, with optional labels.
///
/// Bytes, because 60,000 MNIST images are 47 MB so and 188 MB as floats; `floats` turns a batch into floats in [-1, 1],
/// the range of a generator's tanh, by byte / 127.5 - 1.
public struct ImageDataset: Dataset, Equatable {
  /// A short name for records and plots.
  public let name: String
  /// The number of images, N.
  public let count: Int
  /// The number of channels, C: 1 for grey, 3 for RGB.
  public let channels: Int
  /// The height H in pixels.
  public let height: Int
  /// The width W in pixels.
  public let width: Int
  /// The pixels, N × C × H × W, row-major (channels are planes, not interleaved).
  public let bytes: [UInt8]
  /// The class of each image, or nil.
  public let labels: [Int]?
  /// "image", and "label" where there are labels.
  public let fields: [FieldCard]
  /// Of shape, pixels and labels.
  public let fingerprint: Fingerprint

  /// Checks the shapes and labels and takes the fingerprint (about a nanosecond a byte).
  ///
  /// `count` follows from the number of bytes. Throws `wrongShape` where `bytes` is empty or not a whole number of
  /// images or a side is not positive, `countMismatch` and `labelOutOfRange` for wrong labels.
  public init(
    name: String, channels: Int, height: Int, width: Int, bytes: [UInt8], labels: [Int]? = nil,
    classNames: [String] = []
  ) throws(FileError) {
    guard let size = checkedProduct([channels, height, width]), size > 0, !bytes.isEmpty, bytes.count % size == 0 else {
      throw FileError(
        .wrongShape, subject: name, required: "a positive whole number of images of positive size",
        given: "\(bytes.count) bytes for images of \(channels)x\(height)x\(width)",
        remedy: "give channels, height and width of one image, and the bytes of at least one")
    }
    try checkLabels(labels, classNames: classNames, count: bytes.count / size, name: name)
    self.name = name
    self.count = bytes.count / size
    self.channels = channels
    self.height = height
    self.width = width
    self.bytes = bytes
    self.labels = labels
    fields =
      [.pixels(channels: channels, height: height, width: width)]
      + (labels == nil ? [] : [.category(classNames: classNames)])
    var fingerprint = Fingerprint()
    fingerprint.absorb([bytes.count / size, channels, height, width])
    fingerprint.absorb(bytes)
    if let labels { fingerprint.absorb(labels) }
    self.fingerprint = fingerprint
  }

  /// The number of bytes of one image, C·H·W.
  public var imageSize: Int { channels * height * width }

  /// The images at `indices` as floats in [-1, 1], `indices.count` × C × H × W: byte / 127.5 - 1.
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    guard field == FieldCard.imageName else { throw unknown(field, isFloat: true) }
    return try gather(indices, of: bytes, size: imageSize) { Float($0) / 127.5 - 1 }
  }

  /// The labels at `indices`.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    try gatherLabels(field, labels, at: indices)
  }

  /// The images at `indices`, in that order, as a set of its own (with its own fingerprint). Throws `indexOutOfRange`,
  /// and `wrongShape` where `indices` is empty.
  public func subset(_ indices: [Int], name: String) throws(FileError) -> ImageDataset {
    try checkIndices(indices)
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * imageSize)
    for index in indices { chosen.append(contentsOf: bytes[index * imageSize..<(index + 1) * imageSize]) }
    return try ImageDataset(
      name: name, channels: channels, height: height, width: width, bytes: chosen,
      labels: labels.map { labels in indices.map { labels[$0] } }, classNames: classNames)
  }
}
