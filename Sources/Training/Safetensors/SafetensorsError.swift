import Foundation

/// What is wrong with a safetensors file, or with what was asked of it: required, given, remedy.
///
/// Programs branch on `problem`; people read `description`.
public struct SafetensorsError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// The kinds of failure.
  public enum Problem: String, Sendable, CaseIterable {
    case missingFile = "no such file"
    case unreadableFile = "the file cannot be read"
    case unwritableFile = "the file cannot be written"
    case truncated = "the file is cut short"
    case oversizedHeader = "the header is impossibly long"
    case malformedHeader = "the header is malformed"
    case duplicateName = "a name occurs twice"
    case unknownDType = "unknown element type"
    case unsupportedDType = "unsupported element type"
    case wrongLength = "a tensor's bytes do not fit its shape"
    case overlap = "the tensors overlap or leave a gap"
    case trailingBytes = "there are bytes after the last tensor"
    case missingTensor = "no such tensor"
    case wrongShape = "a tensor has another shape"
    case wrongDType = "a tensor has another element type"
    case torch = "libtorch failed"
  }

  /// The kind of failure.
  public let problem: Problem
  /// The file, and the tensor where one is concerned.
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
}
