import Foundation
import GANs
import NeuralNetworks
import Testing
import TorchTensors
import Training

/// Generators of every kind of layer, written for PyTorch and computed by PyTorch.
@Suite("Exported generators") struct GeneratorExportTests {
  /// A generator after two steps, so that running statistics and singular vectors are not what they begin with.
  private func generator(_ architecture: String, in folder: URL) throws -> TrainedGenerator {
    var configuration = TrainingConfiguration()
    configuration.architecture = architecture
    configuration.data = architecture.contains("28") || architecture == "icr-mnist" ? "synthetic" : "shapes"
    configuration.conditional = architecture.hasSuffix("-conditional")
    configuration.optimizer = "adam"
    configuration.batchSize = 2
    configuration.steps = 2
    configuration.threads = 1
    _ = try GANTrainer(configuration).run(files: RunFiles(folder: folder.appendingPathComponent("run")))
    return try TrainedGenerator(CheckpointStore.find(folder.appendingPathComponent("run")))
  }

  /// All layers that catalogued generators have: (transposed) convolutions, batch normalization (conditional too), spectral
  /// normalization, attention, residual blocks, labels beside the input.
  @Test(arguments: ["mlp-28", "dcgan-28-conditional", "sngan-resnet-32-conditional", "sagan-32", "icr-cifar"])
  func pythonComputesTheSame(architecture: String) throws {
    guard let python = PyTorchPython.executable else { return print(PyTorchPython.skipped) }
    try withFolder { folder in
      let generator = try generator(architecture, in: folder)
      let names = try GeneratorExport(generator).write(to: folder)
      #expect(names == ["generator.pt", "generator.py", "generator.safetensors"])
      let latent = try generator.latent(5, seed: 3)
      let labels = generator.classes.map { classes in (0..<5).map { (3 * $0) % classes } }
      let samples = try generator.samples(of: latent, labels: labels)
      try SafetensorsFile.write(
        [("z", latent), ("samples", samples)]
          + (labels.map { [("labels", try Tensor(int64s: $0.map(Int64.init)))] } ?? []),
        to: folder.appendingPathComponent("io.safetensors"))
      let difference = try PyTorchPython.run(
        python,
        """
        import sys, torch
        sys.path.insert(0, sys.argv[1])
        import generator, json, struct
        data = open(sys.argv[1] + "/io.safetensors", "rb").read()
        n = struct.unpack("<Q", data[:8])[0]
        def read(name):
            entry = json.loads(data[8:8 + n]).get(name)
            if entry is None: return None
            a, b = entry["data_offsets"]
            kind = torch.int64 if entry["dtype"] == "I64" else torch.float32
            return torch.frombuffer(bytearray(data[8 + n + a:8 + n + b]), dtype=kind).reshape(entry["shape"])
        z, labels, samples = read("z"), read("labels"), read("samples")
        worst = 0.0
        with torch.no_grad():
            for network in (generator.Generator(), torch.jit.load(sys.argv[1] + "/generator.pt")):
                found = network(z) if labels is None else network(z, labels)
                assert found.shape == samples.shape
                worst = max(worst, (found - samples).abs().max().item())
        print(worst)
        """, [folder.path])
      // 1e-6 is what the order of float32 sums makes of numbers of size 1.
      #expect((Double(difference) ?? 1) < 1e-5, "\(difference)")
    }
  }

  @Test func namesAreAttributes() {
    #expect(PyTorchCode.attribute("main.0.weight") == "main__0__weight")
    #expect(PyTorchCode.attribute("0.weight") == "layer__0__weight")
  }

  /// A layer of one's own has no code, and is named.
  @Test func layersWithoutCodeAreNamed() throws {
    struct Own: Layer {
      func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) -> Tensor { input }
    }
    let network = try Network(named: [("main", Sequential([Linear(2, 2), Own()]))])
    #expect { try PyTorchCode(network) } throws: { "\($0)".contains("main.1 is a Own") }
  }

  /// Every architecture of the catalogue can be written, and libtorch's own compiler takes the code.
  @Test func everyArchitectureIsWritten() throws {
    try withFolder { folder in
      for pair in ArchitectureCatalogue.all {
        let network = try pair.generator()
        let code = try PyTorchCode(network)
        let arguments = ["self", "z"] + network.conditions.map(PyTorchCode.argument)
        let head = "def forward(\(arguments.joined(separator: ", "))):"
        let source = ([head] + (code.lines + ["return \(code.output)"]).map { "    " + $0 }).joined(separator: "\n")
        // Small stand-ins: the compiler looks at types alone.
        let names = (network.layout.entries + network.bufferLayout.entries).map { PyTorchCode.attribute($0.name) }
        #expect(Set(names).count == names.count)
        let module = ScriptModule(
          name: "Generator", source: source + "\n", parameters: try names.map { ($0, try Tensor.zeros([1])) })
        try module.write(to: folder.appendingPathComponent(pair.card.name + ".pt").path)
      }
    }
  }
}

/// Python with PyTorch: $COUNTERPLAY_PYTHON, `python3`, or the peers' environment, if scripts/peers-setup has made it.
enum PyTorchPython {
  static let skipped = "skipped: no Python with torch (scripts/peers-setup makes one, or set COUNTERPLAY_PYTHON)"

  static let executable: URL? = {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
    let cache = URL(fileURLWithPath: home).appendingPathComponent("counterplay")
    let peers = (try? FileManager.default.contentsOfDirectory(atPath: cache.path)) ?? []
    let candidates: [String?] =
      [environment["COUNTERPLAY_PYTHON"], "/usr/bin/python3", "/usr/local/bin/python3"]
      + peers.filter { $0.hasPrefix("peers-") }.sorted().map { cache.appendingPathComponent("\($0)/bin/python").path }
    return candidates.compactMap { $0 }.map { URL(fileURLWithPath: $0) }.first {
      FileManager.default.isExecutableFile(atPath: $0.path) && (try? run($0, "import torch; print(1)", [])) == "1"
    }
  }()

  struct Failure: Error { let words: String }

  static func run(_ python: URL, _ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = python
    process.arguments = ["-c", program] + arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(words: words) }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
