import Datasets
import DurableFiles
import Foundation
import GANs
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TestSupport
import Testing
import TorchTensors
import Training

@Suite("Checkpoints") struct CheckpointTests {
  typealias Memory = GANProblem.Memory

  /// A state with what a checkpoint says of its run.
  struct Saved<State: OptimizerState> where State.V == TensorList {
    var state: RunState<State, Memory>
    let header: CheckpointHeader
  }

  /// A small GAN on a ring of Gaussians.
  struct Setting {
    let problem: GANProblem
    let networks: DrawnNetworks
    var configuration = TrainingConfiguration()
    var start: Players<TensorList> { networks.point }
    var fingerprint: Fingerprint { problem.dataset.fingerprint }

    init(optimizer: String = "simgd", hidden: Int = 8) throws {
      configuration.optimizer = optimizer
      configuration.hidden = [hidden]
      problem = try GANProblem(
        model: GANModel(
          generator: .mlp(widths: [3, hidden, 2], activation: .tanh),
          discriminator: .mlp(widths: [2, hidden, 1], activation: .tanh), loss: LossCatalogue.named("minimax")),
        dataset: GaussianMixture.ring().sample(count: 200, seed: 1), batchSize: 16, latentSize: 3)
      networks = try DrawnNetworks(problem.players, seed: 5)
    }

    func checkpoint<O: Optimizer>(
      _ optimizer: O, step: Int = 0, at point: Players<TensorList>? = nil, state: O.State? = nil,
      average: TensorList? = nil
    ) throws -> Saved<O.State> where O.V == TensorList {
      let point = point ?? start
      return Saved(
        state: RunState(
          step: step, point: point, resting: networks.resting, buffers: networks.buffers,
          average: average.map { NetworkAverage(startingFrom: $0, buffers: networks.buffers.x) },
          optimizer: try state ?? optimizer.initialState(at: point), memory: problem.initialMemory(seed: 0)),
        header: CheckpointHeader(
          configuration: try Settings<RunSettings>(texts: configuration.texts), data: problem.data,
          networks: problem.players.map(\.names)))
    }

    /// The games of a run of this problem, seed 5.
    var games: Games { Games(problem: problem, networks: networks) }
    struct Games: GameSource {
      let problem: GANProblem
      let networks: DrawnNetworks
      func game(atStep step: Int) throws -> GANGame {
        try problem.game(
          of: Draw(seed: 5, step: step),
          in: Frame(
            resting: networks.resting, buffers: networks.buffers, memory: problem.initialMemory(seed: 5),
            recorder: StepRecorder()))
      }
    }
  }

  /// What a store has, read into the state before the first step.
  static func load<O: Optimizer>(
    _ stored: StoredCheckpoint, _ optimizer: O, like setting: Setting, data: Fingerprint?, average: Bool = false
  ) throws -> RunState<O.State, Memory> where O.V == TensorList {
    var state = try setting.checkpoint(optimizer, average: average ? setting.start.x.zero : nil).state
    try CheckpointStore.load(stored, into: &state, data: data)
    return state
  }

  static let simgd = SimGD<TensorList>(stepSizes: Players(x: 0.1, y: 0.1))

  @Test("for every optimizer: straight through equals saved and loaded in between, bit for bit", arguments: names)
  func resumption(name: String) throws {
    try withFolder { folder in
      let family = try OptimizerCatalogue.named(name)
      try family.build(
        Parameters<Double>(family.card.hyperparameters),
        then: Resumption(setting: Setting(optimizer: name), folder: folder))
    }
  }

  /// The dense solver is for small games and refuses networks.
  static let names = OptimizerCatalogue.all.map(\.card.name).filter { !$0.hasSuffix("-dense") }

