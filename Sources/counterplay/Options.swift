import ArgumentParser
import Foundation
import GameDynamics
import GameOptimizers
import SmallGames

/// Which optimizer, on which game, with which numbers: shared by `simulate` and `map`.
struct GameAndOptimizer: ParsableArguments {
  @Option(help: "The game, by its name in `counterplay list`.")
  var game = "quadratic"

  @Option(name: .customLong("parameter"), help: "A parameter of the game, NAME=NUMBER; may be repeated.")
  var parameters: [Assignment] = []

  @Option(help: "The optimizer, by its name in `counterplay list`.")
  var optimizer = "simgd"

  @Option(
    name: .customLong("hyperparameter"), help: "A hyperparameter of the optimizer, NAME=NUMBER; may be repeated.")
  var hyperparameters: [Assignment] = []

  func gameFamily() throws -> (family: any GameFamily, parameters: Parameters<Double>) {
    let family = try GameCatalogue.named(game)
    return (family, try Parameters<Double>(family.card.parameters).setting(parameters))
  }

  func optimizerFamily() throws -> (family: any OptimizerFamily, hyperparameters: Parameters<Double>) {
    let family = try OptimizerCatalogue.named(optimizer)
    return (family, try Parameters<Double>(family.card.hyperparameters).setting(hyperparameters))
  }
}

/// `NAME=NUMBER`.
struct Assignment: ExpressibleByArgument {
  let name: String
  let value: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let value = Double(parts[1]), value.isFinite else { return nil }
    name = String(parts[0])
    self.value = value
  }
}

extension Parameters<Double> {
  func setting(_ assignments: [Assignment]) throws -> Self {
    var result = self
    for assignment in assignments { try result.set(assignment.name, to: assignment.value) }
    return result
  }
}

/// `LOW:HIGH`.
struct NumberRange: ExpressibleByArgument {
  let range: ClosedRange<Double>

  init(_ range: ClosedRange<Double>) { self.range = range }

  init?(argument: String) {
    let parts = argument.split(separator: ":").map { Double($0) }
    guard parts.count == 2, let low = parts[0], let high = parts[1], low.isFinite, high.isFinite, low < high else {
      return nil
    }
    range = low...high
  }

  var defaultValueDescription: String { "\(range.lowerBound):\(range.upperBound)" }
}

/// `1,2,3`.
struct NumberList: ExpressibleByArgument {
  let numbers: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0.trimmingCharacters(in: .whitespaces))
    }
    numbers = parts.compactMap { $0 }
    guard !numbers.isEmpty, numbers.count == parts.count, numbers.allSatisfy(\.isFinite) else { return nil }
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
