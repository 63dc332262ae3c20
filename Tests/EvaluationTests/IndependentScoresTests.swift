import DurableFiles
import Evaluation
import Foundation
import TestSupport
import Testing
import TorchTensors
import Training

/// Each score against an independent program on the same arrays.
@Suite("Independent scores") struct IndependentScoresTests {
  static let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Programs/independent_scores.py")

  /// 300 correlated vectors a side, which are rectified as features of networks are; x is moved, so that no score is at an
  /// end of its range. Double precision: what differs is the algorithm.
  static func arrays() throws -> (x: Tensor, y: Tensor, logitsOfX: Tensor, logitsOfY: Tensor) {
    let mixing = try RandomStream(seed: 1).normal([12, 12], dtype: .float64)
    func vectors(_ seed: UInt64, _ shift: Double) throws -> Tensor {
      try (RandomStream(seed: seed).normal([300, 12], dtype: .float64).matmul(mixing) + shift).relu()
    }
    func logits(_ seed: UInt64, _ scale: Double) throws -> Tensor {
      try RandomStream(seed: seed).normal([300, 7], dtype: .float64) * scale
        + Tensor.arange(from: 0, to: 7, dtype: .float64) * (scale / 10)
    }
    return (try vectors(2, 0.3), try vectors(3, 0), try logits(4, 2), try logits(5, 3))
  }

  @Test(.enabled(if: PythonReader.executable != nil, "\(PythonReader.skipped)"))
  func everyScoreEqualsAnIndependentOne() throws {
    let (x, y, logitsOfX, logitsOfY) = try Self.arrays()
    let seed: UInt64 = 11
    // The directions of `SlicedWasserstein`: blocks of 64 normal vectors of streams of their own, made unit.
    let directions = try Tensor.concatenate(
      (0..<8).map { block in
        let normal = try RandomStream(seed: seed, stream: 8, step: UInt64(block)).normal([64, 12], dtype: .float64)
        return try normal / normal.norm([1], keepingDimensions: true)
      })
    let folder = try ScratchFolder()
    let file = folder.url.appendingPathComponent("arrays.safetensors")
    try SafetensorsFile.write(
      [("x", x), ("y", y), ("logits-x", logitsOfX), ("logits-y", logitsOfY), ("directions", directions)], to: file)
    let text = try PythonReader.run(String(contentsOf: Self.program, encoding: .utf8), [file.path])
    let expected = try JSONDecoder().decode([String: Double].self, from: Data(text.utf8))
    let pair = try ScoredPair(
      FeatureSet(features: x, logits: logitsOfX, samples: x),
      against: FeatureSet(features: y, logits: logitsOfY, samples: y),
      seed: seed)
    var compared: Set<String> = []
    for score in ScoreCatalogue.all where score.card.needs != .modes {
      for estimate in try score.estimates(pair) {
        let other = try #require(expected[estimate.card.name], "\(estimate.card.name)")
        #expect(
          abs(estimate.value - other) <= 1e-6 * abs(other), "\(estimate.card.name): \(estimate.value), not \(other)")
        compared.insert(estimate.card.name)
      }
    }
    #expect(compared == Set(expected.keys))
    // Single precision, as networks give features: counts are the same, sums to its rounding.
    let single = try ScoredPair(
      FeatureSet(features: x.to(.float32), logits: logitsOfX, samples: x.to(.float32)),
      against: FeatureSet(features: y.to(.float32), logits: logitsOfY, samples: y.to(.float32)), seed: seed)
    for score in ScoreCatalogue.all where score.card.needs == .features {
      for estimate in try score.estimates(single) {
        let other = try #require(expected[estimate.card.name])
        #expect(
          abs(estimate.value - other) <= 1e-4 * abs(other), "\(estimate.card.name): \(estimate.value), not \(other)")
      }
    }
  }

  /// torchmetrics' values, from a file: it comes with PyTorch, a gigabyte. `make_torchmetrics.py` makes the file and says where
  /// conventions differ.
  @Test func scoresEqualTorchmetrics() throws {
    let file = try SafetensorsFile(
      contentsOf: Self.program.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/torchmetrics.safetensors"))
    let (x, y, logits) = (try file.tensor("x"), try file.tensor("y"), try file.tensor("logits"))
    let pair = try ScoredPair(
      FeatureSet(features: x, logits: logits, samples: x), against: FeatureSet(features: y, logits: nil, samples: y),
      seed: 0)
    let scores: [(name: String, score: any Score)] = [
      ("frechet-distance", FrechetDistance()), ("kernel-distance", KernelDistance()),
      ("inception-score", InceptionScore()), ("inception-score-of-4-splits", InceptionScore(splits: 4)),
    ]
    for (name, score) in scores {
      let (value, other) = (try score.estimates(pair)[0].value, try file.tensor(name).doubles()[0])
      #expect(abs(value - other) <= 1e-6 * abs(other), "\(name): \(value), not \(other)")
    }
  }
}
