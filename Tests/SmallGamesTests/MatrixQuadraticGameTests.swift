import GameDynamics
import SmallGames
import TestSupport
import Testing

@Suite struct MatrixQuadraticGameTests {
  typealias G = MatrixQuadraticGame<Double>

  // f = 2x² + 3xy + 5y² with a = 2, A = 1, b = 1, B = 3, c = 5, C = 1; at (1, 2): f = 2 + 6 + 20 = 28, ∂f/∂x = 4 + 6.
  @Test func oneDimensionIsTheQuadraticGame() throws {
    let one = Matrix(identity: 1)
    let game = G(zeroSum: try .init(a: 2, A: one, b: 1, B: Matrix([[3]]), c: 5, C: one))
    let point = Players(x: DenseVector([1.0]), y: DenseVector([2.0]))
    #expect(try game.losses(at: point) == Players(x: 28, y: -28))
    #expect(try game.gradients(at: point) == Players(x: DenseVector([10.0]), y: DenseVector([-23.0])))
    let planar = QuadraticGame(a: 2.0, b: 3, c: 5)
    #expect(planar.losses(at: Players(x: 1, y: 2)) == Players(x: 28, y: -28))
    #expect(planar.gradient(.x, at: Players(x: 1, y: 2)) == 10 && planar.gradient(.y, at: Players(x: 1, y: 2)) == -23)
  }

  /// General-sum, with different numbers of coordinates and unsymmetric A and C: gradients against duals of the losses.
  @Test(arguments: [111, 112] as [UInt64]) func generalSum(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      var m = Matrix(rows: rows, columns: columns)
      m.entries = random.uniforms(rows * columns)
      return m
    }
    typealias D = Dual<Double>
    let (a, b, c) = (matrix(2, 2), matrix(2, 3), matrix(3, 3))
    let (a2, b2, c2) = (matrix(2, 2), matrix(2, 3), matrix(3, 3))
    let game = try MatrixQuadraticGame<D>(
      f: .init(a: D(1.5), A: a, b: D(-2), B: b, c: D(0.5), C: c),
      g: .init(a: D(0.25), A: a2, b: D(1), B: b2, c: D(-3), C: c2))
    #expect(!game.isZeroSum)
    let (x, y) = (random.uniforms(2), random.uniforms(3))
    for i in 0..<5 {
      let point = Players(
        x: DenseVector(x.indices.map { D(x[$0], tangent: $0 == i ? 1 : 0) }),
        y: DenseVector(y.indices.map { D(y[$0], tangent: $0 + 2 == i ? 1 : 0) }))
      let losses = try game.losses(at: point)
      let model = try game.localModel(at: point)
      for loss in Player.allCases {
        let partial = i < 2 ? try model.gradient(of: loss, in: .x)[i] : try model.gradient(of: loss, in: .y)[i - 2]
        #expect(difference(losses[loss].tangent, partial.value) < 1e-13, "seed \(seed), coordinate \(i)")
      }
    }
  }

  @Test func shapesMustFit() throws {
    let two = Matrix(identity: 2)
    let three = Matrix(identity: 3)
    func text(_ required: Int, _ given: Int) -> String {
      "a vector of \(required) coordinate(s) was required, \(given) given; give exactly \(required)"
    }
    #expect(errorText { try G.Loss(A: two, B: Matrix(rows: 2, columns: 2), C: three) } == text(3, 2))
    #expect(errorText { try G.Loss(A: Matrix(rows: 2, columns: 3), B: two, C: two) } == text(2, 3))
    #expect(errorText { try G.Loss(A: three, B: Matrix(rows: 2, columns: 2), C: two) } == text(3, 2))
    let small = try G.Loss(A: two, B: two, C: two)
    let large = try G.Loss(A: three, B: three, C: three)
    #expect(errorText { try G(f: small, g: large) } == text(2, 3))
    let game = G(zeroSum: small)
    let wrong = Players(x: DenseVector([1.0, 2, 3]), y: DenseVector([1.0, 2]))
    #expect(errorText { try game.gradients(at: wrong) } == text(2, 3))
    #expect(errorText { try game.losses(at: wrong) } == text(2, 3))
  }

  @Test func families() throws {
    // B = (I - 2vvᵀ/3) diag(1, 1/2, 1/4) has BᵀB = diag(1, 1/4, 1/16): the singular values that the card promises.
    let family = MatrixBilinearGameFamily()
    let p = Parameters<Double>(family.card.parameters)
    for (i, squared) in [1.0, 0.25, 0.0625].enumerated() {
      let unit = (0..<3).map { $0 == i ? 1.0 : 0 }
      let forwards = try family.reading(p, at: Players(x: unit, y: unit), times: Players(x: unit, y: unit))
      // D²_xy f · eᵢ, then D²_yx f of that.
      let image = forwards.products.x.x.y
      let back = try family.reading(p, at: Players(x: unit, y: unit), times: Players(x: image, y: unit))
      #expect(difference(back.products.x.y.x, unit.map { $0 * squared }) < 1e-15)
    }
  }

  // Gradient descent's step at once is the gradients and their sum, bit for bit; of lists too long for the stack as well.
  @Test(arguments: [(3, 2), (1, 4), (300, 2)]) func theStepAtOnceIsThatOfTheGradients(m: Int, n: Int) throws {
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      var result = Matrix(rows: rows, columns: columns)
      for k in result.entries.indices { result.entries[k] = k % 3 == 0 ? 0 : Double.sin(Double(k)) }
      return result
    }
    let game = try G(
      f: .init(a: 0.3, A: matrix(m, m), b: 2, B: matrix(m, n), c: 1, C: matrix(n, n)),
      g: .init(a: 1, A: matrix(m, m), b: -0.7, B: matrix(m, n), c: 0.2, C: matrix(n, n)))
    let point = Players(
      x: DenseVector((0..<m).map { Double.cos(Double($0)) }), y: DenseVector((0..<n).map { 1 + Double($0) }))
    let s = Players(x: -0.1, y: 0.03)
    var (atOnce, expected) = (point, point)
    try game.addGradients(times: s, to: &atOnce)
    try expected.add(game.gradients(at: point), times: s)
    #expect(atOnce == expected && atOnce != point)
  }
}
