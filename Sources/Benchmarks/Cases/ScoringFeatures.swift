#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import TorchTensors

  /// All scores of features, with their noise floor and intervals, of 10,000 vectors of 2,048 numbers a side: as many as the
  /// Inception network gives, rectified as it does.
  struct ScoringFeatures: BenchmarkCase {
    let name = "scoring-features"
    let summary = "every score of 10,000 x 2,048 features, with floor and intervals; seconds, peak MiB"

    private struct Drawn: SampleSource {
      let name: String
      let seed: UInt64
      var count: Int? { nil }
      var sampleShape: [Int] { [2048] }
      var fingerprint: Fingerprint? { nil }

      /// Rectified normal vectors; a place is always the same.
      func samples(_ places: [Int]) throws -> Tensor {
        try RandomStream(seed: seed, stream: 0, step: UInt64(places.first ?? 0)).normal([places.count, 2048]).relu()
      }
    }

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      TorchRuntime.keepFreedMemory()
      let scores = ScoreCatalogue.all.filter { $0.card.needs == .features }
      let seconds = try Timing.seconds {
        let sheet = try Evaluator(
          reference: Drawn(name: "data", seed: 1), features: PixelFeatures(), scores: scores,
          options: .init(samples: 10_000)
        ).scores(of: Drawn(name: "samples", seed: 2))
        guard sheet.results.allSatisfy({ $0.value != nil && $0.floor != nil }) else {
          throw BenchmarkError.wrongResult("every score was required to have a value: \(sheet.text)")
        }
      }
      return [
        BenchmarkRow("scoring-10000x2048", ours: seconds, unit: "s"),
        BenchmarkRow("scoring-10000x2048-memory", ours: try ResidentMemory.peak(), unit: "MiB"),
      ]
    }
  }
#endif
