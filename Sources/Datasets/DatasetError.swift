import Foundation

/// What went wrong with a data set, a file or an argument: what was required, what was given, and the remedy.
///
/// Every function of this module that can fail throws this type and no other. Programs branch on `problem`; people read
/// `description`.
public struct DatasetError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// The kinds of failure.
  public enum Problem: String, Sendable, CaseIterable {
    case missingFile = "no such file"
    case unreadableFile = "the file cannot be read"
    case unwritableFile = "the file cannot be written"
    case wrongMagic = "wrong magic bytes"
    case unsupportedElementType = "unsupported element type"
    case truncatedHeader = "the header is cut short"
    case truncatedPayload = "the data are cut short"
    case trailingBytes = "there are bytes after the end"
    case absurdSize = "the header asks for an impossible size"
    case truncatedGzip = "the gzip stream is cut short"
    case corruptGzip = "the gzip stream is corrupt"
    case corruptPNG = "the PNG is corrupt"
    case corruptJPEG = "the JPEG is corrupt"
    case corruptArchive = "the archive is corrupt"
    case unsupportedImage = "unsupported image format"
    case unreadableImages = "some images cannot be read"
    case interrupted = "loading was interrupted"
    case wrongShape = "wrong shape"
    case countMismatch = "the counts differ"
    case labelOutOfRange = "a label is out of range"
    case indexOutOfRange = "an index is out of range"
    case invalidArgument = "invalid argument"
    case lockedFolder = "another run writes into the folder"
    case unreachable = "the server cannot be reached"
    case refusedDownload = "the server refused the download"
    case interruptedDownload = "the download was interrupted"
    case wrongChecksum = "the checksum differs"
    case missingProgram = "a program is missing"
  }

  /// The kind of failure.
  public let problem: Problem
  /// The file, data set or function concerned; a path where there is one.
  public let subject: String
  /// What was required.
  public let required: String
  /// What was given instead.
  public let given: String
  /// What to do about it.
  public let remedy: String

  /// All four parts are compulsory: a message without a remedy is half a message.
  public init(_ problem: Problem, subject: String, required: String, given: String, remedy: String) {
    self.problem = problem
    self.subject = subject
    self.required = required
    self.given = given
    self.remedy = remedy
  }

  /// One line: subject, problem, required, given, remedy.
  public var description: String {
    "\(subject): \(problem.rawValue): required \(required), given \(given); \(remedy)"
  }

  /// The same line, for `localizedDescription`.
  public var errorDescription: String? { description }
}

/// The text of the operating system's last error (`errno`).
func systemErrorText(_ code: Int32 = errno) -> String {
  String(cString: strerror(code))
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
