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

/// Checkpoints that other programs read and write.
extension CheckpointTests {
  @Test("weights that were written again are told apart from damage, and load once their checksums are accepted")
  func rewritten() throws {
    try withFolder { folder in
      let setting = try Setting(optimizer: "cgd")
      let cgd = CGD(stepSizes: Players(x: 0.1, y: 0.1), solver: ConjugateGradient<TensorList>(tolerance: 1e-6))
      let store = CheckpointStore(folder: folder.appendingPathComponent("a b's run"))
      let place = try store.save(setting.checkpoint(cgd, step: 1, average: setting.start.x))
      func accept(_ error: FileError) throws {
        // The command that the message gives, as it stands there.
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", error.remedy.split(separator: "`").map(String.init)[1]]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
      }
      // Doubled, in another order, in half precision in part, and without metadata.
      for name in ["weights.safetensors", "optimizer.safetensors"] {
        let url = place.appendingPathComponent(name)
        let file = try SafetensorsFile(contentsOf: url)
        var tensors = try file.header.entries.reversed().map { (name: $0.name, tensor: try file.tensor($0.name) * 2) }
        for number in stride(from: 0, to: tensors.count, by: 2) {
          tensors[number].tensor = try tensors[number].tensor.to(.bfloat16)
        }
        try SafetensorsFile.write(tensors, to: url)
        let error = try #require(caught(FileError.self) { try store.latest() })
        #expect(error.problem == .changed && error.given.contains(name), "\(error)")
        try accept(error)
      }
      let loaded = try Self.load(store.latest(), cgd, like: setting, data: setting.fingerprint, average: true)
      #expect(loaded.point.x.dtype == .float32 && loaded.average?.parameters.dtype == .float32)
      // bfloat16 keeps 8 bits of the mantissa.
      let change = try (loaded.point - setting.start).squaredNorm() / setting.start.x.squaredNorm()
      #expect(try abs((loaded.point.x - 2 * setting.start.x).norm()) < 0.01 * setting.start.x.norm() && change > 0.9)
      // A sound file that lacks what was saved is damage.
      try SafetensorsFile.write(
        SafetensorsFile.named(setting.start.y),
        to: place.appendingPathComponent("weights.safetensors"))
      #expect(caught(FileError.self) { try store.latest() }?.problem == .corrupt)
    }
  }

  @Test(
    "weights that Python's safetensors has written again, in half precision and without metadata, load",
    .enabled(if: PythonReader.executable != nil, Comment(rawValue: PythonReader.skipped)))
  func rewrittenByPython() throws {
    try withFolder { folder in
      let setting = try Setting()
      let store = CheckpointStore(folder: folder)
      let place = try store.save(setting.checkpoint(Self.simgd, step: 1))
      _ = try PythonReader.run(
        """
        import sys, hashlib
        from safetensors.numpy import load_file, save_file
        folder = sys.argv[1]
        path = f"{folder}/weights.safetensors"
        save_file({key: array.astype("float16") for key, array in load_file(path).items()}, path)
        lines = []
        for name in ("weights.safetensors", "optimizer.safetensors", "checkpoint.json"):
            lines.append(hashlib.sha256(open(f"{folder}/{name}", "rb").read()).hexdigest() + "  " + name)
        open(f"{folder}/SHA256SUMS", "w").write(chr(10).join(lines) + chr(10))
        """, [place.path])
      let loaded = try Self.load(store.latest(), Self.simgd, like: setting, data: setting.fingerprint)
      // Half precision keeps 11 bits.
      #expect(try (loaded.point.x - setting.start.x).norm() < 1e-3 * setting.start.x.norm())
    }
  }

  @Test(
    "PyTorch's users find their names, and sha256sum the checksums",
    .enabled(if: PythonReader.executable != nil, Comment(rawValue: PythonReader.skipped)))
  func python() throws {
    try withFolder { folder in
      let setting = try Setting(optimizer: "cgd")
      let cgd = CGD(stepSizes: Players(x: 0.1, y: 0.1), solver: ConjugateGradient<TensorList>(tolerance: 1e-6))
      let place = try CheckpointStore(folder: folder).save(
        setting.checkpoint(cgd, step: 3, average: setting.start.x))
      let seen = try PythonReader.run(
        """
        import sys, os, hashlib
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
          generator-average.0.bias [8] float32
          generator-average.0.weight [8, 3] float32
          generator-average.2.bias [2] float32
          generator-average.2.weight [2, 8] float32
          generator.0.bias [8] float32
          generator.0.weight [8, 3] float32
          generator.2.bias [2] float32
          generator.2.weight [2, 8] float32
          scaledMove.x/generator.0.bias [8] float32
          scaledMove.x/generator.0.weight [8, 3] float32
          scaledMove.x/generator.2.bias [2] float32
          scaledMove.x/generator.2.weight [2, 8] float32
          """)
    }
  }
}
