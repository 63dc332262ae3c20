import GameDynamics
import KrylovEigenvalues

/// One optimizer at one point of a game: the leading eigenvalues of its iteration at any step sizes, and where it is stable.
///
/// For games of any size whose vectors are of any type: a GAN at a checkpoint.
public final class LocalStability<G: SecondOrderGame> where G.V.Scalar == Double {
  private let spectra: IterationSpectra<G>
  /// The optimizer.
  public let optimizer: any OptimizerFamily
  /// Its hyperparameters; step sizes are those of the point's run.
  public let hyperparameters: Parameters<Double>
  private let state: RememberedValues<G.V>?
  /// How radii are looked for.
  public let search: LeadingEigenvalues
  /// The last leading eigenvector: where the next search starts.
  private var direction: [Double]?
  /// Products with Jacobians of the iteration so far.
  public private(set) var products = 0

  /// An optimizer at a point; `state` is what it remembers there, see `IterationSpectra.spectrum`.
  public init(
    of optimizer: any OptimizerFamily, _ hyperparameters: Parameters<Double>, state: RememberedValues<G.V>? = nil,
    on game: G, at point: Players<G.V>,
    search: LeadingEigenvalues = LeadingEigenvalues(4, tolerance: 1e-6, basis: 24, restarts: 200)
  ) {
    spectra = IterationSpectra(of: game, at: point)
    self.optimizer = optimizer
    self.hyperparameters = hyperparameters
    self.state = state
    self.search = search
  }

  /// The leading eigenvalues at these step sizes; nil for the hyperparameters' own. Throws as `IterationSpectra.spectrum`.
  public func spectrum(
    at stepSizes: Players<Double>? = nil, _ search: LeadingEigenvalues? = nil
  ) throws -> LeadingSpectrum {
    var h = hyperparameters
    if let stepSizes { try h.setStepSizes(stepSizes) }
    let spectrum = try spectra.spectrum(of: optimizer, h, state: state, search ?? self.search, from: direction)
    products += spectrum.products
    direction = spectrum.direction
    return spectrum
  }

  /// Where the optimizer is stable along η_x = ratio · η_y. `observe` is told each radius as it is found, and may throw to
  /// end the search.
  public func ray(
    ratio: Double, _ search: StepSizeRay.Search, observe: (Players<Double>, Double) throws -> Void = { _, _ in }
  ) throws -> StepSizeRay {
    try StepSizeRay(ratio: ratio, search) { stepSizes in
      let radius = try spectrum(at: stepSizes).radius
      try observe(stepSizes, radius)
      return radius
    }
  }
}
