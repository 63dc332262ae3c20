import GameDynamics
import TestSupport

/// Something to be done with an optimizer and a game, whichever they are.
protocol Probe<Scalar> {
  associatedtype Scalar: TestField
  associatedtype Result
  func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> Result
  where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Scalar
}

extension OptimizerFamily {
  /// Builds a game of the catalogue and this optimizer, and probes them: the registration path.
  func probe<P: Probe>(
    _ probe: P, _ h: Parameters<P.Scalar>, on game: any GameFamily, _ p: Parameters<P.Scalar>
  ) throws -> P.Result {
    try game.build(p, then: WithGame(family: self, h: h, probe: probe))
  }

  /// Builds this optimizer for a game in hand, and probes them.
  func probe<P: Probe, G: SecondOrderGame>(_ probe: P, _ h: Parameters<P.Scalar>, on game: G) throws -> P.Result
  where G.V: CoordinateVector, G.V.Scalar == P.Scalar {
    try build(h, then: WithBoth(game: game, probe: probe))
  }

  /// The standard hyperparameters with these step sizes.
  func hyperparameters<S: Field>(_ x: S, _ y: S) throws -> Parameters<S> {
    var h = Parameters<S>(card.hyperparameters)
    try h.setStepSizes(Players(x: x, y: y))
    return h
  }
}

private struct WithGame<F: OptimizerFamily, P: Probe>: GameContinuation {
  typealias Scalar = P.Scalar
  let family: F
  let h: Parameters<P.Scalar>
  let probe: P
  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> P.Result
  where G.V: CoordinateVector, G.V.Scalar == P.Scalar {
    try family.build(h, then: WithBoth(game: game, probe: probe))
  }
}

private struct WithBoth<G: SecondOrderGame, P: Probe>: OptimizerContinuation
where G.V: CoordinateVector, G.V.Scalar == P.Scalar {
  typealias V = G.V
  let game: G
  let probe: P
  func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> P.Result where O.V == G.V {
    try probe(optimizer, on: game)
  }
}

/// What a run of a few steps looked like, in plain numbers.
struct Recording<S: TestField> {
  /// The start and the point after every step, x's coordinates before y's.
  var points: [[S]] = []
  /// The names of what the state remembers, at the start and after every step.
  var stateNames: [[String]] = []
  /// The worst relative residual of an inner solve; 0 where there is none.
  var relativeResidual = 0.0
  /// For each lane, the step whose inner solve broke down.
  var breakdown = [Int?](repeating: nil, count: S.laneCount)

  /// One lane's point after a step.
  func point(_ step: Int, lane: Int) -> [Double] { points[step].map { $0[lane: lane] } }
}

/// Runs some steps and records them; may change the step sizes before the first, as a schedule does.
struct RecordingProbe<S: TestField>: Probe {
  typealias Scalar = S
  var start: Players<[S]>
  var steps: Int
  var changedStepSizes: Players<S>?

  func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> Recording<S>
  where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == S {
    var optimizer = optimizer
    if let changedStepSizes { optimizer.stepSizes = changedStepSizes }
    var point = try start.map { try G.V(coordinates: $0) }
    var state = try optimizer.initialState(at: point)
    var result = Recording<S>()
    func record() throws {
      result.points.append(try point.x.coordinates() + point.y.coordinates())
      result.stateNames.append(try SavedState(state).entries.map(\.name))
    }
    try record()
    for step in 1...steps {
      let report = try optimizer.step(&point, &state, in: game)
      if let solver = report.solver {
        for lane in 0..<S.laneCount where solver.brokeDown[lane: lane] && result.breakdown[lane] == nil {
          result.breakdown[lane] = step
        }
        result.relativeResidual = max(result.relativeResidual, solver.relativeResidual)
      }
      try record()
    }
    return result
  }
}

