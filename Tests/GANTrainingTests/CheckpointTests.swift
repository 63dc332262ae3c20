

















          Thread.sleep(forTimeInterval: moment)
          caught(FileError.self) { try store.save(setting.checkpoint(Self.simgd, step: 2)) })
          configuration: setting.configuration, data: setting.fingerprint))
          kill(getpid(), SIGKILL)
          step: 3, point: half.point, state: half.state, extras: ["generator-ema": average],
          stored, optimizer: Self.simgd, named: "simgd", like: setting.start, data: Fingerprint(value: 1))
          stored, optimizer: Self.simgd, named: "simgd", like: wider.start, data: setting.fingerprint)
          try store.load(store.latest(), optimizer: Self.simgd, named: "simgd", like: setting.start, data: nil)
        """
        #expect(caught(FileError.self) { try store.stored(step: 2) }?.problem == .incomplete)
        #expect(error.problem == .corrupt)
        #expect(error.problem == .diskFull && error.subject == folder.path)
        #expect(error.remedy.contains("resume from step 1"), "\(error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["checkpoint-000000001"])
        #expect(try store.latest().manifest.step == 1)
        #expect(try store.latest().manifest.step == 1, "the latest complete one")
        #expect(try store.latest().manifest.step == 2)
        Checkpoint(
        Parameters<Double>(family.card.hyperparameters),
        Thread {
        buffers: buffers.map { try $0.zero }, data: nil)
        caught(FileError.self) {
        caught(FileError.self) { try store.save(small.checkpoint(Self.simgd, step: 3)) })
        configuration: configuration, data: fingerprint)
        content[content.count / 2] ^= 1
        data: fresh.fingerprint)
        discriminator: try .mlp(widths: [2, hidden, 1], activation: .tanh), loss: try LossCatalogue.named("minimax"))
        for next in (step + 2)... { try store.save(setting.checkpoint(Self.simgd, step: next)) }
        generator: try .mlp(widths: [3, hidden, 2], activation: .tanh),
        import sys, os, hashlib
        let error = try #require(
        let error = try #require(caught(FileError.self) { try store.stored(step: 2) }, "\(name)")
        let found = caught(FileError.self, body)
        let moment = Date().timeIntervalSince(start) * Double(share) / 20
        let place = try store.save(setting.checkpoint(Self.simgd, step: 2)).appendingPathComponent(name)
        let setting = try Setting(hidden: 2000)
        let start = Date()
        let step = try store.latest().manifest.step
        let store = CheckpointStore(folder: URL(fileURLWithPath: path), keep: 2)
        let store = CheckpointStore(folder: folder, keep: 1, quota: WriteQuota(bytes: bytes))
        model: model, dataset: GaussianMixture.ring().sample(count: 200, seed: 1), batchSize: 16, latentSize: 3,
        of: try SHA256.hexadecimal(of: Data(old.utf8)), with: try SHA256.hexadecimal(of: Data(new.utf8)))
        optimizer, on: fresh.source, from: loaded.point, state: loaded.state, firstStep: loaded.step)
        return try #require(found)
        seed: 5)
        setting.checkpoint(cgd, step: 3, extras: ["generator-ema": setting.start.x]))
        step: step, point: start, state: try optimizer.initialState(at: start), extras: extras,
        store.latest(), optimizer: Self.simgd, named: "simgd", like: setting.start,
        store.latest(), optimizer: Self.simgd, named: "simgd", like: small.start, data: small.fingerprint)
        stored, optimizer: Self.simgd, named: "simgd", like: setting.start, data: setting.fingerprint)
        stored, optimizer: optimizer, named: setting.configuration.optimizer, like: fresh.start,
        then: Resumption(setting: Setting(optimizer: name), folder: folder))
        try Data(contentsOf: folder.appendingPathComponent("checkpoint-000000001/\($0)")).count
        try FileManager.default.removeItem(at: place)
        try content.write(to: place)
        try store.load(
        try store.load(
        try store.load(store.latest(), optimizer: Self.simgd, named: "simgd", like: setting.start, data: nil)
        try store.load(stored, optimizer: Self.simgd, named: "simgd", like: shallow, data: nil)
        try store.load(stored, optimizer: cgd, named: "cgd", like: setting.start, data: setting.fingerprint)
        try store.load(stored, optimizer: cgd, named: "simgd", like: setting.start, data: nil)
        try store.save(setting.checkpoint(Self.simgd, step: step + 1))
        var content = try Data(contentsOf: place)
        x: setting.start.x,
        x: try TensorList(copying: RandomStream(seed: 4).normal([8]), layout),
        y: try TensorList(zeros: Network([Linear(2, 8)]).layout))
        y: try TensorList(zeros: ParameterLayout([])))
        })
        }.start()
      #expect(caught(FileError.self) { try store.latest() }?.problem == .incomplete)
      #expect(caught(FileError.self) { try store.latest() }?.problem == .newerFormat)
      #expect(caught(FileError.self) { try store.latest() }?.problem == FileError.Problem.noCheckpoint)
      #expect(data.problem == .otherData)
      #expect(deeper.problem == .foreign && deeper.subject.contains("'discriminator.2."))
      #expect(error.problem == .noCheckpoint && error.given.contains("12"))
      #expect(file.header["generator.1.running_mean"]?.shape == [8])
      #expect(first.all == second.all)
      #expect(full.problem == .diskFull, "\(full)")
      #expect(loaded.step == 3)
      #expect(loaded.step > last, "each process finished at least one save")
      #expect(missing.problem == .foreign && missing.subject.contains("'generator.1.running_mean'"))
      #expect(more.problem == .foreign && more.given.contains("scaledMove.x"))
      #expect(named.problem == .foreign && named.given.contains("simgd"))
      #expect(names == ["checkpoint-000000012", "checkpoint-1000000000"])
      #expect(network.problem == .foreign && network.subject.contains("'generator.0.weight'"))
      #expect(network.required == "[9, 3]" && network.given == "[8, 3]")
      #expect(new != old)
      #expect(refused.problem == .readOnly, "\(refused)")
      #expect(state.problem == .foreign && state.required.contains("scaledMove.x"))
      #expect(store.steps() == [1])
      #expect(store.steps() == [1_000_000_000, 12])
      #expect(store.steps() == [2])
      #expect(stored.manifest.configuration == setting.configuration)
      #expect(try (half.point - straight.point).squaredNorm() > 0, "the run moves")
      #expect(try loaded.buffers?.x.flat.bytes() == buffers.x.flat.bytes() && loaded.buffers?.y.count == 0)
      #expect(try loaded.extras["generator-ema"]?.flat.bytes() == average.flat.bytes())
      #expect(try loaded.point.x.flat.bytes() == setting.start.x.flat.bytes())
      #expect(try loaded.point.x.flat.bytes() == small.start.x.flat.bytes())
      #expect(try resumed.point.x.flat.bytes() == straight.point.x.flat.bytes())
      #expect(try resumed.point.y.flat.bytes() == straight.point.y.flat.bytes())
      #expect(try store.latest().manifest.step == 1)
      #expect(try store.latest().manifest.step == 1_000_000_000)
      -> Checkpoint<O.State> where O.V == TensorList
      // As a new process would: a fresh setting, nothing shared with the first run.
      Checkpoint(
      all[name] = withUnsafeBytes(of: value.bitPattern) { Array($0) }
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String, share = twentieth as Int] in
      checkpoint.buffers = buffers
      configuration.hidden = [hidden]
      configuration.optimizer = optimizer
      defer { disk.unmount() }
      for bytes in [0, 100, whole / 2, whole - 1] {
      for name in files {
      for step in [5, 10, 1_000_000_000, 10, 12] { try store.save(setting.checkpoint(Self.simgd, step: step)) }
      func error(_ body: () throws -> some Any) throws -> FileError {
      last = loaded.step
      let average = try 0.5 * half.point.x
      let buffers = Players(
      let cgd = CGD(stepSizes: Players(x: 0.1, y: 0.1), solver: ConjugateGradient<TensorList>(tolerance: 1e-6))
      let cgd = CGD(stepSizes: Players(x: 0.1, y: 0.1), solver: ConjugateGradient<TensorList>(tolerance: 1e-6))
      let data = try error {
      let deeper = try error {
      let disk = try SmallDisk(at: folder.appendingPathComponent("disk"), kilobytes: 64)
      let error = try #require(caught(FileError.self) { try store.stored(step: 5) })
      let family = try OptimizerCatalogue.named(name)
      let file = try SafetensorsFile(contentsOf: place.appendingPathComponent("weights.safetensors"))
      let files = ["weights.safetensors", "optimizer.safetensors", "checkpoint.json", "SHA256SUMS"]
      let fresh = try Setting(optimizer: setting.configuration.optimizer)
      let full = try #require(caught(FileError.self) { try store.save(large.checkpoint(Self.simgd, step: 2)) })
      let half = try Driver<TensorList>(stepCap: 3).run(optimizer, on: setting.source, from: setting.start)
      let large = try Setting(hidden: 4000)
      let layout = try ParameterLayout([.init(name: "1.running_mean", shape: [8])])
      let left = store.folder.appendingPathComponent(".checkpoint-000000009.x.tmp")
      let loaded = try store.load(
      let loaded = try store.load(
      let loaded = try store.load(
      let loaded = try store.load(
      let manifest = place.appendingPathComponent("checkpoint.json")
      let missing = try #require(
      let model = GANModel(
      let more = try error {
      let named = try error {
      let names = try FileManager.default.contentsOfDirectory(atPath: store.folder.path).sorted()
      let network = try error {
      let new = old.replacingOccurrences(of: "\"format\" : 1", with: "\"format\" : 2")
      let old = try String(contentsOf: manifest, encoding: .utf8)
      let place = try CheckpointStore(folder: folder).save(
      let place = try store.save(Setting().checkpoint(Self.simgd, step: 1))
      let place = try store.save(checkpoint)
      let refused = try #require(
      let resumed = try Driver<TensorList>(stepCap: 5).run(
      let seen = try PythonReader.run(
      let setting = try Setting()
      let setting = try Setting()
      let setting = try Setting()
      let setting = try Setting()
      let setting = try Setting()
      let setting = try Setting(optimizer: "cgd")
      let shallow = Players(
      let sizes = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/checkpoint-000000001").map {
      let small = try Setting()
      let state = try error {
      let store = CheckpointStore(folder: disk.folder.appendingPathComponent("checkpoints"))
      let store = CheckpointStore(folder: folder)
      let store = CheckpointStore(folder: folder)
      let store = CheckpointStore(folder: folder)
      let store = CheckpointStore(folder: folder)
      let store = CheckpointStore(folder: folder, keep: 1, quota: WriteQuota(bytes: whole + 10))
      let store = CheckpointStore(folder: folder.appendingPathComponent("a/b"), keep: 2)
      let store = CheckpointStore(folder: folder.appendingPathComponent("checkpoints"))
      let stored = try store.latest()
      let stored = try store.latest()
      let stored = try store.latest()
      let straight = try Driver<TensorList>(stepCap: 5).run(optimizer, on: setting.source, from: setting.start)
      let sums = place.appendingPathComponent("SHA256SUMS")
      let text = try String(contentsOf: sums, encoding: .utf8).replacingOccurrences(
      let whole = sizes.reduce(0, +)
      let wider = try Setting(hidden: 9)
      source = try MinibatchSource(
      start = try model.initialPoint(seed: 5)
      try AtomicFile.write(new, to: manifest)
      try AtomicFile.write(text, to: sums)
      try CheckpointStore(folder: folder).save(setting.checkpoint(Self.simgd, step: 1))
      try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
      try FileManager.default.removeItem(at: store.folder(ofStep: 1))
      try a.visit(&first)
      try b.visit(&second)
      try disk.makeReadOnly()
      try family.build(
      try store.save(
      try store.save(setting.checkpoint(Self.simgd, step: 1))
      try store.save(setting.checkpoint(Self.simgd, step: 1))
      try store.save(setting.checkpoint(Self.simgd, step: 2))
      try store.save(setting.checkpoint(cgd, step: 2))
      try store.save(small.checkpoint(Self.simgd, step: 1))
      var (a, b) = (straight.state, resumed.state)
      var (first, second) = (Bytes(), Bytes())
      var checkpoint = try setting.checkpoint(Self.simgd, step: 1)
      }
      }
      }
      }
      }
      }
      }
      }
      }
      }
      }
    "PyTorch's users find their names, and sha256sum the checksums",
    "a file system that is really full, and one that is read-only",
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    .enabled(if: PythonReader.executable != nil, Comment(rawValue: PythonReader.skipped)))
    .enabled(if: SmallDisk.isPermitted, "skipped: mounting a tmpfs needs root's rights"))
    // What the kills have left is gone after the next save.
    defer { try? FileManager.default.removeItem(at: folder) }
    for twentieth in [0, 3, 7, 11, 15, 19] {
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws where O.V == TensorList {
    func checkpoint<O: Optimizer>(_ optimizer: O, step: Int = 0, extras: [String: TensorList] = [:]) throws
    init(optimizer: String = "simgd", hidden: Int = 8) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gan-training-\(UUID().uuidString)")
    let folder: URL
    let setting = try Setting(hidden: 2000)
    let setting: Setting
    let source: MinibatchSource
    let start: Players<TensorList>
    let store = CheckpointStore(folder: folder, keep: 2)
    mutating func counter(_ name: String, _ value: inout Int) { all[name] = withUnsafeBytes(of: value) { Array($0) } }
    mutating func scalar(_ name: String, _ value: inout Double) {
    mutating func vector(_ name: String, _ value: inout TensorList) throws { all[name] = try value.flat.bytes() }
    try store.save(setting.checkpoint(Self.simgd, step: 0))
    try store.save(setting.checkpoint(Self.simgd, step: last + 1))
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    typealias V = TensorList
    typealias V = TensorList
    var all: [String: [UInt8]] = [:]
    var configuration = TrainingConfiguration()
    var fingerprint: Fingerprint { source.dataset.fingerprint }
    var last = 0
    {
    }
    }
    }
    }
    }
    }
    }
    }
    }
    }
    }
    }
    }
  /// A small GAN on a ring of Gaussians.
  /// Every entry of a state as bytes.
  /// The dense solver is for small games and refuses networks.
  @Test(
  @Test(
  @Test("a disk that fills up at any byte: its error, nothing half, the older checkpoint intact")
  @Test("a newer format is refused by name")
  @Test("a process that is killed while it saves, at any moment: the latest checkpoint is whole")
  @Test("another optimizer, other data, another network: refused, and what differs is named")
  @Test("buffers stand beside the parameters and come back; without asking for them they are foreign")
  @Test("for every optimizer: straight through equals saved and loaded in between, bit for bit", arguments: names)
  @Test("nothing there; incomplete; corrupt in each file: every one has its error and the older one remains")
  @Test("the last k are kept, whatever an interrupted save has left is removed, a step is replaced")
  func buffers() throws {
  func damage() throws {
  func foreign() throws {
  func format() throws {
  func fullDisk() throws {
  func keeping() throws {
  func killed() async throws {
  func python() throws {
  func resumption(name: String) throws {
  func smallDisk() throws {
  static let names = OptimizerCatalogue.all.map(\.card.name).filter { !$0.hasSuffix("-dense") }
  static let simgd = SimGD<TensorList>(stepSizes: Players(x: 0.1, y: 0.1))
  struct Bytes: StateVisitor {
  struct Resumption: OptimizerContinuation {
  struct Setting {
  }
  }
  }
  }
  }
  }
  }
  }
  }
  }
  }
  }
@Suite("Checkpoints") struct CheckpointTests {
import Datasets
import DurableFiles
import Foundation
import GANTraining
import GameDynamics
import GameOptimizers
import NeuralNetworks
import Testing
import TorchTensors
        from safetensors.numpy import load_file
        folder = sys.argv[1]
        for name in ("weights", "optimizer"):
            for key, array in sorted(load_file(f"{folder}/{name}.safetensors").items()):
                print(key, list(array.shape), array.dtype)
        for line in open(f"{folder}/SHA256SUMS"):
            sum, name = line.split()
            assert hashlib.sha256(open(f"{folder}/{name}", "rb").read()).hexdigest() == sum, name
        """, [place.path])
      #expect(
        seen == """
          discriminator.0.bias [8] float32
          discriminator.0.weight [8, 2] float32
          discriminator.2.bias [1] float32
          discriminator.2.weight [1, 8] float32
          generator-ema.0.bias [8] float32
          generator-ema.0.weight [8, 3] float32
          generator-ema.2.bias [2] float32
          generator-ema.2.weight [2, 8] float32
          generator.0.bias [8] float32
          generator.0.weight [8, 3] float32
          generator.2.bias [2] float32
          generator.2.weight [2, 8] float32
          scaledMove.x/0.bias [8] float32
          scaledMove.x/0.weight [8, 3] float32
          scaledMove.x/2.bias [2] float32
          scaledMove.x/2.weight [2, 8] float32
          """)
    }
  }
}
