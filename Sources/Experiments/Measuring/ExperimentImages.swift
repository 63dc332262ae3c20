import Datasets
import DurableFiles
import Foundation
import Reports

/// The images of an experiment: a published set where its files are, drawn ones in their place where they are not.
///
/// Looked for in the folder that the user names (`counterplay run NAME --data FOLDER`), or in the one inside it that is called
/// as the set is (for experiments on several), else where `counterplay data get`
/// puts a set. The reference run of an experiment on a published set refuses to go on without it; the quick form takes
/// images that the program draws, so that every machine can run it.
struct ExperimentImages {
  /// What is learned from.
  let train: any Dataset
  /// What is looked at and compared with, and never learned from.
  let test: any Dataset

  /// The set of this name in `DatasetDownload.catalogue`: `mnist`, `cifar-10`.
  ///
  /// - `height`: what its images must have, where an experiment takes several sets and the folder of one may be named.
  /// - `standIn`: makes the images that the quick form takes where the files are missing.
  ///
  /// Throws `FileError`.
  init(
    _ name: String, height: Int? = nil, on bench: Workbench,
    standIn: (_ count: Int, _ seed: UInt64) throws -> any Dataset
  ) throws {
    let inside = bench.data?.appendingPathComponent(name, isDirectory: true)
    let folder =
      inside.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil } ?? bench.data
      ?? URL(fileURLWithPath: "data/\(name)", isDirectory: true)
    if bench.data != nil || FileManager.default.fileExists(atPath: folder.path) {
      train = try DatasetFolder.load(folder).dataset
      if let height, train.sampleShape.last != height {
        throw FileError(
          .invalidArgument, subject: folder.path, required: "\(name), images \(height) pixels high",
          given: "samples of shape \(train.sampleShape)",
          remedy: "let --data name a folder that holds each set in a folder of its name, or leave it out")
      }
      guard let test = try DatasetFolder.test(in: folder) else {
        throw FileError(
          .missingFile, subject: folder.path, required: "the test set of \(name) beside its training set",
          given: "a training set alone", remedy: "get both by `counterplay data get \(name)`")
      }
      self.test = test
    } else if bench.budget == .quick {
      train = try standIn(2000, bench.seed)
      test = try standIn(1000, bench.seed ^ 0x7e57)
    } else {
      throw FileError(
        .missingFile, subject: folder.path, required: "the files of \(name)", given: "no such folder",
        remedy: "get them by `counterplay data get \(name)`, name their folder with --data, or take --quick")
    }
  }

  /// What records say of the set.
  var description: String { "\(train.name), \(train.count) images" }
}
