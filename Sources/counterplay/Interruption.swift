import Foundation

/// Notices Ctrl-C and SIGTERM, so that a run ends after its step and writes what it has.
struct Interruption: Sendable {
  nonisolated(unsafe) private static var flag: sig_atomic_t = 0

  init() {
    Self.flag = 0
    signal(SIGINT) { Interruption.flag = $0 }
    signal(SIGTERM) { Interruption.flag = $0 }
    // Whoever starts the program may have blocked them, as worker threads of job runners do.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// True once the user has asked to stop.
  var wasAsked: Bool { Self.flag != 0 }

  /// 128 and the signal's number, as shells have it: 130 after Ctrl-C, 143 after SIGTERM; nil without a signal.
  var exitCode: Int32? { wasAsked ? 128 + Int32(Self.flag) : nil }
}
