import GameDynamics
import GameOptimizers
import SmallGames

/// A run of the projection model problem from as many initial weights as there are lanes, side by side: what is kept of it.
package struct ProjectionRun: Codable {
  /// Changes whenever what is measured does.
  package static let version = 1
  /// Of each coordinate and seed, the share of the steps in which it is within 0.1 of the data.
  package let shares: [[Double]]
  /// Of each coordinate and seed, the longest stretch of such steps.
  package let longestStays: [[Double]]
  /// Of each coordinate and seed, whether the run ends within its longest stretch.
  let endsInStay: [[Bool]]
  /// The steps at which the curves were sampled.
  package let curveSteps: [Int]
  /// Of each coordinate and seed, its values at these steps.
  package let curves: [[[Double]]]

  /// Runs SimGD or CGD for so many steps; seeds beyond the number of lanes are left out. `progress` is told the share done
  /// and may throw.
  package init(
    isCompetitive: Bool, scales: (Double, Double), eta: Double, steps: Int, seeds: [UInt64],
    progress: (Double) throws -> Void
  ) throws {
    typealias V = DenseVector<Lanes>
    let starts = seeds.prefix(Lanes.laneCount).map { ProjectionGameFamily.start(seed: $0) }
    func lanes(_ player: Player) -> V {
      V((0..<(starts[0][player].count)).map { i in Lanes { starts[min($0, starts.count - 1)][player][i] } })
    }
    let game = FixedGame(
      VectorGradientGame(ProjectionGame<Lanes>(scale1: Lanes(scales.0), scale2: Lanes(scales.1))))
    var watch = Watch(steps: steps)
    let driver = Driver<V>(stepCap: steps)
    let start = Players(x: lanes(.x), y: lanes(.y))
    let stepSizes = Players(x: Lanes(eta), y: Lanes(eta))
    func observe(_ step: Int, _ point: Players<V>) throws -> Driver<V>.Verdict {
      watch.look(step, ProjectionGame<Lanes>.pair(x: point.x.elements))
      if step % 200 == 0 { try progress(Double(step) / Double(steps)) }
      return .proceed
    }
    if isCompetitive {
      // The generator makes two numbers, so the mixed derivatives have rank two and three iterations always suffice.
      let optimizer = CGD(stepSizes: stepSizes, solver: ConjugateGradient<V>(tolerance: 1e-6))
      _ = try driver.run(optimizer, on: game, from: start) { step, point, _ in try observe(step, point) }
    } else {
      _ = try driver.run(SimGD(stepSizes: stepSizes), on: game, from: start) { step, point, _ in
        try observe(step, point)
      }
    }
    func perSeed(_ lanes: Lanes) -> [Double] { starts.indices.map { lanes[lane: $0] } }
    shares = watch.hits.map { perSeed($0 * Lanes(1 / Double(steps))) }
    longestStays = watch.longest.map(perSeed)
    endsInStay = zip(watch.longest, watch.stay).map { longest, stay in
      starts.indices.map { stay[lane: $0] > 0 && stay[lane: $0] == longest[lane: $0] }
    }
    curveSteps = watch.sampled
    curves = watch.samples.map { samples in starts.indices.map { lane in samples.map { $0[lane: lane] } } }
  }

  /// Of the runs that keep a coordinate right for so many steps on end, how many there are, and how many of them leave it.
  package func leavesAfterAStay(of coordinate: Int, atLeast steps: Double) -> (left: Int, stayed: Int) {
    let stayed = longestStays[coordinate].indices.filter { longestStays[coordinate][$0] >= steps }
    return (stayed.count { !endsInStay[coordinate][$0] }, stayed.count)
  }

  /// The first run that keeps a coordinate right for a fifth of its steps on end and then leaves it; else the one with the
  /// longest stay.
  package func laneThatSnapsOut(of coordinate: Int) -> Int {
    let stays = longestStays[coordinate]
    let long = 0.2 * Double(curveSteps.last ?? 0)
    return stays.indices.first { stays[$0] >= long && !endsInStay[coordinate][$0] }
      ?? stays.indices.max { stays[$0] < stays[$1] } ?? 0
  }

  /// What is noted at every step, lane by lane.
  private struct Watch {
    var hits = [Lanes(0), Lanes(0)], stay = [Lanes(0), Lanes(0)], longest = [Lanes(0), Lanes(0)]
    var sampled: [Int] = []
    var samples: [[Lanes]] = [[], []]
    let interval: Int

    init(steps: Int) { interval = max(1, steps / 750) }

    mutating func look(_ step: Int, _ theta: (Lanes, Lanes)) {
      for (i, value) in [theta.0, theta.1].enumerated() {
        if step % interval == 0 { samples[i].append(value) }
        guard step > 0 else { continue }
        let isRight = (value - Lanes(ProjectionGame<Double>.target)).magnitude.isLess(than: Lanes(0.1))
        hits[i] = hits[i] + Lanes(0).replacing(with: Lanes(1), where: isRight)
        stay[i] = Lanes(0).replacing(with: stay[i] + Lanes(1), where: isRight)
        longest[i] = longest[i].maximum(elementwise: stay[i])
      }
      if step % interval == 0 { sampled.append(step) }
    }
  }
}
