import Datasets
import DurableFiles
import Foundation
import GANs
import Training
import GameDynamics
import Testing
import TorchTensors

@Suite("Resuming") struct ResumingTests {
  /// Everything that a run can have beside its point: average, accuracies, schedule, buffers where there are any.
  static func configuration(_ optimizer: String, steps: Int) -> TrainingConfiguration {
    var c = TrainingStepTests.configuration(optimizer, steps: steps)
    c.generatorAverage = 0.9
    c.discriminatorAccuracyRule = true
    c.discriminatorSteps = 2
    c.checkpointEvery = 3
    return c
  }

  static func images(_ optimizer: String, steps: Int) -> TrainingConfiguration {
    var c = TrainingConfiguration()
    c.data = "synthetic"
    c.architecture = "dcgan-28"
    c.optimizer = optimizer
    c.steps = steps
    c.batchSize = 2
    c.threads = 1
    // Two iterations of the inner solver are enough to have a warm start.
    if optimizer == "acgd" { c.hyperparameters["iterations"] = 2 }
    return c
  }

  func expectSame(_ a: GANResult, _ b: GANResult) throws {
    #expect(try a.point.x.flat.bytes() == b.point.x.flat.bytes())
    #expect(try a.point.y.flat.bytes() == b.point.y.flat.bytes())
    #expect(try a.average?.parameters.flat.bytes() == b.average?.parameters.flat.bytes())
    #expect(try a.average?.buffers.flat.bytes() == b.average?.buffers.flat.bytes())
    #expect(try a.buffers.x.flat.bytes() == b.buffers.x.flat.bytes())
    #expect(try a.buffers.y.flat.bytes() == b.buffers.y.flat.bytes())
    #expect(a.history == b.history)
  }

