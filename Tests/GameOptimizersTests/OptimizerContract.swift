import GameDynamics
import SmallGames
import TestSupport

/// What every optimizer of the catalogue promises, whatever it does: the ways in which this one breaks the promise, in
/// words; empty when it keeps it.
///
/// It is made through the registration path and run on every game of the catalogue that its card accepts. Exceptions
/// are read off the card, never off its name. The tests show that this function rejects optimizers that are broken on
/// purpose.
func contractViolations(of family: some OptimizerFamily, seed: UInt64 = 1) -> [String] {
  var contract = Contract(family: family, random: SeededRandom(seed: seed))
  contract.check("card") { $0.checkCard() }
  contract.check("own descent") { try $0.checkDescent() }
  contract.check("own step sizes") { try $0.checkStepSizes() }
  contract.check("numbers that are not finite") { try $0.checkNonFinite() }
  contract.check("zero-sum or not") { try $0.checkGeneralSum() }
  contract.check("tangents") { try $0.checkTangents() }
  for game in GameCatalogue.all where game.card.isZeroSum || !family.card.needsZeroSumGame {
    // Of a game of many numbers, whose steps are dear, a short run must do.
    if game.card.dimensions.x + game.card.dimensions.y > 8 {
      contract.check("\(game.card.name): a short run") { try $0.checkShortRun(game) }
      continue
    }
    contract.check("\(game.card.name): lanes and duals") { try $0.checkFields(game) }
    contract.check("\(game.card.name): rest") { try $0.checkRest(game) }
    contract.check("\(game.card.name): memory") { try $0.checkMemory(game) }
  }
  return contract.violations.map { "\(family.card.name): \($0) (seed \(seed))" }
}

/// The promises, one by one.
private struct Contract<F: OptimizerFamily> {
  let family: F
  var random: SeededRandom
  var violations: [String] = []
  private var part = ""

  init(family: F, random: SeededRandom) {
    self.family = family
    self.random = random
  }

  mutating func check(_ part: String, _ body: (inout Self) throws -> Void) {
    self.part = part
    do {
      try body(&self)
    } catch {
      violations.append("\(part): threw '\(error)'")
    }
  }

  mutating func require(_ holds: Bool, _ broken: @autoclosure () -> String) {
    if !holds { violations.append("\(part): \(broken())") }
  }

  // MARK: The card

  mutating func checkCard() {
    let card = family.card
    require(!card.name.isEmpty && card.name == card.name.lowercased() && !card.name.contains(" "), "its name")
    require(!card.title.isEmpty && !card.summary.isEmpty, "has no title or summary")
    require(card.source.contains(/\b(19|20)\d\d\b/), "its source has no year")
    require(card.hyperparameters.prefix(2).map(\.name) == ["eta-x", "eta-y"], "the step sizes do not come first")
    require(Set(card.hyperparameters.map(\.name)).count == card.hyperparameters.count, "a parameter's name comes twice")
    for spec in card.hyperparameters {
      require(
        spec.minimum <= spec.standard && spec.standard <= spec.maximum, "\(spec.name)'s standard is out of bounds")
      require(spec.standard.isFinite && !spec.symbol.isEmpty && !spec.meaning.isEmpty, "\(spec.name) is not described")
    }
  }

  // MARK: Fields

  /// A start near the game's own, one step size a player and lane: small ones, so that most runs stay small.
  private mutating func scene<S: TestField>(_ game: any GameFamily, _ field: S.Type) throws
    -> (start: Players<[S]>, h: Parameters<S>)
  {
    let start = game.card.standardStart.map { $0.map { S($0) + S.random(-0.4...0.4, using: &random).valuePart() } }
    let h = try family.hyperparameters(
      S.random(0.01...0.1, using: &random).valuePart(), S.random(0.01...0.1, using: &random).valuePart())
    return (start, h)
  }

  private func run<S: TestField>(
    _ game: any GameFamily, from start: Players<[S]>, _ h: Parameters<S>, steps: Int
  ) throws -> Recording<S> {
    try family.probe(
      RecordingProbe(start: start, steps: steps), h, on: game,
      Parameters<Double>(game.card.parameters).lifted(to: S.self))
  }

