import GameDynamics
import TorchTensors

/// One training step: any optimizer's, and what trainers of GANs do around it.
///
/// - **Several discriminator steps**: k - 1 steps of y alone, and then one step of both, each on a minibatch of its own
///   (`Game.resampled` 0 … k - 1; for k = 1 the game itself). A step of y alone is a step of the base with η_x = 0 in a
///   game whose own x-gradient is zero (`FrozenGenerator`), after which x and everything the base remembers of x (what
///   `StateOwner.x` owns) are put back. So Adam's moments and count of x see one gradient a step, as with an optimizer for each
///   player. What both share (ACGD's count of steps, by which it corrects both second moments; the optimistic scheme's,
///   so that x's very first move takes zero for its last direction) advances k times, but for the position in a
///   schedule of step sizes, which counts whole steps. For optimizers with second derivatives such a step is
///   that of a player whose opponent stands still: CGD's is a gradient step of y.
/// - **The accuracy rule**: η_y times `DiscriminatorAccuracyRule.factor`, at each of the k steps.
/// - **The projection** (weight clipping) after each of them.
///
/// State: the base's, and the rule's where there is one. A pure function of (point, state, game) but for `accuracy`,
/// which reads what the game has just told its monitor.
struct TrainingStep<Base: Optimizer>: Optimizer where Base.V == TensorList {
  typealias V = TensorList
  var base: Base
  /// k ≥ 1.
  var discriminatorSteps = 1
  /// The discriminator's accuracy at the last evaluation; nil for no rule.
  var accuracy: (@Sendable () throws -> Double)?
  /// What is done to the point after each step; nil for nothing.
  var project: (@Sendable (inout Players<TensorList>) throws -> Void)?

  struct State: OptimizerState {
    typealias V = TensorList
    var base: Base.State
    var rule: DiscriminatorAccuracyRule?

    mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == TensorList {
      try base.visit(&visitor)
      try rule?.visit(&visitor)
    }
  }

  var stepSizes: Players<Double> {
    get { base.stepSizes }
    set { base.stepSizes = newValue }
  }

  func initialState(at point: Players<TensorList>) throws -> State {
    State(base: try base.initialState(at: point), rule: accuracy == nil ? nil : DiscriminatorAccuracyRule())
  }

  func step<G: SecondOrderGame>(
    _ point: inout Players<TensorList>, _ state: inout State, in game: G
  ) throws -> StepReport<Double> where G.V == TensorList {
    if discriminatorSteps <= 1 { return try one(&point, &state, in: game, isOfBoth: true) }
    var report = StepReport<Double>()
    for number in 0..<discriminatorSteps - 1 {
      let x = point.x
      var kept = GeneratorMemory.Kept()
      try state.base.visit(&kept)
      report = report.followed(
        by: try one(&point, &state, in: FrozenGenerator(base: game.resampled(number)), isOfBoth: false))
      point.x = x
      var putBack = GeneratorMemory(kept)
      try state.base.visit(&putBack)
    }
    return report.followed(
      by: try one(&point, &state, in: game.resampled(discriminatorSteps - 1), isOfBoth: true))
  }

  private func one<G: SecondOrderGame>(
    _ point: inout Players<TensorList>, _ state: inout State, in game: G, isOfBoth: Bool
  ) throws -> StepReport<Double> where G.V == TensorList {
    var optimizer = base
    optimizer.stepSizes.y *= state.rule?.factor ?? 1
    if !isOfBoth { optimizer.stepSizes.x = 0 }
    let report = try optimizer.step(&point, &state.base, in: game)
    try project?(&point)
    if let accuracy { state.rule?.note(try accuracy()) }
    return report
  }
}

/// Puts back what a step of y alone must not have moved: what x owns, and what counts whole steps.
struct GeneratorMemory: StateVisitor {
  typealias V = TensorList
  private let kept: Kept

  init(_ kept: Kept) { self.kept = kept }

  mutating func vector(_ name: String, of owner: StateOwner, _ value: inout TensorList) {
    value = kept.vectors[Key(name: name, owner: owner)] ?? value
  }
  mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) {
    value = kept.scalars[Key(name: name, owner: owner)] ?? value
  }
  mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
    value = kept.counters[Key(name: name, owner: owner)] ?? value
  }

  /// An entry, found by name and owner.
  struct Key: Hashable {
    let name: String
    let owner: StateOwner
    /// Whether a step of y alone leaves it as it is.
    var rests: Bool { owner == .x || owner == .wholeStep }
  }

  /// Takes down what is to be put back.
  struct Kept: StateVisitor {
    typealias V = TensorList
    var vectors: [Key: TensorList] = [:], scalars: [Key: Double] = [:], counters: [Key: Int] = [:]

    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout TensorList) {
      let key = Key(name: name, owner: owner)
      if key.rests { vectors[key] = value }
    }
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) {
      let key = Key(name: name, owner: owner)
      if key.rests { scalars[key] = value }
    }
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
      let key = Key(name: name, owner: owner)
      if key.rests { counters[key] = value }
    }
  }
}
