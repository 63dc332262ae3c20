import GSLNumerics
import GameDynamics

/// By what factor a step of a setup brings a point nearer to an equilibrium, as far as one wants to minimise it.
struct ConvergenceFactor {
  let setup: RunSetup<Double>
  let equilibrium: Players<[Double]>
  let measure: Tuning.Measure

  /// Throws `SpectrumError`, and `TuningError.tooFewSteps`.
  init(_ setup: RunSetup<Double>, at equilibrium: Players<[Double]>, by measure: Tuning.Measure) throws {
    switch measure {
    case .spectralRadius: try SpectrumError.requireDerivative(of: setup.optimizer)
    case .rate(let steps):
      guard steps >= Self.fewestSteps else {
        throw TuningError.tooFewSteps(given: steps, required: Self.fewestSteps)
      }
    }
    self.setup = setup
    self.equilibrium = equilibrium
    self.measure = measure
  }

  static let fewestSteps = 16

  /// The factor with other values of quantities; infinite where numbers overflow. Throws what building and stepping throw.
  func callAsFunction(_ values: [(quantity: RunQuantity, value: Double)]) throws -> Double {
    var setup = setup
    for (quantity, value) in values { try setup.values.set(quantity, to: value) }
    switch measure {
    case .spectralRadius:
      let jacobian = try IterationJacobian().jacobian(of: setup, at: equilibrium)
      return jacobian.entries.allSatisfy(\.isFinite) ? try Spectrum(of: jacobian).radius : .infinity
    case .rate(let steps):
      let run = try Trajectory(setup, steps: steps)
      let distances = run.distances(to: equilibrium)
      // A run that came to rest elsewhere, or nowhere, has a rate of 1 or above; one that overflowed at once has none.
      let rate = run.rate(towards: equilibrium)
      guard rate.isNaN else { return rate }
      return distances.first == 0 ? .nan : .infinity
    }
  }

  /// Below this a factor counts as converging: complex eigenvalues make distances oscillate, which costs a measured rate
  /// O(1/steps²).
  var bound: Double {
    switch measure {
    case .spectralRadius: return 1
    case .rate(let steps): return 1 - 10 / Double(steps * steps)
    }
  }

  /// How near a value an end of the stable range is located, as a share of it.
  var precision: Double {
    switch measure {
    case .spectralRadius: return 1e-13
    case .rate: return 1e-4
    }
  }
}
