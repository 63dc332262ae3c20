import Foundation

/// The processor time of the calling thread: how long its work takes on a machine of its own, whoever else computes beside it.
package struct ThreadClock {
  private let begin: Duration

  /// Begins now.
  package init() { begin = Self.now() }

  /// Processor time that the thread has used since; ask on the thread that began.
  package var elapsed: Duration { Self.now() - begin }

  private static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }
}
