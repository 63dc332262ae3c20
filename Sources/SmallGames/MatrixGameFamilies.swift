import GameDynamics

/// The catalogue's entry for the n-dimensional quadratic game with a prescribed spectrum:
///
///     min_x max_y  a ‖x‖² + b xᵀB y + c ‖y‖²,   B with given singular values
///
/// In the singular vectors of B it is one `QuadraticGame` with interaction bσ for each singular value σ, all played at
/// once, so every claim on one number can be read off for each singular value.
public struct MatrixQuadraticGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card: GameCard
  /// The singular values of B.
  public let singularValues: [Double]
  /// B.
  public let interaction: Matrix

  /// The game with these singular values, square unless dimensions are given, with orthogonal factors made from the
  /// seed (`Matrix.init(singularValues:rows:columns:seed:)`). Throws `VectorError` when there are more singular values
  /// than the smaller dimension.
  public init(singularValues: [Double], dimensions: Players<Int>? = nil, seed: UInt64 = 1) throws {
    let dimensions = dimensions ?? Players(x: singularValues.count, y: singularValues.count)
    self.init(
      singularValues: singularValues,
      interaction: try Matrix(
        singularValues: singularValues, rows: dimensions.x, columns: dimensions.y, seed: seed))
  }

  /// The catalogue's game: singular values 1, 1/2, 1/4 in 3 + 3 dimensions.
  public init() { self.init(singularValues: Self.standard, interaction: Self.standardInteraction) }

  static let standard = [1.0, 0.5, 0.25]
  /// (I - 2vvᵀ/3) diag(1, 1/2, 1/4), v = (1, 1, 1): a reflection times a diagonal.
  static let standardInteraction: Matrix = {
    var result = Matrix(rows: 3, columns: 3)
    for i in 0..<3 { for j in 0..<3 { result[i, j] = ((i == j ? 1 : 0) - 2.0 / 3) * standard[j] } }
    return result
  }()

  init(singularValues: [Double], interaction: Matrix) {
    self.singularValues = singularValues
    self.interaction = interaction
    let (m, n) = (interaction.rows, interaction.columns)
    card = GameCard(
      name: "quadratic-nd",
      title: "quadratic game in \(m) + \(n) dimensions",
      formula: "min_x max_y a ‖x‖² + b xᵀB y + c ‖y‖², B with singular values \(Self.list(singularValues))",
      source:
        "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 3",
      parameters: QuadraticGameFamily().card.parameters,
      standardStart: Players(x: Array(repeating: 1, count: m), y: Array(repeating: 1, count: n)),
      isZeroSum: true, isQuadratic: true)
  }

  static func list(_ values: [Double]) -> String { values.map { "\($0)" }.joined(separator: ", ") }

  /// The origin; none where the conditions are singular, which they are as soon as one planar game's are.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    let (a, b, c) = (try p.value("a"), try p.value("b"), try p.value("c"))
    let (m, n) = (interaction.rows, interaction.columns)
    // Singular as soon as one of the planar games is; directions without a singular value feel a or c alone.
    let singular =
      singularValues.contains { 4 * a * c == b * b * $0 * $0 }
      || m > singularValues.count && a == 0 || n > singularValues.count && c == 0
    return singular ? [] : [Players(x: Array(repeating: 0, count: m), y: Array(repeating: 0, count: n))]
  }

  /// Hands `MatrixQuadraticGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(
      MatrixQuadraticGame(
        zeroSum: .init(
          a: p.value("a"), A: Matrix(identity: interaction.rows), b: p.value("b"), B: interaction, c: p.value("c"),
          C: Matrix(identity: interaction.columns))))
  }
}

/// The catalogue's entry for the n-dimensional bilinear game: `MatrixQuadraticGameFamily` with a = c = 0.
public struct MatrixBilinearGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card: GameCard
  /// The singular values of B.
  public let singularValues: [Double]
  /// B.
  public let interaction: Matrix

  /// The game with these singular values, square unless dimensions are given, with seeded orthogonal factors. Throws
  /// `VectorError` when there are more singular values than the smaller dimension.
  public init(singularValues: [Double], dimensions: Players<Int>? = nil, seed: UInt64 = 1) throws {
    self.init(
      like: try MatrixQuadraticGameFamily(singularValues: singularValues, dimensions: dimensions, seed: seed))
  }

  /// The catalogue's game: singular values 1, 1/2, 1/4 in 3 + 3 dimensions.
  public init() { self.init(like: MatrixQuadraticGameFamily()) }

  init(like quadratic: MatrixQuadraticGameFamily) {
    singularValues = quadratic.singularValues
    interaction = quadratic.interaction
    let list = MatrixQuadraticGameFamily.list(singularValues)
    card = GameCard(
      name: "bilinear-nd",
      title: "bilinear game in \(interaction.rows) + \(interaction.columns) dimensions",
      formula: "min_x max_y b xᵀB y, B with singular values \(list)",
      source: BilinearGameFamily().card.source,
      parameters: BilinearGameFamily().card.parameters,
      standardStart: quadratic.card.standardStart,
      isZeroSum: true, isQuadratic: true)
  }

  /// The origin, where B is square and none of its singular values is zero.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    let n = singularValues.count
    let isolated =
      try p.value("b") != 0 && !singularValues.contains(0) && interaction.rows == n && interaction.columns == n
    return isolated ? [Players(x: Array(repeating: 0, count: n), y: Array(repeating: 0, count: n))] : []
  }

  /// Hands `MatrixQuadraticGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(MatrixQuadraticGame(b: p.value("b"), bilinear: interaction))
  }
}
