import Foundation

/// What is wrong with a file, its format or the data in it: what was required, what was given, and the remedy.
///
/// The one error type of everything that reads or writes files. Programs branch on `problem`, people read
/// `description`.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// The kind of failure, named by the words that stand in the message.
  ///
  /// Modules add the kinds of their own formats as static members.
  public struct Problem: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// As the message begins: `unwritable file`.
    public let rawValue: String
    /// A kind of failure by its words.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A kind of failure by its words.
    public init(_ words: String) { rawValue = words }
    /// As the message begins.
    public var description: String { rawValue }
  }

  /// The kind of failure.
  public let problem: Problem
  /// The file, folder, data set or function concerned; a path where there is one.
  public let subject: String
  /// What was required.
  public let required: String
  /// What was given instead.
  public let given: String
  /// What to do about it.
  public let remedy: String
  /// The operating system's error number (`errno`), where it was the system that refused.
  public let code: Int32?

  /// All four parts are compulsory: a message without a remedy is half a message.
  public init(
    _ problem: Problem, subject: String, required: String, given: String, remedy: String, code: Int32? = nil
  ) {
    self.problem = problem
    self.subject = subject
    self.required = required
    self.given = given
    self.remedy = remedy
    self.code = code
  }

  /// One line: subject, problem, required, given, remedy.
  public var description: String {
    "\(subject): \(problem.rawValue): required \(required), given \(given); \(remedy)"
  }

  /// The same line, for `localizedDescription`.
  public var errorDescription: String? { description }
}

// MARK: - What the system says

extension FileError {
  /// The system refused to write: `code` is its number, `action` what was being done ("writing", "renaming", …).
  ///
  /// The problem is `diskFull`, `tooLarge`, `readOnly` or, for all else, `unwritableFile`.
  public static func writing(
    _ url: URL, _ action: String, _ code: Int32,
    required: String = "a folder that exists, is writable and has room"
  ) -> FileError {
    let (problem, remedy): (Problem, String) =
      switch code {
      case ENOSPC, EDQUOT: (.diskFull, "free some space on the disk, or choose another folder")
      case EFBIG: (.tooLarge, "raise the limit on the size of files (`ulimit -f unlimited`), or write fewer bytes")
      case EROFS, EACCES, EPERM: (.readOnly, "check the folder's permissions, or choose another folder")
      default: (.unwritableFile, "create the folder, check its permissions, or choose another folder")
      }
    return FileError(
      problem, subject: url.path, required: required, given: "\(words(of: code)) when \(action)", remedy: remedy,
      code: code)
  }

  /// The system refused to read; `missingFile` where there is nothing at the path, else `unreadableFile`.
  public static func reading(_ url: URL, _ code: Int32, required: String = "a readable regular file") -> FileError {
    FileError(
      code == ENOENT ? .missingFile : .unreadableFile, subject: url.path, required: required,
      given: code == ENOENT ? "a path at which there is none" : words(of: code),
      remedy: "check the path and its permissions", code: code)
  }

  /// The system's words for an error number.
  public static func words(of code: Int32) -> String { String(cString: strerror(code)) }
}
