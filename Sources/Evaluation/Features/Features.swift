import Foundation

/// Features by the words that a user types.
public enum Features {
  /// `pixels`; the folder of a run of `counterplay classify`; or a TorchScript file.
  ///
  /// `range` and `channels` are what the network of a file takes. Throws `EvaluationError.badFeatures` where there is
  /// nothing, and what is wrong with what there is.
  public static func named(
    _ name: String, range: ScriptedFeatures.PixelRange = .signed, channels: Int? = nil
  ) throws -> any FeatureExtractor {
    if name == "pixels" { return PixelFeatures() }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
      throw EvaluationError.badFeatures(
        name: name, problem: "must be 'pixels', the folder of a run, or a TorchScript file, and there is no such file",
        remedy: "train a classifier by `counterplay classify`, and name its folder")
    }
    let url = URL(fileURLWithPath: name, isDirectory: isFolder.boolValue)
    return isFolder.boolValue
      ? try ClassifierFeatures(folder: url) : try ScriptedFeatures(file: url, range: range, channels: channels)
  }
}
