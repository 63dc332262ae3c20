import GameDynamics
import KrylovEigenvalues

/// The leading eigenvalues of any optimizer's iteration, its state included, at a point of a game whose vectors may be the
/// parameters of networks.
public struct IterationSpectra<G: SecondOrderGame> where G.V.Scalar == Double {
  /// The game; every look of a step is at this one.
  public let game: G
  /// Where the step is linearised.
  public let point: Players<G.V>

  /// At a point of a game.
  public init(of game: G, at point: Players<G.V>) {
    self.game = game
    self.point = point
  }

  /// The leading eigenvalues of the iteration of an optimizer.
  ///
  /// - `state`: what the optimizer remembers there; nil lets it settle (`LinearizedIteration`), which an optimizer that
  ///   divides by the root of what vanishes with the gradients (Adam) cannot: `SpectrumError.notDifferentiable`. With a
  ///   state whose second moments are not zero its step has a derivative there.
  /// - `start`: see `LeadingEigenvalues.find`.
  ///
  /// Throws `SpectrumError`, `ARPACKError`, and what building the optimizer, its step and the game throw.
  public func spectrum(
    of optimizer: any OptimizerFamily, _ hyperparameters: Parameters<Double>, state: RememberedValues<G.V>? = nil,
    _ search: LeadingEigenvalues = LeadingEigenvalues(), from start: [Double]? = nil
  ) throws -> LeadingSpectrum {
    if state == nil { try SpectrumError.requireDerivative(of: optimizer) }
    do {
      return try optimizer.build(
        hyperparameters.mapped { Dual($0, tangent: 0) },
        then: Continuation(spectra: self, state: state, search: search, start: start))
    } catch ARPACKError.notFinite where !optimizer.card.isDifferentiableAtEquilibria {
      throw SpectrumError.notDifferentiable(optimizer: optimizer.card.title)
    }
  }

  private struct Continuation: OptimizerContinuation {
    typealias V = DualVector<G.V>
    let spectra: IterationSpectra
    let state: RememberedValues<G.V>?
    let search: LeadingEigenvalues
    let start: [Double]?

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> LeadingSpectrum where O.V == V {
      var restored: O.State?
      if let state {
        var fresh = try optimizer.initialState(at: spectra.point.map { try DualVector(constant: $0) })
        try state.restore(into: &fresh, vector: { try DualVector(constant: $0) }, scalar: { Dual($0, tangent: 0) })
        restored = fresh
      }
      return try LinearizedIteration(of: optimizer, on: spectra.game, at: spectra.point, state: restored)
        .spectrum(search, from: start)
    }
  }
}
