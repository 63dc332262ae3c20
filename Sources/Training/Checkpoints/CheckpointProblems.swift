import DurableFiles

/// The kinds of failure that checkpoints and safetensors files add to those of files.
///
/// Whatever is thrown of saving, the checkpoints that were there before are there still.
extension FileError.Problem {
  /// There is none at all.
  public static let noCheckpoint = Self("no checkpoint")
  /// One of its files is missing.
  public static let incomplete = Self("the checkpoint is incomplete")
  /// One of its files cannot be read as what it should be.
  public static let corrupt = Self("the checkpoint is corrupt")
  /// A file is sound and is not what was saved: written again by somebody else.
  public static let changed = Self("the checkpoint was changed")
  /// Trained on other data.
  public static let otherData = Self("the checkpoint was trained on other data")
  /// Weights that are NaN or infinite.
  public static let notFinite = Self("the weights are not finite")

  /// A header of more bytes than any file has.
  public static let oversizedHeader = Self("the header is impossibly long")
  /// A type that the format does not have.
  public static let unknownDType = Self("unknown element type")
  /// A type of the format that is not read.
  public static let unsupportedDType = Self("unsupported element type")
  /// Shape and place contradict each other.
  public static let wrongLength = Self("a tensor's bytes do not fit its shape")
  /// The tensors do not lie end to end.
  public static let overlap = Self("the tensors overlap or leave a gap")
  /// The file has no tensor of this name.
  public static let missingTensor = Self("no such tensor")
  /// Elements of another type than is asked for.
  public static let wrongDType = Self("a tensor has another element type")
  /// libtorch could not make or read a tensor.
  public static let torch = Self("libtorch failed")
}
