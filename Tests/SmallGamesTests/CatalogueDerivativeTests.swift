import GameDynamics
import SmallGames
import Testing

/// Central difference with one Richardson step: error O(h⁴).
func slope(_ f: (Double) throws -> Double, step h: Double) rethrows -> Double {
  func central(_ h: Double) throws -> Double { (try f(h) - f(-h)) / (2 * h) }
  return try (4 * central(h) - central(2 * h)) / 3
}

/// A point beside the standard start, so that nothing holds by symmetry.
func testPoint(_ card: GameCard) -> Players<[Double]> {
  func shifted(_ values: [Double], _ sign: Double) -> [Double] {
    values.enumerated().map { $1 + sign * 0.03 * Double($0 + 1) / Double(values.count) }
  }
  return Players(x: shifted(card.standardStart.x, 1), y: shifted(card.standardStart.y, -1))
}

/// All first and second derivatives of a game against finite differences of what they are derivatives of.
struct FiniteDifferenceCheck: GameContinuation {
  typealias Scalar = Double
  let name: String
  let point: Players<[Double]>
  /// So small that a discriminator which sees a coordinate a hundred times as large is smooth over it.
  let h = 1e-4

  func near(_ a: Double, _ b: Double, scale: Double, _ what: @autoclosure () -> String) {
    #expect(abs(a - b) <= 2e-7 * (1 + abs(b) + scale), "\(name) \(what()): \(a), by differences \(b)")
  }

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws where G.V: CoordinateVector, G.V.Scalar == Double {
    let center = try point.map { try G.V(constants: $0) }
    func moved(_ player: Player, _ i: Int, by h: Double) throws -> Players<G.V> {
      var result = point
      result[player][i] += h
      return try result.map { try G.V(constants: $0) }
    }
    let model = try game.localModel(at: center)
    let losses = try game.losses(at: center)
    let both = try game.gradients(at: center)
    if game.isZeroSum { #expect(losses.y == -losses.x, "\(name)") }
    for player in Player.allCases {
      #expect(try model.gradients[player].coordinates() == both[player].coordinates(), "\(name)")
      #expect(try model.gradients[player].coordinates() == game.gradient(player, at: center).coordinates(), "\(name)")
      for variable in Player.allCases {
        let gradient = try model.gradient(of: player, in: variable).coordinates()
        for i in point[variable].indices {
          let expected = try slope({ try game.losses(at: moved(variable, i, by: $0))[player] }, step: h)
          near(gradient[i], expected, scale: abs(losses[player]), "∂\(player)/∂\(variable)\(i)")
          // Column i of each block of this loss's Hessian: differences of the gradient in the rows' variable.
          var unit = [Double](repeating: 0, count: point[variable].count)
          unit[i] = 1
          for rows in Player.allCases {
            let column = try model.hessianProduct(
              of: player, rows: rows, columns: variable, times: G.V(constants: unit)
            ).coordinates()
            // The same gradient beside the point, once for all rows.
            let beside = try [-2, -1, 1, 2].map { k in
              try game.localModel(at: moved(variable, i, by: h * k)).gradient(of: player, in: rows).coordinates()
            }
            for j in point[rows].indices {
              let (inner, outer) = (beside[2][j] - beside[1][j], beside[3][j] - beside[0][j])
              near(column[j], (8 * inner - outer) / (12 * h), scale: 0, "D²_\(rows)\(j),\(variable)\(i) of \(player)")
            }
          }
        }
      }
    }
  }
}

/// Losses and gradients of a game at a point, over any field.
struct Evaluation<S: Field>: GameContinuation {
  typealias Scalar = S
  let point: Players<[S]>

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> (losses: Players<S>, gradients: Players<[S]>)
  where G.V: CoordinateVector, G.V.Scalar == S {
    let place = try point.map { try G.V(coordinates: $0) }
    return (try game.losses(at: place), try game.gradients(at: place).map { try $0.coordinates() })
  }
}

@Suite struct CatalogueDerivativeTests {
  static let names = GameCatalogue.all.map(\.card.name)

  @Test func namesAreUnique() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(Self.names.allSatisfy { $0 == $0.lowercased() })
  }

  @Test(arguments: names)
  func finiteDifferences(name: String) throws {
    let family = try GameCatalogue.named(name)
    try family.build(
      Parameters<Double>(family.card.parameters),
      then: FiniteDifferenceCheck(name: name, point: testPoint(family.card)))
  }

