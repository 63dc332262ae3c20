import DurableFiles
import Foundation

extension ImageDataset {
  /// Images, and labels where there are any, from a pair of IDX files: MNIST, Fashion-MNIST, Kuzushiji-MNIST and the
  /// like.
  ///
  /// - `images`: N × H × W (grey) or N × C × H × W.
  /// - `labels`: N classes, each an index into `classNames`; nil for an unlabelled set.
  ///
  /// Throws all that `IDXArray` throws, `wrongShape`, `countMismatch` and `labelOutOfRange`.
  public init(
    name: String, idxImages images: URL, idxLabels labels: URL? = nil, classNames: [String] = []
  ) throws(FileError) {
    let pixels = try IDXArray(contentsOf: images)
    let shape = pixels.shape
    guard shape.count == 3 || shape.count == 4, !shape.contains(0) else {
      throw FileError(
        .wrongShape, subject: images.path, required: "images, N x H x W or N x C x H x W, none of them 0",
        given: shape.map(String.init).joined(separator: "x"),
        remedy: "give the file of the images, not that of the labels")
    }
    var classes: [Int]?
    if let labels {
      let array = try IDXArray(contentsOf: labels)
      guard array.shape.count == 1 else {
        throw FileError(
          .wrongShape, subject: labels.path, required: "labels, one dimension",
          given: array.shape.map(String.init).joined(separator: "x"),
          remedy: "give the file of the labels, not that of the images")
      }
      guard array.shape[0] == shape[0] else {
        throw FileError(
          .countMismatch, subject: labels.path, required: "\(shape[0]) labels, one for each image of \(images.path)",
          given: "\(array.shape[0])", remedy: "use images and labels of the same split and download")
      }
      if let place = array.bytes.firstIndex(where: { Int($0) >= classNames.count }) {
        throw FileError(
          .labelOutOfRange, subject: labels.path, required: "labels in 0 ..< \(classNames.count), one name a class",
          given: "label \(array.bytes[place]) at sample \(place)",
          remedy: "name all classes in classNames, or download the file again if it is damaged")
      }
      classes = array.bytes.map(Int.init)
    }
    try self.init(
      name: name, channels: shape.count == 4 ? shape[1] : 1, height: shape[shape.count - 2],
      width: shape[shape.count - 1], bytes: pixels.bytes, labels: classes, classNames: classNames)
  }
}
