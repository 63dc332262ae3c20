import Datasets
import DurableFiles
import Foundation
import GANs
import GameDynamics
import GameOptimizers
import NeuralNetworks
import Testing
import TorchTensors
import Training

/// Checkpoints that are damaged, killed in the midst of saving, or have no room.
extension CheckpointTests {
  @Test("nothing there; incomplete; corrupt in each file: every one has its error and the older one remains")
  func damage() throws {
    try withFolder { folder in
      let setting = try Setting()
      let store = CheckpointStore(folder: folder.appendingPathComponent("checkpoints"))
      #expect(caught(FileError.self) { try store.latest() }?.problem == FileError.Problem.noCheckpoint)
      let files = ["weights.safetensors", "optimizer.safetensors", "checkpoint.json", "SHA256SUMS"]
      try store.save(setting.checkpoint(Self.simgd, step: 1))
      for name in files {
        let place = try store.save(setting.checkpoint(Self.simgd, step: 2)).appendingPathComponent(name)
        #expect(try store.latest().manifest.step == 2)
        let content = try Data(contentsOf: place)
        try content.prefix(content.count / 2).write(to: place)
        let error = try #require(caught(FileError.self) { try store.stored(step: 2) }, "\(name)")
        #expect(error.problem == .corrupt)
        #expect(error.remedy.contains("resume from step 1"), "\(error)")
        try FileManager.default.removeItem(at: place)
        #expect(caught(FileError.self) { try store.stored(step: 2) }?.problem == .incomplete)
        #expect(try store.latest().manifest.step == 1, "the latest complete one")
      }
      try FileManager.default.removeItem(at: store.folder(ofStep: 1))
      #expect(caught(FileError.self) { try store.latest() }?.problem == .incomplete)
    }
  }

  @Test("too little room for one checkpoint is said beforehand")
  func room() throws {
    try withFolder { folder in
      let checkpoint = try Setting().checkpoint(Self.simgd)
      try CheckpointStore(folder: folder.appendingPathComponent("not/yet")).requireRoom(for: checkpoint)
      let store = CheckpointStore(folder: folder, quota: WriteQuota(bytes: 300))
      let error = try #require(caught(FileError.self) { try store.requireRoom(for: checkpoint) })
      #expect(error.problem == .diskFull && error.required.contains("room for one checkpoint"))
      // 2000 · 4 numbers of 4 bytes a network and more: 60 kB do not hold them.
      guard SmallDisk.isPermitted else { return }
      let disk = try SmallDisk(at: folder.appendingPathComponent("disk"), kilobytes: 60)
      defer { disk.unmount() }
      let small = CheckpointStore(folder: disk.folder.appendingPathComponent("checkpoints"))
      let large = try Setting(hidden: 2000).checkpoint(Self.simgd)
      #expect(caught(FileError.self) { try small.requireRoom(for: large) }?.problem == .diskFull)
    }
  }

  @Test("a process that is killed while it saves, at any moment: the latest checkpoint is whole")
  func killed() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("checkpoints-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let setting = try Setting(hidden: 2000)
    let store = CheckpointStore(folder: folder, keep: 2)
    try store.save(setting.checkpoint(Self.simgd, step: 0))
    var last = 0
    for twentieth in [0, 3, 7, 11, 15, 19] {
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String, share = twentieth as Int] in
        let setting = try Setting(hidden: 2000)
        let store = CheckpointStore(folder: URL(fileURLWithPath: path), keep: 2)
        let step = try store.latest().manifest.step
        let start = Date()
        try store.save(setting.checkpoint(Self.simgd, step: step + 1))
        let moment = Date().timeIntervalSince(start) * Double(share) / 20
        Thread {
          Thread.sleep(forTimeInterval: moment)
          kill(getpid(), SIGKILL)
        }.start()
        for next in (step + 2)... { try store.save(setting.checkpoint(Self.simgd, step: next)) }
      }
      let stored = try store.latest()
      let loaded = try Self.load(stored, Self.simgd, like: setting, data: setting.fingerprint)
      #expect(try loaded.point.x.flat.bytes() == setting.start.x.flat.bytes())
      #expect(loaded.step > last, "each process finished at least one save")
      last = loaded.step
    }
    // What the kills have left is gone after the next save.
    try store.save(setting.checkpoint(Self.simgd, step: last + 1))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test("a disk that fills up at any byte: its error, nothing half, the older checkpoint intact")
  func fullDisk() throws {
    try withFolder { folder in
      let setting = try Setting()
      try CheckpointStore(folder: folder).save(setting.checkpoint(Self.simgd, step: 1))
      let sizes = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/checkpoint-000000001").map {
        try Data(contentsOf: folder.appendingPathComponent("checkpoint-000000001/\($0)")).count
      }
      let whole = sizes.reduce(0, +)
      for bytes in [0, 100, whole / 2, whole - 1] {
        let store = CheckpointStore(folder: folder, keep: 1, quota: WriteQuota(bytes: bytes))
        let error = try #require(
          caught(FileError.self) { try store.save(setting.checkpoint(Self.simgd, step: 2)) })
        #expect(error.problem == .diskFull && error.subject == folder.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["checkpoint-000000001"])
        #expect(try store.latest().manifest.step == 1)
      }
      let store = CheckpointStore(folder: folder, keep: 1, quota: WriteQuota(bytes: whole + 10))
      try store.save(setting.checkpoint(Self.simgd, step: 2))
      #expect(store.steps() == [2])
    }
  }

  @Test(
    "a file system that is really full, and one that is read-only",
    .enabled(if: SmallDisk.isPermitted, "skipped: mounting a tmpfs needs root's rights"))
  func smallDisk() throws {
    try withFolder { folder in
      let disk = try SmallDisk(at: folder.appendingPathComponent("disk"), kilobytes: 64)
      defer { disk.unmount() }
      let store = CheckpointStore(folder: disk.folder.appendingPathComponent("checkpoints"))
      let small = try Setting()
      try store.save(small.checkpoint(Self.simgd, step: 1))
      let large = try Setting(hidden: 4000)
      let full = try #require(caught(FileError.self) { try store.save(large.checkpoint(Self.simgd, step: 2)) })
      #expect(full.problem == .diskFull, "\(full)")
      #expect(store.steps() == [1])
      let loaded = try Self.load(store.latest(), Self.simgd, like: small, data: small.fingerprint)
      #expect(try loaded.point.x.flat.bytes() == small.start.x.flat.bytes())
      try disk.makeReadOnly()
      let refused = try #require(
        caught(FileError.self) { try store.save(small.checkpoint(Self.simgd, step: 3)) })
      #expect(refused.problem == .readOnly, "\(refused)")
      #expect(try store.latest().manifest.step == 1)
    }
  }
}
