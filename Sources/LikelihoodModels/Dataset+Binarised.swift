import Datasets

extension Dataset {
  /// Images made black and white as a setting says: `static` (drawn once, by the seed) and `threshold` here; `dynamic` at every
  /// look and `none` leave them as they are. Throws `FileError` for data that are no images.
  func binarised(by way: String?, seed: UInt64) throws -> any Dataset {
    switch way {
    case "static": try BinarisedDataset(self, by: .drawn(seed: seed))
    case "threshold": try BinarisedDataset(self, by: .threshold)
    default: self
    }
  }
}