  /// Each lane is what runs alone, bit for bit; a dual's value is what runs without tangents; twice the same is the same.
  mutating func checkFields(_ game: any GameFamily) throws {
    let steps = 6
    let (start, h) = try scene(game, Lanes.self)
    let together = try run(game, from: start, h, steps: steps)
    for lane in 0..<Lanes.laneCount {
      let soloStart = start.map { $0.map { $0[lane: lane] } }
      let soloH: Parameters<Double> = h.mapped { $0[lane: lane] }
      let alone = try run(game, from: soloStart, soloH, steps: steps)
      require(alone.breakdown[0] == together.breakdown[lane], "lane \(lane) breaks down at another step than alone")
      // What a lane holds after its solver broke down is nobody's promise.
      let sound = (alone.breakdown[0] ?? steps + 1) - 1
      for step in 0...sound where !sameBits(together.point(step, lane: lane), alone.point(step, lane: 0)) {
        require(
          false,
          "lane \(lane) is at \(together.point(step, lane: lane)) after \(step) step(s), alone at "
            + "\(alone.point(step, lane: 0)), from \(soloStart) with "
            + soloH.specs.map { "\($0.name) \((try? soloH.value($0.name)) ?? .nan)" }.joined(separator: ", "))
        break
      }
      guard lane == 0 else { continue }
      let again = try run(game, from: soloStart, soloH, steps: steps)
      require(
        zip(alone.points, again.points).allSatisfy { sameBits($0, $1) }, "the same run twice gives different points")
      guard alone.breakdown[0] == nil else { continue }
      let dual = try run(
        game, from: soloStart.map { $0.map { Dual($0, tangent: 0) } }, soloH.mapped { Dual($0, tangent: 0) },
        steps: steps)
      // Inner solves are exact on duals, and as loose as their tolerance elsewhere.
      let slack = 1e-11 + 10 * (alone.relativeResidual + dual.relativeResidual)
      require(
        agree(dual.point(steps, lane: 0), alone.point(steps, lane: 0), within: slack),
        "duals end at \(dual.point(steps, lane: 0)), numbers at \(alone.point(steps, lane: 0)), from \(soloStart)")
    }
  }

  /// One step of a large game: it moves, and what comes out is finite or reported.
  mutating func checkShortRun(_ game: any GameFamily) throws {
    let (start, h) = try scene(game, Double.self)
    let recording = try run(game, from: start, h, steps: 1)
    require(
      recording.breakdown[0] != nil
        || recording.points[1].allSatisfy(\.isFinite) && recording.points[1] != recording.points[0],
      "one step leads from \(start) to \(recording.points[1])")
  }

  /// The tangent of four steps against a central difference of their end in the start.
  mutating func checkTangents() throws {
    let game = QuadraticGame(a: Dual<Double>(1), b: Dual(2), c: Dual(-1))
    let numbers = QuadraticGame(a: 1.0, b: 2, c: -1)
    let h = try family.hyperparameters(0.05, 0.04)
    let start = Players(x: [random.uniform(0.5...1)], y: [random.uniform(-1 ... -0.5)])
    let shift = 1e-3
    for player in Player.allCases {
      var seeded = start.map { $0.map { Dual($0, tangent: 0) } }
      seeded[player][0].tangent = 1
      let dual = try family.probe(RecordingProbe(start: seeded, steps: 4), h.lifted(), on: game)
      func end(_ shift: Double) throws -> [Double] {
        var moved = start
        moved[player][0] += shift
        return try family.probe(RecordingProbe(start: moved, steps: 4), h, on: numbers).point(4, lane: 0)
      }
      let slope = zip(try end(shift), try end(-shift)).map { ($0 - $1) / (2 * shift) }
      let tangent = dual.points[4].map(\.tangent)
      require(
        difference(tangent, slope) < 2e-3, "in the start of \(player) the derivative is \(tangent), measured \(slope)")
    }
  }

  // MARK: Descent

  /// With no interaction each player minimises a square of its own: both come nearer, at any sensible step size.
  mutating func checkDescent() throws {
    let game = QuadraticGame(a: 1.0, b: 0, c: -1)
    let h = try family.hyperparameters(0.01, 0.01)
    let recording = try family.probe(RecordingProbe(start: Players(x: [1], y: [-1]), steps: 100), h, on: game)
    let end = recording.point(100, lane: 0)
    for (player, from, to) in [(Player.x, 1.0, end[0]), (.y, -1, end[1])] {
      if family.card.movers.contains(player) {
        require(abs(to) < 0.99, "\(player) does not descend its own loss \(player)²: from \(from) to \(to)")
      } else {
        require(to == from, "\(player) moves although its card says that it stays")
      }
    }
    require(recording.breakdown[0] == nil, "the inner solve breaks down on x² - y²")
  }

  /// A step size of zero holds its player; step sizes that are set count as those it was made with.
  mutating func checkStepSizes() throws {
    let game = QuadraticGame(a: 1.0, b: 2, c: -1)
    let start = Players(x: [random.uniform(0.5...1)], y: [random.uniform(0.5...1)])
    for (x, y) in [(0.0, 0.05), (0.05, 0), (0, 0)] {
      let end = try family.probe(RecordingProbe(start: start, steps: 3), family.hyperparameters(x, y), on: game)
        .point(3, lane: 0)
      if x == 0 { require(sameBits([end[0]], start.x), "x moves although its step size is 0") }
      // A y that is kept on its best response moves with x.
      if y == 0, x == 0 || !family.card.needsCurvatureOfY {
        require(sameBits([end[1]], start.y), "y moves although its step size is 0")
      }
    }
    let made = try family.probe(RecordingProbe(start: start, steps: 3), family.hyperparameters(0.03, 0.07), on: game)
    let changed = try family.probe(
      RecordingProbe(start: start, steps: 3, changedStepSizes: Players(x: 0.03, y: 0.07)),
      family.hyperparameters(0.01, 0.01), on: game)
    require(
      sameBits(made.points[3], changed.points[3]), "with step sizes set later it ends elsewhere than made with them")
  }

