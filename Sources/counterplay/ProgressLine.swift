import Foundation

#if COUNTERPLAY_TORCH
  import GANs
  import Training
#endif

/// Progress on standard error: one line that changes on a terminal, a line now and then elsewhere.
struct ProgressLine {
  private let isTerminal = isatty(2) == 1
  private let clock = ContinuousClock()
  private var lastShown: ContinuousClock.Instant?

  /// A line; one that is quiet at first stays away from runs of a few seconds in a log.
  init(isQuietAtFirst: Bool = false) {
    if isQuietAtFirst, !isTerminal { lastShown = clock.now }
  }

  mutating func show(_ line: @autoclosure () -> String, isLast: Bool) {
    let interval: Duration = isTerminal ? .milliseconds(200) : .seconds(5)
    if let lastShown, !isLast, lastShown.duration(to: clock.now) < interval { return }
    lastShown = clock.now
    FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K" + line() : line() + "\n").utf8))
  }

  func end() {
    if isTerminal, lastShown != nil { FileHandle.standardError.write(Data("\n".utf8)) }
  }
}

#if COUNTERPLAY_TORCH
  extension ProgressLine {
    mutating func show(_ progress: TrainingProgress) {
      show(Self.text(progress), isLast: progress.step == progress.steps)
    }

    private static func text(_ progress: TrainingProgress) -> String {
      var line =
        "step \(progress.step)/\(progress.steps)  \(progress.stepsPerSecond.rounded(toPlaces: 1)) steps/s"
      if !progress.losses.x.isNaN { line += "  f \(progress.losses.x.rounded(toPlaces: 4))" }
      if !progress.losses.y.isNaN { line += "  g \(progress.losses.y.rounded(toPlaces: 4))" }
      if let solver = progress.solver { line += "  inner iterations \(solver.iterations)" }
      return line + "  \(Int(progress.secondsLeft.rounded(.up))) s left"
    }
  }

  extension Double {
    func rounded(toPlaces places: Int) -> String { String(format: "%.\(places)f", self) }
  }
#endif
