extension Driver {
  /// What the compiler says of a game with gradients alone.
  @available(
    *, unavailable,
    message: """
      this game gives gradients alone; call run(firstOrder: optimizer, …) with an optimizer that needs no more \
      (a FirstOrderOptimizer), or conform the game to SecondOrderGame (PlanarLossGame and VectorLossGame do it from losses)
      """
  )
  @_disfavoredOverload
  public func run<O: Optimizer, S: GameSource>(
    _ optimizer: O, on source: S, from start: Players<V>, state: O.State? = nil, firstStep: Int = 0,
    observe: (Int, Players<V>, StepReport<V.Scalar>?) throws -> Verdict = { _, _, _ in .proceed }
  ) throws -> Result<O.State> where O.V == V, S.Source.V == V {
    try loop(
      from: start, state: try state ?? optimizer.initialState(at: start), firstStep: firstStep, source: source,
      step: { _, _, _ in StepReport() }, observe: observe)
  }
}
