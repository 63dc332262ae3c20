/// What is run: an optimizer with its hyperparameters, on a game with its parameters, from a start.
///
/// Trajectories, maps, Jacobians and the branches of equilibria all begin with this one value. Optimizer and game are fixed
/// when it is made, since the numbers belong to them; the numbers may be changed.
public struct RunSetup<S: Field>: Sendable {
  /// The optimizer.
  public let optimizer: any OptimizerFamily
  /// What is played; its parameters are in `gameParameters`.
  public let game: any GameFamily
  /// Hyperparameters, parameters and start.
  public var values: RunValues<S>

  /// A setup, number by number. What is left out is what the cards say.
  public init(
    _ optimizer: any OptimizerFamily, _ hyperparameters: Parameters<S>? = nil, on game: any GameFamily,
    _ gameParameters: Parameters<S>? = nil, from start: Players<[S]>? = nil
  ) {
    self.init(
      optimizer, on: game,
      RunValues(
        hyperparameters: hyperparameters ?? Parameters(optimizer.card.hyperparameters),
        gameParameters: gameParameters ?? Parameters(game.card.parameters),
        start: start ?? game.card.standardStart.map { $0.map { S($0) } }))
  }

  /// A setup with these numbers. On a game with constraints the optimizer's steps are projected onto them.
  public init(_ optimizer: any OptimizerFamily, on game: any GameFamily, _ values: RunValues<S>) {
    if let sets = game.constraints, (optimizer as? ProjectedFamily)?.sets != sets {
      self.optimizer = ProjectedFamily(optimizer, onto: sets)
    } else {
      self.optimizer = optimizer
    }
    self.game = game
    self.values = values
  }

  /// The optimizer's hyperparameters.
  public var hyperparameters: Parameters<S> {
    get { values.hyperparameters }
    set { values.hyperparameters = newValue }
  }

  /// The game's parameters.
  public var gameParameters: Parameters<S> {
    get { values.gameParameters }
    set { values.gameParameters = newValue }
  }

  /// Where the run starts, coordinate by coordinate.
  public var start: Players<[S]> {
    get { values.start }
    set { values.start = newValue }
  }

  /// The same setup with its numbers in another field: `Double`s as lanes or duals.
  public func mapped<T: Field>(_ transform: (S) -> T) -> RunSetup<T> { with(values.mapped(transform)) }

  /// Optimizer and game with other numbers.
  public func with<T: Field>(_ values: RunValues<T>) -> RunSetup<T> { RunSetup<T>(optimizer, on: game, values) }

  /// An equal setup for a thread of its own (see `Parameters.unshared`): the boxes in which optimizer and game are kept are
  /// counted references too, and are made anew.
  public func unshared() -> RunSetup {
    func boxed(_ optimizer: some OptimizerFamily) -> any OptimizerFamily { optimizer }
    func boxed(_ game: some GameFamily) -> any GameFamily { game }
    return RunSetup(boxed(optimizer), on: boxed(game), values.unshared())
  }

  /// Makes the game and the optimizer for its vectors, and goes on with both. Throws what building them throws.
  public func build<C: RunContinuation>(then next: C) throws -> C.Result where C.Scalar == S {
    try game.build(
      gameParameters, then: WithGame(optimizer: optimizer, hyperparameters: hyperparameters, next: next))
  }

  private struct WithGame<C: RunContinuation>: GameContinuation where C.Scalar == S {
    typealias Scalar = S
    let optimizer: any OptimizerFamily
    let hyperparameters: Parameters<S>
    let next: C
    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> C.Result
    where G.V: CoordinateVector, G.V.Scalar == S {
      try optimizer.build(hyperparameters, then: WithBoth<C, G>(game: game, next: next))
    }
  }

  private struct WithBoth<C: RunContinuation, G: SecondOrderGame>: OptimizerContinuation
  where C.Scalar == S, G.V: CoordinateVector, G.V.Scalar == S {
    typealias V = G.V
    let game: G
    let next: C
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> C.Result where O.V == V {
      try next(optimizer, on: game)
    }
  }
}

/// Code that goes on with an optimizer and a game, whichever they are.
public protocol RunContinuation<Scalar> {
  /// The numbers the game is played on.
  associatedtype Scalar: Field
  /// What `build` returns in the end.
  associatedtype Result
  /// Called once, by `build`, which returns and throws what this does.
  func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> Result
  where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Scalar
}
