import Datasets
import Training

/// The settings of GANs on the levels of a Laplacian pyramid (`LaplacianGAN`).
public struct PyramidSettings: SettingTable {
  /// The one value of the table.
  public static let table = PyramidSettings()

  /// For tables that include this one.
  public init() {}

  /// The levels' heights, coarsest first; the last is the images' own. nil for no pyramid.
  public let heights = Setting<[Int]?>(
    "pyramid", "Heights of the levels of --recipe lapgan, the coarsest first and the images' own last: 7,14,28.",
    standard: nil, .ifGiven(SettingBound("at least 1 each") { $0.allSatisfy { $0 >= 1 } }), otherwise: "none")
  /// Which level is trained, 1 for the coarsest; nil for all, one after another.
  public let level = Setting<Int?>(
    "pyramid-level", "Train this level of the pyramid alone, 1 being the coarsest: one level a machine.",
    standard: nil, .ifGiven(.atLeast(1)), otherwise: "all, one after another")
  /// Channels of the convolutions of the levels above the coarsest, which has perceptrons of the `hidden` widths.
  public let width = Setting(
    "pyramid-width", "Channels of the convolutions in both networks of each level above the coarsest.",
    standard: 64, .atLeast(1))

  /// A level is one of those that there are.
  public static func check(_ settings: Settings<PyramidSettings>) throws {
    guard let level = settings.level else { return }
    guard let heights = settings.heights else {
      throw TrainingError.badSetting(
        name: "pyramid", required: "given where a level of it is, such as 7,14,28", given: "none")
    }
    guard level <= heights.count else {
      throw TrainingError.badSetting(
        name: "pyramid-level", required: "from 1 to \(heights.count), the number of heights", given: "\(level)")
    }
  }
}

extension Settings where Table == PyramidSettings {
  /// Whether a level above the coarsest is trained, whose networks are convolutional and see the coarse image.
  var isRefinement: Bool { (self.level ?? 1) > 1 }

  /// The pyramid of images of this shape; nil where none is asked for. Throws what is wrong with the heights.
  func pyramid(of shape: [Int], data: String) throws -> LaplacianPyramid? {
    guard let heights = self.heights else { return nil }
    guard shape.count == 3 else {
      throw TrainingError.badSetting(
        name: "pyramid", required: "left out for data that are no images", given: "'\(data)' with samples of \(shape)")
    }
    return try LaplacianPyramid(heights: heights, of: .init(shape[1], shape[2]))
  }

  /// The data of the level that is trained; all of them where none is.
  func level(of dataset: any Dataset) throws -> any Dataset {
    guard let level = self.level, let pyramid = try pyramid(of: dataset.sampleShape, data: dataset.name) else {
      return dataset
    }
    return try pyramid.level(level - 1, of: dataset)
  }
}