  struct Resumption: OptimizerContinuation {
    typealias V = TensorList
    let setting: Setting
    let folder: URL

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws where O.V == TensorList {
      let straight = try Driver<TensorList>(stepCap: 5).run(optimizer, on: setting.games, from: setting.start)
      let half = try Driver<TensorList>(stepCap: 3).run(optimizer, on: setting.games, from: setting.start)
      let average = try 0.5 * half.point.x
      let store = CheckpointStore(folder: folder)
      try store.save(
        setting.checkpoint(optimizer, step: 3, at: half.point, state: half.state, average: average))
      // As a new process would: a fresh setting, nothing shared with the first run.
      let fresh = try Setting(optimizer: setting.configuration.optimizer)
      let stored = try store.latest()
      #expect(try TrainingConfiguration(texts: stored.manifest.configuration.texts) == setting.configuration)
      let loaded = try CheckpointTests.load(stored, optimizer, like: fresh, data: fresh.fingerprint, average: true)
      #expect(loaded.step == 3)
      #expect(try loaded.average?.parameters.flat.bytes() == average.flat.bytes())
      let resumed = try Driver<TensorList>(stepCap: 5).run(
        optimizer, on: fresh.games, from: loaded.point, state: loaded.optimizer, firstStep: loaded.step)
      #expect(try resumed.point.x.flat.bytes() == straight.point.x.flat.bytes())
      #expect(try resumed.point.y.flat.bytes() == straight.point.y.flat.bytes())
      #expect(try (half.point - straight.point).squaredNorm() > 0, "the run moves")
      var (first, second) = (Bytes(), Bytes())
      var (a, b) = (straight.state, resumed.state)
      try a.visit(&first)
      try b.visit(&second)
      #expect(first.all == second.all)
    }
  }

