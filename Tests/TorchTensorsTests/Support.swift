import Testing
import TorchTensors

/// A float64 tensor, the type in which hand computations are compared.
func tensor(_ elements: [Double], _ shape: [Int]? = nil) throws -> Tensor {
  try Tensor(elements, shape: shape, dtype: .float64)
}

/// The same as a leaf that gradients can be taken with respect to.
func leaf(_ elements: [Double], _ shape: [Int]? = nil) throws -> Tensor {
  try tensor(elements, shape).setRequiresGradient(true)
}

/// Equal shapes and elements that differ by `tolerance` at most. NaN equals nothing.
func expectClose(
  _ actual: Tensor, _ expected: [Double], shape: [Int]? = nil, tolerance: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try actual.doubles()
  #expect(found.count == expected.count, sourceLocation: sourceLocation)
  if let shape { #expect(actual.shape == shape, sourceLocation: sourceLocation) }
  for (index, (a, b)) in zip(found, expected).enumerated() where !(abs(a - b) <= tolerance) {
    Issue.record("element \(index) is \(a), expected \(b) within \(tolerance)", sourceLocation: sourceLocation)
  }
}

/// The error that `body` throws, or a recorded failure.
func torchError(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> some Any
) -> TorchError? {
  do {
    _ = try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    return nil
  } catch let error as TorchError {
    return error
  } catch {
    Issue.record("not a TorchError: \(error)", sourceLocation: sourceLocation)
    return nil
  }
}
