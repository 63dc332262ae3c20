#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import LikelihoodModels
  import Reports
  import Training

  /// A classifier in whose features an experiment scores samples.
  struct ScoringClassifier {
    /// Its last hidden layer, and its logits.
    let features: ClassifierFeatures
    /// Its accuracy on images that it has not learned from (or on the first thousand where there are none).
    let accuracy: Double
  }

  extension Workbench {
    /// Trains the classifier of these images in a run of the experiment, by the seed of the workbench: one for all of its
    /// models, so that their scores can be compared.
    func scoringClassifier(
      _ name: String = "classifier", of train: any Dataset, test: (any Dataset)?, steps: Int, batch: Int = 128,
      share: ClosedRange<Double> = 0...0
    ) throws -> ScoringClassifier {
      var settings = ClassifierSettings.standard
      (settings.data, settings.seed, settings.steps) = (train.name, seed, steps)
      (settings.threads, settings.checkpointEvery, settings.logEvery) = (threads ?? 1, 500, 10)
      settings.batchSize = min(batch, train.count)
      let result = try trained(ClassifierTrainer(settings, of: train, testset: test), name, share: share)
      return ScoringClassifier(
        features: ClassifierFeatures(try TrainedClassifier(result.problem, result.trained)),
        accuracy: try result.problem.confusion(of: result.trained).accuracy)
    }
  }
#endif
