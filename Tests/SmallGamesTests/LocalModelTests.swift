import GameDynamics
import SmallGames
import TestSupport
import Testing

/// Every game of the catalogue: its gradients and second derivatives against those of its losses.
@Suite struct LocalModelTests {
  static let seeds: [UInt64] = [101, 102, 103, 104]

  @Test(arguments: seeds) func derivatives(seed: UInt64) throws {
    for family in GameCatalogue.all { try check(family, seed) }
  }

  /// With the point seeded with tangents in one player's direction v, a function's tangent is its derivative along v.
  func seeded(_ point: Players<[Double]>, _ direction: Players<[Double]>, in player: Player) -> Players<[Dual<Double>]>
  {
    func dual(_ which: Player) -> [Dual<Double>] {
      zip(point[which], direction[which]).map { Dual($0, tangent: which == player ? $1 : 0) }
    }
    return Players(x: dual(.x), y: dual(.y))
  }

  func check(_ family: some GameFamily, _ seed: UInt64) throws {
    var sampling = GameSampling(seed: seed)
    let p = try sampling.parameters(of: family.card)
    let point = sampling.point(of: family.card)
    let v = sampling.direction(of: family.card)
    let note: Comment = "\(family.card.name), seed \(seed), at \(point)"
    let reading = try family.reading(p, at: point, times: v)
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    // The game agrees with itself.
    #expect(reading.isZeroSum == family.card.isZeroSum, note)
    for player in Player.allCases {
      #expect(reading.gradients[player] == reading.gradient[player], note)
      #expect(difference(reading.modelGradients[player], reading.gradient[player]) < 1e-13, note)
      #expect(difference(reading.allGradients[player][player], reading.gradient[player]) < 1e-13, note)
    }
    if reading.isZeroSum {
      #expect(reading.losses.y == -reading.losses.x, note)
      for variable in Player.allCases {
        let (f, g) = (reading.allGradients.x[variable], reading.allGradients.y[variable])
        #expect(difference(g, f.map { -$0 }) < 1e-13, note)
      }
    }

    let lifted: Parameters<Dual<Double>> = p.lifted()
    let h = 1e-4
    for variable in Player.allCases {
      let dual = try family.reading(
        lifted, at: seeded(point, v, in: variable), times: v.map { $0.map { Dual($0, tangent: 0) } })
      func moved(by step: Double) throws -> Players<Double> {
        var other = point
        other[variable] = zip(point[variable], v[variable]).map { $0 + step * $1 }
        return try family.reading(p, at: other, times: v).losses
      }
      let (ahead, behind) = (try moved(by: h), try moved(by: -h))
      for loss in Player.allCases {
        let slope = product(reading.allGradients[loss][variable], v[variable])
        #expect(difference(dual.losses[loss].value, reading.losses[loss]) < 1e-13, note)
        #expect(difference(slope, dual.losses[loss].tangent) < 1e-12, "∂\(loss)/∂\(variable) by duals; \(note)")
        // The central difference errs by h² times third derivatives and by rounding over h.
        let measured = (ahead[loss] - behind[loss]) / (2 * h)
        #expect(difference(slope, measured) < 1e-6, "∂\(loss)/∂\(variable) by differences; \(note)")
        for rows in Player.allCases {
          #expect(
            difference(
              reading.products[loss][rows][variable], dual.allGradients[loss][rows].map(\.tangent)) < 1e-12,
            "D²_\(rows)\(variable) of \(loss)'s loss; \(note)")
        }
      }
    }

    // ⟨u, D_xy ℓ · v⟩ = ⟨D_yx ℓ · u, v⟩, and the own blocks are symmetric.
    let w = sampling.direction(of: family.card)
    let other = try family.reading(p, at: point, times: w)
    for loss in Player.allCases {
      for (rows, columns) in [(Player.x, Player.y), (.x, .x), (.y, .y)] {
        let forwards = product(w[rows], reading.products[loss][rows][columns])
        let backwards = product(other.products[loss][columns][rows], v[columns])
        #expect(difference(forwards, backwards) < 1e-12, "adjointness of D²_\(rows)\(columns) of \(loss); \(note)")
      }
    }

    // The names of the literature.
    let f = reading.products.x
    let g = reading.products.y
    #expect(reading.named == [f.x.y, g.y.x, f.y.x, g.x.y, f.x.x, g.y.y, f.x.y, g.y.x], note)
  }

  @Test func equilibriaHaveNoGradient() throws {
    var found = 0
    for family in GameCatalogue.all {
      for seed in [nil, 105, 106] as [UInt64?] {
        let p: Parameters<Double>
        if let seed {
          var sampling = GameSampling(seed: seed)
          p = try sampling.parameters(of: family.card)
        } else {
          p = Parameters(family.card.parameters)
        }
        for point in try family.equilibria(p) {
          found += 1
          let zero = family.card.dimensions.map { [Double](repeating: 0, count: $0) }
          let gradient = try family.reading(p, at: point, times: zero).gradient
          #expect(
            difference(gradient.x + gradient.y, zero.x + zero.y) < 1e-12, "\(family.card.name) at \(point)")
        }
      }
    }
    #expect(found >= 12, "the quadratic and bilinear games have one each")
  }

  // 4ac = b²: a line of points without gradient.
  @Test func degenerateGamesHaveNoIsolatedEquilibrium() throws {
    for (name, values) in [
      ("quadratic", ["a": 1.0, "b": 2, "c": 1]), ("quadratic-nd", ["a": 1, "b": 4, "c": 1]), ("bilinear", ["b": 0]),
      ("bilinear-nd", ["b": 0]),
    ] {
      let family = try GameCatalogue.named(name)
      var p = Parameters<Double>(family.card.parameters)
      for (key, value) in values { try p.set(key, to: value) }
      #expect(try family.equilibria(p).isEmpty, "\(name)")
    }
  }

  /// The same numbers on every field: lanes are the solo readings bit for bit, and constants have no tangent.
  @Test(arguments: [107, 108] as [UInt64]) func lanesReadAsIfAlone(seed: UInt64) throws {
    for family in GameCatalogue.all { try compareLanes(family, seed) }
  }

  func compareLanes(_ family: some GameFamily, _ seed: UInt64) throws {
    var sampling = GameSampling(seed: seed)
    let p = try sampling.parameters(of: family.card)
    let points = (0..<Lanes.laneCount).map { _ in sampling.point(of: family.card) }
    let directions = (0..<Lanes.laneCount).map { _ in sampling.direction(of: family.card) }
    func packed(_ all: [Players<[Double]>]) -> Players<[Lanes]> {
      func pack(_ player: Player) -> [Lanes] {
        all[0][player].indices.map { i in Lanes { all[$0 % all.count][player][i] } }
      }
      return Players(x: pack(.x), y: pack(.y))
    }
    let lifted: Parameters<Lanes> = p.lifted()
    let together = try family.reading(lifted, at: packed(points), times: packed(directions))
    for lane in 0..<Lanes.laneCount {
      let alone = try family.reading(p, at: points[lane], times: directions[lane])
      let note: Comment = "\(family.card.name), seed \(seed), lane \(lane)"
      #expect(
        sameBits([together.losses.x[lane: lane], together.losses.y[lane: lane]], [alone.losses.x, alone.losses.y]), note
      )
      for player in Player.allCases {
        #expect(sameBits(together.gradients[player].map { $0[lane: lane] }, alone.gradients[player]), note)
      }
      for (a, b) in zip(together.named, alone.named) { #expect(sameBits(a.map { $0[lane: lane] }, b), note) }
    }
  }
}
