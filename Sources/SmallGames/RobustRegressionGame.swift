import GameDynamics

/// Robust linear regression: x fits a line, y shifts all inputs by one vector to make the fit worse.
///
///     min_x max_y  1/(2N) Σᵢ (xᵀ(aᵢ + y) - bᵢ)² + λ/4 ‖x‖² - γ/4 ‖y‖²
///
/// Convex in x; concave in y only while ‖x‖² < γ/2. The data are fixed: N = 10 seeded standard normal points in two
/// dimensions, bᵢ = aᵢᵀ(0.2, -0.1) plus normal noise of size 0.1.
public struct RobustRegressionGame<F: Field>: VectorLosses {
  /// The inputs aᵢ, one row each, and the answers bᵢ.
  public let inputs: [[Double]], answers: [Double]
  /// λ and γ.
  public let penalty: F, cost: F

  /// The game on these data; throws `VectorError` when the inputs differ in length or number from what is required.
  public init(inputs: [[Double]], answers: [Double], penalty: F, cost: F) throws {
    guard inputs.count == answers.count else {
      throw VectorError.wrongDimension(required: inputs.count, given: answers.count)
    }
    for row in inputs where row.count != inputs[0].count {
      throw VectorError.wrongDimension(required: inputs[0].count, given: row.count)
    }
    self.inputs = inputs
    self.answers = answers
    self.penalty = penalty
    self.cost = cost
  }

  /// True: y maximises what x minimises.
  @inlinable
  public var isZeroSum: Bool { true }
  /// As many as an input has.
  @inlinable
  public var dimensions: Players<Int> {
    let n = inputs.first?.count ?? 0
    return Players(x: n, y: n)
  }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
    var squares = D(0)
    for (input, answer) in zip(inputs, answers) {
      var residual = D(-answer)
      for j in x.indices { residual = residual + x[j] * (D(input[j]) + y[j]) }
      squares = squares + residual * residual
    }
    func squaredNorm(_ v: [D]) -> D { v.reduce(D(0)) { $0 + $1 * $1 } }
    let quarter = D(0.25)
    return .zeroSum(
      D(0.5 / Double(max(1, inputs.count))) * squares + quarter * constant(penalty) * squaredNorm(x)
        - quarter * constant(cost) * squaredNorm(y))
  }
}

/// The catalogue's entry for `RobustRegressionGame`.
public struct RobustRegressionFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "robust-regression",
    title: "robust linear regression",
    formula: "min_x max_y 1/(2N) Σ (xᵀ(aᵢ + y) - bᵢ)² + λ/4 ‖x‖² - γ/4 ‖y‖²",
    source:
      "Beznosikov et al., Stochastic gradient descent-ascent: unified theory and new efficient methods, 2022, "
      + "arXiv:2202.07262, experiments",
    parameters: [
      ParameterSpec("lambda", symbol: "λ", meaning: "penalty on the fit", standard: 0.2, minimum: 0),
      ParameterSpec("gamma", symbol: "γ", meaning: "cost of the shift", standard: 0.2, minimum: 0),
    ],
    standardStart: Players(x: [0.0, 0.0], y: [0.1, 0.1]),
    isZeroSum: true)
  static let data: (inputs: [[Double]], answers: [Double]) = {
    var numbers = SeededNumbers(seed: 1234)
    let inputs = (0..<10).map { _ in numbers.normals(2) }
    return (inputs, inputs.map { 0.2 * $0[0] - 0.1 * $0[1] + 0.1 * numbers.normal() })
  }()

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// Empty: there is no formula.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [] }

  /// Hands `RobustRegressionGame` with the parameters `p` to `next`.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(
      VectorLossGame(
        RobustRegressionGame(
          inputs: Self.data.inputs, answers: Self.data.answers, penalty: p.value("lambda"), cost: p.value("gamma"))))
  }
}
