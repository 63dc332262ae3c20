import Datasets
import Evaluation
import Foundation
import GANs
import LikelihoodModels
import TestSupport
import Testing
import TorchTensors
import Training

@Suite("Evaluator") struct EvaluatorTests {
  static func configuration(_ steps: Int = 1) -> TrainingConfiguration {
    var c = TrainingConfiguration()
    (c.data, c.optimizer, c.steps, c.batchSize, c.latentSize) = ("ring", "simgd", steps, 16, 2)
    c.hidden = [8, 8]
    c.hyperparameters = ["eta-x": 0.05, "eta-y": 0.05]
    c.threads = 1
    return c
  }

  /// Data from data are at the noise floor, and a generator that has learned nothing is far above it.
  @Test func anUntrainedGeneratorIsFarFromItsData() throws {
    var c = Self.configuration()
    c.conditional = true
    let result = try GANTrainer(c).run()
    let (generator, data) = (try result.generator, result.problem.dataset)
    func sheet(_ samples: Int?, seed: UInt64 = 0, _ data: any Dataset) throws -> ScoreSheet {
      try Evaluator(
        data: data, features: PixelFeatures(), scores: [SlicedWassersteinScore(directions: 64), ModeCoverage()],
        samples: samples, seed: seed
      ).scores(of: generator)
    }
    let first = try sheet(500, data)
    let distance = try #require(first["sliced-wasserstein"])
    let (value, floor) = (try #require(distance.value), try #require(distance.floor))
    #expect(value > 3 * floor && floor > 0 && distance.ratio == value / floor)
    #expect(try sheet(500, data) == first && sheet(500, seed: 1, data) != first)
    // The ring's points are at radius 2 and the generator's nearly at 0: SW₂ is about 2/√2, the root of half the mean
    // square of what is missing. Its interval is around it, and the floor's below.
    #expect(abs(value - 2.0.squareRoot()) < 0.2)
    let (low, high) = (try #require(distance.low), try #require(distance.high))
    #expect(low < value && value < high && high - low < 0.1 && (distance.floorHigh ?? 9) < low)
    // No sample is near a mode; of the data all modes have samples, and the share is the mixture's.
    #expect(first["good-samples"]?.value == 0 && first["modes"]?.value == 0 && first["modes"]?.floor == 8)
    #expect(abs((first["good-samples"]?.floor ?? 0) - 0.98889) < 0.03)
    // One mode has σ = 0.05, so its floor is a small part of the ring's.
    let labels = try #require(data.labels)
    let third = try data.subset(at: labels.indices.filter { labels[$0] == 3 })
    #expect((try sheet(500, third)["sliced-wasserstein"]?.floor ?? 9) < 0.3 * floor)
    for samples in [50_001, 1, 0] { #expect(throws: EvaluationError.self) { try sheet(samples, data) } }
    #expect(throws: EvaluationError.self) { try sheet(2, DrawnDigits.make(count: 8, seed: 1)) }
  }

  /// Unequal counts and few samples are said; nothing is NaN or infinite.
  @Test func countsAreSaid() throws {
    let ring = GaussianMixture.ring()
    let data = try ring.sample(count: 300, seed: 1), other = try ring.sample(count: 200, seed: 2)
    let evaluator = try Evaluator(data: data, features: PixelFeatures())
    let sheet = try evaluator.scores(of: other)
    // 150 a side, since the data have 150 others.
    #expect(sheet.count == 150 && sheet.floorCount == 150)
    #expect(sheet.remarks.contains { $0.contains("has 200 samples and ring 300: 150 of each") }, "\(sheet.remarks)")
    #expect(sheet["kernel-distance"]?.remark?.contains("of 150 samples a side") == true)
    #expect(sheet["inception-score"]?.value == nil && sheet["inception-score"]?.remark != nil)
    let more = try Evaluator(data: data, features: PixelFeatures(), samples: 200).scores(of: other)
    #expect(more.count == 200 && more.floorCount == 150)
    #expect(more.remarks.contains { $0.contains("fewer than 400") }, "\(more.remarks)")
    for sheet in [sheet, more, try Evaluator(data: data, features: PixelFeatures(), samples: 2).scores(of: other)] {
      for result in sheet.results {
        let numbers = [result.value, result.low, result.high, result.floor, result.floorLow, result.floorHigh]
        #expect(numbers.allSatisfy { $0?.isFinite ?? true }, "\(result)")
        #expect(result.value != nil || result.remark != nil, "\(result)")
        #expect((result.value ?? 0) >= 0 || result.remark?.contains("negative") == true, "\(result)")
      }
      #expect(try JSONDecoder().decode(ScoreSheet.self, from: JSONEncoder().encode(sheet)) == sheet)
      #expect(sheet.tsv.split(separator: "\n").count == sheet.results.count + 1)
    }
    #expect(try evaluator.scores(of: data).remarks.contains { $0.contains("same samples") })
  }

  /// Features are kept by fingerprints: the second evaluator asks the extractor of no datum, and says the same.
  @Test func featuresAreKept() throws {
    final class Counting: FeatureExtractor, @unchecked Sendable {
      var name: String { "counting" }
      var fingerprint: Fingerprint { Fingerprint(of: [1]) }
      private(set) var asked = 0
      func features(of samples: Tensor) throws -> (features: Tensor, logits: Tensor?) {
        asked += samples.shape[0]
        let flat = try samples.flatten(1)
        return (flat, flat)
      }
    }
    let folder = try ScratchFolder()
    let data = try GaussianMixture.ring().sample(count: 100, seed: 1),
      other = try GaussianMixture.grid().sample(count: 60, seed: 1)
    let counting = Counting()
    func sheet(seed: UInt64 = 0) throws -> ScoreSheet {
      try Evaluator(
        data: data, features: counting, samples: 40, seed: seed, cache: FeatureCache(folder: folder.url)
      ).scores(of: other)
    }
    let first = try sheet()
    #expect(counting.asked == 120 && folder.names.count == 3)
    #expect(try sheet() == first && counting.asked == 120)
    #expect(try sheet(seed: 1) != first && counting.asked == 240)
    // A damaged file is made anew.
    for name in folder.names { try Data([1, 2]).write(to: folder.url.appendingPathComponent(name)) }
    #expect(try sheet() == first && counting.asked == 360)
  }

  /// A classifier's features are the last hidden layer's numbers, its logits those of the whole network.
  @Test func classifiersMakeFeatures() throws {
    var settings = ClassifierSettings.standard
    (settings.data, settings.steps, settings.batchSize, settings.threads) = ("ring", 150, 64, 1)
    let folder = try ScratchFolder()
    let result = try ClassifierTrainer(settings).run(files: RunFiles(folder: folder.url))
    let stored = try CheckpointStore.find(folder.url)
    let samples = try Tensor(floats: result.problem.dataset.batch(Array(0..<30)), shape: [30, 2])
    let (features, logits) = try TrainedClassifier(stored)(samples)
    let whole = try result.trained.evaluate(.x, ClassifierProblem.classifier, samples)
    #expect(features.shape == [30, 128] && logits.shape == [30, 8])
    #expect(try (logits - whole).abs().max().item() < 1e-5)
    let direct = try TrainedClassifier(result.problem, result.trained)(samples)
    #expect(try (direct.features - features).abs().max().item() == 0)
    let extractor = try ClassifierFeatures(folder: folder.url)
    #expect(extractor.name == "the classifier of ring")
    #expect(throws: EvaluationError.self) { try extractor.features(of: Tensor.zeros([2, 1, 28, 28])) }
    // Nearly sure of eight equally frequent modes, and of fresh draws as of the data.
    let sheet = try Evaluator(data: result.problem.dataset, features: extractor, samples: 400)
      .scores(of: GaussianMixture.ring().sample(count: 400, seed: 9))
    let inception = try #require(sheet["inception-score"])
    #expect((inception.value ?? 0) > 4 && abs((inception.ratio ?? 0) - 1) < 0.05, "\(inception)")
    #expect((sheet["diversity"]?.value ?? 0) > 0.95)
    #expect(sheet.results.allSatisfy { $0.value != nil }, "\(sheet.text)")
    // A GAN is no classifier.
    let gan = try ScratchFolder()
    _ = try GANTrainer(Self.configuration()).run(files: RunFiles(folder: gan.url))
    #expect(throws: (any Error).self) { try ClassifierFeatures(folder: gan.url) }
  }

  /// small.pt: see Fixtures/make_fixtures.py. An image of a quarter -1 and the rest 0.5 has features (0.375, 0.25).
  @Test func scriptsMakeFeatures() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/small.pt")
    let images = try Tensor([-1, 0.5, 0.5, 0.5, 1, 1, 1, 1], shape: [2, 1, 2, 2])
    let signed = try ScriptedFeatures(file: file).features(of: images)
    #expect(try signed.features.doubles() == [0.375, 0.25, 1, 0])
    #expect(try signed.logits?.doubles() == [0.375, -0.25, 0.625, 1, 0, 1])
    // In [0, 1] the pixels are 0, 0.75 and 1.
    let unit = try ScriptedFeatures(file: file, range: .unit)
    #expect(try unit.features(of: images).features.doubles() == [0.5625, 0, 1, 0])
    #expect(unit.fingerprint != (try ScriptedFeatures(file: file)).fingerprint)
    // Three channels are too many for it; a text is no script; nothing is nowhere.
    #expect(throws: EvaluationError.self) { try unit.features(of: Tensor.zeros([1, 3, 2, 2])) }
    #expect(throws: EvaluationError.self) {
      try ScriptedFeatures(file: file, channels: 3).features(of: images)
    }
    #expect(throws: EvaluationError.self) { try ScriptedFeatures(file: URL(fileURLWithPath: #filePath)) }
    #expect(throws: EvaluationError.self) { try Features.named("/nonexistent.pt") }
  }
}
