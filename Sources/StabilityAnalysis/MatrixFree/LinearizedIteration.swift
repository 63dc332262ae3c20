import GameDynamics
import KrylovEigenvalues

/// The Jacobian of one step of an optimizer, its state included, known by its products alone: what `IterationJacobian` is to
/// small games, on networks.
///
/// With u = (x, y, remembered vectors and numbers) laid end to end and the step u ← F(u), `times` gives DF(u) · v by running
/// the optimizer once on vectors that carry v as a derivative (`DualVector`, `DualGame`). Inner solves are differentiated
/// by the implicit function theorem. Counters are held fixed.
///
/// Cost: a product takes one step of the optimizer on dual vectors (SimGD: a local model and four Hessian products);
/// memory a few vectors of u's length.
public struct LinearizedIteration<O: Optimizer, G: SecondOrderGame> where O.V == DualVector<G.V>, G.V.Scalar == Double {
  private let optimizer: O
  private let game: DualGame<G>
  private let augmented: AugmentedState<O.State>
  private let values: [Double]

  /// The step of `optimizer` on `game` at a point and a state.
  ///
  /// - `state`: what the optimizer remembers there; nil lets it settle: from nothing, so many steps are taken, after each of
  ///   which the point is put back, so that what it does differently in its first step is over.
  public init(
    of optimizer: O, on game: G, at point: Players<G.V>, state: O.State? = nil, settlingSteps: Int = 2
  ) throws {
    self.optimizer = optimizer
    self.game = DualGame(game)
    let start = try point.map { try DualVector(constant: $0) }
    var augmented = AugmentedState<O.State>(point: start, state: try state ?? optimizer.initialState(at: start))
    if state == nil {
      for _ in 0..<settlingSteps {
        _ = try optimizer.step(&augmented.point, &augmented.state, in: self.game)
        augmented.point = start
      }
    }
    self.augmented = augmented
    values = try augmented.coordinates().map(\.value)
  }

  /// The length of u.
  public var dimension: Int { values.count }

  /// DF(u) · v. Throws `VectorError` for another length than `dimension`, and what the step throws.
  public func times(_ v: [Double]) throws -> [Double] {
    guard v.count == values.count else { throw VectorError.wrongDimension(required: values.count, given: v.count) }
    var moved = try augmented.replacingCoordinates(with: zip(values, v).map { Dual($0, tangent: $1) })
    _ = try optimizer.step(&moved.point, &moved.state, in: game)
    return try moved.coordinates().map(\.tangent)
  }

  /// DF(u), column by column: `dimension` products, and as many squared numbers of memory; for small iterations.
  public func matrix() throws -> Matrix {
    var matrix = Matrix(rows: dimension, columns: dimension)
    for j in 0..<dimension {
      let column = try times((0..<dimension).map { $0 == j ? 1 : 0 })
      for i in column.indices { matrix[i, j] = column[i] }
    }
    return matrix
  }

  /// Its leading eigenvalues.
  public func spectrum(_ search: LeadingEigenvalues = LeadingEigenvalues(), from start: [Double]? = nil) throws
    -> LeadingSpectrum
  {
    try LeadingSpectrum(dimension: dimension, search, from: start, times)
  }
}

/// The Jacobian of the field (∂f/∂x, ∂g/∂y) at a point, known by its products alone.
public struct LinearizedGame<G: SecondOrderGame> where G.V.Scalar == Double {
  private let point: Players<G.V>
  private let model: G.Model

  /// At a point of a game.
  public init(_ game: G, at point: Players<G.V>) throws {
    self.point = point
    model = try game.localModel(at: point)
  }

  /// How many numbers x and y have.
  public var dimension: Int { point.dimension }

  /// (∂f/∂x, ∂g/∂y) at the point.
  public var gradients: Players<G.V> { model.gradients }

  /// J · v, x's part before y's. Cost: four Hessian products.
  public func times(_ v: [Double]) throws -> [Double] {
    try model.jacobian(times: point.replacingCoordinates(with: v)).coordinates()
  }

  /// Its leading eigenvalues.
  public func spectrum(_ search: LeadingEigenvalues = LeadingEigenvalues(), from start: [Double]? = nil) throws
    -> LeadingSpectrum
  {
    try LeadingSpectrum(dimension: dimension, search, from: start, times)
  }
}
