#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import LikelihoodModels
  import Reports
  import TorchTensors
  import Training

  /// What `taxonomy` has found of one model: a family, a set of images, a seed.
  struct TaxonomyScore: Codable {
    /// Numbers that are trained, of all players; steps, and seconds of training.
    var parameters: Int, steps: Int, seconds: Double
    /// Seconds that a thousand samples take.
    var secondsToSample = Double.nan
    /// -log p or its bound, in the images' unit; NaN where the family has none.
    var likelihood = Double.nan
    /// Of samples, and of test images against other test images.
    var inception = Double.nan, inceptionOfData = Double.nan
    var diversity = Double.nan
    var frechet = Double.nan, frechetOfData = Double.nan
    var density = Double.nan, coverage = Double.nan, coverageOfData = Double.nan
    /// Mean squared difference of neighbouring pixels over that of test images.
    var sharpness = Double.nan

    /// The Fréchet distance in units of that of data to data.
    var frechetRatio: Double { frechet / frechetOfData }
  }

  /// Trains and scores one model after another.
  struct TaxonomyMeasuring {
    let task: TaxonomyTask
    let features: ClassifierFeatures

    /// The model of a family; what was done by an earlier call is kept.
    func score<Family: TaxonomyFamily>(_ family: Family, share: ClosedRange<Double>) throws -> TaxonomyScore {
      let (plan, bench) = (task.plan, task.bench)
      let name = "\(task.images.name)/\(family.name)/seed-\(task.seed)"
      var key = plan
      key.seeds = 0
      let part = name.replacing("/", with: "-")
      // How many steps that is must not depend on when the experiment was broken off, nor on the seed: it is measured once and
      // kept.
      let steps =
        try plan.steps.map { try family.steps(near: $0, task) }
        ?? bench.part("\(task.images.name)-\(family.name)-steps", key: "\(key)") {
          try family.steps(near: Int(plan.seconds / max(1e-6, secondsOfStep(family))), task)
        }
      return try bench.part(part, key: "\(key) \(steps)") {
        let result = try bench.trained(family.trainer(task, steps: steps), name, share: share, mayDiverge: true)
        let players = result.problem.players
        var score = TaxonomyScore(
          parameters: players.x.parameterCount + players.y.parameterCount, steps: steps,
          seconds: bench.secondsOfTraining(name))
        guard result.nonFinite == nil else { return score }
        bench.progress(share.upperBound, "\(name), scoring")
        score.likelihood = try family.negativeLogLikelihood(result, task) ?? .nan
        let model = try family.model(result, bench.checkpoint(of: name))
        try judge(model, isBlackAndWhite: family.isBlackAndWhite(task), &score)
        return score
      }
    }

    /// The time of a step, by two short runs in memory: the first steps make buffers and threads.
    private func secondsOfStep(_ family: some TaxonomyFamily) throws -> Double {
      let (few, more) = try family.probes(task)
      let times = try [few, more].map { try family.trainer(task, steps: $0).run().ownTime / .seconds(1) }
      return (times[1] - times[0]) / Double(more - few)
    }

    /// Time, sharpness and scores of samples against test images, grey ones or such that are drawn black and white.
    private func judge(
      _ model: any GenerativeModel, isBlackAndWhite: Bool, _ score: inout TaxonomyScore
    ) throws {
      let (plan, seed) = (task.plan, task.seed)
      let test: any Dataset = isBlackAndWhite ? try BinarisedDataset(task.test, by: .drawn(seed: seed)) : task.test
      var samples = try Tensor.zeros([0] + test.sampleShape)
      let took = try Workbench.ownTime { samples = try model.samples(Array(0..<plan.timed), seed: seed) }
      score.secondsToSample = 1000 * (took / .seconds(1)) / Double(plan.timed)
      let count = min(plan.timed, test.count)
      let real = try Tensor(floats: test.batch(Array(0..<count)), shape: [count] + test.sampleShape)
      score.sharpness = try Self.gradientEnergy(of: samples) / Self.gradientEnergy(of: real)
      let sheet = try Evaluator(
        data: test, features: features,
        scores: [InceptionScore(), DiversityScore(), FrechetDistance(), DensityAndCoverage()],
        samples: min(plan.samples, test.count / 2), seed: seed
      ).scores(of: model)
      func value(_ name: String) -> Double { sheet[name]?.value ?? .nan }
      func floor(_ name: String) -> Double { sheet[name]?.floor ?? .nan }
      (score.inception, score.inceptionOfData) = (value("inception-score"), floor("inception-score"))
      score.diversity = value("diversity")
      (score.frechet, score.frechetOfData) = (value("frechet-distance"), floor("frechet-distance"))
      (score.density, score.coverage, score.coverageOfData) = (value("density"), value("coverage"), floor("coverage"))
    }

    /// The mean squared difference of neighbouring numbers of images [n, c, h, w], to the right and down.
    static func gradientEnergy(of images: Tensor) throws -> Double {
      func difference(_ dim: Int) throws -> Double {
        let length = images.shape[dim] - 1
        return try (images.narrow(dim, start: 1, length: length) - images.narrow(dim, start: 0, length: length))
          .square().to(.float64).mean().item()
      }
      return try difference(2) + difference(3)
    }
  }
#endif