  @Test(arguments: ["simgd", "adam", "acgd", "cosine:lookahead:adam", "icr"])
  func stoppedAndResumedIsStraightThrough(optimizer: String) throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("run")
      let straight = try GANTrainer(Self.configuration(optimizer, steps: 8)).run()
      let trainer = try GANTrainer(Self.configuration(optimizer, steps: 8))
      // Between two checkpoints: the steps since the last are those that the stop saves.
      let first = try trainer.run(files: RunFiles(folder: place)) { $0.step == 5 ? .stop : .proceed }
      #expect(first.outcome == .stopped(step: 5))
      #expect(try RunFiles.latest(in: place)?.manifest.step == 5)
      let resumed = try GANTrainer(Self.configuration(optimizer, steps: 8))
        .run(files: RunFiles(folder: place, start: .resuming))
      #expect(resumed.firstStep == 5 && resumed.outcome == .stepCapReached(steps: 8))
      try expectSame(resumed, straight)
    }
  }

  /// Batch normalization's buffers go along.
  @Test(arguments: ["simgd", "adam", "acgd"]) func buffersAreResumedToo(optimizer: String) throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("run")
      let straight = try GANTrainer(Self.images(optimizer, steps: 3)).run()
      let buffers = straight.buffers
      #expect(try buffers.x.coordinates().contains { $0 != 0 && $0 != 1 }, "training moves running statistics")
      _ = try GANTrainer(Self.images(optimizer, steps: 2)).run(files: RunFiles(folder: place))
      let resumed = try GANTrainer(Self.images(optimizer, steps: 3))
        .run(files: RunFiles(folder: place, start: .resuming))
      try expectSame(resumed, straight)
      // A sample in evaluation mode depends on no other of its batch.
      let generator = try TrainedGenerator(CheckpointStore.find(place))
      let latent = try generator.latent(3, seed: 4)
      let (all, one) = (
        try generator.samples(of: latent), try generator.samples(of: latent.narrow(0, start: 1, length: 1))
      )
      let difference = try (all.narrow(0, start: 1, length: 1) - one).abs().max().item()
      #expect(difference < 1e-5)
      #expect(try generator.parameters.flat.bytes() == straight.point.x.flat.bytes())
    }
  }

  static func averagingTrainer(_ optimizer: String, steps: Int) throws -> GANTrainer {
    var configuration = images(optimizer, steps: steps)
    configuration.generatorAverage = 0.9
    return try GANTrainer(configuration)
  }

  /// The average's buffers too, and a trained generator has them.
  @Test func averagedBuffersAreResumedToo() throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("run")
      let trainer = { try Self.averagingTrainer("adam", steps: $0) }
      let straight = try trainer(3).run()
      _ = try trainer(2).run(files: RunFiles(folder: place))
      try expectSame(trainer(3).run(files: RunFiles(folder: place, start: .resuming)), straight)
      let stored = try CheckpointStore.find(place)
      let average = try #require(straight.average)
      let averaged = try TrainedGenerator(stored)
      #expect(try averaged.parameters.flat.bytes() == average.parameters.flat.bytes())
      #expect(try averaged.buffers?.flat.bytes() == average.buffers.flat.bytes())
      let own = try TrainedGenerator(stored, average: false)
      #expect(try own.parameters.flat.bytes() == straight.point.x.flat.bytes())
      #expect(try own.buffers?.flat.bytes() == straight.buffers.x.flat.bytes())
    }
  }

  /// Before buffers were averaged, checkpoints had an average of the parameters alone. It is sampled with the
  /// generator's buffers, as it was then, and goes on from them: b̄_2 = b_2, b̄_3 = 0.9 b_2 + 0.1 b_3.
  @Test func averagesWithoutBuffersCanBeRead() throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("run")
      let trainer = { try Self.averagingTrainer("simgd", steps: $0) }
      let short = try trainer(2)
      let two = try short.run()
      let (average, buffers) = (try #require(two.average), two.buffers)
      func save(_ average: TensorList) throws {
        let state = RunState(
          step: 2, point: two.point, resting: two.resting, buffers: buffers,
          average: NetworkAverage(startingFrom: average, buffers: try TensorList(zeros: ParameterLayout([]))),
          optimizer: NoState<TensorList>(), memory: two.problem.initialMemory(seed: 0))
        try CheckpointStore(folder: place.appendingPathComponent(RunFiles.checkpointsFolder)).save(
          state,
          CheckpointHeader(
            configuration: short.stored, data: two.problem.data, networks: two.problem.players.map(\.names)))
      }
      try save(average.parameters)
      let generator = try TrainedGenerator(CheckpointStore.find(place))
      #expect(try generator.parameters.flat.bytes() == average.parameters.flat.bytes())
      #expect(try generator.buffers?.flat.bytes() == buffers.x.flat.bytes())
      let resumed = try trainer(3).run(files: RunFiles(folder: place, start: .resuming))
      let straight = try trainer(3).run()
      #expect(
        try resumed.average?.parameters.flat.bytes() == straight.average?.parameters.flat.bytes())
      let expected = try 0.9 * buffers.x + 0.1 * straight.buffers.x
      #expect(try difference(#require(resumed.average?.buffers), expected) < 1e-6)
      // Anything else is no average of this generator.
      try FileManager.default.removeItem(at: place)
      try save(buffers.x)
      let error = #expect(throws: FileError.self) {
        try trainer(3).run(files: RunFiles(folder: place, start: .resuming))
      }
      #expect(error?.problem == .foreign)
    }
  }

  @Test func nothingIsLostToRunsThatDoNotFit() throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("run")
      let c = Self.configuration("adam", steps: 3)
      _ = try GANTrainer(c).run(files: RunFiles(folder: place))
      let before = try Data(contentsOf: place.appendingPathComponent("metrics.jsonl"))
      func refusal(_ change: (inout TrainingConfiguration) -> Void) -> String {
        var other = c
        other.steps = 6
        change(&other)
        do {
          _ = try GANTrainer(other).run(files: RunFiles(folder: place, start: .resuming))
          return "accepted"
        } catch { return "\(error)" }
      }
      #expect(refusal { $0.batchSize = 8 }.contains("'batch' was 16"))
      #expect(refusal { $0.optimizer = "simgd" }.contains("'optimizer' was adam"))
      #expect(refusal { $0.data = "grid" }.contains("trained on other data"))
      #expect(throws: TrainingError.self) { try RunFiles(folder: place) }
      #expect(try Data(contentsOf: place.appendingPathComponent("metrics.jsonl")) == before)
      #expect(try RunFiles.latest(in: place)?.manifest.step == 3)
      // A checkpoint with a flipped bit is found out, and named; one that is cut off is damage for certain.
      let weights = place.appendingPathComponent("checkpoints/checkpoint-000000003/weights.safetensors")
      var bytes = try Data(contentsOf: weights)
      bytes[bytes.count - 1] ^= 1
      try bytes.write(to: weights)
      #expect(refusal { _ in }.contains("a number in it was damaged"))
      try bytes.dropLast(8).write(to: weights)
      #expect(refusal { _ in }.contains("corrupt"))
      let fresh = try RunFiles(folder: place, start: .overwriting)
      #expect(fresh.store.steps().isEmpty)
    }
  }

  @Test func aFullDiskLeavesTheOlderCheckpoints() throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("run")
      let c = Self.configuration("simgd", steps: 9)
      var three = c
      three.steps = 3
      let first = folder.appendingPathComponent("first")
      _ = try GANTrainer(three).run(files: RunFiles(folder: first))
      let one = first.appendingPathComponent("checkpoints/checkpoint-000000003")
      let size = try FileManager.default.contentsOfDirectory(atPath: one.path).reduce(0) {
        $0 + (try Data(contentsOf: one.appendingPathComponent($1)).count)
      }
      // Room for one checkpoint and a half.
      let files = try RunFiles(folder: place, quota: WriteQuota(bytes: size * 3 / 2))
      let error = #expect(throws: FileError.self) { try GANTrainer(c).run(files: files) }
      #expect(error?.problem == .diskFull)
      #expect(try RunFiles.latest(in: place)?.manifest.step == 3)
    }
  }

  @Test func aRunThatOverflowsKeepsItsLastGoodCheckpoint() throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("run")
      var c = TrainingStepTests.configuration("simgd", steps: 200)
      c.loss = "wgan"
      c.checkpointEvery = 1
      c.hyperparameters = ["eta-x": 1e3, "eta-y": 1e3]
      let result = try GANTrainer(c).run(files: RunFiles(folder: place))
      let bad = try #require(result.nonFinite)
      let last = try #require(try RunFiles.latest(in: place))
      #expect(bad.lastCheckpoint == last.manifest.step && last.manifest.step < bad.step)
      #expect(try TrainedGenerator(last).parameters.isFinite())
    }
  }

  @Test func oneProcessAtATime() throws {
    try withFolder { folder in
      let first = try RunFiles(folder: folder)
      let error = #expect(throws: FileError.self) { try RunFiles(folder: folder) }
      #expect(error?.problem == .lockedFolder)
      withExtendedLifetime(first) {}
    }
  }

  /// Asked to stop while a checkpoint was written, a run takes no further step; what it has is on the disk.
  @Test func whoAsksWhileSavingWaitsForNoFurtherStep() throws {
    try withFolder { folder in
      var c = TrainingStepTests.configuration("simgd", steps: 9)
      c.checkpointEvery = 2
      let store = CheckpointStore(folder: folder.appendingPathComponent(RunFiles.checkpointsFolder))
      var last = 0
      let result = try GANTrainer(c).run(
        files: RunFiles(folder: folder), listener: RunListener(goesOn: { !store.steps().contains(4) })
      ) { progress in
        last = progress.step
        return .proceed
      }
      #expect(result.outcome == .stopped(step: 4) && last == 4 && store.steps().first == 4)
      let whole = try GANTrainer(c).run()
      let resumed = try GANTrainer(c).run(files: RunFiles(folder: folder, start: .resuming))
      #expect(try resumed.point.x.flat.bytes() == whole.point.x.flat.bytes())
    }
  }

  /// A schedule counts whole steps, however often y moves in one, also where the optimizer moves y alone by itself.
  @Test(arguments: ["cosine:ocgd-y", "cosine:adam"]) func schedulesCountWholeSteps(optimizer: String) throws {
    try withFolder { folder in
      var c = TrainingStepTests.configuration(optimizer, steps: 4)
      (c.discriminatorSteps, c.loss) = (3, "minimax")
      _ = try GANTrainer(c).run(files: RunFiles(folder: folder))
      #expect(try CheckpointStore.find(folder).manifest.counters["scheduledSteps"] == 4)
    }
  }
}
