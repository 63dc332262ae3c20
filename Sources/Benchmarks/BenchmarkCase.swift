import Foundation

/// One thing that is measured, in one file of `Cases`.
protocol BenchmarkCase: Sendable {
  /// The name that is typed: `sweep`.
  var name: String { get }
  /// What it measures, in a sentence.
  var summary: String { get }
  /// Whether it runs when no case is named; what takes more than some three minutes does not.
  var runsByDefault: Bool { get }
  /// Measures, ours and the peers' in turn.
  func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow]
}

extension BenchmarkCase {
  /// True: few cases take minutes.
  var runsByDefault: Bool { true }
}

/// Every case there is. To add one: a new file in `Cases`, and one line below.
enum BenchmarkCatalogue {
  /// All cases, in the order in which they run.
  static let all: [any BenchmarkCase] = {
    var cases: [any BenchmarkCase] = [
      OptimizerSteps(), QuadraticSweep(), ScalarMaps(), MatrixSweep(), SpectralMaps(), Cores(), TypedGames(),
    ]
    #if COUNTERPLAY_TORCH
      cases.append(MNISTGANStep())
      cases.append(PixelCNNStep())
      cases.append(GANPairSteps())
      cases.append(GANPenalties())
      cases.append(ACGDFastMode())
      cases.append(GANMemory())
      cases.append(GANIterates())
      cases.append(XICFGStage())
      cases.append(VAEEpoch())
      cases.append(ScoringFeatures())
      cases.append(ScoringSamples())
      cases.append(GANScaling())
    #endif
    return cases
  }()
}

/// What the cases share: who the peers are, how long to measure, where charts go.
struct BenchmarkSetting: Sendable {
  /// The peers' Python; nil for our own figures alone.
  var peers: PeerPrograms?
  /// How often ours and theirs take turns.
  var rounds: Int
  /// The cores to use.
  var cores: Int
  /// Where cases that chart what they measure write.
  var figures: URL
}
