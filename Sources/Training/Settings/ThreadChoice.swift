import Foundation
import TorchTensors

/// How many threads of libtorch a run computes with, and what is to be said of it.
///
/// Sums are split among threads, so their number is part of what makes a run repeat itself bit for bit: set
/// `settings.threads` to `count` before the run, which records it, and call `TorchRuntime.setThreadCount(count)`.
public struct ThreadChoice: Sendable, Equatable {
  /// Threads of libtorch within an operation.
  public let count: Int
  /// A line for the user where a resumed run will not repeat the unbroken one; nil otherwise.
  public let notice: String?

  /// The count that the settings name; else that of the run that is resumed; else one that suits the work of a step.
  ///
  /// - `stored`: the settings of the run that is resumed; nil for a new one. A run that has recorded no count was of an
  ///   older program, and had libtorch's own.
  /// - `work`: about how many multiplications and additions a forward pass of a batch takes; see `standard`.
  ///
  /// Throws `TorchError` where libtorch cannot say its own count.
  public init(
    _ settings: Settings<RunSettings>, resuming stored: Settings<RunSettings>? = nil, work: Double
  ) throws {
    guard let stored else {
      count = try settings.threads ?? Self.standard(work: work)
      notice = nil
      return
    }
    let before = try stored.threads ?? TorchRuntime.threadCount()
    count = settings.threads ?? before
    notice =
      count == before
      ? nil
      : "the run had \(before) thread\(before == 1 ? "" : "s") so far and goes on with \(count): the same numbers but for "
        + "rounding, so its bits will differ from an unbroken run's; leave --threads out to keep them"
  }

  /// One thread for small steps, where waking another takes longer than what it would do; otherwise libtorch's own
  /// choice, but at most 8, since nodes are shared.
  ///
  /// Who sets OMP_NUM_THREADS or MKL_NUM_THREADS has chosen.
  public static func standard(work: Double) throws(TorchError) -> Int {
    let own = try TorchRuntime.threadCount()
    let environment = ProcessInfo.processInfo.environment
    if environment["OMP_NUM_THREADS"] != nil || environment["MKL_NUM_THREADS"] != nil { return own }
    return work < smallStep ? 1 : min(own, 8)
  }

  /// Where a second thread begins to pay. A step of GAN training takes some six passes: at 3.2e7 it is 10 ms on one core.
  static let smallStep = 3.2e7
}
