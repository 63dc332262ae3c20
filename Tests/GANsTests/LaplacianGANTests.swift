import Datasets
import DurableFiles
import Foundation
import GANs
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors
import Training

/// A pyramid of GANs: levels trained apart, sampled as a chain.
@Suite("Pyramids of GANs", .serialized) struct LaplacianGANTests {
  static func pyramid(steps: Int = 3, conditional: Bool = false, level: Int? = nil) throws -> LaplacianGAN {
    var c = TrainingConfiguration()
    (c.data, c.optimizer, c.steps, c.batchSize, c.latentSize, c.threads) = ("synthetic", "adam", steps, 4, 6, 1)
    (c.hidden, c.conditional) = ([16], conditional)
    (c.pyramid.heights, c.pyramid.width, c.pyramid.level) = ([7, 14, 28], 4, level)
    return try LaplacianGAN(c, on: digits)
  }

  /// A few, made once: in a debug build ten thousand take seconds.
  private static let digits = try? DrawnDigits.make(count: 40, seed: 0)

  static func weights(_ curriculum: Curriculum, _ stage: Int, _ folder: URL, steps: Int = 3) throws -> Data {
    let stored = try CheckpointStore.find(curriculum.folder(of: stage, in: folder))
    #expect(stored.manifest.step == steps)
    return try Data(contentsOf: stored.folder.appendingPathComponent("weights.safetensors"))
  }

  /// Stopped in any step of any level and resumed is straight through, bit for bit; so is one level after another in
  /// processes of their own, in any order, since no level needs another.
  @Test func resumedOrApartIsStraightThrough() throws {
    try withFolder { folder in
      let places = ["straight", "apart"].map { folder.appendingPathComponent($0) }
      let curriculum = try Self.pyramid().curriculum
      let end = try curriculum.run(in: places[0])
      #expect(end.outcome == .stepCapReached(steps: 3) && end.nonFinite == nil)
      for level in [3, 1, 2] {
        let one = try Self.pyramid(level: level)
        #expect(one.only == level - 1)
        _ = try one.curriculum.run(in: places[1], only: one.only)
      }
      for (stage, step) in [(0, 2), (1, 1), (2, 2)] {
        let broken = folder.appendingPathComponent("broken-\(stage)")
        let stopped = try Self.pyramid().curriculum.run(in: broken) { number, progress in
          number == stage && progress.step == step ? .stop : .proceed
        }
        #expect(stopped.outcome == .stopped(step: step))
        _ = try Self.pyramid().curriculum.run(in: broken, start: .resuming)
        for other in 0..<3 {
          #expect(try Self.weights(curriculum, other, broken) == Self.weights(curriculum, other, places[0]))
        }
      }
      for stage in 0..<3 {
        #expect(try Self.weights(curriculum, stage, places[0]) == Self.weights(curriculum, stage, places[1]))
      }
      #expect(TrainedPyramid.isPyramid(places[0]) && !TrainedPyramid.isPyramid(folder))
    }
  }

