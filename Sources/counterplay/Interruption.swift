import DurableFiles
import Foundation
import Synchronization

/// Notices the signals by which people and schedulers end a run, so that it ends after its step and writes what it has.
///
/// Ctrl-C, TERM, HUP, USR1, USR2 (what Slurm, SGE and others send before the time is up) and XFSZ. A signal that was
/// ignored when the program started, as HUP under `nohup`, stays ignored. What looks at `wasAsked` ends by itself; what
/// does not (reading data, drawing) is ended by force within two seconds: files appear under their names only when they
/// are whole, so nothing half-written is left. A second Ctrl-C ends the program at once.
struct Interruption: Sendable {
  /// The first signal that came; 0 before.
  private static let signalNumber = Atomic<Int32>(0)
  /// How many stretches of work are under way that look at `wasAsked`.
  private static let guards = Atomic<Int>(0)
  /// Whether the signal came within such a stretch: what it has computed is still to be written then.
  private static let cameWhileGuarded = Atomic<Bool>(false)
  private static let watcher = Mutex<Thread?>(nil)

  private static let endingSignals = [SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXFSZ]
  /// Seconds, outside of guarded stretches, after which the program is ended by force.
  private static let patience = (idle: 1.5, writing: 6.0)

  init() {
    Self.signalNumber.store(0, ordering: .relaxed)
    Self.cameWhileGuarded.store(false, ordering: .relaxed)
    _ = Self.guards.load(ordering: .relaxed)
    // Whoever starts the program may have blocked them, as worker threads of job runners do.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in Self.endingSignals where !Self.isIgnored(number) {
      signal(number) { Interruption.note($0) }
      sigaddset(&signals, number)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    Self.watcher.withLock { thread in
      if thread != nil { return }
      let new = Thread { Self.watch() }
      new.start()
      thread = new
    }
  }

  /// Lets a file that grows too long (`ulimit -f`) be an error of the one who writes it: as it is, the system ends the
  /// program without a word.
  static func refuseOverlongFiles() { signal(SIGXFSZ) { _ in } }

  /// True once the user has asked to stop.
  var wasAsked: Bool { Self.signalNumber.load(ordering: .relaxed) != 0 }

  /// 128 and the signal's number, as shells have it: 130 after Ctrl-C, 143 after TERM; nil without a signal.
  var exitCode: Int32? {
    let number = Self.signalNumber.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }

  /// Work that looks at `wasAsked` at least once a step and saves what it has: it is not ended by force.
  func guarding<Result>(_ work: () throws -> Result) rethrows -> Result {
    Self.guards.wrappingAdd(1, ordering: .relaxed)
    defer { Self.guards.wrappingSubtract(1, ordering: .relaxed) }
    return try work()
  }

  // MARK: - In the handler, and on the watching thread

  /// HUP alone is passed on by `nohup`; shells start background jobs with INT ignored, which nobody means here.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard number == SIGHUP, sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1  // SIG_IGN
    #else
      return unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
    #endif
  }

  /// Only what a signal handler may do: lock-free atomics and `_exit`.
  private static func note(_ number: Int32) {
    let (isFirst, _) = signalNumber.compareExchange(expected: 0, desired: number, ordering: .relaxed)
    if isFirst {
      cameWhileGuarded.store(guards.load(ordering: .relaxed) > 0, ordering: .relaxed)
    } else if number == SIGINT {
      _exit(128 + number)
    }
  }

  private static func watch() {
    let tick = 0.05
    var waited = 0.0
    while true {
      Thread.sleep(forTimeInterval: tick)
      let number = signalNumber.load(ordering: .relaxed)
      if number == 0 || guards.load(ordering: .relaxed) > 0 { continue }
      waited += tick
      if waited >= (cameWhileGuarded.load(ordering: .relaxed) ? patience.writing : patience.idle) {
        tell("interrupted by signal \(number); files that are there are whole")
        Draft.removeAll()
        _exit(128 + number)
      }
    }
  }
}

/// Why a command ended before it was done: exit code 128 + the signal's number.
struct Interrupted: Error {}
