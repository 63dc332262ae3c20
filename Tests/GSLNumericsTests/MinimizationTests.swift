import GSLNumerics
import Testing

@Suite struct MinimizationTests {
  @Test func aSmoothBowlIsFound() throws {
    // (u - 1)² + 10 (v + 2)² has its minimum 0.5 at (1, -2).
    let end = try NelderMead().minimum(from: [4, 3], size: 0.3) { u in
      (u[0] - 1) * (u[0] - 1) + 10 * (u[1] + 2) * (u[1] + 2) + 0.5
    }
    #expect(abs(end.point[0] - 1) < 1e-6 && abs(end.point[1] + 2) < 1e-6 && abs(end.value - 0.5) < 1e-12)
  }

  @Test func kinksAndCuspsDoNotStopIt() throws {
    // A kink along u = v, a cusp at the minimum (0.5, 0.5): |u - v| + |u + v - 1|^½.
    let end = try NelderMead().minimum(from: [0.1, 0.7], size: 0.03) { u in
      abs(u[0] - u[1]) + abs(u[0] + u[1] - 1).squareRoot()
    }
    #expect(abs(end.point[0] - 0.5) < 1e-5 && abs(end.point[1] - 0.5) < 1e-5, "\(end)")
  }

  @Test func whatTheFunctionThrowsIsThrown() throws {
    struct Stop: Error {}
    var calls = 0
    #expect(throws: Stop.self) {
      try NelderMead().minimum(from: [0, 0], size: 0.1) { u in
        calls += 1
        if calls == 9 { throw Stop() }
        return u[0] * u[0] + u[1]
      }
    }
    #expect(calls == 9)
  }

  @Test func aRegionWithoutNumbersIsLeft() throws {
    // Defined right of 1 only, where it falls towards the edge: the search stays on the sound side.
    let end = try NelderMead().minimum(from: [3], size: 0.5) { $0[0] < 1 ? .infinity : $0[0] }
    #expect(abs(end.point[0] - 1) < 1e-6 && end.value >= 1)
  }

  // Of 2ᵏ - 1 points of Sobol's sequence in GSL's order, which leaves out the origin, one lies in each of the intervals
  // [i/2ᵏ, (i+1)/2ᵏ) of every coordinate but the first interval.
  @Test func sobolPointsAreSpreadInEveryCoordinate() throws {
    let points = try sobolPoints(63, dimensions: 3)
    for k in 0..<3 {
      #expect(Set(points.map { Int($0[k] * 64) }) == Set(1...63))
    }
    #expect(throws: GSLError.self) { try sobolPoints(1, dimensions: 41) }
  }
}
