import GameDynamics
import MapKernels
import RealModule

/// Starts drawn evenly from a box, of any number of coordinates.
struct SampledStarts: Sendable {
  /// The starts, one after the other, x's coordinates before y's.
  let starts: [Players<[Double]>]

  /// `count` starts; the k-th depends on the seed and k alone. Where players are held in sets: of a simplex points drawn
  /// evenly from it, of other sets the nearest to those of the box. Throws `VectorError` for sets of other dimensions.
  init(in box: Players<[ClosedRange<Double>]>, count: Int, seed: UInt64, sets: Players<ConstraintSet>?) throws {
    starts = try (0..<count).map { k in
      var stream: UInt64 = 0
      func share() -> Double {
        stream += 1
        return Double(SplitMix64.seed(seed, stream: stream, step: UInt64(k)) >> 11) * 0x1p-53
      }
      func start(_ player: Player) throws -> [Double] {
        let shares = box[player].map { _ in share() }
        var numbers = zip(box[player], shares).map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * $1 }
        guard let set = sets?[player] else { return numbers }
        var first = 0
        for part in set.parts where first + part.count <= numbers.count {
          let own = first..<first + part.count
          if part.kind == .simplex {
            // Exponential numbers over their sum are even on the simplex.
            let draws = shares[own].map { -Double.log(1 - $0) }
            let sum = draws.reduce(0, +)
            numbers.replaceSubrange(own, with: draws.map { sum > 0 ? $0 / sum : 1 / Double(part.count) })
          }
          first += part.count
        }
        return try set.projection(of: numbers)
      }
      return Players(x: try start(.x), y: try start(.y))
    }
  }
}

/// The runs from a range of starts, handed to a kernel group after group, and their outcomes.
final class StartSeries: SimulationSeries {
  private(set) var outcomes: [MapOutcome] = []
  let request: SimulationRequest
  var varies: SimulationParts { .start }

  private let starts: ArraySlice<Players<[Double]>>
  private let nodes: SimulatedNodes
  private let criteria: MapOutcome.Criteria
  private var next: Int

  init(
    _ setup: RunSetup<Double>, from starts: ArraySlice<Players<[Double]>>, targets: [Players<[Double]>],
    cycles: [Cycle]?, _ criteria: MapOutcome.Criteria
  ) {
    self.starts = starts
    self.criteria = criteria
    next = starts.startIndex
    var request = SimulationRequest(setup.values.mapped { Lanes($0) }, steps: 0)
    request.targets = targets.map { $0.map { $0.map { Lanes($0) } } }
    criteria.prepare(&request)
    self.request = request
    nodes = SimulatedNodes(before: request, equilibria: request.targets, cycles: cycles)
  }

  func next(_ request: inout SimulationRequest) -> Bool {
    guard next < starts.endIndex else { return false }
    // The last group repeats the last start.
    func lanes(_ player: Player, _ index: Int) -> Lanes {
      Lanes { self.starts[min(self.next + $0, self.starts.endIndex - 1)][player][index] }
    }
    request.values.start = Players(
      x: request.values.start.x.indices.map { lanes(.x, $0) }, y: request.values.start.y.indices.map { lanes(.y, $0) })
    next += Lanes.laneCount
    return true
  }

  func take(_ result: SimulationResult) {
    nodes.result = result
    nodes.count = min(Lanes.laneCount, starts.count - outcomes.count)
    for lane in 0..<nodes.count { outcomes.append(MapOutcome(of: nodes, lane: lane, criteria)) }
  }
}