/// An optimizer's state as a checkpoint sees it: a list of names and numbers, and nothing else.
struct SavedState<S: TestField> {
  enum Value {
    case vector([S])
    case scalar(S)
    case counter(Int)
  }
  var entries: [(name: String, value: Value)] = []

  init<State: OptimizerState>(_ state: State) throws where State.V: CoordinateVector, State.V.Scalar == S {
    var reader = Reader<State.V>(saved: [])
    var copy = state
    try copy.visit(&reader)
    entries = reader.saved
  }

  /// Writes the numbers into a state made anew.
  func restore<State: OptimizerState>(_ state: inout State) throws
  where State.V: CoordinateVector, State.V.Scalar == S {
    var writer = Writer<State.V>(rest: entries[...])
    try state.visit(&writer)
  }

  struct Mismatch: Error, CustomStringConvertible {
    let description: String
  }

  private struct Reader<V: CoordinateVector>: StateVisitor where V.Scalar == S {
    var saved: [(name: String, value: Value)]
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws {
      saved.append((owner.stored(name), .vector(try value.coordinates())))
    }
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout S) {
      saved.append((owner.stored(name), .scalar(value)))
    }
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
      saved.append((owner.stored(name), .counter(value)))
    }
  }

  private struct Writer<V: CoordinateVector>: StateVisitor where V.Scalar == S {
    var rest: ArraySlice<(name: String, value: Value)>
    mutating func next(_ name: String) throws -> Value {
      guard let entry = rest.popFirst(), entry.name == name else {
        throw Mismatch(description: "a state made anew does not show '\(name)' where the saved one did")
      }
      return entry.value
    }
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws {
      guard case .vector(let saved) = try next(owner.stored(name)) else {
        throw Mismatch(description: "'\(name)' was no vector")
      }
      value = try V(coordinates: saved)
    }
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout S) throws {
      guard case .scalar(let saved) = try next(owner.stored(name)) else {
        throw Mismatch(description: "'\(name)' was no number")
      }
      value = saved
    }
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) throws {
      guard case .counter(let saved) = try next(owner.stored(name)) else {
        throw Mismatch(description: "'\(name)' was no count")
      }
      value = saved
    }
  }
}

/// Runs on from a state that was saved after some steps, and gives back the last point with and without the break.
struct RestoringProbe: Probe {
  typealias Scalar = Double
  var start: Players<[Double]>
  var steps: Int
  var more: Int

  func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws
    -> (unbroken: [Double], restored: [Double]) where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Double
  {
    let begin = try start.map { try G.V(coordinates: $0) }
    var point = begin
    var state = try optimizer.initialState(at: begin)
    for _ in 0..<steps { _ = try optimizer.step(&point, &state, in: game) }
    let saved = try SavedState(state)
    var other = point
    var restored = try optimizer.initialState(at: begin.zero)
    try saved.restore(&restored)
    for _ in 0..<more {
      _ = try optimizer.step(&point, &state, in: game)
      _ = try optimizer.step(&other, &restored, in: game)
    }
    return (
      try point.x.coordinates() + point.y.coordinates(), try other.x.coordinates() + other.y.coordinates()
    )
  }
}

/// Both players' own gradients at a point, laid end to end.
struct GradientProbe: Probe {
  typealias Scalar = Double
  var point: Players<[Double]>
  func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> [Double]
  where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Double {
    let gradients = try game.gradients(at: point.map { try G.V(coordinates: $0) })
    return try gradients.x.coordinates() + gradients.y.coordinates()
  }
}

/// How a driven run ends when the games of later steps are others.
struct OutcomeAfterChange<Source: GameSource>: OptimizerContinuation
where Source.Source: SecondOrderGame, Source.Source.V == Double {
  typealias V = Double
  var source: Source
  var start: Players<Double>
  var stepCap: Int
  func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Outcome where O.V == Double {
    try Driver<Double>(stepCap: stepCap).run(optimizer, on: source, from: start).outcome
  }
}
