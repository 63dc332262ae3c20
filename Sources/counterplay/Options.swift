import ArgumentParser
import Foundation
import GameDynamics
import GameExpressions
import GameOptimizers
import MatrixGameFiles
import SmallGames

/// Which game, with which numbers: shared by all commands on small games.
struct GameChoice: ParsableArguments {
  @Option(
    help: """
      The game: a name in `counterplay list`, or a formula that x minimises and y maximises, as in '-x^2 + 10xy' or \
      'min_x max_y x² + 10xy'; 'min_x …, min_y …' is a general-sum game.
      """)
  var game: String?

  @Option(help: "A general-sum game: what x minimises. Goes with --game-y.")
  var gameX: String?

  @Option(help: "A general-sum game: what y minimises. Goes with --game-x.")
  var gameY: String?

  @Option(
    help: """
      A game from a YAML file: quadratic, with the matrices A, B, C (and A', B', C' if it is general-sum), or in mixed \
      strategies, with payoffs-x (and payoffs-y).
      """)
  var gameFile: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: """
      A condition on one player's variables of a typed game, 'x1 + x2 <= 1' (>=, =); may be repeated. Each gives the opponent \
      a multiplier, one number more behind its own, held at 0 or above unless the condition is an equation.
      """)
  var subjectTo: [String] = []

  @Option(help: "The set that x is held in, by projected steps: simplex, nonnegative, box:LOW:HIGH or ball:RADIUS.")
  var constrainX: SetText?

  @Option(help: "The same for y.")
  var constrainY: SetText?

  @Option(
    name: .customLong("parameter"),
    help: "A parameter of the game, NAME=NUMBER; may be repeated. A formula's parameters are declared so.")
  var parameters: [Assignment] = []

  @Option(
    help: """
      Of a particle game (particles-…): s, by which the discriminator's gradient is scaled, as a formula of its logit D \
      and of d = 1/(1 + e^-D), as in 'd (1 - d)'; it has to be positive.
      """)
  var scaling: String?

  func validate() throws {
    if (gameX == nil) != (gameY == nil) {
      throw ValidationError("--game-x and --game-y go together: give what each player minimises")
    }
    if [game, gameX, gameFile].compactMap({ $0 }).count > 1 {
      throw ValidationError("give one game: --game, or --game-x with --game-y, or --game-file")
    }
  }

  /// True where a game was named, typed or read from a file.
  var isGiven: Bool { game != nil || gameX != nil || gameFile != nil }

  func gameFamily() throws -> (family: any GameFamily, parameters: Parameters<Double>) {
    var (family, parameters) = try unconstrained()
    if constrainX != nil || constrainY != nil {
      family = ConstrainedGameFamily(family, x: constrainX?.kind, y: constrainY?.kind)
    }
    return (family, parameters)
  }

  private func unconstrained() throws -> (family: any GameFamily, parameters: Parameters<Double>) {
    let typed = parameters.map { (name: $0.name, value: $0.value) }
    let family: any GameFamily
    let isTyped = gameX != nil || game.map { name in !GameCatalogue.all.contains { $0.card.name == name } } ?? false
    if !subjectTo.isEmpty, !isTyped {
      throw ValidationError("--subject-to goes with a typed game: --game 'FORMULA', or --game-x with --game-y")
    }
    if let gameX, let gameY {
      family = try TypedGameFamily(f: gameX, g: gameY, subjectTo: subjectTo, parameters: typed)
    } else if let gameFile {
      let url = URL(fileURLWithPath: gameFile)
      guard let text = try? String(contentsOf: url, encoding: .utf8) else {
        throw ValidationError("--game-file requires a readable text file, '\(gameFile)' is none")
      }
      family = try MatrixGameFamily(yaml: text)
    } else if let game, !GameCatalogue.all.contains(where: { $0.card.name == game }) {
      family = try Self.typed(game, subjectTo, typed)
    } else {
      family = try GameCatalogue.named(game ?? "quadratic")
    }
    let played = try scaling.map { try Self.scaled(family, by: $0) } ?? family
    return (played, try Parameters<Double>(played.card.parameters).setting(parameters))
  }

  private static func scaled(_ family: any GameFamily, by formula: String) throws -> any GameFamily {
    guard let particles = family as? ParticleGameFamily<FunctionalScaling> else {
      throw ValidationError(
        "--scaling goes with a particle game, '\(family.card.name)' was given; name one of: "
          + GameCatalogue.all.filter { $0 is ParticleGameFamily<FunctionalScaling> }.map(\.card.name)
          .joined(separator: ", "))
    }
    return ParticleGameFamily(particles.scene, try TypedScaling(formula))
  }

  /// All Nash equilibria of a game of payoffs, a line each; empty for other games.
  static func nashLines(of game: any GameFamily) -> [String] {
    guard let family = game as? MatrixGameFamily, let nash = family.nashEquilibria else { return [] }
    func text(_ numbers: [Double]) -> String { "(" + numbers.map { "\(Float($0))" }.joined(separator: ", ") + ")" }
    return nash.all.enumerated().map { index, one in
      "Nash equilibrium \(index + 1): x plays \(text(one.strategies.x)), y plays \(text(one.strategies.y)), payoffs "
        + text([one.payoffs.x, one.payoffs.y]) + (one.isDegenerate ? "; degenerate" : "")
        + (one.isOnASegment ? "; mixtures with another that shares a strategy are equilibria too" : "")
    }
  }

  /// What is in no catalogue is a formula. What can be read as none and looks like a name (lower-case words joined by
  /// hyphens) is a name that the catalogue does not have; with parameters, only where it is near one that it has.
  private static func typed(
    _ text: String, _ conditions: [String], _ parameters: [(name: String, value: Double)]
  ) throws -> any GameFamily {
    do {
      return try TypedGameFamily(formula: text, subjectTo: conditions, parameters: parameters)
    } catch let error as ExpressionError {
      let looksLikeName = text.wholeMatch(of: /[a-z]+[a-z0-9]*(-[a-z0-9]+)*/) != nil
      guard looksLikeName, text.wholeMatch(of: /[-xy0-9]+/) == nil else { throw error }
      do {
        return try GameCatalogue.named(text)
      } catch let unknown as CatalogueError {
        throw parameters.isEmpty || unknown.description.contains("did you mean") ? unknown : error
      }
    }
  }
}