  /// The chain is what its levels make one after another: enlarged, refined, clipped; and a sample depends neither on the
  /// others of its batch nor on how many there are.
  @Test(arguments: [false, true]) func theChainIsItsLevels(conditional: Bool) throws {
    try withFolder { folder in
      _ = try Self.pyramid(conditional: conditional).curriculum.run(in: folder)
      let trained = try TrainedPyramid(folder: folder)
      let chain = try trained.generator()
      #expect(chain.latentSize == 6 + 14 * 14 + 28 * 28 && chain.data.sampleShape == [1, 28, 28])
      #expect(chain.classes == (conditional ? 10 : nil) && chain.network.conditions == (conditional ? ["label"] : []))
      let latent = try chain.latent(5, seed: 8)
      let labels = conditional ? [3, 1, 4, 1, 5] : nil
      let samples = try chain.samples(of: latent, labels: labels)
      let images = try trained.images(of: latent, labels: labels)
      #expect(images.map(\.shape) == [[5, 1, 7, 7], [5, 1, 14, 14], [5, 1, 28, 28]])
      #expect(try images[2].floats() == samples.floats())

      // By hand, with the scaling that made the training data.
      var image = try trained.levels[0].samples(of: latent.narrow(1, start: 0, length: 6), labels: labels)
      var start = 6
      for level in 1...2 {
        let (old, new) = (trained.pyramid.sizes[level - 1], trained.pyramid.sizes[level])
        let coarse = try Tensor(
          floats: ImageScaling(to: new)(image.floats(), count: 5, of: [1, old.height, old.width]),
          shape: [5, 1, new.height, new.width])
        let noise = try latent.narrow(1, start: start, length: new.height * new.width)
        start += new.height * new.width
        var told = Conditions(["coarse": coarse])
        if let labels { told["label"] = try Tensor(int64s: labels.map(Int64.init)) }
        image = try (coarse + trained.levels[level].samples(of: noise, conditions: told)).clamp(low: -1, high: 1)
      }
      let worst = try (image - samples).abs().max().item()
      #expect(worst < 1e-5, "\(worst)")

      let alone = try chain.samples(
        of: latent.narrow(0, start: 3, length: 1), labels: labels.map { [$0[3]] }
      ).floats()
      let beside = try samples.narrow(0, start: 3, length: 1).floats()
      #expect(zip(alone, beside).allSatisfy { abs($0 - $1) < 1e-5 })
      // Every level's noise matters, and that of a finer level leaves the coarser image alone.
      for (from, length, changed) in [(0, 6, 0), (6, 196, 1), (202, 784, 2)] {
        let before = try latent.narrow(1, start: 0, length: from)
        let after = try latent.narrow(1, start: from + length, length: 986 - from - length)
        let other = try Tensor.concatenate([before, RandomStream(seed: 99).normal([5, length]), after], 1)
        let moved = try trained.images(of: other, labels: labels)
        for level in 0..<3 {
          #expect(try (moved[level].floats() == images[level].floats()) == (level < changed), "\(from), \(level)")
        }
      }
      let picture = try trained.picture(of: latent, labels: labels, scale: 1)
      #expect(picture.width == 3 * 30 + 2 && picture.height == 5 * 30 + 2)
    }
  }

  /// Both networks of a level above the coarsest see the coarse image: what they make of it changes with it.
  @Test func bothPlayersSeeTheCoarseImage() throws {
    let problem = try Self.pyramid().trainer(1).problem()
    #expect(problem.players.x.conditions == ["coarse"] && problem.players.y.conditions == ["coarse"])
    #expect(problem.data.description.sampleShape == [1, 14, 14] && problem.latentSize == 196)
    let start = problem.players
    let networks = TrainedNetworks(
      start, moving: try problem.model.initialPoint(seed: 1),
      resting: Players(
        x: try TensorList(zeros: start.x.restingLayout), y: try TensorList(zeros: start.y.restingLayout)),
      buffers: Players(x: try TensorList(zeros: start.x.bufferLayout), y: try TensorList(zeros: start.y.bufferLayout)))
    let stream = try RandomStream(seed: 3)
    let (z, h) = (try stream.normal([2, 196]), try stream.normal([2, 1, 14, 14]))
    func coarse(_ value: Double) throws -> Conditions {
      Conditions(["coarse": try Tensor.full([2, 1, 14, 14], value)])
    }
    for (player, name, input) in [(Player.x, "generator", z), (.y, "discriminator", h)] {
      let one = try networks.evaluate(player, name, input, conditions: coarse(-0.5)).floats()
      let other = try networks.evaluate(player, name, input, conditions: coarse(0.5)).floats()
      #expect(one != other)
    }
    let conditional = try Self.pyramid(conditional: true).trainer(2).problem()
    #expect(conditional.players.x.conditions == ["coarse", "label"])
    #expect(conditional.players.y.conditions == ["coarse", "label"] && conditional.classes == 10)
  }

