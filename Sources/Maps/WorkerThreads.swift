import CProcessor
import Foundation

/// Threads of one piece of work, which ends when all of them have.
///
/// Threads of their own, for the whole of a piece, each begun on a core of its own (`cp_begin_thread`), while the one that began them
/// sleeps. Those of a pool are woken, now and then, on a core that another of them keeps busy, and a map of some milliseconds
/// then takes half as long again.
enum WorkerThreads {
  /// Does the work on so many new threads, at least one, and `meanwhile` on this one. `meanwhile` may ask whether the work is
  /// done, and waits so long for the answer. Returns, or throws what `meanwhile` throws, when all threads have ended.
  static func run(
    _ count: Int, _ work: @Sendable () -> Void,
    meanwhile: (_ isDone: (_ within: DispatchTimeInterval) -> Bool) throws -> Void
  ) throws {
    let ended = DispatchSemaphore(value: 0)
    try withoutActuallyEscaping(work) { work in
      let threads = (0..<max(1, count)).compactMap { index in
        begin(index) {
          work()
          ended.signal()
        }
      }
      // Where no thread is to be had, this one has to do.
      if threads.isEmpty { work() }
      defer { for thread in threads { pthread_join(thread, nil) } }
      var running = threads.count
      try meanwhile { within in
        let deadline = DispatchTime.now() + within
        while running > 0, ended.wait(timeout: deadline) == .success { running -= 1 }
        return running == 0
      }
    }
  }

  private final class Start {
    let work: () -> Void
    init(_ work: @escaping () -> Void) { self.work = work }
  }

  /// A thread that does this, to be joined; nil where the system gives none.
  private static func begin(_ index: Int, _ work: @escaping () -> Void) -> pthread_t? {
    let start = Unmanaged.passRetained(Start(work))
    var thread = pthread_t()
    let status = cp_begin_thread(
      &thread, Int32(index),
      { start in
        if let start { Unmanaged<Start>.fromOpaque(start).takeRetainedValue().work() }
      }, start.toOpaque())
    if status == 0 { return thread }
    start.release()
    return nil
  }
}
