#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import Reports

  /// Every family of generative models that this program trains, on the same images and for equally long: likelihood where
  /// there is one, quality and variety of samples, sharpness, the time to train and to sample; and the claims of the field,
  /// each judged by its number.
  ///
  /// All train on one thread for the same wall time. Likelihoods of MNIST are of black and white pixels drawn anew at every
  /// look (dynamic binarisation); what is learned so and drawn in black and white is compared with test images that are.
  public struct Taxonomy: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "taxonomy"
    /// The line in `counterplay list`.
    public let summary =
      "GANs, xICFG, VAE and pixel models on MNIST and CIFAR-10 with equal time: likelihood, samples, sharpness, speed"
    /// Whose claims are judged.
    public let source =
      "Goodfellow, NIPS 2016 Tutorial: Generative Adversarial Networks, 2016, arXiv:1701.00160, sections 2.3 to 2.7"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// Trains, scores, judges the claims and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let plan = TaxonomyPlan(bench.budget)
      var table = TaxonomyTable()
      let seeds = bench.seeds(plan.seeds)
      for (place, set) in plan.images.enumerated() {
        let images = try ExperimentImages(set.name, on: bench) { count, seed -> any Dataset in
          if set.isBinary { return try DrawnDigits.make(count: count, seed: seed) }
          return try Shapes.make(count: count, seed: seed)
        }
        bench.parameters[set.name] = .text(images.description)
        let width = 1 / Double(plan.images.count)
        var clock = ProgressShares(
          Double(place) * width...Double(place + 1) * width,
          works: [0.5] + seeds.flatMap { _ in TaxonomyFamilies.all.map { _ in 1 } })
        let classifier = try bench.scoringClassifier(
          "\(set.name)/classifier", of: images.train, test: images.test, steps: plan.classifierSteps,
          share: clock.next())
        bench.parameters["\(set.name)-classifier-accuracy"] = .number(classifier.accuracy)
        for seed in seeds {
          let measuring = TaxonomyMeasuring(
            task: TaxonomyTask(
              plan: plan, images: set, train: images.train, test: images.test, seed: seed, bench: bench),
            features: classifier.features)
          for family in TaxonomyFamilies.all {
            table.add(try measuring.score(family, share: clock.next()), of: family, on: set)
          }
        }
      }
      note(plan, on: bench)
      for set in plan.images { TaxonomyClaims(set: set, table: table, source: source).judge(on: bench) }
      for set in plan.images { try bench.write(table.table(set), "taxonomy-\(set.name)") }
      try bench.draw(table.sheet(plan), "taxonomy-scores")
      bench.progress(1, "drawn")
    }

    private func note(_ plan: TaxonomyPlan, on bench: Workbench) {
      bench.parameters["seconds"] = .number(plan.seconds)
      bench.parameters["batch"] = .number(Double(plan.batch))
      bench.parameters["optimizers"] = .text(
        "GAN and WGAN-GP: Adam, η = 2e-4, β1 = 0.5; ACGD, η = 5e-4; xICFG: RMSprop, η = 2.5e-4; likelihood models: Adam, "
          + "η = 1e-3")
      for set in plan.images {
        bench.parameters["\(set.name)-networks"] = .text(
          "GANs \(set.pair); VAE \(set.networks), hidden \(set.hidden), z of \(set.latentSize); pixel models of "
            + "\(set.layers) layers of \(set.features) features")
      }
      bench.parameters["scores"] = .text(
        "\(plan.samples) samples against as many test images, in the 128 features of a classifier of the training images"
      )
    }
  }
#endif
