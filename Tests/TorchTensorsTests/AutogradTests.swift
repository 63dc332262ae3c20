import Testing
import TorchTensors

@Suite struct AutogradTests {
  /// f = x³ at 2: f' = 3x² = 12, f'' = 6x = 12, f''' = 6, f'''' = 0 (which libtorch knows as "no dependence" or as 0).
  @Test func derivativesOfACubeUpToTheThird() throws {
    let x = try leaf([2], [])
    let f = try x * x * x
    let first = try Tensor.gradients(of: [f], withRespectTo: [x], createGraph: true)[0]
    let second = try Tensor.gradients(of: [first], withRespectTo: [x], createGraph: true)[0]
    let third = try Tensor.gradients(of: [second], withRespectTo: [x], createGraph: true)[0]
    #expect(try first.item() == 12)
    #expect(try second.item() == 12)
    #expect(try third.item() == 6)
  }

  /// f = Σ x_i² y_i: ∂f/∂x = 2xy, and the mixed product D²_xy f · v = ∂/∂y (∂f/∂x · v)= 2 x v elementwise.
  @Test func mixedSecondDerivativeTimesAVector() throws {
    let x = try leaf([1, 2, 3])
    let y = try leaf([4, 5, 6])
    let f = try (x * x * y).sum()
    let gx = try Tensor.gradients(of: [f], withRespectTo: [x], createGraph: true)[0]
    try expectClose(gx, [8, 20, 36])
    let v = try tensor([1, -1, 0.5])
    let product = try Tensor.gradients(of: [gx], withRespectTo: [y], cotangents: [v])[0]
    try expectClose(product, [2, -4, 3])
  }

  /// σ'(0) = 1/4, σ''(0) = 0; tanh'(0) = 1, tanh''(0.5) = -2 tanh (1 - tanh²).
  @Test func derivativesOfActivations() throws {
    let x = try leaf([0], [])
    let s = try Tensor.gradients(of: [x.sigmoid()], withRespectTo: [x], createGraph: true)[0]
    #expect(try s.item() == 0.25)
    #expect(try Tensor.gradients(of: [s], withRespectTo: [x])[0].item() == 0)
    let z = try leaf([0.5], [])
    let t = try Tensor.gradients(of: [z.tanh()], withRespectTo: [z], createGraph: true)[0]
    let second = try Tensor.gradients(of: [t], withRespectTo: [z])[0]
    let tanh = 0.46211715726000975850
    try expectClose(second, [-2 * tanh * (1 - tanh * tanh)], tolerance: 1e-15)
  }

  /// (a·1 + b·10) with several outputs: the sum over outputs of cotangent times derivative.
  @Test func severalOutputsAreSummed() throws {
    let x = try leaf([3], [1])
    let gradient = try Tensor.gradients(
      of: [x * 2, x * 5], withRespectTo: [x], cotangents: [tensor([1]), tensor([10])])[0]
    try expectClose(gradient, [52])
  }

  @Test func unusedInputs() throws {
    let x = try leaf([1], [])
    let y = try leaf([1], [])
    let f = try x * 3
    let found = try Tensor.gradients(of: [f], withRespectTo: [x, y], retainGraph: true, allowUnused: true)
    #expect(try found[0]?.item() == 3)
    #expect(found[1] == nil)
    let error = torchError { try Tensor.gradients(of: [f], withRespectTo: [x, y]) }
    #expect(error?.operation == "gradients")
    #expect(error?.message.contains("appears to not have been used in the graph") == true)
  }

  @Test func aGraphIsFreedUnlessRetained() throws {
    let x = try leaf([2], [])
    let f = try x * x
    _ = try Tensor.gradients(of: [f], withRespectTo: [x], retainGraph: true)
    _ = try Tensor.gradients(of: [f], withRespectTo: [x])
    let error = torchError { try Tensor.gradients(of: [f], withRespectTo: [x]) }
    #expect(error?.message.contains("Trying to backward through the graph a second time") == true)
  }

  @Test func cotangentsAreCountedAndNeededForNonScalars() throws {
    let x = try leaf([1, 2])
    let missing = torchError { try Tensor.gradients(of: [x * 2], withRespectTo: [x]) }
    #expect(missing?.message.contains("grad can be implicitly created only for scalar outputs") == true)
    let extra = torchError {
      try Tensor.gradients(of: [x * 2], withRespectTo: [x], cotangents: [tensor([1, 1]), tensor([1, 1])])
    }
    #expect(extra?.message == "one cotangent for each of the 1 outputs is required, given 2")
  }

  @Test func recordingIsSwitchedOffInAScopeAndRestoredAfterAnError() throws {
    struct Stop: Error {}
    let x = try leaf([2], [])
    let inside = try withoutGradient { try x * x }
    #expect(!inside.requiresGradient)
    let nested = try withoutGradient { try withGradient { try x * x } }
    #expect(nested.requiresGradient)
    #expect(throws: Stop.self) { try withoutGradient { throw Stop() } }
    #expect(try (x * x).requiresGradient)
  }

  @Test func detachSharesElementsAndDropsTheGraph() throws {
    let x = try leaf([2], [])
    let f = try (x * x).detach()
    #expect(!f.requiresGradient)
    let error = torchError { try tensor([1]).to(.int64).setRequiresGradient(true) }
    #expect(error?.description.hasPrefix("setRequiresGradient: a gradient needs floating-point elements") == true)
  }
}
