import GameDynamics

/// A bilinear game that is bent a little: its one equilibrium repels, and a limit cycle attracts everything else.
///
///     min_x max_y  xy + ε (y²/2 - y⁴/4)
///
/// Averaged over a turn the squared radius s of the gradient flow obeys s′ = ε (s - 3s²/4): the cycle has radius √(4/3)
/// for small ε > 0. Equilibrium: (0, 0).
public struct AlmostBilinearGame<F: Field>: PlanarLosses {
  /// ε.
  public let bend: F

  /// The game with this bend.
  @inlinable
  public init(bend: F) { self.bend = bend }

  /// True: y maximises what x minimises.
  @inlinable
  public var isZeroSum: Bool { true }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    let square = y * y
    return .zeroSum(x * y + constant(bend) * square * (D(0.5) - D(0.25) * square))
  }
}

/// The catalogue's entry for `AlmostBilinearGame`.
public struct AlmostBilinearGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "almost-bilinear",
    title: "almost bilinear game",
    formula: "min_x max_y xy + ε (y²/2 - y⁴/4)",
    source:
      "Hsieh, Mertikopoulos and Cevher, The limits of min-max optimization algorithms: convergence to spurious "
      + "non-critical sets, 2020, arXiv:2006.09065, section 5",
    parameters: [ParameterSpec("epsilon", symbol: "ε", meaning: "bend", standard: 0.01)],
    standardStart: Players(x: [0.5], y: [0.5]),
    isZeroSum: true)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// The origin: ∂f/∂x = y vanishes nowhere else than at y = 0, where ∂f/∂y = x.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [Players(x: [0], y: [0])] }

  /// Hands `AlmostBilinearGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(PlanarLossGame(AlmostBilinearGame(bend: p.value("epsilon"))))
  }
}
