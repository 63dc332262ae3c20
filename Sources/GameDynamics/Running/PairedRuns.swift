/// Two runs of one optimizer on one game, which must be the same in all lanes (`Game.uniform`), each as
/// `Driver.runUnobserved` gives it, bit for bit, step for step beside each other.
///
/// A step is a chain of operations that wait for each other; a second, independent chain keeps the processor busy
/// meanwhile, where it has registers for both.
///
/// A class, and used again for pair after pair of a map: runs begin, go on and end where they are. To hand optimizer, game
/// and point on from function to function took longer than some hundred steps.
public final class PairedRuns<O: Optimizer, G: SecondOrderGame> where O.V == G.V {
  /// How many runs have begun and wait for `run`.
  @inlinable
  public var waiting: Int { begun }
  @exclusivity(unchecked) @usableFromInline var begun = 0

  @usableFromInline let driver: Driver<G.V>
  // Variables, to be handed on where they are (`inout`); nothing changes them.
  @exclusivity(unchecked) @usableFromInline var game: G
  @exclusivity(unchecked) @usableFromInline var watch: Driver<G.V>.Watch
  @exclusivity(unchecked) @usableFromInline var first: Run
  @exclusivity(unchecked) @usableFromInline var second: Run

  /// One of the two.
  @usableFromInline
  struct Run {
    @usableFromInline var optimizer: O
    @usableFromInline var progress: Driver<G.V>.Progress<O.State>

    @inlinable
    init(_ optimizer: O, _ progress: Driver<G.V>.Progress<O.State>) {
      (self.optimizer, self.progress) = (optimizer, progress)
    }

    @inlinable @inline(__always)
    mutating func begin(_ optimizer: O, from start: Players<G.V>) throws {
      self.optimizer = optimizer
      progress.begin(at: start, state: try optimizer.initialState(at: start))
    }
  }

  /// No run has begun; optimizer and start are those of some run to come.
  @inlinable
  public init(_ driver: Driver<G.V>, _ optimizer: O, on game: G, from start: Players<G.V>) throws {
    self.driver = driver
    self.game = game
    watch = Driver.Watch(driver, at: start)
    first = Run(
      optimizer,
      .init(
        at: start, state: try optimizer.initialState(at: start), step: 0, divergenceBound: driver.divergenceBound))
    second = first
  }

  /// Lets a run from here wait, the second where one waits already.
  @inlinable
  public func begin(_ optimizer: O, from start: Players<G.V>) throws {
    try begun == 0 ? first.begin(optimizer, from: start) : second.begin(optimizer, from: start)
    begun = min(begun + 1, 2)
  }

  /// Runs what waits to its end: two beside each other, one by itself.
  @inlinable
  public func run() throws {
    let isPair = begun == 2
    begun = 0
    if isPair { try runTogether() }
    try finish(&first)
    if isPair { try finish(&second) }
  }

  // What follows reads stored properties alone: to compute one of a run would copy the run.

  /// How the first or the second run has ended, after `run`.
  @inlinable
  public func outcomes(ofSecond isSecond: Bool) -> LaneOutcomes {
    LaneOutcomes(
      ended: isSecond ? second.progress.ledger.outcomes : first.progress.ledger.outcomes,
      rest: .stepCapReached(steps: isSecond ? second.progress.step : first.progress.step),
      count: G.V.Scalar.laneCount)
  }

  /// Where the first or the second run has ended, after `run`.
  @inlinable
  public func end(ofSecond isSecond: Bool) -> Players<G.V> {
    isSecond ? second.progress.point : first.progress.point
  }

  /// The optimizer of the first or the second run, and its last state.
  @inlinable
  public func optimizer(ofSecond isSecond: Bool) -> (O, O.State) {
    isSecond ? (second.optimizer, second.progress.state) : (first.optimizer, first.progress.state)
  }

  /// Takes a run to its end, and its point to where each lane's own run ended.
  @inlinable
  func finish(_ run: inout Run) throws {
    // `goOn` asks the same; but its arguments are copies, and most runs are at their end.
    if run.progress.step < driver.stepCap, run.progress.ledger.someLaneRuns {
      try driver.goOn(&run.progress, run.optimizer, on: FixedGame(game), watch)
    }
    if !run.progress.ledger.outcomes.isEmpty { run.progress.point = try run.progress.end }
  }

  /// Until one of them is at its end.
  @inlinable
  func runTogether() throws {
    var stretch = Driver<G.V>.firstStretch
    while watch.allowsStretches, first.progress.step < driver.stepCap, first.progress.ledger.someLaneRuns,
      second.progress.ledger.someLaneRuns
    {
      let last = min(first.progress.step + stretch, driver.stepCap)
      let calm = try Self.advance(&first, &second, on: &game, to: last, &watch)
      stretch = calm == (true, true) ? 4 * Driver<G.V>.firstStretch : Driver<G.V>.firstStretch
      if !calm.0 { try driver.record(&first.progress, first.optimizer, on: FixedGame(game), to: last, watch) }
      if !calm.1 { try driver.record(&second.progress, second.optimizer, on: FixedGame(game), to: last, watch) }
    }
  }

  /// `Driver.advance` of both, which are at the same step; whether each was calm and has gone on.
  ///
  /// Not a method: of arguments the compiler knows that they do not lie upon each other, so that what a step needs stays in
  /// registers.
  @inlinable @inline(never)
  static func advance(
    _ first: inout Run, _ second: inout Run, on game: inout G, to last: Int, _ watch: inout Driver<G.V>.Watch
  ) throws -> (Bool, Bool) {
    var a = Driver<G.V>.Stretch(of: first.optimizer, from: first.progress)
    var b = Driver<G.V>.Stretch(of: second.optimizer, from: second.progress)
    let game = game.uniform
    // Two loops: a branch in one costs a tenth of it, taken or not.
    if watch.isTarget {
      for _ in first.progress.step..<last {
        try a.step(in: game, first.progress.ledger)
        try a.look(at: watch)
        try b.step(in: game, second.progress.ledger)
        try b.look(at: watch)
      }
    } else {
      for _ in first.progress.step..<last {
        try a.step(in: game, first.progress.ledger)
        try b.step(in: game, second.progress.ledger)
      }
    }
    return (try a.settle(&first.progress, at: last, watch), try b.settle(&second.progress, at: last, watch))
  }
}