  /// Every entry of a state as bytes.
  struct Bytes: StateVisitor {
    typealias V = TensorList
    var all: [String: [UInt8]] = [:]
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout TensorList) throws {
      all[owner.stored(name)] = try value.flat.bytes()
    }
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) {
      all[owner.stored(name)] = withUnsafeBytes(of: value.bitPattern) { Array($0) }
    }
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
      all[owner.stored(name)] = withUnsafeBytes(of: value) { Array($0) }
    }
  }

  @Test("the last k are kept, whatever an interrupted save has left is removed, a step is replaced")
  func keeping() throws {
    try withFolder { folder in
      let setting = try Setting()
      let store = CheckpointStore(folder: folder.appendingPathComponent("a/b"), keep: 2)
      let left = store.folder.appendingPathComponent(".checkpoint-000000009.x.tmp")
      try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
      for step in [5, 10, 1_000_000_000, 10, 12] { try store.save(setting.checkpoint(Self.simgd, step: step)) }
      #expect(store.steps() == [1_000_000_000, 12])
      let names = try FileManager.default.contentsOfDirectory(atPath: store.folder.path).sorted()
      #expect(names == ["checkpoint-000000012", "checkpoint-1000000000"])
      #expect(try store.latest().manifest.step == 1_000_000_000)
      let error = try #require(caught(FileError.self) { try store.stored(step: 5) })
      #expect(error.problem == .noCheckpoint && error.given.contains("12"))
    }
  }

  @Test("a checkpoint's folder loads under any name and anywhere; its step is that of checkpoint.json")
  func renamed() throws {
    try withFolder { folder in
      let setting = try Setting()
      let place = try CheckpointStore(folder: folder.appendingPathComponent("checkpoints")).save(
        setting.checkpoint(Self.simgd, step: 41))
      for name in ["best", "checkpoint-best", "checkpoint-41", "checkpoint-000000007"] {
        let copy = folder.appendingPathComponent(name)
        try FileManager.default.copyItem(at: place, to: copy)
        let stored = try CheckpointStore.find(copy)
        #expect(stored.manifest.step == 41)
        let loaded = try Self.load(stored, Self.simgd, like: setting, data: setting.fingerprint)
        #expect(try loaded.step == 41 && loaded.point.x.flat.bytes() == setting.start.x.flat.bytes())
      }
      #expect(try CheckpointStore.find(folder).manifest.step == 41, "a run's folder: its latest")
      let lacking = folder.appendingPathComponent("best/SHA256SUMS")
      try FileManager.default.removeItem(at: lacking)
      #expect(
        caught(FileError.self) { try CheckpointStore.find(folder.appendingPathComponent("best")) }?.problem
          == .incomplete)
      let nowhere = folder.appendingPathComponent("checkpoint-000000012")
      #expect(caught(FileError.self) { try CheckpointStore.find(nowhere) }?.problem == .noCheckpoint)
    }
  }

  @Test("another optimizer, other data, another network: refused, and what differs is named")
  func foreign() throws {
    try withFolder { folder in
      let setting = try Setting()
      let store = CheckpointStore(folder: folder)
      let cgd = CGD(stepSizes: Players(x: 0.1, y: 0.1), solver: ConjugateGradient<TensorList>(tolerance: 1e-6))
      try store.save(setting.checkpoint(Self.simgd, step: 1))
      let stored = try store.latest()
      func error(_ body: () throws -> some Any) throws -> FileError {
        let found = caught(FileError.self, body)
        return try #require(found)
      }
      let state = try error {
        try Self.load(stored, cgd, like: setting, data: nil)
      }
      #expect(state.problem == .foreign && state.required.contains("scaledMove.x"))
      let data = try error {
        try Self.load(stored, Self.simgd, like: setting, data: Fingerprint(value: 1))
      }
      #expect(data.problem == .otherData)
      let wider = try Setting(hidden: 9)
      let network = try error {
        try Self.load(stored, Self.simgd, like: wider, data: setting.fingerprint)
      }
      #expect(network.problem == .foreign && network.subject.contains("'generator.0.weight'"))
      #expect(network.required == "[9, 3]" && network.given == "[8, 3]")
      var shallow = try setting.checkpoint(Self.simgd).state
      shallow.point.y = try TensorList(
        zeros: PlayerNetworks([(name: "discriminator", network: Network([Linear(2, 8)]))]).layout)
      let deeper = try error { try CheckpointStore.load(stored, into: &shallow, data: nil) }
      #expect(deeper.problem == .foreign && deeper.subject.contains("'discriminator.2."))
      try store.save(setting.checkpoint(cgd, step: 2))
      let more = try error {
        try Self.load(store.latest(), Self.simgd, like: setting, data: nil)
      }
      #expect(more.problem == .foreign && more.given.contains("scaledMove.x"))
    }
  }

  @Test("buffers stand beside the parameters and come back; without asking for them they are foreign")
  func buffers() throws {
    try withFolder { folder in
      let setting = try Setting()
      let layout = try ParameterLayout([.init(name: "generator.1.running_mean", shape: [8])])
      let buffers = Players(
        x: try TensorList(copying: RandomStream(seed: 4).normal([8]), layout),
        y: try TensorList(zeros: ParameterLayout([])))
      var checkpoint = try setting.checkpoint(Self.simgd, step: 1)
      checkpoint.state.buffers = buffers
      let store = CheckpointStore(folder: folder)
      let place = try store.save(checkpoint)
      let file = try SafetensorsFile(contentsOf: place.appendingPathComponent("weights.safetensors"))
      #expect(file.header["generator.1.running_mean"]?.shape == [8])
      var loaded = try setting.checkpoint(Self.simgd).state
      loaded.buffers = try buffers.map { try $0.zero }
      try CheckpointStore.load(store.latest(), into: &loaded, data: nil)
      #expect(try loaded.buffers.x.flat.bytes() == buffers.x.flat.bytes() && loaded.buffers.y.count == 0)
      let missing = try #require(
        caught(FileError.self) { try Self.load(store.latest(), Self.simgd, like: setting, data: nil) })
      #expect(missing.problem == .foreign && missing.subject.contains("'generator.1.running_mean'"))
    }
  }

  @Test("a newer format is refused by name")
  func format() throws {
    try withFolder { folder in
      let store = CheckpointStore(folder: folder)
      let place = try store.save(Setting().checkpoint(Self.simgd, step: 1))
      let manifest = place.appendingPathComponent("checkpoint.json")
      let old = try String(contentsOf: manifest, encoding: .utf8)
      let new = old.replacingOccurrences(of: "\"format\" : 2", with: "\"format\" : 3")
      #expect(new != old)
      try AtomicFile.write(new, to: manifest)
      let sums = place.appendingPathComponent("SHA256SUMS")
      let text = try String(contentsOf: sums, encoding: .utf8).replacingOccurrences(
        of: try SHA256.hexadecimal(of: Data(old.utf8)), with: try SHA256.hexadecimal(of: Data(new.utf8)))
      try AtomicFile.write(text, to: sums)
      #expect(caught(FileError.self) { try store.latest() }?.problem == .newerFormat)
    }
  }
}

extension CheckpointStore {
  @discardableResult
  func save<State>(_ saved: CheckpointTests.Saved<State>) throws(FileError) -> URL {
    try save(saved.state, saved.header)
  }
  func requireRoom<State>(for saved: CheckpointTests.Saved<State>) throws {
    try requireRoom(for: saved.state)
  }
}
