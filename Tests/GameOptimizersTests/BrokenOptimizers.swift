import GameDynamics
import Synchronization

/// What a pure function cannot have: how many steps were taken so far, by whomever.
private let stepsOfAll = Atomic<Int>(0)

/// What can be wrong with an optimizer, each on purpose.
enum Defect: String, CaseIterable, Sendable {
  case none
  /// No defect: it overflows soon on many games, which numbers, lanes and duals must do alike.
  case overflows
  case ascends, forgetsY, ignoresStepSizes, ignoresStepSizeOfY, remembersStepSizes, usesLaneZero, drifts
  case swallowsNaN, sanitisesNaN, dropsTangents, isImpure
  case hidesState, losesStateOnRestore, showsANameTwice, renamesItsState
  case hasAnUpperCaseName, hasNoYear, hasABadStandard, hasStepSizesLast, claimsToNeedZeroSum, refusesGeneralSum
  case throwsInTheThirdStep

  /// Words that the contract must find for it; nil where nothing is wrong.
  var complaint: String? {
    switch self {
    case .none, .overflows: nil
    case .ascends: "x does not descend its own loss"
    case .forgetsY: "y does not descend its own loss"
    case .ignoresStepSizes: "with step sizes 0 it moves"
    case .ignoresStepSizeOfY: "y moves although its step size is 0"
    case .remembersStepSizes: "with step sizes set later it ends elsewhere"
    case .usesLaneZero: "lane 1 is at"
    case .drifts: "it moves from the equilibrium"
    case .swallowsNaN, .sanitisesNaN: "gradient is NaN from step 3 on, and the run ends as 'still moving"
    case .dropsTangents: "in the start of x the derivative is"
    case .isImpure: "the same run twice gives different points"
    case .hidesState, .losesStateOnRestore: "restored after 4 step(s) it goes on to"
    case .showsANameTwice: "names of its state come twice"
    case .renamesItsState: "the names of its state change"
    case .hasAnUpperCaseName: "card: its name"
    case .hasNoYear: "its source has no year"
    case .hasABadStandard: "beta's standard is out of bounds"
    case .hasStepSizesLast: "the step sizes do not come first"
    case .claimsToNeedZeroSum: "its card says that it needs a zero-sum game"
    case .refusesGeneralSum: "its card says that it takes every game"
    case .throwsInTheThirdStep: "threw 'Refusal()'"
    }
  }
}

/// Descent with momentum, v ← v/2 + gradient and point ← point - η v, and one defect.
struct BrokenOptimizer<V: Vector>: FirstOrderOptimizer {
  let defect: Defect
  var stepSizes: Players<V.Scalar>
  private let firstStepSizes: Players<V.Scalar>

  init(defect: Defect, stepSizes: Players<V.Scalar>) {
    self.defect = defect
    self.stepSizes = stepSizes
    firstStepSizes = stepSizes
  }

  struct State: OptimizerState {
    let defect: Defect
    var velocity: Players<V>
    var steps = 0

    mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      switch defect {
      case .hidesState: break
      case .losesStateOnRestore:
        var copy = velocity
        try visitor.vectors("velocity", &copy)
      case .showsANameTwice:
        try visitor.vector("velocity", of: .x, &velocity.x)
        try visitor.vector("velocity", of: .x, &velocity.y)
      case .renamesItsState: try visitor.vectors(steps < 2 ? "velocity" : "momentum", &velocity)
      default: try visitor.vectors("velocity", &velocity)
      }
      try visitor.counter("steps", of: .both, &steps)
    }
  }

  func initialState(at point: Players<V>) throws -> State { State(defect: defect, velocity: try point.zero) }

  struct Refusal: Error {}

  func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws -> StepReport<V.Scalar>
  where G.V == V {
    typealias S = V.Scalar
    if defect == .refusesGeneralSum, !game.isZeroSum {
      throw OptimizerError.needsZeroSumGame(optimizer: "Broken", remedy: "")
    }
    if defect == .throwsInTheThirdStep, state.steps == 2 { throw Refusal() }
    var gradients = try game.gradients(at: point)
    var eta = stepSizes
    switch defect {
    case .ascends: eta = eta.map { -$0 }
    case .forgetsY: eta.y = S(0)
    case .ignoresStepSizes: eta = Players(x: S(0.01), y: S(0.01))
    case .ignoresStepSizeOfY: eta.y = eta.x
    case .remembersStepSizes: eta = firstStepSizes
    case .usesLaneZero: eta = eta.map { S($0[lane: 0]) }
    case .drifts: gradients.x = try gradients.x.adding(constant: S(1e-3))
    case .swallowsNaN: if !(try gradients.squaredNorm()).isOrdered.all { return StepReport() }
    case .sanitisesNaN:
      gradients = try gradients.map { try $0.isFinite().all ? $0 : $0.zero }
      if !(try point.squaredNorm()).isLess(than: S(.infinity)).all { point = try point.zero }
    case .overflows:
      let cubes = try gradients.map { try $0.multiplied(elementwise: $0).multiplied(elementwise: $0) }
      gradients.x = try gradients.x + cubes.x
      gradients.y = try gradients.y + cubes.y
    case .dropsTangents: gradients = try gradients.map { try $0.valuePart() }
    case .isImpure:
      // Smaller and smaller steps, also in a run that starts anew.
      let count = stepsOfAll.wrappingAdd(1, ordering: .relaxed).newValue
      eta = eta.map { S(1 / Double(count)) * $0 }
    default: break
    }
    state.velocity.x = try S(0.5) * state.velocity.x + gradients.x
    state.velocity.y = try S(0.5) * state.velocity.y + gradients.y
    try point.add(state.velocity, times: eta.map { -$0 })
    state.steps += 1
    return StepReport()
  }
}

struct BrokenFamily: OptimizerFamily {
  let defect: Defect

  var card: OptimizerCard {
    var parameters = [ParameterSpec].stepSizes(0.01)
    if defect == .hasABadStandard {
      parameters.append(ParameterSpec("beta", symbol: "β", meaning: "momentum", standard: 2, maximum: 1))
    }
    if defect == .hasStepSizesLast { parameters.reverse() }
    return OptimizerCard(
      name: defect == .hasAnUpperCaseName ? "Broken" : "broken-\(defect.rawValue.lowercased())", title: "Broken",
      summary: "momentum with a defect", source: defect == .hasNoYear ? "nobody" : "nobody, 2000",
      hyperparameters: parameters, needsZeroSumGame: defect == .claimsToNeedZeroSum)
  }

  func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(BrokenOptimizer<C.V>(defect: defect, stepSizes: h.stepSizes()))
  }
}
