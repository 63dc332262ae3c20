import Foundation
import GameDynamics
import MapKernels
import StabilityAnalysis

/// Which share of a box of starts leads where: basins of attraction of games of any number of coordinates, by sampling.
///
/// Starts are drawn evenly from the box, run, and judged as on a map of outcomes. Equilibria are those that the catalogue
/// knows, those that searches from starts find, and the isolated ones at which runs end. Along a parameter, the equilibria of
/// one value are continued to the next, so that an attractor keeps its number as long as it exists; new ones are counted on.
///
/// Source of the idea: G. Datseris, K. Luiz Rossi and A. Wagemakers, "Framework for global stability analysis of dynamical
/// systems", Chaos 33, 2023, arXiv:2304.12786.
public struct BasinFractions: Sendable {
  /// What is sampled.
  public struct Request: Sendable {
    /// Optimizer and game; the start plays no part.
    public var setup: RunSetup<Double>
    /// The box of starts, a range a coordinate.
    public var box: Players<[ClosedRange<Double>]>
    /// How many starts, and the seed that they are drawn by.
    public var samples = 1024, seed: UInt64 = 1
    /// What decides the outcome of a run.
    public var criteria = MapOutcome.Criteria()
    /// Points near equilibria that are told apart, in place of those that are known and found; empty for those.
    public var equilibria: [Players<[Double]>] = []
    /// How many threads run.
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    /// The compiled kernels that may be used.
    public var kernels: KernelTable? = .linked

    /// A request over a box; nil takes `PlanarMap.Axis.standardRange` of every coordinate. Throws what the game's
    /// equilibria throw.
    public init(_ setup: RunSetup<Double>, box: ClosedRange<Double>? = nil) throws {
      self.setup = setup
      func ranges(_ player: Player) throws -> [ClosedRange<Double>] {
        try setup.start[player].indices.map {
          try box ?? PlanarMap.Axis.standardRange(ofStart: player, $0, of: setup.game, setup.gameParameters)
        }
      }
      self.box = Players(x: try ranges(.x), y: try ranges(.y))
    }
  }

  /// The equilibria by number; nil for one that is gone, as at later values of a parameter.
  public let attractors: [Players<[Double]>?]
  /// The cycles by number (`MapOutcome.knownCycle`), told apart by the runs from some of the starts; nil for one that is gone,
  /// as at later values of a parameter.
  public let cycles: [Cycle?]
  /// How many runs had each outcome; equilibria and cycles by their number.
  public let counts: [(outcome: MapOutcome, share: Proportion)]

  /// The fractions at the setup's own parameters. Throws what building and stepping throw, and `EquilibriumError.noneNear`.
  public init(_ request: Request) throws { try self.init(request, continuing: [], []) }

  /// The fractions at each value of a quantity, attractors matched from one value to the next. `progress` is told how many
  /// values are done, and may throw to end it.
  public static func along(
    _ quantity: RunQuantity, _ values: [Double], _ request: Request, progress: (Int) throws -> Void = { _ in }
  ) throws -> [BasinFractions] {
    var result: [BasinFractions] = []
    for value in values {
      var node = request
      try node.setup.values.set(quantity, to: value)
      result.append(try BasinFractions(node, continuing: result.last?.known ?? [], result.last?.knownCycles ?? []))
      try progress(result.count)
    }
    return result
  }

  /// The share of an outcome; 0 where no run had it.
  public func share(of outcome: MapOutcome) -> Proportion {
    counts.first { $0.outcome == outcome }?.share ?? Proportion(0, of: counts.first?.share.of ?? 0)
  }

  /// Where each attractor was last seen, gone or not.
  private let known: [Players<[Double]>]
  private let knownCycles: [Cycle]

