import DurableFiles
import Foundation
import NeuralNetworks
import TorchTensors
import Training

/// A trained generator for PyTorch alone, in two forms: TorchScript, `generator.pt`, and a Python module, `generator.py`,
/// with the numbers in `generator.safetensors`.
///
/// ```python
/// images = torch.jit.load("generator.pt")(torch.randn(64, 100))      # [64, 1, 28, 28], in (-1, 1)
///
/// from generator import Generator
/// images = Generator()(torch.randn(64, 100))                         # the same
/// ```
///
/// Parameters and buffers keep their names in the file of weights. Both forms compute what the generator computes in
/// evaluation mode, to rounding; a conditional one takes the classes (int64, [n]), or what else it is told, as further
/// arguments.
public struct GeneratorExport: Sendable {
  /// What is exported.
  public let generator: TrainedGenerator
  private let code: PyTorchCode

  /// The files' names.
  public static let script = "generator.pt", module = "generator.py", weights = "generator.safetensors"

  /// Throws `TorchError` where the network has a layer that cannot be written in PyTorch.
  public init(_ generator: TrainedGenerator) throws(TorchError) {
    self.generator = generator
    code = try PyTorchCode(generator.network)
  }

  /// Writes the files into a folder, the weights before the module; returns their names. Throws what `FileError.writing`
  /// says, and `TorchError`.
  public func write(to folder: URL) throws -> [String] {
    let parameters = try SafetensorsFile.named(generator.parameters)
    let buffers = try generator.buffers.map { try SafetensorsFile.named($0) } ?? []
    func attributes(_ tensors: SafetensorsFile.NamedTensors) -> SafetensorsFile.NamedTensors {
      tensors.map { (PyTorchCode.attribute($0.name), $0.tensor) }
    }
    let draft = Draft(for: folder.appendingPathComponent(Self.script))
    try ScriptModule(
      name: "Generator", source: forward, parameters: attributes(parameters), buffers: attributes(buffers)
    ).write(to: draft.url.path)
    try draft.move()
    try SafetensorsFile.write(
      parameters + buffers, metadata: ["producer": "counterplay"], to: folder.appendingPathComponent(Self.weights))
    try AtomicFile.write(python, to: folder.appendingPathComponent(Self.module))
    return [Self.script, Self.module, Self.weights]
  }

  /// The one method, not indented.
  private var forward: String {
    let arguments = ["self", "z"] + generator.network.conditions.map(PyTorchCode.argument)
    let head = "def forward(\(arguments.joined(separator: ", "))):"
    return ([head] + (code.lines + ["return \(code.output)"]).map { "    " + $0 }).joined(separator: "\n") + "\n"
  }

  /// The module's text.
  public var python: String {
    let shape = generator.data.sampleShape
    let meaning =
      shape.count == 3
      ? "images of shape [n, \(shape.map { "\($0)" }.joined(separator: ", "))] in (-1, 1); a byte is (value + 1) * 127.5"
      : "samples of shape [n, \(shape.map { "\($0)" }.joined(separator: ", "))]"
    let conditions = generator.network.conditions.map { name in
      let classes = name == Conditions.label ? generator.classes : nil
      return ", and \(PyTorchCode.argument(name))"
        + (classes.map { " (int64, [n]), classes from 0 to \($0 - 1)" } ?? "")
    }
    let buffers = generator.network.bufferLayout.entries.map { "    \"\($0.name)\"," }
    let imports = ["json", "pathlib", "struct", "torch"].map { "import " + $0 }
    let method = forward.split(separator: "\n").map { "    " + $0 }
    return """
      # Written by Counterplay: a trained generator, for PyTorch alone. The weights are in \(Self.weights) beside it.
      \(imports.joined(separator: "\n"))

      LATENT_SIZE = \(generator.latentSize)
      CLASSES = \(generator.classes.map { "\($0)" } ?? "None")
      SAMPLE_SHAPE = [\(shape.map { "\($0)" }.joined(separator: ", "))]
      # What is kept and not trained; all else in the file is a parameter.
      BUFFERS = [
      \(buffers.joined(separator: "\n"))
      ]


      def attribute(name):
          '''The module's attribute for a tensor of the file.'''
          plain = name.replace(".", "__")
          return "layer__" + plain if plain[0].isdigit() else plain


      def read_weights(path):
          '''The tensors of a safetensors file of float32, by name.'''
          with open(path, "rb") as file:
              (length,) = struct.unpack("<Q", file.read(8))
              header = json.loads(file.read(length))
              data = bytearray(file.read())
          tensors = {}
          for name, entry in header.items():
              if name == "__metadata__":
                  continue
              start, end = entry["data_offsets"]
              numbers = torch.frombuffer(data, dtype=torch.float32, count=(end - start) // 4, offset=start)
              tensors[name] = numbers.reshape(entry["shape"]).clone()
          return tensors


      class Generator(torch.nn.Module):
          '''Takes latent vectors z (float32, [n, \(generator.latentSize)], standard normal)\(conditions.joined()).

          Returns \(meaning).
          '''

          def __init__(self, path=pathlib.Path(__file__).with_name("\(Self.weights)")):
              super().__init__()
              for name, tensor in read_weights(path).items():
                  if name in BUFFERS:
                      self.register_buffer(attribute(name), tensor)
                  else:
                      self.register_parameter(attribute(name), torch.nn.Parameter(tensor))
              self.eval()

      \(method.joined(separator: "\n"))

      """
  }
}