/// Which optimizer, on which game, with which numbers: shared by `simulate`, `map` and `continue`.
struct GameAndOptimizer: ParsableArguments {
  @OptionGroup var played: GameChoice

  @Option(help: "The optimizer, by its name in `counterplay list`.")
  var optimizer = "simgd"

  @Option(
    name: .customLong("hyperparameter"), help: "A hyperparameter of the optimizer, NAME=NUMBER; may be repeated.")
  var hyperparameters: [Assignment] = []

  /// Optimizer, game and their numbers, from a start or the game's own.
  func setup(from start: PointText? = nil) throws -> RunSetup<Double> {
    let (game, parameters) = try played.gameFamily()
    let (optimizer, hyperparameters) = try optimizerFamily()
    return RunSetup(
      optimizer, hyperparameters, on: game, parameters, from: try start?.point(game.card.dimensions))
  }

  func optimizerFamily() throws -> (family: any OptimizerFamily, hyperparameters: Parameters<Double>) {
    let family = try OptimizerCatalogue.named(optimizer)
    return (family, try Parameters<Double>(family.card.hyperparameters).setting(hyperparameters))
  }
}

/// `simplex`, `nonnegative`, `box:-1:1`, `ball:2`.
struct SetText: ExpressibleByArgument {
  let kind: ConstraintSet.Kind

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.dropFirst().first) {
    case ("simplex", nil): kind = .simplex
    case ("nonnegative", nil): kind = .box(low: 0, high: .infinity)
    case ("box", let range?):
      guard let range = NumberRange(argument: range) else { return nil }
      kind = .box(low: range.range.lowerBound, high: range.range.upperBound)
    case ("ball", let text?):
      guard let radius = Double(typed: text), radius > 0 else { return nil }
      kind = .ball(radius: radius)
    default: return nil
    }
  }
}

/// `NAME=NUMBER`.
struct Assignment: ExpressibleByArgument {
  let name: String
  let value: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let value = Double(typed: parts[1]) else { return nil }
    name = String(parts[0])
    self.value = value
  }
}

extension Parameters<Double> {
  /// Throws `ParameterError`, and `ValidationError` for a name that is given twice.
  func setting(_ assignments: [Assignment]) throws -> Self {
    var result = self
    var given: Set<String> = []
    for assignment in assignments {
      guard given.insert(assignment.name).inserted else {
        throw ValidationError("\(assignment.name) is given twice; give it once")
      }
      try result.set(assignment.name, to: assignment.value)
    }
    return result
  }
}

/// `LOW:HIGH`.
struct NumberRange: ExpressibleByArgument {
  let range: ClosedRange<Double>

  init(_ range: ClosedRange<Double>) { self.range = range }

  init?(argument: String) {
    let parts = argument.split(separator: ":").map { Double(typed: $0) }
    guard parts.count == 2, let low = parts[0], let high = parts[1], low < high else {
      return nil
    }
    range = low...high
  }

  var defaultValueDescription: String { "\(range.lowerBound):\(range.upperBound)" }
}

/// `LOW:HIGH`, or in equal factors `log:LOW:HIGH`.
struct AxisRange: ExpressibleByArgument {
  let range: ClosedRange<Double>
  let scale: AxisScale

  init?(argument: String) {
    let prefix = "log:"
    scale = argument.hasPrefix(prefix) ? .log : .linear
    guard let numbers = NumberRange(argument: String(argument.dropFirst(scale == .log ? prefix.count : 0))) else {
      return nil
    }
    range = numbers.range
  }
}

/// `NAME=LOW:HIGH`, or `NAME=log:LOW:HIGH`.
struct Span: ExpressibleByArgument {
  let name: String
  let axis: AxisRange
  var range: ClosedRange<Double> { axis.range }
  var scale: AxisScale { axis.scale }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let axis = AxisRange(argument: String(parts[1])) else { return nil }
    name = String(parts[0])
    self.axis = axis
  }
}

/// `1,2,3`.
struct NumberList: ExpressibleByArgument {
  let numbers: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double(typed: $0) }
    numbers = parts.compactMap { $0 }
    guard !numbers.isEmpty, numbers.count == parts.count else { return nil }
  }
}

/// Where a command writes: `--out`, or `out/NAME`.
struct OutputFolder: ParsableArguments {
  @Option(
    help: "The folder to write to; made if it is not there. [default: out/ and the command's or experiment's name]")
  var out: String?

  func url(default name: String) -> URL { URL(fileURLWithPath: out ?? "out/\(name)", isDirectory: true) }
}

/// Writes a line to standard error.
func tell(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