  private init(
    _ request: Request, continuing before: [Players<[Double]>], _ cyclesBefore: [Cycle]
  ) throws {
    let starts = try SampledStarts(
      in: request.box, count: request.samples, seed: request.seed, sets: request.setup.game.constraints
    ).starts
    let size = starts.reduce(1) { $1.size(atLeast: $0) }
    let criteria = request.criteria.ofStarts(upTo: size)
    let (attractors, known) = try Self.attractors(request, starts, continuing: before)
    self.attractors = attractors
    self.known = known
    let places = attractors.indices.filter { attractors[$0] != nil }
    let targets = attractors.compactMap { $0 }
    let cyclesNow = try CycleSearch(
      setup: request.setup, starts: Array(starts.prefix(Self.runs)), targets: targets, criteria: criteria,
      kernels: request.kernels
    ).cycles()
    let cycles = CycleSearch.matched(cyclesNow, to: cyclesBefore)
    self.cycles = cycles
    knownCycles = cycles.enumerated().compactMap { $1 ?? cyclesBefore[$0] }
    let cyclePlaces = cycles.indices.filter { cycles[$0] != nil }
    let present = cycles.compactMap { $0 }
    let chunk = 8 * Lanes.laneCount
    let rows = 0..<(starts.count + chunk - 1) / chunk
    let setup = request.setup
    let codes = try RowScheduler.values(ofRows: rows, threads: request.threads, isCancelled: { false }) {
      let setup = setup.unshared()
      return { row in
        let part = starts[(row * chunk)..<min(starts.count, (row + 1) * chunk)]
        let series = StartSeries(setup, from: part, targets: targets, cycles: present, criteria)
        if let kernel = request.kernels?.kernel(setup.optimizer, setup.game) {
          try kernel(series)
        } else {
          try KernelTable.generalKernel(series, setup.optimizer, setup.game)
        }
        return series.outcomes.map(\.code)
      }
    }
    var counts: [Double: Int] = [:]
    for code in codes.joined() {
      guard let outcome = MapOutcome(code: code) else { continue }
      switch outcome {
      case .equilibrium(let k): counts[MapOutcome.equilibrium(places[k]).code, default: 0] += 1
      case .knownCycle(let k): counts[MapOutcome.knownCycle(cyclePlaces[k]).code, default: 0] += 1
      default: counts[code, default: 0] += 1
      }
    }
    self.counts = counts.compactMap { code, count in
      MapOutcome(code: code).map { ($0, Proportion(count, of: request.samples)) }
    }.sorted { ($1.share.count, $0.outcome.code) < ($0.share.count, $1.outcome.code) }
  }

  // MARK: - Equilibria

  /// From so many starts equilibria are searched, and so many runs are followed to their ends.
  private static let (searches, runs) = (32, 64)

  private static func attractors(
    _ request: Request, _ starts: [Players<[Double]>], continuing before: [Players<[Double]>]
  ) throws -> (now: [Players<[Double]>?], known: [Players<[Double]>]) {
    let finder = EquilibriumFinder()
    let (game, parameters) = (request.setup.game, request.setup.gameParameters)
    var found: [Players<[Double]>] = []
    func take(_ points: [Players<[Double]>]) {
      for point in points where !found.contains(where: { isSame($0, point) }) { found.append(point) }
    }
    // Those of before first, each along its own branch: what is found again elsewhere is another.
    var now: [Players<[Double]>?] = []
    for last in before {
      let next = try finder.search(game, parameters, from: last)
      let isNew = next.map { point in !now.contains { $0.map { isSame($0, point) } ?? false } } ?? false
      now.append(isNew ? next : nil)
    }
    if request.equilibria.isEmpty {
      take(try game.equilibria(parameters))
      take(try finder.equilibria(of: game, parameters, fromAll: Array(starts.prefix(searches))))
      let ends = RunEnds(of: request.setup, from: Array(starts.prefix(runs)), kernels: request.kernels)
      take(try ends.equilibria(but: found))
      found = try found.filter { try finder.isolation(of: $0, game, parameters) == .isolated }
    } else {
      for point in request.equilibria {
        if let one = try finder.search(game, parameters, from: point) { take([one]) }
      }
    }
    var known = zip(now, before).map { $0 ?? $1 }
    for point in found where !now.contains(where: { $0.map { isSame($0, point) } ?? false }) {
      // One that was gone and is back at its place has its number again.
      if let place = now.indices.first(where: { now[$0] == nil && isNear(known[$0], point) }) {
        (now[place], known[place]) = (point, point)
      } else {
        now.append(point)
        known.append(point)
      }
    }
    return (now, known)
  }

  private static func isSame(_ a: Players<[Double]>, _ b: Players<[Double]>) -> Bool { isWithin(1e-6, a, b) }
  private static func isNear(_ a: Players<[Double]>, _ b: Players<[Double]>) -> Bool { isWithin(1e-2, a, b) }

  private static func isWithin(_ bound: Double, _ a: Players<[Double]>, _ b: Players<[Double]>) -> Bool {
    let size = 1 + (a.x + a.y).reduce(0) { max($0, abs($1)) }
    return zip(a.x + a.y, b.x + b.y).allSatisfy { abs($0 - $1) <= bound * size }
  }
}
