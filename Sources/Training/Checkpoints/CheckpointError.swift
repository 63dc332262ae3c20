import Foundation

/// Why a checkpoint could not be saved or loaded: what was required, what was given, the remedy.
///
/// Whatever is thrown, the checkpoints that were there before are there still.
public struct CheckpointError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// The kinds of failure.
  public enum Problem: String, Sendable, CaseIterable {
    case none = "no checkpoint"
    case incomplete = "the checkpoint is incomplete"
    case corrupt = "the checkpoint is corrupt"
    case foreign = "the checkpoint belongs to another run"
    case otherData = "the checkpoint was trained on other data"
    case newerFormat = "the checkpoint has a newer format"
    case readOnly = "the folder cannot be written to"
    case diskFull = "the disk is full"
    case unwritable = "the checkpoint cannot be written"
    case torch = "libtorch failed"
  }

  /// The kind of failure.
  public let problem: Problem
  /// The checkpoint, folder or file concerned.
  public let subject: String
  /// What was required, what was given instead, what to do about it.
  public let required: String, given: String, remedy: String

  /// An error; all parts are compulsory.
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

  static func writing(_ error: FileWriteError, folder: URL) -> CheckpointError {
    if error.isDiskFull {
      return CheckpointError(
        .diskFull, subject: folder.path, required: "room for the whole checkpoint", given: "\(error)",
        remedy: "free some space, or keep fewer checkpoints; the older checkpoints are untouched")
    }
    return CheckpointError(
      error.isReadOnly ? .readOnly : .unwritable, subject: folder.path, required: "a folder that can be written to",
      given: "\(error)", remedy: "check the folder's permissions and disk, or choose another output folder")
  }
}
