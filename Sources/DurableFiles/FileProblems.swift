/// The kinds of failure that files of any format share.
extension FileError.Problem {
  /// There is nothing at the path.
  public static let missingFile = Self("no such file")
  /// There is something, and it cannot be read.
  public static let unreadableFile = Self("the file cannot be read")
  /// The file or folder cannot be written.
  public static let unwritableFile = Self("the file cannot be written")
  /// The disk, or the user's share of it, is full.
  public static let diskFull = Self("the disk is full")
  /// A single file may not become so long (`ulimit -f`).
  public static let tooLarge = Self("the file would be longer than is allowed")
  /// The user or the file system forbids writing.
  public static let readOnly = Self("the folder cannot be written to")
  /// Somebody else writes there.
  public static let lockedFolder = Self("another run writes into the folder")
  /// The end is missing.
  public static let truncated = Self("the file is cut short")
  /// There is more than the format has room for.
  public static let trailingBytes = Self("there are bytes after the end")
  /// The content is not what its format prescribes.
  public static let malformed = Self("the content is malformed")
  /// The header is not what its format prescribes.
  public static let malformedHeader = Self("the header is malformed")
  /// A name that must be unique is not.
  public static let duplicateName = Self("a name occurs twice")
  /// An array of another shape.
  public static let wrongShape = Self("wrong shape")
  /// Other bytes than the checksum says.
  public static let wrongChecksum = Self("the checksum differs")
  /// A sound file of something else.
  public static let foreign = Self("it belongs to another run")
  /// Written by a later version.
  public static let newerFormat = Self("the format is newer")
  /// A library on which the checksum depends does not work.
  public static let brokenLibrary = Self("a library does not work")
}
