#if COUNTERPLAY_TORCH
  import KrylovEigenvalues
  import Datasets
  import GANs
  import GameDynamics
  import GameOptimizers
  import NeuralNetworks
  import StabilityAnalysis
  import TorchTensors

  /// A GAN on one fixed batch in double precision, at a point where its training stands still and stays.
  ///
  /// Smooth networks (tanh), the minimax loss with R₁ and weight decay, so that the point is a strict equilibrium: no
  /// symmetry of the networks leaves a direction in which nothing happens.
  struct StagnatedGAN {
    let game: GANGame
    /// The parameters before training, and where it stands still.
    let start: Players<TensorList>, point: Players<TensorList>
    /// ‖ξ‖ there.
    let gradientNorm: Double
    /// Whether it is an equilibrium; otherwise training went round until patience ended, and a spectrum says nothing.
    let isEquilibrium: Bool
    /// η_G over η_D, and the η_D between which a boundary is looked for.
    let ratio: Double, range: ClosedRange<Double>
    /// How many steps a disturbed run takes.
    let steps: Int

    /// Points on a ring of Gaussians.
    static func ring(seed: UInt64, isQuick: Bool) throws -> StagnatedGAN {
      let hidden = isQuick ? 6 : 12
      let model = try GANModel(
        generator: .mlp(widths: [2, hidden, 2], activation: .tanh),
        discriminator: .mlp(widths: [2, hidden, 1], activation: .tanh), loss: MinimaxLoss(),
        regularizers: [R1Penalty(weight: 3), WeightDecay(weight: 0.01)])
      return try trained(
        model, on: TrainingData.load("ring", seed: seed), batch: 64, latent: 2, seed: seed, eta: 0.4,
        warmUp: isQuick ? 3000 : 6000, steps: isQuick ? 300 : 2000)
    }

    /// Images, 784 numbers each for digits. Wider networks than this (16 was tried) go round for longer than one waits.
    static func images(_ data: any Dataset, seed: UInt64, isQuick: Bool) throws -> StagnatedGAN {
      let hidden = isQuick ? 4 : 8
      let shape = data.sampleShape
      let pixels = shape.reduce(1, *)
      let model = try GANModel(
        generator: .mlp(widths: [4, hidden, pixels], activation: .tanh, output: .tanh, outputShape: shape),
        discriminator: .mlp(widths: [pixels, hidden, 1], activation: .tanh, inputIsFlat: false), loss: MinimaxLoss(),
        regularizers: [R1Penalty(weight: 3), WeightDecay(weight: 0.01)])
      return try trained(
        model, on: data, batch: isQuick ? 32 : 64, latent: 4, seed: seed, eta: 0.1, warmUp: isQuick ? 1000 : 4000,
        steps: isQuick ? 200 : 1000)
    }

    /// Trains by simultaneous gradient steps, then goes on by Newton's method; where the equilibrium that it finds does not
    /// attract, trains on. Where training diverges, it begins anew with a quarter of the step size; where it comes to no rest
    /// in three such rounds (it may well go round), other first parameters are drawn.
    private static func trained(
      _ model: GANModel, on data: any Dataset, batch: Int, latent: Int, seed: UInt64, eta: Double, warmUp: Int,
      steps: Int
    ) throws -> StagnatedGAN {
      let stream = try RandomStream(seed: seed, stream: 1, step: 0)
      let samples = try data.batch(Array(0..<batch))
      let game = GANGame(
        model: model, real: try Tensor(floats: samples, shape: [batch] + data.sampleShape).to(.float64),
        latent: try stream.normal([batch, latent], dtype: .float64))
      var eta = eta
      var start = try model.initialPoint(seed: seed, dtype: .float64)
      var best = try NewtonEquilibrium(iterationCap: 0).find(on: game, from: start)
      var rests = false
      for draw in 0..<UInt64(6) where !rests {
        start = try model.initialPoint(seed: seed &+ 1000 &* draw, dtype: .float64)
        var point = start
        for _ in 0..<3 where !rests {
          let run = try Driver<TensorList>(stepCap: warmUp, divergenceBound: 1e4).run(
            SimGD(stepSizes: Players(x: eta, y: eta)), on: FixedGame(game), from: point)
          guard case .stepCapReached = run.outcome else {
            (point, eta) = (start, eta / 4)
            continue
          }
          point = run.point
          best = try NewtonEquilibrium().find(on: game, from: point)
          rests = try best.converged && attracts(best.point, in: game)
        }
      }
      // SimGD loses an eigenvalue λ of J at η = 2 Re λ/|λ|², so the largest one at 2/|λ| at most.
      let largest = try LinearizedGame(game, at: best.point).spectrum(LeadingEigenvalues(4, tolerance: 1e-4)).radius
      return StagnatedGAN(
        game: game, start: start, point: best.point, gradientNorm: best.gradientNorms.last ?? .nan,
        isEquilibrium: best.converged, ratio: 1,
        range: 0.1 / largest...6 / largest, steps: steps)
    }

    /// Whether the gradient flow comes in from everywhere.
    private static func attracts(_ point: Players<TensorList>, in game: GANGame) throws -> Bool {
      let least = try LinearizedGame(game, at: point).spectrum(
        LeadingEigenvalues(2, .smallestRealPart, tolerance: 1e-3, basis: 40))
      return least.eigenvalues.allSatisfy { $0.real > 0 }
    }
  }

  /// Runs of an optimizer from near a point where it rests.
  struct DisturbedRun {
    let gan: StagnatedGAN
    let family: any OptimizerFamily
    let hyperparameters: Parameters<Double>
    private let start: Players<TensorList>
    /// How far runs start from the point, in relation to its size.
    private static let size = 1e-5

    /// Disturbed half at random and half along a direction in which the spectrum says that stability is lost, so that what
    /// decides shows within the run.
    init(
      gan: StagnatedGAN, family: any OptimizerFamily, hyperparameters: Parameters<Double>, along direction: [Double]?,
      seed: UInt64
    ) throws {
      self.gan = gan
      self.family = family
      self.hyperparameters = hyperparameters
      let stream = try RandomStream(seed: seed, stream: 2, step: 0)
      let n = gan.point.dimension
      let scale = Self.size * (1 + (try gan.point.squaredNorm().squareRoot()))
      func unit(_ v: [Double]) -> [Double] {
        let norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return norm > 0 ? v.map { $0 / norm } : v
      }
      var disturbance = unit(try stream.normal([n], dtype: .float64).doubles())
      if let direction { disturbance = unit(zip(disturbance, unit(Array(direction.prefix(n)))).map { $0 + $1 }) }
      start = try gan.point + gan.point.replacingCoordinates(with: disturbance.map { scale * $0 })
    }

    /// By what the distance to the point grows over the second half of a run with this η_D, per half: below 1 it falls.
    /// Infinite where numbers became so; 0 where the run came back to within rounding.
    func growth(at eta: Double) throws -> Double {
      var h = hyperparameters
      try h.setStepSizes(Players(x: gan.ratio * eta, y: eta))
      return try family.build(h, then: Growth(run: self))
    }

    /// The η_D at which growth passes 1, within 2%.
    func boundary(around predicted: Double) throws -> Double {
      var (low, high) = (predicted / 2, predicted * 2)
      guard try growth(at: low) <= 1, try growth(at: high) > 1 else { return .nan }
      while high > 1.02 * low {
        let middle = (low * high).squareRoot()
        if try growth(at: middle) <= 1 { low = middle } else { high = middle }
      }
      return (low * high).squareRoot()
    }

    private struct Growth: OptimizerContinuation {
      typealias V = TensorList
      let run: DisturbedRun
      func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Double where O.V == TensorList {
        let rest = run.gan.point
        let first = try run.start.squaredDistance(to: rest).squareRoot()
        let half = try Driver<TensorList>(stepCap: run.gan.steps / 2, divergenceBound: 1e6).run(
          optimizer, on: FixedGame(run.gan.game), from: run.start)
        guard case .stepCapReached = half.outcome else { return .infinity }
        let middle = try half.point.squaredDistance(to: rest).squareRoot()
        if middle < 1e-6 * first { return 0 }
        // It has left for another place: far from the point the spectrum says nothing.
        if middle > 1e3 * first { return .infinity }
        let whole = try Driver<TensorList>(stepCap: run.gan.steps, divergenceBound: 1e6).run(
          optimizer, on: FixedGame(run.gan.game), from: half.point, state: half.state, firstStep: run.gan.steps / 2)
        guard case .stepCapReached = whole.outcome else { return .infinity }
        return try whole.point.squaredDistance(to: rest).squareRoot() / middle
      }
    }
  }
#endif
