#if COUNTERPLAY_TORCH
  import KrylovEigenvalues
  import ComplexModule
  import GANs
  import GameDynamics
  import GnuplotScripts
  import StabilityAnalysis
  import TorchTensors
  import Training

  /// Everything that `counterplay stability` tells of a checkpoint: tables and figures on a workbench, and sentences.
  public final class StabilityReport {
    private let gan: StandingGAN
    private let family: any OptimizerFamily
    private let hyperparameters: Parameters<Double>
    private let state: RememberedValues<TensorList>?
    private let count: Int
    private let horizon: Double
    private let bench: Workbench
    private var point: Players<TensorList>
    /// What was found, sentence by sentence.
    public private(set) var sentences: [String] = []
    /// The same for programs; docs/results.md has the keys.
    public private(set) var found: [String: ResultValue] = [:]
    private var title: String

    /// A report on an optimizer at a checkpoint; `state` is what it remembers there, nil lets it settle.
    public init(
      gan: StandingGAN, family: any OptimizerFamily, hyperparameters: Parameters<Double>,
      state: RememberedValues<TensorList>?, count: Int, horizon: Double, bench: Workbench
    ) {
      self.gan = gan
      self.family = family
      self.hyperparameters = hyperparameters
      self.state = state
      self.count = count
      self.horizon = horizon
      self.bench = bench
      point = gan.point
      title = "step \(gan.step) on \(gan.configuration.data)"
    }

    /// Writes everything; `goesOn` is told what is being done, and may throw to end it.
    ///
    /// - `range`: of η_y; nil for a 32nd to 32 times the optimizer's own.
    /// - `ratio`: η_x over η_y; nil for the optimizer's own.
    /// - `times`: factors of the ratio, a ray each.
    /// - `toEquilibrium`: whether Newton's method goes first.
    /// - `earlier`: the run's checkpoints before this one.
    public func write(
      range: ClosedRange<Double>?, ratio: Double?, times: [Double], toEquilibrium: Bool, earlier: [StoredCheckpoint],
      goesOn: (String) throws -> Void
    ) throws {
      let own = try hyperparameters.stepSizes()
      sentences.append(
        "\(family.card.title) at step \(gan.step) on \(gan.configuration.data): \(point.dimension) parameters, a batch of "
          + "\(gan.configuration.batchSize), double precision")
      found = [
        "optimizer": .text(family.card.name), "hyperparameters": ResultValue(hyperparameters),
        "step": .number(Double(gan.step)), "data": .text(gan.configuration.data),
        "batch": .number(Double(gan.configuration.batchSize)), "parameters": .number(Double(point.dimension)),
      ]
      if toEquilibrium { try goToEquilibrium(goesOn) }
      try field(goesOn)
      // A radius need be known to a small part of what it may lie above 1, and no better: where nothing is unstable hundreds of
      // eigenvalues crowd around 1, and to tell them apart takes minutes.
      let tolerance = max(1e-6, min(1e-4, 0.05 / horizon))
      let local = LocalStability(
        of: family, hyperparameters, state: state, on: gan.game, at: point,
        search: LeadingEigenvalues(4, tolerance: tolerance, basis: 24, restarts: 200))
      try iteration(local, own, goesOn)
      try region(local, own, range, ratio ?? (own.y > 0 ? own.x / own.y : 1), times, goesOn)
      if !earlier.isEmpty { try path(earlier, goesOn) }
    }

    private func goToEquilibrium(_ goesOn: (String) throws -> Void) throws {
      let newton = try NewtonEquilibrium().find(on: gan.game, from: point) {
        try goesOn("Newton's method, ‖gradients‖ \($0.plain)")
      }
      let distance = try point.squaredDistance(to: newton.point).squareRoot()
      let ends =
        "‖gradients‖ \((newton.gradientNorms.first ?? .nan).plain) -> \((newton.gradientNorms.last ?? .nan).plain)"
      sentences.append(
        newton.converged
          ? "an equilibrium \(distance.plain) away, by Newton's method (\(ends))"
          : "no equilibrium within reach of Newton's method, which ended \(distance.plain) away (\(ends)); what follows is "
            + "of that point")
      found["equilibrium"] = .object(["converged": .flag(newton.converged), "distance": .number(distance)])
      point = newton.point
      title += newton.converged ? ", at the nearest equilibrium" : ", where Newton's method ended"
    }

    private func field(_ goesOn: (String) throws -> Void) throws {
      try goesOn("the game's Jacobian")
      let linearized = try LinearizedGame(gan.game, at: point)
      let norm = try linearized.gradients.squaredNorm().squareRoot()
      let ends: [(LeadingEigenvalues.End, String)] = [
        (.largestModulus, "largest modulus"), (.smallestRealPart, "smallest real part"),
      ]
      var spectra: [(label: String, spectrum: LeadingSpectrum)] = []
      for (end, label) in ends {
        try goesOn("the game's Jacobian, \(label)")
        // Clusters around zero take very long to be told apart: what has converged by then is shown.
        do {
          spectra.append(
            (label, try linearized.spectrum(LeadingEigenvalues(count, end, tolerance: 1e-6, restarts: 60))))
        } catch ARPACKError.noneConverged(let restarts) {
          sentences.append("of \(label), no eigenvalue of the game's Jacobian converged in \(restarts) restarts")
        }
      }
      sentences.append("‖gradients‖ \(norm.plain)")
      found["gradient-norm"] = .number(norm)
      found["game-eigenvalues"] = .object(
        Dictionary(spectra.map { ($0.label.replacing(" ", with: "-"), Self.result($0.spectrum)) }) { $1 })
      if let large = spectra.first(where: { $0.label == ends[0].1 })?.spectrum, let first = large.eigenvalues.first {
        sentences.append(
          "the game's Jacobian: \(large.eigenvalues.count) leading eigenvalues, the first \(Self.text(first)), residual at "
            + "most \(large.residual.plain) (\(large.products) products)")
      }
      if let least = spectra.first(where: { $0.label == ends[1].1 })?.spectrum, let first = least.eigenvalues.first {
        sentences.append(
          "its smallest real part: \(Self.text(first)), residual at most \(least.residual.plain); "
            + (first.real < 0 ? "the gradient flow leaves along it" : "the gradient flow comes in from everywhere"))
      }
      guard !spectra.isEmpty else { return }
      try write(spectra, "game-eigenvalues")
      try bench.draw(
        StabilityFigures.field(spectra, title: "Leading eigenvalues of the game's Jacobian, \(title)"),
        "game-eigenvalues")
    }

    private func iteration(
      _ local: LocalStability<GANGame>, _ own: Players<Double>, _ goesOn: (String) throws -> Void
    ) throws {
      try goesOn("\(family.card.title)'s iteration")
      let spectrum = try local.spectrum(at: nil, LeadingEigenvalues(count, tolerance: 1e-6, restarts: 60))
      sentences.append(
        "\(family.card.title)'s iteration at (η_G, η_D) = (\(own.x.plain), \(own.y.plain)): spectral radius "
          + "\(spectrum.radius.plain), residual at most \(spectrum.residual.plain) (\(spectrum.products) products)"
          + (spectrum.converged ? "" : "; not all \(count) eigenvalues converged"))
      found["iteration"] = .object([
        "eta-x": .number(own.x), "eta-y": .number(own.y), "spectral-radius": .number(spectrum.radius),
        "eigenvalues": Self.result(spectrum),
      ])
      let label = "\(family.card.title), (η_{G}, η_{D}) = (\(own.x.short), \(own.y.short))"
      try write([(label, spectrum)], "iteration-eigenvalues")
      try bench.draw(
        StabilityFigures.iteration(
          [(label, spectrum)], title: "Leading eigenvalues of the optimizer's iteration, \(title)"),
        "iteration-eigenvalues")
    }

    private func region(
      _ local: LocalStability<GANGame>, _ own: Players<Double>, _ range: ClosedRange<Double>?, _ ratio: Double,
      _ times: [Double], _ goesOn: (String) throws -> Void
    ) throws {
      let middle = own.y > 0 ? own.y : 0.01
      let search = StepSizeRay.Search(range ?? middle / 32...middle * 32, horizon: horizon)
      var rays: [StepSizeRay] = []
      for factor in times {
        let ray = try local.ray(ratio: factor * ratio, search) { stepSizes, radius in
          try goesOn(
            "ray \(rays.count + 1) of \(times.count): (\(stepSizes.x.plain), \(stepSizes.y.plain)) has radius \(radius.plain)"
          )
        }
        rays.append(ray)
        sentences.append(ray.description(x: "η_G", y: "η_D") + within)
      }
      let all = rays.flatMap { ray in
        ray.samples.map { (ray.ratio * $0.etaY, $0.etaY, $0.radius, $0.radius <= ray.bound) }
      }
      try bench.write(
        Table([
          .init("eta-x", all.map(\.0)), .init("eta-y", all.map(\.1)), .init("spectral-radius", all.map(\.2)),
          .init("stable", all.map { $0.3 ? 1 : 0 }),
        ]), "region")
      try bench.draw(
        StabilityFigures.region(
          rays, own: (own.x, own.y), title: "Step sizes at which \(family.card.title) is locally stable, \(title)",
          x: "η_{G}", y: "η_{D}"), "region")
      found["rays"] = .list(rays.map(\.result))
      bench.parameters["boundary"] = .text(sentences.last ?? "")
    }

    /// What "stable" means.
    private var within: String {
      horizon.isFinite
        ? "; stable means that no disturbance grows e-fold in \(horizon.plain) steps" : "; stable means that none grows"
    }

    private func path(_ earlier: [StoredCheckpoint], _ goesOn: (String) throws -> Void) throws {
      try goesOn("the path from step \(earlier[0].manifest.step)")
      let first = try gan.point(of: earlier[0])
      let angle = try PathAngle(on: gan.game, from: first, to: gan.point, at: PathAngle.standardPlaces)
      try bench.write(
        Table([
          .init("alpha", angle.places), .init("cosine", angle.cosines), .init("field-norm", angle.norms),
        ]), "path-angle")
      try bench.draw(
        StabilityFigures.path(
          angle, title: "Gradient field along the path from step \(earlier[0].manifest.step) to \(gan.step)"),
        "path-angle")

      var names: [String] = []
      var values: [String: [Double]] = [:]
      var steps: [Double] = []
      for stored in earlier {
        try goesOn("singular values at step \(stored.manifest.step)")
        try append(try gan.point(of: stored), Double(stored.manifest.step), &names, &values, &steps)
      }
      try append(gan.point, Double(gan.step), &names, &values, &steps)
      let weights = names.map { (name: $0, values: values[$0] ?? []) }
      try bench.write(Table([.init("step", steps)] + weights.map { .init($0.name, $0.values) }), "singular-values")
      try bench.draw(
        StabilityFigures.singularValues(
          weights, steps: steps, title: "Largest singular values of the weights, \(gan.configuration.data)"),
        "singular-values")
      if let most = weights.max(by: { Self.growth($0.values) < Self.growth($1.values) }) {
        sentences.append(
          "largest singular values since step \(earlier[0].manifest.step): \(most.name) has grown most, by "
            + "\(Self.growth(most.values).plain)")
      }
    }

    private func append(
      _ point: Players<TensorList>, _ step: Double, _ names: inout [String], _ values: inout [String: [Double]],
      _ steps: inout [Double]
    ) throws {
      steps.append(step)
      for player in Player.allCases {
        for weight in try point[player].weightSpectra(1) {
          if values[weight.name] == nil { names.append(weight.name) }
          values[weight.name, default: []].append(weight.values[0])
        }
      }
    }

    private static func growth(_ values: [Double]) -> Double { (values.last ?? .nan) / (values.first ?? .nan) }

    private func write(_ spectra: [(label: String, spectrum: LeadingSpectrum)], _ name: String) throws {
      let all = spectra.enumerated().flatMap { place, one in
        zip(one.spectrum.eigenvalues, one.spectrum.residuals).map { (Double(place), $0, $1) }
      }
      try bench.write(
        Table([
          .init("set", all.map(\.0)), .init("real", all.map(\.1.real)), .init("imaginary", all.map(\.1.imaginary)),
          .init("modulus", all.map(\.1.length)), .init("residual", all.map(\.2)),
        ]), name)
    }

    /// Eigenvalues and how well each is known.
    private static func result(_ spectrum: LeadingSpectrum) -> ResultValue {
      .list(
        zip(spectrum.eigenvalues, spectrum.residuals).map { value, residual in
          .object(["real": .number(value.real), "imaginary": .number(value.imaginary), "residual": .number(residual)])
        })
    }

    private static func text(_ value: Complex<Double>) -> String {
      value.imaginary == 0
        ? value.real.plain : "\(value.real.plain) ± \(abs(value.imaginary).plain) i"
    }
  }

  extension StepSizeRay {
    /// The ratio, and the stretches of stable η_y; `ends-search` where the search ended there rather than stability.
    fileprivate var result: ResultValue {
      func end(_ value: Double, _ isOpen: Bool) -> ResultValue {
        .object(["eta-y": .number(value), "ends-search": .flag(isOpen)])
      }
      return .object([
        "ratio": .number(ratio),
        "stable": .list(
          stable.map {
            .object(["low": end($0.lower, $0.isOpenBelow), "high": end($0.upper, $0.isOpenAbove)])
          }),
      ])
    }
  }
#endif
