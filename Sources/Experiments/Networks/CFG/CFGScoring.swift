#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import GANs
  import Reports
  import Training

  /// How the samples of a CFG experiment on images are scored: by a classifier of the set's own classes, as the paper does
  /// (the inception score of all samples at once, the diversity score), or where there are none by the sliced Wasserstein
  /// distance of pixels.
  struct CFGScoring {
    /// What a look at a generator has found.
    struct Score: Codable {
      /// Steps of the trainer, and seconds of training.
      var steps = 0, seconds = Double.nan
      /// Of the samples, with functional steps where there are some: inception and diversity score, and the Fréchet (or
      /// sliced Wasserstein) distance to test images over that of data to data.
      var inception = Double.nan, diversity = Double.nan, distance = Double.nan
      /// The inception score of test images.
      var ofData = Double.nan
      /// The same of the approximator alone.
      var approximatorInception = Double.nan, approximatorDistance = Double.nan
      /// mean D(real) - mean D(generated), the means over a quarter of the run so far each.
      var gap: [Double] = []

      /// What is compared: larger is better.
      var quality: Double { inception.isNaN ? -distance : inception }
    }

    private let test: any Dataset
    private let features: any FeatureExtractor
    private let scores: [any Evaluation.Score]
    /// The classifier's accuracy on test images; NaN where there is none.
    let accuracy: Double

    /// Trains the classifier where the images have classes, in a folder of the experiment's own.
    init(_ images: CFGImageSet, steps: Int, on bench: Workbench) throws {
      test = images.test
      guard images.hasClasses else {
        (features, scores, accuracy) = (PixelFeatures(), [SlicedWassersteinScore(directions: 512)], .nan)
        return
      }
      let classifier = try bench.scoringClassifier(of: images.train, test: images.test, steps: steps)
      features = classifier.features
      scores = [InceptionScore(), DiversityScore(), FrechetDistance()]
      accuracy = classifier.accuracy
    }

    /// Scores what a run has come to.
    func score(_ state: CFGTraining.State, samples: Int, seed: UInt64) throws -> Score {
      var score = Score(steps: state.steps, seconds: state.seconds)
      let quarter = max(1, state.gap.count / 4)
      score.gap = stride(from: 0, to: state.gap.count - quarter + 1, by: quarter).prefix(4).map { start in
        state.gap[start..<start + quarter].reduce(0, +) / Double(quarter)
      }
      guard let generator = state.generator else { return score }
      let count = min(samples, test.count)
      let sheet = try self.sheet(generator, count, seed)
      score.inception = sheet["inception-score"]?.value ?? .nan
      score.ofData = sheet["inception-score"]?.floor ?? .nan
      score.diversity = sheet["diversity"]?.value ?? .nan
      score.distance = Self.distance(sheet)
      guard generator.steps != nil else { return score }
      var alone = generator
      alone.steps = nil
      let other = try self.sheet(alone, count, seed)
      score.approximatorInception = other["inception-score"]?.value ?? .nan
      score.approximatorDistance = Self.distance(other)
      return score
    }

    private func sheet(_ generator: TrainedGenerator, _ samples: Int, _ seed: UInt64) throws -> ScoreSheet {
      try Evaluator(data: test, features: features, scores: scores, samples: samples, seed: seed)
        .scores(of: generator)
    }

    private static func distance(_ sheet: ScoreSheet) -> Double {
      sheet.results.first { $0.better == "lower" }?.ratio ?? .nan
    }
  }
#endif
