import GameDynamics

/// A run that waits for the next one of its series, to run beside it.
@usableFromInline
class WaitingRun<G: SecondOrderGame> where G.V: CoordinateVector, G.V.Scalar: KernelNumber {
  /// False once it has run.
  @exclusivity(unchecked) @usableFromInline final var isWaiting = true

  @inlinable
  init() {}

  /// Runs it by itself, since no other comes.
  @usableFromInline
  func run(in simulation: WithBoth<G>) throws {}
}

/// The same of an optimizer whose type is known. It is used again for every pair: new memory for as many lanes takes as long
/// as some steps.
@usableFromInline
final class WaitingRunOf<O: Optimizer, G: SecondOrderGame>: WaitingRun<G>
where O.V == G.V, G.V: CoordinateVector, G.V.Scalar: KernelNumber {
  @exclusivity(unchecked) @usableFromInline var optimizer: O
  @exclusivity(unchecked) @usableFromInline var start: Players<G.V>

  @inlinable
  init(_ optimizer: O, from start: Players<G.V>) {
    (self.optimizer, self.start) = (optimizer, start)
  }

  @inlinable
  override func run(in simulation: WithBoth<G>) throws {
    let own = simulation.start
    simulation.start = start
    try simulation.run(optimizer)
    simulation.start = own
  }
}

extension WithBoth {
  /// Lets this optimizer's run from the present start wait.
  @inlinable
  func wait<O: Optimizer>(_ optimizer: O) where O.V == V {
    if let mine = waiting as? WaitingRunOf<O, G> {
      (mine.optimizer, mine.start, mine.isWaiting) = (optimizer, start, true)
    } else {
      waiting = WaitingRunOf<O, G>(optimizer, from: start)
    }
  }

  /// Runs what waits, if something does.
  @inlinable
  func runWhatWaits() throws {
    guard let waiting, waiting.isWaiting else { return }
    waiting.isWaiting = false
    try waiting.run(in: self)
  }

  /// Runs what waits and a run from the present start beside it.
  @inlinable
  func run<O: Optimizer>(_ first: WaitingRunOf<O, G>, beside optimizer: O) throws where O.V == V {
    first.isWaiting = false
    let runs = try driver.runUnobserved(
      first.optimizer, from: first.start, beside: optimizer, from: start, on: game)
    try measure(runs.0, of: first.optimizer, results.0)
    try measure(runs.1, of: optimizer, results.1)
    ready = 2
  }
}
