import GameDynamics
import GameOptimizers
import SmallGames
import StabilityAnalysis
import TestSupport
import Testing
import TorchTensors
import Training

/// The Jacobian of every optimizer's iteration on tensors is that of the same game on dual numbers.
@Suite struct IterationOnTensorsTests {
  /// f = ½ x₀² + ¼ x₁² - ½ y₀² - 0.3 y₁² + x₀ y₀ + 0.7 x₁ y₁ - 0.4 x₀ y₁ + 0.2 x₀² y₁ + 0.1 sin(x₁) y₀², g = -f.
  struct Curved<F: Field>: VectorLosses {
    var isZeroSum: Bool { true }
    var dimensions: Players<Int> { Players(x: 2, y: 2) }
    func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
      let quadratic = D(0.5) * x[0] * x[0] + D(0.25) * x[1] * x[1] - D(0.5) * y[0] * y[0] - D(0.3) * y[1] * y[1]
      let coupling = x[0] * y[0] + D(0.7) * x[1] * y[1] - D(0.4) * x[0] * y[1]
      let curved = D(0.2) * x[0] * x[0] * y[1] + D(0.1) * D.sin(x[1]) * y[0] * y[0]
      return .zeroSum(quadratic + coupling + curved)
    }
  }

  static let onTensors = TensorGame(isZeroSum: true) { x, y, _ in
    let (a, b) = (try x[0].narrow(0, start: 0, length: 1), try x[0].narrow(0, start: 1, length: 1))
    let (c, d) = (try y[0].narrow(0, start: 0, length: 1), try y[0].narrow(0, start: 1, length: 1))
    var f = try 0.5 * (a * a)
    f = try f + 0.25 * (b * b)
    f = try f - 0.5 * (c * c)
    f = try f - 0.3 * (d * d)
    f = try f + a * c
    f = try f + 0.7 * (b * d)
    f = try f - 0.4 * (a * d)
    f = try f + 0.2 * (a * a * d)
    f = try f + 0.1 * (b.sin() * c * c)
    return (x: try f.sum(), y: nil)
  }

  static func point(_ x: [Double], _ y: [Double]) throws -> Players<TensorList> {
    func list(_ name: String, _ numbers: [Double]) throws -> TensorList {
      try TensorList(
        copying: Tensor(numbers, dtype: .float64), ParameterLayout([.init(name: name, shape: [numbers.count])]))
    }
    return Players(x: try list("x", x), y: try list("y", y))
  }

  private struct Dense: OptimizerContinuation {
    typealias V = DenseVector<Dual<Double>>
    let point: Players<[Double]>
    let settlingSteps: Int
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Matrix where O.V == V {
      try IterationJacobian(settlingSteps: settlingSteps).jacobians(
        of: optimizer, on: VectorLossGame(Curved<Dual<Double>>()), at: point)[0]
    }
  }

  private struct OnTensors: OptimizerContinuation {
    typealias V = DualVector<TensorList>
    let point: Players<TensorList>
    let settlingSteps: Int
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Matrix where O.V == V {
      let iteration = try LinearizedIteration(
        of: optimizer, on: IterationOnTensorsTests.onTensors, at: point, settlingSteps: settlingSteps)
      return try iteration.matrix()
    }
  }

  @Test(arguments: OptimizerCatalogue.all.filter(\.card.isDifferentiableAtEquilibria).map(\.card.name))
  func atAnEquilibrium(_ name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    var h = Parameters<Dual<Double>>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: Dual(0.13), y: Dual(0.21)))
    let dense = try family.build(h, then: Dense(point: Players(x: [0, 0], y: [0, 0]), settlingSteps: 2))
    let tensors = try family.build(h, then: OnTensors(point: Self.point([0, 0], [0, 0]), settlingSteps: 2))
    #expect(difference(dense.entries, tensors.entries) < 1e-8, "\(name)")
  }

  /// Away from equilibria third derivatives enter, by central differences.
  @Test(arguments: ["simgd", "ogda", "extragradient", "lookahead", "cgd", "sga", "consensus"])
  func awayFromEquilibria(_ name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    var h = Parameters<Dual<Double>>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: Dual(0.13), y: Dual(0.21)))
    let dense = try family.build(h, then: Dense(point: Players(x: [0.6, -0.4], y: [0.3, 0.5]), settlingSteps: 0))
    let tensors = try family.build(h, then: OnTensors(point: Self.point([0.6, -0.4], [0.3, 0.5]), settlingSteps: 0))
    #expect(difference(dense.entries, tensors.entries) < 1e-7, "\(name)")
  }

  /// Adam divides by the root of what vanishes: no derivative at rest, and the error says so; with second moments of its
  /// own, as a checkpoint has them, there is one.
  @Test func adamHasADerivativeWhereItsMomentsAreNotZero() throws {
    let family = try OptimizerCatalogue.named("adam")
    let numbers = Parameters<Double>(family.card.hyperparameters)
    let spectra = IterationSpectra(of: Self.onTensors, at: try Self.point([0, 0], [0, 0]))
    #expect(throws: SpectrumError.notDifferentiable(optimizer: family.card.title)) {
      try spectra.spectrum(of: family, numbers)
    }
    let moved = try family.build(numbers, then: StateAfterSteps(point: Self.point([0.6, -0.4], [0.3, 0.5])))
    let spectrum = try spectra.spectrum(of: family, numbers, state: moved)
    #expect(spectrum.eigenvalues.allSatisfy { $0.length.isFinite } && spectrum.eigenvalues.count == 12)
    // A state with another number of entries is another optimizer's.
    var short = moved
    short.vectors.removeLast()
    #expect(throws: VectorError.self) { try spectra.spectrum(of: family, numbers, state: short) }
  }

  private struct StateAfterSteps: OptimizerContinuation {
    typealias V = TensorList
    let point: Players<TensorList>
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> RememberedValues<TensorList> where O.V == V {
      let run = try Driver<TensorList>(stepCap: 5).run(
        optimizer, on: FixedGame(IterationOnTensorsTests.onTensors), from: point)
      return try RememberedValues(of: run.state)
    }
  }

  /// diag(3, 2, 1) and a bias: three singular values of one weight.
  @Test func singularValuesOfWeights() throws {
    let layout = try ParameterLayout([.init(name: "0.weight", shape: [3, 3]), .init(name: "0.bias", shape: [3])])
    let list = try TensorList(
      copying: Tensor([3.0, 0, 0, 0, 0, 2, 0, -1, 0, 7, 7, 7], dtype: .float64), layout)
    let spectra = try list.weightSpectra(2)
    #expect(spectra.count == 1 && spectra[0].name == "0.weight")
    #expect(abs(spectra[0].values[0] - 3) < 1e-12 && abs(spectra[0].values[1] - 2) < 1e-12)
    #expect(abs(spectra[0].gap - 1.5) < 1e-12)
  }
}
