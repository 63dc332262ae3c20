#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import GANs
  import GameDynamics
  import Reports
  import Training

  /// The grid of `icr-cifar`, trained and scored cell by cell and seed by seed; what is done is kept.
  struct ICRCIFARGrid {
    typealias Cell = ICRCIFARProtocol.Cell

    /// How well a cell's generator has learned at a budget.
    struct Score: Codable, Equatable {
      /// Steps it was trained.
      var steps: Int
      /// Fréchet distance to test images in the classifier's features; infinite where training has diverged.
      var frechet = Double.infinity
      /// That of data to data.
      var noiseFloor = Double.nan
      /// The inception score by the same classifier.
      var inception = Double.nan
      /// Sliced Wasserstein distance of pixels over that of data to data.
      var sliced = Double.infinity
      /// Milliseconds a step.
      var milliseconds: Double
      /// Iterations of the inner solver a step; 0 where there is none.
      var innerIterations: Double
    }

    /// Scores after equally many steps, a seed each.
    private(set) var atEqualSteps: [Cell: [Score]] = [:]
    /// Scores after the time that ACGD took for its steps, a seed each; ACGD's own are those above.
    private(set) var inEqualTime: [Cell: [Score]] = [:]

    /// Trains the whole grid.
    init(_ plan: ICRCIFARProtocol, images: ExperimentImages, on bench: Workbench) throws {
      let pairs = ICRCIFARProtocol.Loss.allCases.flatMap { loss in
        ICRCIFARProtocol.Bound.allCases.map { bound in (loss, bound) }
      }
      let seeds = bench.seeds(plan.seeds)
      var clock = ProgressShares(
        0.03...1, works: Array(repeating: [1, 6, 6], count: seeds.count * pairs.count).flatMap { $0 })
      let features = try bench.scoringClassifier(
        of: images.train, test: images.test, steps: plan.classifierSteps, batch: 100, share: 0...0.03
      ).features
      // What a score depends on; how many other seeds there are is no part of it.
      var key = plan
      key.seeds = 0
      for seed in seeds {
        let gan = ExperimentGAN(plan.architecture, batch: plan.batch, seed: seed, dataset: images.train, on: bench)
        func score(_ cell: Cell, steps: Int, _ budget: String) throws -> Score {
          let share = clock.next()
          return try bench.part("\(cell.name)-seed-\(seed)-\(budget)", key: "\(key)") {
            let trainer = try plan.gan(cell, gan, steps: steps).trainer()
            let result = try bench.trained(trainer, "\(cell.name)/seed-\(seed)", share: share, mayDiverge: true)
            return try Self.score(
              result, seconds: bench.secondsOfTraining("\(cell.name)/seed-\(seed)"), steps: steps, plan, images.test,
              features, seed: seed)
          }
        }
        for (loss, bound) in pairs {
          let (adam, acgd) = (
            Cell(method: .adam, loss: loss, bound: bound), Cell(method: .acgd, loss: loss, bound: bound)
          )
          let first = try score(adam, steps: plan.steps, "steps")
          let second = try score(acgd, steps: plan.steps, "steps")
          atEqualSteps[adam, default: []].append(first)
          atEqualSteps[acgd, default: []].append(second)
          let factor = min(max(1, second.milliseconds / first.milliseconds), plan.longest)
          let longer = factor.isFinite ? Int(Double(plan.steps) * factor) : plan.steps
          inEqualTime[adam, default: []].append(try score(adam, steps: longer, "time"))
          inEqualTime[acgd, default: []].append(second)
        }
      }
    }

    /// Scores a run against test images that it has not seen.
    private static func score(
      _ result: TrainingResult<GANProblem>, seconds: Double, steps: Int, _ plan: ICRCIFARProtocol, _ test: any Dataset,
      _ features: ClassifierFeatures, seed: UInt64
    ) throws -> Score {
      let inner = result.history.solverIterations
      var score = Score(
        steps: steps, milliseconds: 1000 * seconds / Double(result.outcome.step),
        innerIterations: inner.isEmpty ? 0 : inner.reduce(0, +) / Double(inner.count))
      guard result.nonFinite == nil else { return score }
      let sheet = try Evaluator(
        data: test, features: features, scores: [FrechetDistance(), InceptionScore()], samples: plan.samples, seed: seed
      ).scores(of: result.generator)
      let pixels = try Evaluator(
        data: test, features: PixelFeatures(), scores: [SlicedWassersteinScore(directions: plan.directions)],
        samples: plan.samples, seed: seed
      ).scores(of: result.generator)
      score.frechet = sheet["frechet-distance"]?.value ?? .infinity
      score.noiseFloor = sheet["frechet-distance"]?.floor ?? .nan
      score.inception = sheet["inception-score"]?.value ?? .nan
      score.sliced = pixels.results.first?.ratio ?? .infinity
      return score
    }

    /// A number of a cell over its seeds; the Fréchet distance where nothing is said.
    func spread(
      _ cell: Cell, _ number: KeyPath<Score, Double> = \.frechet, inEqualTime isTime: Bool = false
    ) -> SeedSpread {
      SeedSpread(((isTime ? inEqualTime : atEqualSteps)[cell] ?? []).map { $0[keyPath: number] })
    }

    /// The Fréchet distance of data to data, the median of all cells and seeds.
    var floor: Double { SeedSpread(atEqualSteps.values.flatMap { $0.map(\.noiseFloor) }.filter(\.isFinite)).median }
  }
#endif
