import CompiledKernels
import GameDynamics
import GameExpressions
import GameOptimizers
import MapKernels
import Maps
import SmallGames
import Testing

/// Every kernel of this machine against runs of `Driver` on plain numbers, bit for bit.
@Suite struct KernelTests {
  /// Step sizes from contracting to overflowing, so that lanes end at different steps, for different reasons.
  static func stepSize(_ lane: Int) -> Double { 0.003 * Double(1 + lane) * (lane % 5 == 4 ? 40 : 1) }

  /// One run on numbers, by the observed loop, through the catalogue's general path.
  struct Run: GameContinuation {
    typealias Scalar = Double
    let family: any OptimizerFamily
    let hyperparameters: Parameters<Double>
    let start: Players<[Double]>
    let steps: Int
    let bound: Double
    let target: Players<[Double]>?
    var within = 0.5

    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> (Outcome, Players<[Double]>)
    where G.V: CoordinateVector, G.V.Scalar == Double {
      try family.build(hyperparameters, then: WithBoth(game: game, run: self))
    }
    struct WithBoth<G: SecondOrderGame>: OptimizerContinuation where G.V: CoordinateVector, G.V.Scalar == Double {
      typealias V = G.V
      let game: G
      let run: Run
      func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> (Outcome, Players<[Double]>) where O.V == V {
        var driver = Driver<V>(stepCap: run.steps, divergenceBound: run.bound)
        if let target = run.target {
          driver.convergence = .distance(to: try target.map { try V(coordinates: $0) }, atMost: run.within)
        }
        let result = try driver.run(
          optimizer, on: FixedGame(game), from: run.start.map { try V(coordinates: $0) }
        ) { _, _, _ in .proceed }
        return (result.outcome, try result.point.map { try $0.coordinates() })
      }
    }
  }

  static func result(of request: SimulationRequest, by kernel: KernelTable.Kernel) throws -> SimulationResult {
    let one = OneSimulation(request)
    try kernel(one)
    return one.result
  }