  // The check above must be able to fail: a game whose gradient is not that of its loss.
  @Test func theCheckSeesAWrongGradient() throws {
    struct Wrong: GameFamily {
      let card = QuadraticGameFamily().card
      func equilibria(_ p: Parameters<Double>) -> [Players<[Double]>] { [] }
      func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
        let (one, two) = (C.Scalar(1), C.Scalar(2))
        return try next(
          WrongGame(
            right: QuadraticGame(a: one, b: two, c: one), wrong: QuadraticGame(a: one, b: two, c: C.Scalar(1.001))))
      }
    }
    struct WrongGame<F: Field>: SecondOrderGame {
      typealias V = F
      let right: QuadraticGame<F>, wrong: QuadraticGame<F>
      var isZeroSum: Bool { true }
      func losses(at p: Players<F>) -> Players<F> { wrong.losses(at: p) }
      func gradient(_ player: Player, at p: Players<F>) -> F { right.gradient(player, at: p) }
      func localModel(at p: Players<F>) -> QuadraticGame<F>.Model { right.localModel(at: p) }
    }
    withKnownIssue {
      try Wrong().build(
        Parameters<Double>([]), then: FiniteDifferenceCheck(name: "wrong", point: Players(x: [1], y: [0.5])))
    }
  }

  // One direction per lane: the tangent of the losses along it is the gradient's product with it, where own gradients
  // are all that is known, so each player moves alone.
  @Test(arguments: names)
  func dualsAndLanes(name: String) throws {
    let family = try GameCatalogue.named(name)
    let point = testPoint(family.card)
    let plain = try family.build(Parameters<Double>(family.card.parameters), then: Evaluation(point: point))
    for player in Player.allCases {
      let direction = point[player].indices.map { Double($0 + 1) }
      var seeded = point.map { $0.map { Dual<Lanes>(Lanes($0), tangent: Lanes(0)) } }
      for i in direction.indices { seeded[player][i].tangent = Lanes { direction[i] * Double($0) } }
      let lifted: Parameters<Dual<Lanes>> = Parameters<Double>(family.card.parameters).lifted()
      let result = try family.build(lifted, then: Evaluation(point: seeded))
      let expected = zip(plain.gradients[player], direction).reduce(0) { $0 + $1.0 * $1.1 }
      for lane in 0..<Lanes.laneCount {
        #expect(result.losses[player][lane: lane] == plain.losses[player])
        let tangent = result.losses[player].tangent[lane: lane]
        #expect(abs(tangent - expected * Double(lane)) <= 1e-11 * (1 + abs(expected)) * 8, "\(name) \(player)")
      }
    }
  }

  // Parameters may differ from lane to lane: each lane equals the game built with its own value.
  @Test(arguments: names)
  func parametersPerLane(name: String) throws {
    let family = try GameCatalogue.named(name)
    let point = testPoint(family.card)
    for spec in family.card.parameters {
      var lanes = Parameters<Lanes>(family.card.parameters)
      func value(_ lane: Int) -> Double { spec.standard + 0.05 * Double(lane) }
      try lanes.set(spec.name, to: Lanes { value($0) })
      let together = try family.build(lanes, then: Evaluation(point: point.map { $0.map { Lanes($0) } }))
      for lane in 0..<Lanes.laneCount {
        var own = Parameters<Double>(family.card.parameters)
        try own.set(spec.name, to: value(lane))
        let alone = try family.build(own, then: Evaluation(point: point))
        #expect(together.losses.map { $0[lane: lane] } == alone.losses, "\(name) \(spec.name)")
        #expect(together.gradients.map { $0.map { $0[lane: lane] } } == alone.gradients, "\(name) \(spec.name)")
      }
    }
  }

  @Test(arguments: names)
  func equilibriaHaveNoGradient(name: String) throws {
    let family = try GameCatalogue.named(name)
    let parameters = Parameters<Double>(family.card.parameters)
    let equilibria = try family.equilibria(parameters)
    // The games without an isolated equilibrium, or without a formula for it.
    let without = [
      "covariance", "two-modes", "projection", "robust-regression", "dirac-wgan-gp", "degenerate", "particles-kernel",
      "particles-ring", "particles-ring-gan0", "particles-ring-gan1",
    ]
    #expect(equilibria.isEmpty == without.contains(name))
    for equilibrium in equilibria {
      let gradients = try family.build(parameters, then: Evaluation(point: equilibrium)).gradients
      #expect((gradients.x + gradients.y).allSatisfy { abs($0) < 1e-12 }, "\(name) \(gradients)")
    }
  }

  @Test(arguments: names)
  func cardsTellTheTruth(name: String) throws {
    struct ZeroSum: GameContinuation {
      typealias Scalar = Double
      func callAsFunction<G: SecondOrderGame>(_ game: G) -> Bool { game.isZeroSum }
    }
    let family = try GameCatalogue.named(name)
    #expect(
      try family.build(Parameters<Double>(family.card.parameters), then: ZeroSum()) == family.card.isZeroSum)
    #expect(!family.card.formula.isEmpty && !family.card.source.isEmpty && !family.card.title.isEmpty)
  }
}
