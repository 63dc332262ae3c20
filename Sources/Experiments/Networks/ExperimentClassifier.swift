#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import LikelihoodModels
  import Reports
  import Training

  /// A classifier of the images' own classes, trained in a run of the experiment: samples are scored in its features, without
  /// Inception weights and at small sizes.
  struct ExperimentClassifier {
    /// What samples are scored by.
    let features: ClassifierFeatures
    /// The share of test images that it gets right; NaN where there are none.
    let accuracy: Double

    /// Trains it, or reads it back.
    ///
    /// - `name`: the run's folder.
    /// - `share`: which part of the whole experiment this is, for its progress.
    ///
    /// Throws what `Workbench.trained` throws.
    init(
      of images: any Dataset, test: (any Dataset)? = nil, steps: Int, named name: String = "classifier",
      share: ClosedRange<Double> = 0...0, on bench: Workbench
    ) throws {
      var settings = ClassifierSettings.standard
      (settings.steps, settings.batchSize) = (steps, min(100, images.count))
      (settings.threads, settings.checkpointEvery, settings.logEvery) = (bench.threads ?? 1, 500, 10)
      (settings.data, settings.seed) = (images.name, bench.seed)
      settings.run = try settings.run.effective()
      let chosen = settings
      let trainer = try Trainer(chosen) { _ in
        try ClassifierProblem(
          network: ImageClassifier.fitting(sample: images.sampleShape, classes: max(2, images.classNames.count)),
          dataset: images, testset: test, batchSize: chosen.batchSize)
      }
      let result = try bench.trained(trainer, name, share: share)
      features = ClassifierFeatures(try TrainedClassifier(result.problem, result.trained))
      accuracy = test == nil ? .nan : try result.problem.confusion(of: result.trained).accuracy
    }
  }
#endif
