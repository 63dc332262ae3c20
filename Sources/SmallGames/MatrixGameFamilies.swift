import GameDynamics

/// The catalogue's entry for the n-dimensional quadratic game with a prescribed spectrum:
///
///     min_x max_y  a ‖x‖² + b xᵀB y + c ‖y‖²,   B with singular values 1, 1/2, 1/4
///
/// In the singular vectors of B it is three `QuadraticGame`s with interactions b, b/2 and b/4 played at once, so every
/// claim on one number can be read off for each singular value. B = (I - 2vvᵀ/3) diag(1, 1/2, 1/4), v = (1, 1, 1): a
/// reflection times a diagonal, so that no player's coordinates are singular vectors by accident.
public struct MatrixQuadraticGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "quadratic-nd",
    title: "quadratic game in 3 + 3 dimensions",
    formula: "min_x max_y a ‖x‖² + b xᵀB y + c ‖y‖², B with singular values 1, 1/2, 1/4",
    source:
      "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 3",
    parameters: QuadraticGameFamily().card.parameters,
    standardStart: Players(x: [1.0, 1.0, 1.0], y: [1.0, 1.0, 1.0]),
    isZeroSum: true)
  static let spectrum = [1.0, 0.5, 0.25]
  static let interaction: Matrix = {
    var result = Matrix(rows: 3, columns: 3)
    for i in 0..<3 { for j in 0..<3 { result[i, j] = ((i == j ? 1 : 0) - 2.0 / 3) * spectrum[j] } }
    return result
  }()

  /// The family.
  public init() {}

  /// See the protocol.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    let (a, b, c) = (try p.value("a"), try p.value("b"), try p.value("c"))
    // Singular as soon as one of the three planar games is.
    return Self.spectrum.contains { 4 * a * c == b * b * $0 * $0 }
      ? [] : [Players(x: [0, 0, 0], y: [0, 0, 0])]
  }

  /// See the protocol.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    let identity = Matrix(identity: 3)
    return try next(
      MatrixQuadraticGame(
        zeroSum: .init(
          a: p.value("a"), A: identity, b: p.value("b"), B: Self.interaction, c: p.value("c"), C: identity)))
  }
}

/// The catalogue's entry for the n-dimensional bilinear game: `MatrixQuadraticGameFamily` with a = c = 0.
public struct MatrixBilinearGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "bilinear-nd",
    title: "bilinear game in 3 + 3 dimensions",
    formula: "min_x max_y b xᵀB y, B with singular values 1, 1/2, 1/4",
    source: BilinearGameFamily().card.source,
    parameters: BilinearGameFamily().card.parameters,
    standardStart: Players(x: [1.0, 1.0, 1.0], y: [1.0, 1.0, 1.0]),
    isZeroSum: true)

  /// The family.
  public init() {}

  /// See the protocol.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    try p.value("b") == 0 ? [] : [Players(x: [0, 0, 0], y: [0, 0, 0])]
  }

  /// See the protocol.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(MatrixQuadraticGame(b: p.value("b"), bilinear: MatrixQuadraticGameFamily.interaction))
  }
}