  @Test func levelsThatAreMissingOrOthersAreNamed() throws {
    try withFolder { folder in
      _ = try Self.pyramid(steps: 1).curriculum.run(in: folder, only: 0)
      _ = try Self.pyramid(steps: 1).curriculum.run(in: folder, only: 2)
      #expect { try TrainedPyramid(folder: folder) } throws: { "\($0)".contains("--pyramid-level 2") }
      var other = TrainingConfiguration()
      (other.data, other.steps, other.batchSize, other.conditional) = ("synthetic", 1, 4, true)
      (other.hidden, other.pyramid.heights, other.pyramid.width) = ([16], [7, 14, 28], 4)
      let pyramid = try LaplacianGAN(other, on: DrawnDigits.make(count: 40, seed: 0))
      _ = try pyramid.curriculum.run(in: folder, only: 1)
      #expect { try TrainedPyramid(folder: folder) } throws: {
        "\($0)".contains("10 classes") || "\($0)".contains("with 0")
      }
    }
    for heights in [nil, [28], [14, 7]] as [[Int]?] {
      var c = TrainingConfiguration()
      c.pyramid.heights = heights
      #expect { try LaplacianGAN(c) } throws: { "\($0)".contains("7,14,28") }
    }
    var c = TrainingConfiguration()
    (c.pyramid.heights, c.pyramid.level) = ([7, 28], 3)
    #expect { try LaplacianGAN(c) } throws: { "\($0)".contains("pyramid-level") }
    c.pyramid.level = nil
    c.architecture = "dcgan-28"
    #expect { try LaplacianGAN(c) } throws: { "\($0)".contains("architecture") }
    // Images of 28 pixels have no level of 32.
    var large = try Self.pyramid().settings
    large.pyramid.heights = [8, 32]
    #expect(throws: FileError.self) {
      try LaplacianGAN(large, on: DrawnDigits.make(count: 40, seed: 0)).trainer(0).problem()
    }
  }

  /// As one network the chain is exported to PyTorch; the module's text has every level's enlargement.
  @Test func theChainHasPyTorchCode() throws {
    try withFolder { folder in
      _ = try Self.pyramid(steps: 1, conditional: true).curriculum.run(in: folder)
      let chain = try TrainedGenerator(folder: folder)
      let export = try GeneratorExport(chain)
      #expect(export.python.contains("def forward(self, z, label):"))
      guard let python = PyTorchPython.executable else { return print(PyTorchPython.skipped) }
      _ = try export.write(to: folder)
      let latent = try chain.latent(3, seed: 2)
      let samples = try chain.samples(of: latent, labels: [0, 4, 9])
      try SafetensorsFile.write(
        [("z", latent), ("samples", samples)], to: folder.appendingPathComponent("io.safetensors"))
      let difference = try PyTorchPython.run(
        python,
        """
        import sys, torch, json, struct
        sys.path.insert(0, sys.argv[1])
        import generator
        data = open(sys.argv[1] + "/io.safetensors", "rb").read()
        n = struct.unpack("<Q", data[:8])[0]
        def read(name):
            entry = json.loads(data[8:8 + n])[name]
            a, b = entry["data_offsets"]
            return torch.frombuffer(bytearray(data[8 + n + a:8 + n + b]), dtype=torch.float32).reshape(entry["shape"])
        labels = torch.tensor([0, 4, 9])
        worst = 0.0
        with torch.no_grad():
            for network in (generator.Generator(), torch.jit.load(sys.argv[1] + "/generator.pt")):
                worst = max(worst, (network(read("z"), labels) - read("samples")).abs().max().item())
        print(worst)
        """, [folder.path])
      #expect((Double(difference) ?? 1) < 1e-4, "\(difference)")
    }
  }
}
