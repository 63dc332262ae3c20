import Foundation

#if COUNTERPLAY_TORCH
  import GANTraining

  /// Progress on standard error: one line that changes on a terminal, a line now and then elsewhere.
  struct ProgressLine {
    private let isTerminal = isatty(2) == 1
    private let clock = ContinuousClock()
    private var lastShown: ContinuousClock.Instant?

    mutating func show(_ progress: TrainingProgress) {
      let interval: Duration = isTerminal ? .milliseconds(200) : .seconds(5)
      let isLast = progress.step == progress.steps
      if let lastShown, !isLast, lastShown.duration(to: clock.now) < interval { return }
      lastShown = clock.now
      var line =
        "step \(progress.step)/\(progress.steps)  \(progress.stepsPerSecond.rounded(toPlaces: 1)) steps/s"
        + "  f \(progress.generatorLoss.rounded(toPlaces: 4))  g \(progress.discriminatorLoss.rounded(toPlaces: 4))"
      if let solver = progress.solver { line += "  inner iterations \(solver.iterations)" }
      line += "  \(Int(progress.secondsLeft.rounded(.up))) s left"
      FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K" + line : line + "\n").utf8))
    }

    func end() {
      if isTerminal, lastShown != nil { FileHandle.standardError.write(Data("\n".utf8)) }
    }
  }

  extension Double {
    func rounded(toPlaces places: Int) -> String { String(format: "%.\(places)f", self) }
  }
#endif

/// Notices Ctrl-C and SIGTERM, so that a run ends after its step and writes what it has.
struct Interruption {
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
