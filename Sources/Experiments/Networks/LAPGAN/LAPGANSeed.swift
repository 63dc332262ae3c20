#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import GANs
  import Reports
  import TorchTensors
  import Training

  /// What one generator of `lapgan` reached: trained once, scored by the classifier of its data.
  struct LAPGANScore: Codable {
    /// Numbers in both players, of all levels.
    var parameters: Int
    /// Steps of all levels, and their time on a machine of their own (`TrainingResult.ownTime`).
    var steps: Int, seconds: Double
    /// The Fréchet distance to test images, that of data to data beside it, and further scores.
    var frechet: Double, frechetFloor: Double, inception: Double, precision: Double, recall: Double
    /// Mean over real images of the least distance to any of the samples: the source's "approximate Parzen".
    var nearest: Double
    /// The share of samples that the classifier gives the class that was asked for; NaN for unconditional ones.
    var agreement: Double
  }

  /// One seed of `lapgan` on one data set.
  struct LAPGANSeed {
    let plan: LAPGANProtocol
    let images: ExperimentImages
    let seed: UInt64
    let bench: Workbench
    let features: ClassifierFeatures

    private func name(_ model: LAPGANProtocol.Model) -> String { "\(plan.data)-\(model.rawValue)-seed-\(seed)" }
    private var key: String {
      var key = plan
      key.seeds = 0
      return "\(key)"
    }

    /// Trains and scores all three; `next` hands out shares of the experiment's progress, one a training run.
    func scores(next: () -> ClosedRange<Double>) throws -> [LAPGANProtocol.Model: LAPGANScore] {
      var found: [LAPGANProtocol.Model: LAPGANScore] = [:]
      for model in [LAPGANProtocol.Model.pyramid, .conditional] {
        let shares = plan.heights.map { _ in next() }
        found[model] = try bench.part(name(model), key: key) { try pyramid(model, shares) }
      }
      let (timing, whole) = (next(), next())
      if let reached = found[.pyramid] {
        found[.single] = try bench.part(name(.single), key: key) { try single(like: reached, timing, whole) }
      }
      return found
    }

    /// The generator of a pyramid that was trained.
    func trained(_ model: LAPGANProtocol.Model) throws -> TrainedPyramid {
      try TrainedPyramid(plan.heights.indices.map { try bench.checkpoint(of: "\(name(model))/level-\($0 + 1)") })
    }

    private func pyramid(_ model: LAPGANProtocol.Model, _ shares: [ClosedRange<Double>]) throws -> LAPGANScore {
      let levels = try plan.levels(
        images.train, conditional: model == .conditional, seed: seed, threads: bench.threads ?? 1)
      var (parameters, steps, seconds) = (0, 0, 0.0)
      for (place, level) in levels.enumerated() {
        let result = try bench.trained(level, "\(name(model))/level-\(place + 1)", share: shares[place])
        parameters += result.problem.players.x.parameterCount + result.problem.players.y.parameterCount
        steps += result.outcome.step
        seconds += bench.secondsOfTraining("\(name(model))/level-\(place + 1)")
      }
      return try score(trained(model).generator(), parameters, steps, seconds)
    }

    /// One GAN of as many parameters, for as long.
    private func single(
      like pyramid: LAPGANScore, _ timing: ClosedRange<Double>, _ whole: ClosedRange<Double>
    ) throws -> LAPGANScore {
      func trainer(_ steps: Int) throws -> Trainer<GANProblem> {
        try plan.single(
          images.train, parameters: pyramid.parameters, steps: steps, seed: seed, threads: bench.threads ?? 1)
      }
      // How many steps that is must not depend on when the experiment was broken off: it is measured once and kept.
      let measured = min(200, pyramid.steps)
      let steps = try bench.part("\(name(.single))-steps", key: key) {
        _ = try bench.trained(trainer(measured), "\(name(.single))-timing", share: timing)
        let most = plan.longest * Double(pyramid.steps)
        let wanted = pyramid.seconds / (bench.secondsOfTraining("\(name(.single))-timing") / Double(measured))
        return Int(min(max(wanted.isFinite ? wanted : 1, 1), most))
      }
      let result = try bench.trained(trainer(steps), name(.single), share: whole)
      let players = result.problem.players
      return try score(
        result.generator, players.x.parameterCount + players.y.parameterCount, steps,
        bench.secondsOfTraining(name(.single)))
    }

    private func score(
      _ generator: TrainedGenerator, _ parameters: Int, _ steps: Int, _ seconds: Double
    ) throws -> LAPGANScore {
      let sheet = try Evaluator(
        data: images.test, features: features,
        scores: [FrechetDistance(), InceptionScore(), PrecisionAndRecall()], samples: plan.samples, seed: seed
      ).scores(of: generator)
      let latent = try generator.latent(plan.samples, seed: seed)
      let samples = try generator.samples(of: latent)
      var agreement = Double.nan
      if let classes = generator.classes, let logits = try features.features(of: samples).logits {
        let said = try logits.argmax(1).int64s()
        let agreed = said.indices.count { Int(said[$0]) == $0 % classes }
        agreement = Double(agreed) / Double(said.count)
      }
      // The other way round than memorisation is looked for: each real image's nearest sample.
      let real = try images.test.first(plan.parzen)
      let made = try FieldDataset(
        name: "samples",
        [
          .init(
            .pixels(
              channels: images.test.sampleShape[0], height: images.test.sampleShape[1],
              width: images.test.sampleShape[2]), floats: samples.floats())
        ])
      let matches = try NearestSamples.find(
        Tensor(floats: real.batch(Array(0..<plan.parzen)), shape: [plan.parzen] + images.test.sampleShape), in: made)
      let frechet = sheet["frechet-distance"]
      return LAPGANScore(
        parameters: parameters, steps: steps, seconds: seconds, frechet: frechet?.value ?? .nan,
        frechetFloor: frechet?.floor ?? .nan, inception: sheet["inception-score"]?.value ?? .nan,
        precision: sheet["precision"]?.value ?? .nan, recall: sheet["recall"]?.value ?? .nan,
        nearest: matches.map(\.distance).reduce(0, +) / Double(plan.parzen), agreement: agreement)
    }
  }
#endif