  // MARK: Numbers that are not finite, games that are not zero-sum

  /// A gradient of NaN, at once or after some steps, ends the run; so does a start that overflows.
  mutating func checkNonFinite() throws {
    let sound = QuadraticGame(a: 1.0, b: 2, c: -1)
    let h = try family.hyperparameters(0.05, 0.05)
    for (player, bad) in [
      (Player.x, QuadraticGame(a: .nan, b: 2, c: -1)), (.y, QuadraticGame(a: 1, b: 2, c: .nan)),
    ] {
      for first in [0, 3] {
        let outcome = try family.build(
          h,
          then: OutcomeAfterChange(
            source: SpoiltGame(sound: sound, spoilt: bad, from: first), start: Players(x: 1, y: 1), stepCap: first + 10)
        )
        switch outcome {
        case .nonFinite, .solverBrokeDown:
          require(outcome.step > first, "it fails before \(player)'s gradient becomes NaN at step \(first)")
        default:
          require(false, "\(player)'s gradient is NaN from step \(first) on, and the run ends as '\(outcome)'")
        }
      }
    }
    for start in [Players(x: 1e200, y: 1), Players(x: 1, y: -1e200), Players(x: Double.infinity, y: 0)] {
      let outcome = try family.build(
        h, then: OutcomeAfterChange(source: FixedGame(sound), start: start, stepCap: 10))
      switch outcome {
      case .nonFinite, .solverBrokeDown: break
      default: require(false, "from \(start) the run ends as '\(outcome)'")
      }
    }
  }

  /// It runs on a general-sum game, or refuses it as its card says.
  mutating func checkGeneralSum() throws {
    let game = try MatrixQuadraticGame<Double>(
      f: .init(A: Matrix([[2, 1], [0, 2]]), B: Matrix([[1, 0], [2, 1]]), C: Matrix([[1, 0], [0, 1]])),
      g: .init(A: Matrix([[1, 0], [0, 1]]), B: Matrix([[0, 1], [1, 0]]), C: Matrix([[2, 0], [1, 3]])))
    let probe = RecordingProbe(start: Players(x: [1.0, 2], y: [-1.0, 1]), steps: 3)
    let h = try family.hyperparameters(0.01, 0.01)
    do {
      _ = try family.probe(probe, h, on: game)
      require(!family.card.needsZeroSumGame, "its card says that it needs a zero-sum game, and it takes another")
    } catch let error as OptimizerError {
      require(family.card.needsZeroSumGame, "its card says that it takes every game, and it throws '\(error)'")
    }
  }

  // MARK: Rest

  /// At an equilibrium it stays, and with step sizes zero it stays anywhere.
  mutating func checkRest(_ game: any GameFamily) throws {
    let start = game.card.standardStart.map { $0.map { $0 + random.uniform(-0.4...0.4) } }
    let still = try run(game, from: start, family.hyperparameters(0, 0), steps: 2)
    require(
      still.breakdown[0] != nil || sameBits(still.points[2], start.x + start.y),
      "with step sizes 0 it moves from \(start) to \(still.points[2])")

    guard game.card.isZeroSum || family.card.keepsEquilibria else { return }
    let p = Parameters<Double>(game.card.parameters)
    let h = try family.hyperparameters(0.05, 0.05)
    for point in try game.equilibria(p) {
      // Only where the gradients are zero to the last bit; elsewhere rounding is a reason to move.
      guard try family.probe(GradientProbe(point: point), h, on: game, p).allSatisfy({ $0 == 0 }) else { continue }
      let resting = try run(game, from: point, h, steps: 5)
      require(
        resting.breakdown[0] != nil || difference(resting.point(5, lane: 0), point.x + point.y) < 1e-12,
        "it moves from the equilibrium \(point) to \(resting.point(5, lane: 0))")
    }
  }

  // MARK: Memory

  /// What it shows of its state is all there is, always under the same, different names.
  mutating func checkMemory(_ game: any GameFamily) throws {
    let (start, h) = try scene(game, Double.self)
    let recording = try run(game, from: start, h, steps: 5)
    let names = recording.stateNames[0]
    require(Set(names).count == names.count, "names of its state come twice: \(names)")
    require(recording.stateNames.allSatisfy { $0 == names }, "the names of its state change: \(recording.stateNames)")
    for steps in [1, 4] {
      let (unbroken, restored) = try family.probe(
        RestoringProbe(start: start, steps: steps, more: 4), h, on: game,
        Parameters(game.card.parameters))
      require(
        sameBits(unbroken, restored),
        "restored after \(steps) step(s) it goes on to \(restored), unbroken to \(unbroken)")
    }
  }
}

/// A game that is replaced by another from some step on.
private struct SpoiltGame: GameSource {
  let sound: QuadraticGame<Double>, spoilt: QuadraticGame<Double>
  let from: Int
  func game(atStep step: Int) -> QuadraticGame<Double> { step < from ? sound : spoilt }
}
