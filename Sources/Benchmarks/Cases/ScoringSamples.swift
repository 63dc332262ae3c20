#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import Foundation
  import GameDynamics
  import NeuralNetworks
  import TorchTensors

  /// Drawing 50,000 samples of the 32-pixel DCGAN and scoring them (inception score, Fréchet distance) against 50,000 images,
  /// beside torch-fidelity: the same generator's shape, the same feature network (a TorchScript file that the peer writes), 2
  /// threads. Ours gives the noise floor and intervals too, which the peer does not.
  struct ScoringSamples: BenchmarkCase {
    let name = "scoring-samples"
    let summary = "50,000 samples of a 32-pixel DCGAN drawn and scored (IS, FID), 2 threads; seconds"
    private static let peer = "score_samples.py"

    /// A drawn, untrained generator: what it draws costs as much as what a trained one does.
    private struct Drawn: SampleSource {
      let name = "dcgan-32"
      let network: Network
      let parameters: TensorList
      let buffers: TensorList
      var count: Int? { nil }
      var sampleShape: [Int] { [3, 32, 32] }
      var fingerprint: Fingerprint? { nil }

      init() throws {
        network = try DCGAN(size: .pixels32).generator()
        parameters = try network.initialParameters(seed: 0)
        buffers = try network.initialBuffers(for: parameters, seed: 0)
      }

      /// As `GeneratorSource`: each latent vector by its place, in evaluation mode.
      func samples(_ places: [Int]) throws -> Tensor {
        try withoutGradient {
          let latent = try Tensor.stack(
            places.map { try RandomStream(seed: 0, stream: 0, step: UInt64($0)).normal([100]) })
          return try network(
            latent, parameters.views(), buffers: buffers.views(), in: ForwardPass(mode: .evaluation))
        }
      }
    }

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      let count = 50_000
      TorchRuntime.keepFreedMemory()
      try TorchRuntime.setThreadCount(2)
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("counterplay-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appendingPathComponent("features.pt")
      guard let peers = setting.peers else { return [] }
      _ = try peers.run(peers.own(Self.peer), [file.path, "0"])
      let images = try ImageDataset(
        name: "noise", channels: 3, height: 32, width: 32,
        bytes: (0..<3072 * count).map { UInt8(truncatingIfNeeded: SplitMix64.mix(UInt64($0))) })
      return try setting.turns(name, unit: "s", against: Self.peer, [file.path, "\(count)"], number: "seconds") {
        try Timing.seconds {
          let scores = ScoreCatalogue.all.filter { ["inception-score", "frechet-distance"].contains($0.card.name) }
          let sheet = try Evaluator(
            reference: DatasetSource(images), features: ScriptedFeatures(file: file), scores: scores,
            options: .init(samples: count)
          ).scores(of: Drawn())
          guard sheet.results.count == 2, sheet.results.allSatisfy({ $0.value != nil }) else {
            throw BenchmarkError.wrongResult("both scores were required to have a value: \(sheet.text)")
          }
        }
      }
    }
  }
#endif
