import ArgumentParser
import DurableFiles
import Foundation
import GameDynamics
import Reports
import StabilityAnalysis

/// `counterplay tune`: the hyperparameters with which an optimizer converges fastest.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Finds the step sizes, and other hyperparameters, of fastest convergence, and the stable range of each.",
    discussion: """
      Minimises the spectral radius of the iteration at the equilibrium, which is exact, or with --by rate what a run from
      --start shows: for optimizers that have no derivative at equilibria, as Adam. The search begins at many points of the
      box that --over describes and goes down from the best of them, so a valley between them can be missed.

      --over takes the optimizer's hyperparameters with commas: eta-x and eta-y (the step sizes; eta for both at once), and
      the others by their names, each with its range, NAME=LOW:HIGH, or without. What is not tuned is set by
      --hyperparameter.

      The equilibrium is the one near --equilibrium if it is given, else the first that the catalogue knows, else the one
      that GSL finds from the start. Writes what was found as .json, and a .tsv and a curve for each quantity.

      EXAMPLES
        counterplay tune --game bilinear --optimizer ogda --over eta
        counterplay tune --game quadratic --optimizer cgd
        counterplay tune --game 'min_x max_y x^2 + 3*x*y - y^2/2' --optimizer heavy-ball --over eta=0.01:2,momentum=-0.9:0.9
        counterplay tune --game quadratic --optimizer adam --over eta --by rate
      """)

  @OptionGroup var choice: GameAndOptimizer

  @Option(
    parsing: .unconditionalSingleValue,
    help: "What is tuned: NAME or NAME=LOW:HIGH, with commas; may be repeated. [default: eta-x,eta-y]")
  var over: [TunedList] = []

  @Option(help: "What is minimised: spectral-radius, or rate, measured on a run.")
  var by = MeasureName.spectralRadius

  @Option(help: "Steps of the run that --by rate measures. [default: 1000]")
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: "Where measured runs, and the search for the equilibrium, start: 1,0.5 or 1;0.5. [default: the game's own]")
  var start: PointText?

  @Option(parsing: .unconditional, help: "An equilibrium, or a point near one. [default: found]")
  var equilibrium: PointText?

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  func validate() throws {
    if steps != nil, by != .rate {
      throw ValidationError("--steps goes with --by rate, and --by \(by.rawValue) was given")
    }
  }

  func run() throws {
    let interruption = Interruption()
    var request = try request()
    request.isCancelled = { interruption.wasAsked }
    var line = ProgressLine(isQuietAtFirst: true)
    request.progress = { share in line.show("searching: \(Int(100 * share)) %", isLast: false) }
    let tuning: Tuning
    do {
      tuning = try interruption.guarding { try Tuning(request) }
      line.end()
    } catch is CancellationError {
      line.end()
      tell("interrupted; nothing was written")
      throw ExitCode(interruption.exitCode ?? 1)
    }
    let report = TuningReport(tuning)
    for line in try report.lines() { results.say(line) }
    let name = try RunName(tuning.setup).text + "-tune"
    let bench = try Workbench(folder: output.url(default: "tune"))
    bench.isCancelled = { interruption.wasAsked }
    for quantity in tuning.quantities { try bench.write(try report.table(quantity), "\(name)-\(quantity.axis.name)") }
    try AtomicFile.write(
      ResultValue.object(report.result).json(), to: bench.folder.appendingPathComponent(name + ".json"))
    bench.note(file: name + ".json")
    let game = try tuning.setup.game.card.formula(with: tuning.setup.gameParameters)
    let title = "\(tuning.setup.optimizer.card.title) on \(game)\nthrough the best values, one moved at a time".typeset
    try bench.draw(TuningFigure(tuning, title: title).sheet(), name)
    try results.finish("tune", bench, report.result)
    if let code = interruption.exitCode { throw ExitCode(code) }
  }

  private func request() throws -> Tuning.Request {
    let setup = try choice.setup(from: start)
    let spans = over.isEmpty ? TunedList.stepSizes(of: setup.optimizer) : over.flatMap(\.quantities)
    let axes = try spans.map { span in
      try TuningAxis(
        RunQuantity(named: span.name, of: setup.optimizer, on: setup.game), of: setup.optimizer, range: span.range)
    }
    var request = Tuning.Request(setup, over: axes)
    if by == .rate { request.measure = .rate(steps: steps ?? 1000) }
    request.equilibrium = try equilibrium?.point(setup.game.card.dimensions)
    return request
  }
}

/// `eta-x,eta-y=0.01:1`.
struct TunedList: ExpressibleByArgument {
  let quantities: [(name: String, range: ClosedRange<Double>?)]

  init?(argument: String) {
    var result: [(name: String, range: ClosedRange<Double>?)] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let text = part.trimmingCharacters(in: .whitespaces)
      if text.contains("=") {
        guard let span = Span(argument: text), span.scale == .linear else { return nil }
        result.append((span.name, span.range))
      } else {
        guard !text.isEmpty else { return nil }
        result.append((text, nil))
      }
    }
    quantities = result
  }

  /// The step sizes of the players that move.
  static func stepSizes(of optimizer: any OptimizerFamily) -> [(name: String, range: ClosedRange<Double>?)] {
    optimizer.card.movers.map { ("eta-\($0.rawValue)", nil) }
  }
}

/// What is minimised, by its name.
enum MeasureName: String, ExpressibleByArgument, CaseIterable {
  case spectralRadius = "spectral-radius"
  case rate
}
