extension Driver {
  /// Two runs of one optimizer on one game, which must be the same in all lanes (`Game.uniform`), each as `runUnobserved`
  /// gives it, bit for bit, step for step beside each other.
  ///
  /// A step is a chain of operations that wait for each other; a second, independent chain keeps the processor busy
  /// meanwhile, where it has registers for both.
  @inlinable
  public func runUnobserved<O: Optimizer, G: SecondOrderGame>(
    _ optimizerA: O, from startA: Players<V>, beside optimizerB: O, from startB: Players<V>, on game: G
  ) throws -> (Result<O.State>, Result<O.State>) where O.V == V, G.V == V {
    // Not as a pair: its parts would be copied into it.
    var a = Progress<O.State>(
      at: startA, state: try optimizerA.initialState(at: startA), step: 0, divergenceBound: divergenceBound)
    var b = Progress<O.State>(
      at: startB, state: try optimizerB.initialState(at: startB), step: 0, divergenceBound: divergenceBound)
    let watch = Watch(self, at: startA)
    var stretch = Self.firstStretch
    while watch.allowsStretches, a.step < stepCap, a.ledger.someLaneRuns, b.ledger.someLaneRuns {
      let last = min(a.step + stretch, stepCap)
      let calm = try advance(&a, optimizerA, &b, optimizerB, on: game, to: last, watch)
      stretch = calm == (true, true) ? 4 * Self.firstStretch : Self.firstStretch
      if !calm.0 { try record(&a, optimizerA, on: FixedGame(game), to: last, watch) }
      if !calm.1 { try record(&b, optimizerB, on: FixedGame(game), to: last, watch) }
    }
    try goOn(&a, optimizerA, on: FixedGame(game), watch)
    try goOn(&b, optimizerB, on: FixedGame(game), watch)
    return (
      try a.result(of: .stepCapReached(steps: a.step)), try b.result(of: .stepCapReached(steps: b.step))
    )
  }

  /// `advance` of two runs that are at the same step; whether each was calm and has gone on.
  @inlinable @inline(never)
  func advance<O: Optimizer, G: SecondOrderGame>(
    _ a: inout Progress<O.State>, _ optimizerA: O, _ b: inout Progress<O.State>, _ optimizerB: O, on game: G,
    to last: Int, _ watch: Watch
  ) throws -> (Bool, Bool) where O.V == V, G.V == V {
    var (first, second) = (Stretch(of: optimizerA, from: a), Stretch(of: optimizerB, from: b))
    let game = game.uniform
    for _ in a.step..<last {
      try first.step(in: game, watch, a.ledger)
      try second.step(in: game, watch, b.ledger)
    }
    return (try first.settle(&a, at: last, watch), try second.settle(&b, at: last, watch))
  }
}
