import GameDynamics
import RealModule

/// The largest Lyapunov exponent of an iteration: λ = lim (1/t) log(‖δ_t‖ / ‖δ_0‖) for a small disturbance δ of point and
/// optimizer state, along a run.
///
/// The disturbance is followed exactly, as the tangent of dual numbers, and scaled back to length one at every step so
/// that it neither overflows nor vanishes. The first half of the run, in which run and disturbance settle, does not
/// count. At a fixed point of a linear map λ is the logarithm of the spectral radius; complex eigenvalues make ‖δ‖
/// oscillate, which is averaged out once a run sees a dozen of their turns.
///
/// Cost: `steps` steps of the optimizer on `Dual<Base>`.
///
/// Source: G. Benettin, L. Galgani, A. Giorgilli and J.-M. Strelcyn, "Lyapunov characteristic exponents for smooth
/// dynamical systems", Meccanica 15, 1980; the weights from S. Das, Y. Saiki, E. Sander and J. A. Yorke, "Quantitative
/// quasiperiodicity", Nonlinearity 30, 2017, arXiv:1601.06051.
public struct LyapunovExponent: Sendable {
  /// How many steps are taken.
  public var steps: Int

  /// The exponent over so many steps.
  public init(steps: Int) { self.steps = max(1, steps) }

  /// The exponents of the runs of a setup, one per lane of `Base`. A run that overflows counts up to there; NaN where it
  /// does at once, -∞ where every disturbance dies. Throws what building and stepping throw.
  public func exponents<Base: Field>(of setup: RunSetup<Base>) throws -> [Double] {
    try setup.mapped { Dual($0, tangent: Base(0)) }.build(then: FromStart(start: setup.start, job: self))
  }

  /// The exponents of an optimizer and a game in hand.
  public func exponents<Base: Field, O: Optimizer, G: SecondOrderGame>(
    of optimizer: O, on game: G, from start: Players<[Base]>
  ) throws -> [Double] where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
    let point = try start.map { try G.V(coordinates: $0.map { Dual($0, tangent: Base(0)) }) }
    var run = AugmentedState<O.State>(point: point, state: try optimizer.initialState(at: point))
    // A direction that no symmetry of a game singles out.
    run = try run.replacingCoordinates(
      with: run.coordinates().enumerated().map { Dual($1.value, tangent: Base(Double.cos(Double($0 + 1)))) })
    var growth = Growth(lanes: Base.laneCount)
    _ = try growth.renormalise(&run, atStep: nil)
    var step = 0
    while step < steps, growth.someLaneRuns {
      _ = try optimizer.step(&run.point, &run.state, in: game)
      step += 1
      // At every step: of turns that are seen at every eighth, some look slow, and are not averaged out.
      try growth.renormalise(&run, atStep: step)
    }
    return growth.exponents
  }

  /// The logarithms of the disturbances' growth so far, lane by lane.
  private struct Growth {
    /// log ‖δ‖ after `steps[k]` steps, per lane.
    private var logarithms: [[Double]]
    private var steps: [[Int]]
    private var runs: [Bool]

    init(lanes: Int) {
      logarithms = Array(repeating: [0], count: lanes)
      steps = Array(repeating: [0], count: lanes)
      runs = Array(repeating: true, count: lanes)
    }

    var someLaneRuns: Bool { runs.contains(true) }

    /// Scales the disturbance to length one and notes its length; at nil, scales alone.
    mutating func renormalise<State: OptimizerState, Base: Field>(_ run: inout AugmentedState<State>, atStep step: Int?)
      throws where State.V: CoordinateVector, State.V.Scalar == Dual<Base>
    {
      let coordinates = try run.coordinates()
      var square = Base(0)
      var size = Base(0)
      for c in coordinates {
        square = square + c.tangent * c.tangent
        size = size + c.value * c.value
      }
      var scale = Base(1)
      for lane in runs.indices where runs[lane] {
        let length = square[lane: lane]
        // Of length one before, it is dead where rounding alone is left of it.
        let isDead = step == nil ? length == 0 : length <= 64 * Double.ulpOfOne * Double.ulpOfOne
        guard !isDead, length < .infinity, size[lane: lane] < .infinity else {
          runs[lane] = false
          if isDead, let step { note(lane, -.infinity, step) }
          continue
        }
        scale[lane: lane] = 1 / length.squareRoot()
        if let step { note(lane, (logarithms[lane].last ?? 0) + 0.5 * Double.log(length), step) }
      }
      run = try run.replacingCoordinates(with: coordinates.map { Dual($0.value, tangent: scale * $0.tangent) })
    }

    private mutating func note(_ lane: Int, _ logarithm: Double, _ step: Int) {
      logarithms[lane].append(logarithm)
      steps[lane].append(step)
    }

    /// See `LyapunovExponent.average`.
    var exponents: [Double] {
      runs.indices.map { LyapunovExponent.average(of: logarithms[$0], after: steps[$0]) }
    }
  }

  /// The growth per step over the second half of a run, from the logarithms of a disturbance's size after so many steps, the
  /// first 0 after 0: an average of the growth of its steps, with weights that fall off smoothly towards both ends. End against start
  /// would carry the whole swing of an oscillating disturbance, the slope by least squares (whose weights are a parabola)
  /// 1/steps of it, and these weights none that counts. NaN of no steps, -∞ where the last is.
  public static func average(of logarithms: [Double], after steps: [Int]) -> Double {
    guard let end = steps.last, let last = logarithms.last, end > 0 else { return .nan }
    if last == -.infinity { return last }
    let middle = steps.firstIndex { 2 * $0 >= end } ?? 0
    let from = steps[middle] == end ? 0 : middle
    let (first, length) = (steps[from], Double(end - steps[from]))
    var (growth, weights) = (0.0, 0.0)
    for k in (from + 1)..<steps.count {
      let (before, after) = (steps[k - 1], steps[k])
      let place = (0.5 * Double(before + after) - Double(first)) / length
      let weight = Double.exp(-1 / (place * (1 - place)))
      growth += weight * (logarithms[k] - logarithms[k - 1])
      weights += weight * Double(after - before)
    }
    return growth / weights
  }

  private struct FromStart<Base: Field>: RunContinuation {
    typealias Scalar = Dual<Base>
    let start: Players<[Base]>
    let job: LyapunovExponent

    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> [Double]
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
      try job.exponents(of: optimizer, on: game, from: start)
    }
  }
}
