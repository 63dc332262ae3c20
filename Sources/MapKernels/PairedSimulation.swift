import GameDynamics

extension WithBoth {
  /// Lets this optimizer's run from the present start wait for another, or runs it beside the one that waits.
  @inlinable
  func runInPairs<O: Optimizer>(_ optimizer: O) throws where O.V == V {
    let runs: PairedRuns<O, G>
    if let mine = pair as? PairedRuns<O, G> {
      runs = mine
    } else {
      try runWhatWaits()
      runs = try PairedRuns(driver, optimizer, on: game, from: start)
      pair = runs
      finishPair = { try $0.finish(runs) }
    }
    try runs.begin(optimizer, from: start)
    if runs.waiting == 2 { try finish(runs) }
  }

  /// Runs what waits, if something does.
  @inlinable
  func runWhatWaits() throws { try finishPair?(self) }

  /// Runs what waits, two runs or one, and measures.
  @inlinable
  func finish<O: Optimizer>(_ runs: PairedRuns<O, G>) throws where O.V == V {
    ready = runs.waiting
    try runs.run()
    for index in 0..<ready {
      let (isSecond, result) = (index == 1, index == 1 ? results.1 : results.0)
      try note(runs.outcomes(ofSecond: isSecond), runs.end(ofSecond: isSecond), in: result)
      guard let window else { continue }
      let (optimizer, state) = runs.optimizer(ofSecond: isSecond)
      try measureExtents(of: window, optimizer, state, in: result)
    }
  }
}
