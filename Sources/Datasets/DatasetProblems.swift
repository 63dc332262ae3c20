import DurableFiles

/// The kinds of failure that data sets add to those of files.
extension FileError.Problem {
  /// The first bytes are not those of the format.
  public static let wrongMagic = Self("wrong magic bytes")
  /// Some images of a folder are damaged.
  public static let unreadableImages = Self("some images cannot be read")
  /// The caller asked to stop.
  public static let interrupted = Self("loading was interrupted")
  /// Elements of a type that is not read.
  public static let unsupportedElementType = Self("unsupported element type")
  /// The header ends too early.
  public static let truncatedHeader = Self("the header is cut short")
  /// The data end too early.
  public static let truncatedPayload = Self("the data are cut short")
  /// More than any such file can hold.
  public static let absurdSize = Self("the header asks for an impossible size")
  /// The gzip stream ends too early.
  public static let truncatedGzip = Self("the gzip stream is cut short")
  /// zlib refuses the stream.
  public static let corruptGzip = Self("the gzip stream is corrupt")
  /// libpng refuses the image.
  public static let corruptPNG = Self("the PNG is corrupt")
  /// libjpeg-turbo refuses the image.
  public static let corruptJPEG = Self("the JPEG is corrupt")
  /// libwebp refuses the image.
  public static let corruptWebP = Self("the WebP is corrupt")
  /// LMDB refuses the database.
  public static let corruptDatabase = Self("the database is corrupt")
  /// Not the arrays of a MATLAB file.
  public static let corruptMATFile = Self("the MATLAB file is corrupt")
  /// The tar archive is damaged.
  public static let corruptArchive = Self("the archive is corrupt")
  /// An image of a kind that is not read.
  public static let unsupportedImage = Self("unsupported image format")
  /// Images and labels differ in number.
  public static let countMismatch = Self("the counts differ")
  /// A label beyond the classes.
  public static let labelOutOfRange = Self("a label is out of range")
  /// An index beyond the samples.
  public static let indexOutOfRange = Self("an index is out of range")
  /// An argument that makes no sense.
  public static let invalidArgument = Self("invalid argument")
  /// No server answers.
  public static let unreachable = Self("the server cannot be reached")
  /// The server does not give the file.
  public static let refusedDownload = Self("the server refused the download")
  /// The transfer ended too early.
  public static let interruptedDownload = Self("the download was interrupted")
  /// A program that is called is not installed.
  public static let missingProgram = Self("a program is missing")
}

/// The product of non-negative factors, or nil where it does not fit into an `Int` (or a factor is negative).
func checkedProduct(_ factors: [Int]) -> Int? {
  if factors.contains(where: { $0 < 0 }) { return nil }
  if factors.contains(0) { return 0 }
  var product = 1
  for factor in factors {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    if overflow { return nil }
    product = next
  }
  return product
}
