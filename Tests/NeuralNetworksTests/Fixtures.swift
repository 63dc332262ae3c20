import Foundation
import NeuralNetworks
import Testing
import TorchTensors

/// Numbers that PyTorch made: `Fixtures/make_fixtures.py`.
struct Numbers: Decodable {
  let shape: [Int]
  let values: [Double]
  func tensor() throws -> Tensor { try Tensor(values, shape: shape, dtype: .float64) }
}

struct NamedNumbers: Decodable {
  let name: String
  let shape: [Int]
  let values: [Double]
  func tensor() throws -> Tensor { try Tensor(values, shape: shape, dtype: .float64) }
}

/// One evaluation of a layer.
struct LayerCase: Decodable, CustomTestStringConvertible, Sendable {
  let name: String
  let training: Bool
  let labels: [Int64]?
  let input: Numbers
  let parameters: [NamedNumbers]
  let buffers: [NamedNumbers]
  let output: Numbers
  let cotangent: Numbers
  let inputGradient: Numbers
  let parameterGradients: [Numbers]
  let buffersAfter: [NamedNumbers]
  var testDescription: String { name }

  static func all() throws -> [LayerCase] { try decode("layers.json") }
}

/// One evaluation of both networks of an architecture.
struct ArchitectureCase: Decodable, CustomTestStringConvertible, Sendable {
  struct Entry: Decodable, Equatable {
    let name: String
    let shape: [Int]
  }
  struct Evaluation: Decodable {
    let parameters: [Entry]
    let output: Numbers
  }
  let name: String
  let generator: Evaluation
  let discriminator: Evaluation
  var testDescription: String { name }

  static func all() throws -> [ArchitectureCase] { try decode("architectures.json") }
}

private func decode<T: Decodable>(_ file: String) throws -> T {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  return try JSONDecoder().decode(T.self, from: Data(contentsOf: folder.appendingPathComponent(file)))
}

/// Equal shapes and elements within `tolerance`. NaN equals nothing.
func expectClose(
  _ actual: Tensor, _ expected: [Double], shape: [Int]? = nil, tolerance: Double = 1e-11, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try actual.doubles()
  #expect(found.count == expected.count, "\(what)", sourceLocation: sourceLocation)
  if let shape { #expect(actual.shape == shape, "\(what)", sourceLocation: sourceLocation) }
  for (index, (a, b)) in zip(found, expected).enumerated() where !(abs(a - b) <= tolerance * max(1, abs(b))) {
    Issue.record("\(what) element \(index) is \(a), expected \(b)", sourceLocation: sourceLocation)
    return
  }
}

/// The error that `body` throws, or a recorded failure.
func torchError(sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> some Any) -> TorchError? {
  do {
    _ = try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as TorchError {
    return error
  } catch {
    Issue.record("not a TorchError: \(error)", sourceLocation: sourceLocation)
  }
  return nil
}
