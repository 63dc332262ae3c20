/// What a trainer needs of a data set: how many samples of which shape, and any of them as floats.
///
/// A data set is a plain value in memory. It holds no generator and no position: which samples make the batch of step t
/// is the business of `BatchSampler`.
public protocol Dataset: Sendable {
  /// A short name for records and plots, such as "mnist-train".
  var name: String { get }
  /// The number of samples, at least one.
  var count: Int { get }
  /// The shape of one sample: `[channels, height, width]` of an image, `[dimension]` of a point.
  var sampleShape: [Int] { get }
  /// The class of each sample, an index into `classNames`; nil where the set is unlabelled.
  var labels: [Int]? { get }
  /// The names of the classes; empty where the set is unlabelled.
  var classNames: [String] { get }
  /// Changes with the samples, their shape, their order and their labels; names do not count.
  var fingerprint: Fingerprint { get }
  /// The samples at `indices` one after another, row-major: `indices.count` × `sampleShape` floats, as a network takes
  /// them. Throws `indexOutOfRange`.
  func batch(_ indices: [Int]) throws(DatasetError) -> [Float]
}

extension Dataset {
  /// The labels at `indices`, for conditional models. Throws `indexOutOfRange`, and `invalidArgument` where the set is
  /// unlabelled.
  public func batchLabels(_ indices: [Int]) throws(DatasetError) -> [Int] {
    guard let labels else {
      throw DatasetError(
        .invalidArgument, subject: name, required: "a labelled data set", given: "one without labels",
        remedy: "load the labels with the images, or use an unconditional model")
    }
    try checkIndices(indices)
    return indices.map { labels[$0] }
  }

  /// The samples at `indices` of `size` values each, one after the other, as floats. Throws `indexOutOfRange`.
  ///
  /// Steps on points take a fraction of a millisecond: slices and appends would be a noticeable part of it.
  @inline(__always)
  func gather<Value>(
    _ indices: [Int], of values: [Value], size: Int, _ float: (Value) -> Float
  ) throws(DatasetError) -> [Float] {
    try checkIndices(indices)
    var floats = [Float](repeating: 0, count: indices.count * size)
    values.withUnsafeBufferPointer { source in
      floats.withUnsafeMutableBufferPointer { target in
        var position = 0
        for index in indices {
          for place in index * size..<(index + 1) * size {
            target[position] = float(source[place])
            position += 1
          }
        }
      }
    }
    return floats
  }

  /// Throws `indexOutOfRange` for the first index outside 0 ..< count.
  func checkIndices(_ indices: [Int]) throws(DatasetError) {
    // Asked for once: of a data set whose type is not known here it is a call.
    let count = count
    if let wrong = indices.first(where: { $0 < 0 || $0 >= count }) {
      throw DatasetError(
        .indexOutOfRange, subject: name, required: "indices in 0 ..< \(count)", given: "\(wrong)",
        remedy: "draw the indices from a BatchSampler made with this data set's count")
    }
  }
}

/// The checks that every kind of labelled data set shares.
func checkLabels(_ labels: [Int]?, classNames: [String], count: Int, name: String) throws(DatasetError) {
  guard let labels else { return }
  if labels.count != count {
    throw DatasetError(
      .countMismatch, subject: name, required: "one label a sample, \(count) labels", given: "\(labels.count) labels",
      remedy: "use labels and samples of the same split and download")
  }
  if let place = labels.firstIndex(where: { $0 < 0 || $0 >= classNames.count }) {
    throw DatasetError(
      .labelOutOfRange, subject: name, required: "labels in 0 ..< \(classNames.count), one name a class",
      given: "label \(labels[place]) at sample \(place)",
      remedy: "name all classes in classNames, or check that the labels belong to this data set")
  }
}
