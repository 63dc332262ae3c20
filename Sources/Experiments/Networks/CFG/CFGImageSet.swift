#if COUNTERPLAY_TORCH
  import Datasets
  import DurableFiles
  import Foundation
  import Reports

  /// The images of a CFG experiment: what is learned from, and others to be like.
  struct CFGImageSet {
    /// Which set of the paper.
    enum Name: String {
      /// Digits in a frame of 2, 32 x 32.
      case mnist
      /// House numbers, 32 x 32 in colour: the set's own files, or a folder of class folders.
      case svhn
      /// Rooms or towers and bridges, 64 x 64 in colour: the set's own databases, a folder of class folders, or of images.
      case lsun

      /// [channels, height, width].
      var shape: [Int] {
        switch self {
        case .mnist: [1, 32, 32]
        case .svhn: [3, 32, 32]
        case .lsun: [3, 64, 64]
        }
      }
    }

    /// What is learned from, and what is compared with.
    let train: any Dataset, test: any Dataset

    /// Loads it from where the user says (`--data`). The quick form draws images where nothing is said. Throws `FileError`.
    init(_ name: Name, on bench: Workbench) throws {
      let shape = name.shape
      if name == .mnist {
        let images = try ExperimentImages("mnist", on: bench) { try DrawnDigits.make(count: $0, seed: $1) }
        (train, test) = (try images.train.framed(toFit: shape), try images.test.framed(toFit: shape))
        return
      }
      guard let folder = bench.data else {
        guard bench.budget == .quick else {
          throw FileError(
            .missingFile, subject: name.rawValue,
            required:
              "a folder of its files as they are published, or of images, in class folders where it has classes",
            given: "none", remedy: "name it with --data, or take --quick, which draws images of its own")
        }
        func drawn(_ count: Int, _ seed: UInt64) throws -> any Dataset {
          let small = try Shapes.make(count: count, seed: seed)
          guard shape[1] > Shapes.side else { return small }
          let image = small.sampleField?.name ?? FieldCard.imageName
          return try small.derivingField("large", from: image, by: PixelRepetition(factor: shape[1] / Shapes.side))
            .withFields([(name: image, field: "large"), (name: FieldCard.labelName, field: FieldCard.labelName)])
        }
        (train, test) = (try drawn(1000, bench.seed), try drawn(500, bench.seed ^ 0x7e57))
        return
      }
      let whole = try TrainingData.load(folder.path, seed: bench.seed, imageSize: shape[1], imageChannels: shape[0])
      if let own = try TrainingData.test(folder.path, seed: bench.seed) {
        (train, test) = (whole, own)
        return
      }
      // Every tenth image is kept aside: classes stand one after another in a folder.
      let places = Array(0..<whole.count)
      test = try whole.subset(at: places.filter { $0 % 10 == 9 })
      train = try whole.subset(at: places.filter { $0 % 10 != 9 })
    }

    /// Whether there are classes to score by.
    var hasClasses: Bool { train.classNames.count > 1 && train.labels != nil }
    /// What records say of it.
    var description: String { "\(train.name), \(train.count) images to learn from, \(test.count) to compare with" }
  }
#endif
