#if COUNTERPLAY_TORCH
  import KrylovEigenvalues
  import Datasets
  import GANs
  import GameDynamics
  import GameOptimizers
  import GnuplotScripts
  import Reports
  import RealModule
  import SmallGames
  import StabilityAnalysis
  import TorchTensors

  /// Whether what the spectrum of an optimizer's iteration says of a real GAN is what the optimizer does.
  ///
  /// At a point where training stands still, on one fixed batch: the step sizes at which the spectral radius passes 1 against
  /// those at which a disturbed run stops coming back. First the Dirac-GAN, whose region is known in closed form, then
  /// perceptrons on a ring of Gaussians, then on images of digits.
  public struct GANStability: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "gan-stability"
    /// The line in `counterplay list`.
    public let summary = "step sizes at which a GAN at rest stays there: predicted by the spectrum, and measured"
    /// What is judged is ours; the method is that of local convergence theory.
    public let source =
      "Mescheder, Nowozin and Geiger, The Numerics of GANs, 2017, arXiv:1705.10461, proposition 3 and its corollary; "
      + "Mescheder, Geiger and Nowozin, 2018, arXiv:1801.04406"

    /// Nothing to choose.
    public init() {}

    /// Measures, judges the claims and draws; throws what the workbench cannot write, and `CancellationError`.
    public func perform(on bench: Workbench) throws {
      let isQuick = bench.budget == .quick
      try dirac(on: bench)
      var rows: [StabilityComparison] = []
      // The quick form takes one draw of networks that is known to come to rest, whatever its seed.
      let seeds = isQuick ? [0] : bench.seeds(5)
      for (place, seed) in seeds.enumerated() {
        bench.progress(0.6 * Double(place) / Double(seeds.count), "ring, seed \(seed)")
        // Figures are of the first seed, which is computed anew where the experiment is taken up again.
        if place == 0 {
          let optimizers = isQuick ? ["simgd"] : ["simgd", "ogda", "extragradient", "cgd"]
          rows += try compare("ring", StagnatedGAN.ring(seed: seed, isQuick: isQuick), seed, optimizers, on: bench)
        } else {
          rows += try bench.part("ring-\(seed)") {
            try compare("ring", StagnatedGAN.ring(seed: seed, isQuick: isQuick), seed, ["simgd"], on: bench)
          }
        }
      }
      bench.progress(0.6, "images")
      let images = try ExperimentImages("mnist", on: bench) { try DrawnDigits.make(count: $0, seed: $1) }
      rows += try compare(
        "images", StagnatedGAN.images(images.train, seed: bench.seed, isQuick: isQuick), bench.seed, ["simgd"],
        on: bench)
      judge(rows, on: bench)
      try bench.write(StabilityComparison.table(rows), "boundaries")
      bench.parameters = ["images": .text(images.description), "batch": .number(64)]
      bench.progress(1, "done")
    }

    /// SimGD on the Dirac-GAN with R₁ of strength γ: J = [[0, 1/2], [-1/2, γ]], and by Jury's criterion on I - diag(η) J
    /// stable iff η_x < 4γ and η_y (2γ - η_x/4) < 4.
    private func dirac(on bench: Workbench) throws {
      let gamma = 0.3
      let game = PlanarLossGame(DiracGAN<Double>(.zeroCentredPenalty, strength: gamma))
      let local = LocalStability(
        of: SimGDFamily(), Parameters(SimGDFamily().card.hyperparameters), on: game, at: Players(x: 0, y: 0))
      var rays: [StepSizeRay] = []
      for ratio in [0.1, 0.2, 0.5, 1, 2, 5] {
        let ray = try local.ray(ratio: ratio, .init(0.05...50, count: 13, precision: 1e-3))
        rays.append(ray)
        let bounds = Self.diracBoundary(gamma, ratio)
        bench.judge(
          Claim(
            "dirac-ratio-\(ratio)", "Dirac-GAN with R₁, γ = \(gamma), SimGD, η_G = \(ratio) η_D: stable up to η_D",
            source: source, expected: bounds, measured: ray.boundary ?? .nan, within: 2e-3 * bounds))
      }
      let theory = (0...200).map { place -> (x: Double, y: Double) in
        let ratio = 0.08 * Double.pow(100, Double(place) / 200)
        let y = Self.diracBoundary(gamma, ratio)
        return (x: ratio * y, y: y)
      }
      try bench.draw(
        StabilityFigures.region(
          rays, theory: theory, title: "Step sizes at which SimGD is stable on the Dirac-GAN with R_{1}, γ = \(gamma)",
          x: "η_{G}", y: "η_{D}"), "dirac-region")
    }

    /// The least η_y = η with rη = 4γ or η (2γ - rη/4) = 4.
    private static func diracBoundary(_ gamma: Double, _ ratio: Double) -> Double {
      let first = 4 * gamma / ratio
      // r η²/4 - 2γ η + 4 = 0
      let discriminant = 4 * gamma * gamma - 4 * ratio
      guard discriminant >= 0 else { return first }
      return min(first, (2 * gamma - discriminant.squareRoot()) / (ratio / 2))
    }

    /// One GAN at rest, each optimizer: predicted and measured.
    private func compare(
      _ name: String, _ gan: StagnatedGAN, _ seed: UInt64, _ optimizers: [String], on bench: Workbench
    ) throws -> [StabilityComparison] {
      var rows: [StabilityComparison] = []
      for optimizer in optimizers {
        if bench.isCancelled() { throw CancellationError() }
        let family = try OptimizerCatalogue.named(optimizer)
        var numbers = Parameters<Double>(family.card.hyperparameters)
        try numbers.setStepSizes(Players(x: gan.ratio * gan.range.lowerBound, y: gan.range.lowerBound))
        let local = LocalStability(
          of: family, numbers, on: gan.game, at: gan.point,
          search: LeadingEigenvalues(4, tolerance: 1e-5, basis: 40, restarts: 100))
        let ray = try local.ray(ratio: gan.ratio, .init(gan.range, count: 6, precision: 0.02)) { _, _ in
          if bench.isCancelled() { throw CancellationError() }
        }
        guard let predicted = ray.boundary else {
          var row = StabilityComparison(name, seed, optimizer, gan, predicted: .nan, measured: .nan)
          if gan.isEquilibrium, let least = ray.samples.first {
            let spectrum = try local.spectrum(
              at: Players(x: gan.ratio * least.etaY, y: least.etaY), LeadingEigenvalues(12, tolerance: 1e-6, basis: 48))
            let trial = try DisturbedRun(
              gan: gan, family: family, hyperparameters: numbers, along: spectrum.direction, seed: seed)
            (row.leastRadius, row.outside) = (spectrum.radius, try trial.growth(at: least.etaY))
          }
          rows.append(row)
          continue
        }
        let edge = try local.spectrum(
          at: Players(x: gan.ratio * predicted, y: predicted), LeadingEigenvalues(12, tolerance: 1e-6, basis: 48))
        let trial = try DisturbedRun(
          gan: gan, family: family, hyperparameters: numbers, along: edge.direction, seed: seed)
        var row = StabilityComparison(
          name, seed, optimizer, gan, predicted: predicted, measured: try trial.boundary(around: predicted))
        row.residual = edge.residual
        row.inside = try trial.growth(at: 0.8 * predicted)
        row.outside = try trial.growth(at: 1.25 * predicted)
        rows.append(row)
        guard seed == bench.seed || bench.budget == .quick, optimizer == optimizers[0] else { continue }
        let ends: [LeadingEigenvalues.End] = [.largestModulus, .smallestRealPart]
        let field = try LinearizedGame(gan.game, at: gan.point)
        try bench.draw(
          StabilityFigures.field(
            zip(["largest modulus", "smallest real part"], ends).map { label, end in
              (label, try field.spectrum(LeadingEigenvalues(20, end, tolerance: 1e-6)))
            }, title: "Eigenvalues of the game's Jacobian where the GAN on \(name) rests"), "\(name)-game-eigenvalues")
        try bench.draw(
          StabilityFigures.iteration(
            [("\(family.card.title) at the boundary, η_{D} = \(Float(predicted))", edge)],
            title: "Leading eigenvalues of the iteration where the GAN on \(name) rests"),
          "\(name)-iteration-eigenvalues")
        try bench.draw(
          StabilityFigures.path(
            PathAngle(on: gan.game, from: gan.start, to: gan.point, at: PathAngle.standardPlaces),
            title: "Gradient field along the path from the first parameters to where the GAN on \(name) rests"),
          "\(name)-path-angle")
      }
      return rows
    }

    private func judge(_ rows: [StabilityComparison], on bench: Workbench) {
      for row in rows {
        let id = "\(row.game)-\(row.optimizer)-seed-\(row.seed)"
        let what = "\(row.game), \(row.optimizer), seed \(row.seed), \(row.parameters) parameters"
        guard row.isEquilibrium else {
          bench.judge(
            Claim(
              id + "-rest", "\(what): training comes to an equilibrium", source: source, expected: .text("‖ξ‖ ≈ 0"),
              measured: .text("‖ξ‖ = \(Float(row.gradientNorm)) after all rounds"), holds: false))
          continue
        }
        guard row.predicted.isFinite else {
          bench.judge(
            Claim(
              id + "-repels",
              "\(what): predicted unstable at all step sizes; a disturbed run at the least of them leaves",
              source: source, expected: .text("ρ > 1 and distance grows"),
              measured: .text("ρ - 1 = \(Float(row.leastRadius - 1)), distance times \(Float(row.outside))"),
              holds: row.leastRadius > 1 && row.outside > 1))
          continue
        }
        bench.judge(
          Claim(
            id + "-boundary", "\(what): measured over predicted boundary in η_D", source: source, expected: 1,
            measured: row.measured / row.predicted, within: 0.1))
        bench.judge(
          Claim(
            id + "-inside", "\(what): a disturbed run at 0.8 of the boundary comes back", source: source,
            expected: .text("distance falls"), measured: .number(row.inside), holds: row.inside < 1))
        bench.judge(
          Claim(
            id + "-outside", "\(what): a disturbed run at 1.25 of the boundary leaves", source: source,
            expected: .text("distance grows"), measured: .number(row.outside), holds: row.outside > 1))
      }
    }
  }

  /// One optimizer on one GAN: the boundary in η_D that the spectrum gives, and the measured one.
  struct StabilityComparison: Codable {
    var game: String, seed: UInt64, optimizer: String
    var parameters: Int
    /// ‖ξ‖ at the point.
    var gradientNorm: Double
    var isEquilibrium: Bool
    var ratio: Double
    var predicted: Double, measured: Double
    /// The spectral radius at the least step size, where no boundary is predicted.
    var leastRadius = Double.nan
    /// The growth of the distance over a run inside and outside.
    var inside = Double.nan, outside = Double.nan
    /// The largest residual of the eigenvalues at the boundary.
    var residual = Double.nan

    init(
      _ game: String, _ seed: UInt64, _ optimizer: String, _ gan: StagnatedGAN, predicted: Double, measured: Double
    ) {
      (self.game, self.seed, self.optimizer) = (game, seed, optimizer)
      parameters = gan.point.dimension
      gradientNorm = gan.gradientNorm
      isEquilibrium = gan.isEquilibrium
      ratio = gan.ratio
      self.predicted = predicted
      self.measured = measured
    }

    static func table(_ rows: [StabilityComparison]) throws -> Table {
      try Table([
        .init("seed", rows.map { Double($0.seed) }), .init("parameters", rows.map { Double($0.parameters) }),
        .init("gradient-norm", rows.map(\.gradientNorm)), .init("ratio", rows.map(\.ratio)),
        .init("predicted-eta-y", rows.map(\.predicted)), .init("measured-eta-y", rows.map(\.measured)),
        .init("growth-inside", rows.map(\.inside)), .init("growth-outside", rows.map(\.outside)),
        .init("residual", rows.map(\.residual)),
      ])
    }
  }
#endif