  /// A lane's outcome and last point are those of a run on numbers, bit for bit.
  static func expectEqual(
    _ result: SimulationResult, _ lane: Int, _ run: (outcome: Outcome, point: Players<[Double]>), _ place: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect("\(result.outcomes[lane])" == "\(run.outcome)", "\(place)", sourceLocation: sourceLocation)
    for player in Player.allCases {
      for (lanes, its) in zip(result.point[player], run.point[player]) {
        let mine = lanes[lane: lane]
        #expect(
          mine.bitPattern == its.bitPattern || (mine.isNaN && its.isNaN), "\(place)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test func lanesEqualNumbersForEveryOptimizerOnEveryMachine() throws {
    // On x86 the last table, for every processor, has kernels on called games alone.
    let last = try #require(MachineKernels.runnable.last)
    #expect(["calls", "baseline"].contains(last.machine))
    var compared = 0
    for table in MachineKernels.runnable {
      #expect(table.count == (table.machine == "calls" ? 2 : 5) * OptimizerCatalogue.all.count)
      for family in OptimizerCatalogue.all {
        for game in [QuadraticGameFamily(), BilinearGameFamily()] as [any GameFamily] {
          let kernel = try #require(table.kernel(family, game))
          // Three ways to end: at the cap or by overflow; beyond a bound; within a distance.
          for (bound, converges) in [(Double.infinity, false), (50.0, false), (1e3, true)] {
            var h: Parameters<Lanes> = Parameters(family.card.hyperparameters)
            try h.setStepSizes(
              Players(x: Lanes { Self.stepSize($0) }, y: Lanes { 0.2 * Self.stepSize(31 - $0) }))
            let p: Parameters<Lanes> = Parameters(game.card.parameters)
            let start = Players(x: [Lanes(1)], y: [Lanes { 1 - 0.01 * Double($0) }])
            var request = SimulationRequest(
              RunValues(hyperparameters: h, gameParameters: p, start: start), steps: 300, divergenceBound: bound)
            if converges {
              request.targets = [Players(x: [Lanes(0)], y: [Lanes(0)])]
              request.convergenceBound = 0.5
            }
            let result = try Self.result(of: request, by: kernel)
            for lane in 0..<Lanes.laneCount {
              let (outcome, point) = try game.build(
                p.mapped { $0[lane: lane] },
                then: Run(
                  family: family, hyperparameters: h.mapped { $0[lane: lane] },
                  start: start.map { $0.map { $0[lane: lane] } }, steps: 300, bound: bound,
                  target: converges ? Players(x: [0], y: [0]) : nil))
              let place = "\(table.machine) \(family.card.name) \(game.card.name) \(bound) lane \(lane)"
              Self.expectEqual(result, lane, (outcome, point), place)
              compared += 1
            }
          }
        }
      }
    }
    #expect(compared == MachineKernels.runnable.count * OptimizerCatalogue.all.count * 2 * 3 * 32)
  }

  // Typed games of every form that has kernels, a parameter of which differs from lane to lane.
  @Test func typedGamesOnLanesEqualNumbers() throws {
    let k = [(name: "k", value: 1.0)]
    let games: [(TypedGameFamily, TypedGameFamily.Form)] = [
      (try TypedGameFamily(zeroSum: "x^2 + 10*k*x*y + y^2", parameters: k), .quadratic),
      (try TypedGameFamily(zeroSum: "k*x^2 + 3*x*y - y^2 + x - 2*y", parameters: k), .generalQuadratic),
      (try TypedGameFamily(zeroSum: "k*x*(y - 0.45) + x^2/4 - x^4/2 + x^6/6 - y^4/3", parameters: k), .planar),
      (try TypedGameFamily(zeroSum: "k*sin(x)*y^3 - max(x, y)*sqrt(1 + y^2)/k", parameters: k), .planar),
    ]
    var compared = 0
    for table in MachineKernels.runnable {
      for family in OptimizerCatalogue.all {
        for (game, form) in games {
          #expect(game.form == form)
          let kernel = try #require(table.kernel(family, game))
          var h: Parameters<Lanes> = Parameters(family.card.hyperparameters)
          try h.setStepSizes(Players(x: Lanes { Self.stepSize($0) }, y: Lanes { 0.2 * Self.stepSize(31 - $0) }))
          var p: Parameters<Lanes> = Parameters(game.card.parameters)
          try p.set("k", to: Lanes { 1 + 0.02 * Double($0) })
          let start = Players(x: [Lanes(0.7)], y: [Lanes { 0.5 - 0.01 * Double($0) }])
          let group = RunValues(hyperparameters: h, gameParameters: p, start: start)
          let result = try Self.result(of: SimulationRequest(group, steps: 60, divergenceBound: 50), by: kernel)
          for lane in 0..<Lanes.laneCount {
            let (outcome, point) = try game.build(
              p.mapped { $0[lane: lane] },
              then: Run(
                family: family, hyperparameters: h.mapped { $0[lane: lane] },
                start: start.map { $0.map { $0[lane: lane] } }, steps: 60, bound: 50, target: nil))
            let place = "\(table.machine) \(family.card.name) \(game.card.title) lane \(lane)"
            Self.expectEqual(result, lane, (outcome, point), place)
            compared += 1
          }
        }
      }
    }
    #expect(compared == MachineKernels.runnable.count * OptimizerCatalogue.all.count * games.count * 32)
  }

  /// Groups that differ in hyperparameters and, as `varies` says, in start and game.
  final class Groups: SimulationSeries {
    let request: SimulationRequest
    let varies: SimulationParts
    let requests: [SimulationRequest]
    private var next = 0
    private(set) var results: [SimulationResult] = []

    init(_ requests: [SimulationRequest], varies: SimulationParts) {
      self.requests = requests
      self.varies = varies
      request = requests[0]
    }
    func next(_ request: inout SimulationRequest) -> Bool {
      guard next < requests.count else { return false }
      request = requests[next]
      next += 1
      return true
    }
    func take(_ result: SimulationResult) { results.append(result.copy()) }
  }

  // What a kernel makes once for a series must be what it would make for each group, and nothing of a group may be left
  // in the next: the second group ends early, in every way, between two that run to the cap.
  @Test func aSeriesIsItsGroupsOneByOne() throws {
    let typed = try TypedGameFamily(zeroSum: "k*x^2 + 10*x*y + y^2", parameters: [(name: "k", value: 1.0)])
    for (game, parameter) in [(QuadraticGameFamily(), "a"), (typed, "k")] as [(any GameFamily, String)] {
      for optimizer in ["simgd", "adam", "cgd", "lookahead"] {
        let family = try OptimizerCatalogue.named(optimizer)
        let kernel = try #require(MachineKernels.best.kernel(family, game))
        for varies in [[], .start, .game, [.start, .game]] as [SimulationParts] {
          for measurement in [.none, .squaredDistances, .lastSquaredDistance, .extents(window: 5)]
            as [SimulationRequest.Measurement]
          {
            let requests = try (0..<3).map { k in
              var group = RunValues<Lanes>(
                hyperparameters: Parameters(family.card.hyperparameters),
                gameParameters: Parameters(game.card.parameters), start: Players(x: [Lanes(1)], y: [Lanes(1)]))
              let size = k == 1 ? 40.0 : 1
              try group.hyperparameters.setStepSizes(
                Players(x: Lanes { size * 0.001 * Double(1 + $0) }, y: Lanes { size * 0.002 * Double(32 - $0) }))
              if varies.contains(.start) { group.start.x = [Lanes { 1 + 0.1 * Double(k) + 0.01 * Double($0) }] }
              if varies.contains(.game) { try group.gameParameters.set(parameter, to: Lanes(1 + 0.5 * Double(k))) }
              var request = SimulationRequest(group, steps: 120, divergenceBound: 1e3)
              request.targets = [Players(x: [Lanes(0)], y: [Lanes(0)])]
              request.convergenceBound = 1e-9
              request.measurement = measurement
              return request
            }
            let series = Groups(requests, varies: varies)
            try kernel(series)
            try #require(series.results.count == requests.count)
            for (request, together) in zip(requests, series.results) {
              let alone = try Self.result(of: request, by: kernel)
              #expect(together.outcomes.elementsEqual(alone.outcomes, by: { "\($0)" == "\($1)" }))
              #expect(bits(together) == bits(alone), "\(optimizer) \(game.card.name) \(varies) \(measurement)")
            }
          }
        }
      }
    }
  }

  // Machines with registers for it run two groups beside each other, on games with one coefficient for all lanes: every
  // optimizer of the catalogue, where the second group ends early and where neither does.
  @Test func twoGroupsBesideEachOtherAreTwoGroups() throws {
    let game = QuadraticGameFamily()
    for kernels in MachineKernels.runnable {
      for optimizer in OptimizerCatalogue.all {
        let kernel = try #require(kernels.kernel(optimizer, game))
        for size in [1, 300.0] {
          let requests = try [1, size].map { size in
            var group = RunValues<Lanes>(
              hyperparameters: Parameters(optimizer.card.hyperparameters),
              gameParameters: Parameters(game.card.parameters), start: Players(x: [Lanes(1)], y: [Lanes(-0.5)]))
            try group.hyperparameters.setStepSizes(
              Players(x: Lanes { size * 0.0003 * Double(1 + $0) }, y: Lanes { size * 0.0002 * Double(32 - $0) }))
            return SimulationRequest(group, steps: 250, divergenceBound: 1e3)
          }
          let series = Groups(requests, varies: [])
          try kernel(series)
          try #require(series.results.count == 2)
          for (request, together) in zip(requests, series.results) {
            let alone = try Self.result(of: request, by: kernel)
            #expect(together.outcomes.elementsEqual(alone.outcomes, by: { "\($0)" == "\($1)" }))
            #expect(bits(together) == bits(alone), "\(kernels.machine) \(optimizer.card.name)")
          }
        }
      }
    }
  }

  // In some lanes ηxηy is infinite: CGD's system 1 + ηxηy b² has no solution there, which unwatched steps show by NaN. Outcome,
  // step and last point are those of watched steps all the same, and the other lanes go on.
  @Test func innerSolvesThatBreakDown() throws {
    let game = QuadraticGameFamily()
    var broken = 0
    for kernels in MachineKernels.runnable {
      for optimizer in OptimizerCatalogue.all {
        let kernel = try #require(kernels.kernel(optimizer, game))
        let requests = try (0..<2).map { k in
          var group = RunValues<Lanes>(
            hyperparameters: Parameters(optimizer.card.hyperparameters),
            gameParameters: Parameters(game.card.parameters), start: Players(x: [Lanes(1)], y: [Lanes(-0.5)]))
          let size = Lanes { $0 % 4 == k ? 1e155 : 0.003 * Double(1 + $0) }
          try group.hyperparameters.setStepSizes(Players(x: size, y: size))
          return SimulationRequest(group, steps: 130)
        }
        let series = Groups(requests, varies: [])
        try kernel(series)
        for (request, result) in zip(requests, series.results) {
          for lane in 0..<Lanes.laneCount {
            let values = request.values.mapped { $0[lane: lane] }
            let run = try game.build(
              values.gameParameters,
              then: Run(
                family: optimizer, hyperparameters: values.hyperparameters, start: values.start, steps: 130,
                bound: .infinity, target: nil))
            Self.expectEqual(result, lane, run, "\(kernels.machine) \(optimizer.card.name) lane \(lane)")
            if case .solverBrokeDown = run.0 { broken += 1 }
          }
        }
      }
    }
    #expect(broken >= 16 * MachineKernels.runnable.count)
  }

  /// All numbers of a result.
  private func bits(_ result: SimulationResult) -> [UInt64] {
    let extents = result.extents.map { [$0.first, $0.second, $0.shift, $0.period] + $0.end.x + $0.end.y } ?? []
    return (result.point.x + result.point.y + result.squaredDistances + extents).flatMap { lanes in
      (0..<Lanes.laneCount).map { lanes[lane: $0].isNaN ? 0 : lanes[lane: $0].bitPattern }
    }
  }

  // A user's own family that borrows a name must not be given the catalogue's kernel.
  @Test func aForeignFamilyHasNoKernel() {
    struct Impostor: OptimizerFamily {
      let card = SimGDFamily().card
      func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
        try next(AltGD<C.V>(stepSizes: h.stepSizes()))
      }
    }
    #expect(MachineKernels.best.kernel(Impostor(), QuadraticGameFamily()) == nil)
    #expect(MachineKernels.best.kernel(SimGDFamily(), QuadraticGameFamily()) != nil)
  }

  // The weak function of the C module is the one that CompiledKernels defines, and maps take its table.
  @Test func mapsTakeTheKernelsThatAreLinked() throws {
    let linked = try #require(KernelTable.linked)
    #expect(linked.machine == MachineKernels.best.machine && linked.count == MachineKernels.best.count)
    let plane = try MapPlane(
      RunSetup(SimGDFamily(), on: QuadraticGameFamily()), stepSizesOfX: 0.1...1, stepSizesOfY: 0.1...1,
      resolution: 2)
    #expect(MapJob(plane, .spectralRadius).kernels?.machine == linked.machine)
  }

  // -x, as `Double` has it: the sign of zero too.
  @Test func negation() {
    let negated = -Lanes { $0 == 0 ? 0 : $0 == 1 ? -0.0 : Double($0) }
    #expect(negated[lane: 0].sign == .minus && negated[lane: 1].sign == .plus && negated[lane: 2] == -2)
  }
}
