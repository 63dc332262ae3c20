import ArgumentParser
import Reports

/// What a map computes, and the criteria of it.
struct MapKindOptions: ParsableArguments {
  @Option(help: "What is computed: \(KindName.allValueStrings.joined(separator: ", ")).")
  var kind = KindName()

  @Option(
    help: "Steps of a simulation. [default: 200 for distance, 1000 for rate and both, 2000 for the others]")
  var steps: Int?

  @Option(
    help: "The distance to an equilibrium that counts as converged, for steps, outcome and basins. [default: 1e-6]")
  var within: Double?

  @Option(
    help: """
      ‖(x, y)‖ above this counts as diverged, for outcome, basins and the figure of distance; where a start has a coordinate
      above 1, above so many times more. [default: 1e6]
      """)
  var divergenceBound: Double?

  func validate() throws {
    func refuse(_ option: String, _ takes: (MapChart.Choice) -> Bool) -> ValidationError {
      let names = MapChart.choices.filter(takes).map(\.name)
      let list = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
      return ValidationError("--\(option) goes with --kind \(list), and --kind \(kind.choice.name) was given")
    }
    if let steps {
      if steps < 4 { throw ValidationError("--steps must be at least 4, \(steps) was given") }
      if kind.choice.standardSteps == nil { throw refuse("steps") { $0.standardSteps != nil } }
    }
    for (setting, value) in [(MapChart.Setting.within, within), (.divergenceBound, divergenceBound)] {
      guard let value else { continue }
      guard value > 0 else { throw ValidationError("--\(setting.rawValue) must be above 0, \(value) was given") }
      guard kind.choice.takes.contains(setting) else { throw refuse(setting.rawValue) { $0.takes.contains(setting) } }
    }
  }

  /// The charts that were asked for.
  var charts: [MapChart] {
    var settings = MapChart.Settings(steps: steps ?? kind.choice.standardSteps ?? 0)
    if let within { settings.within = within }
    if let divergenceBound { settings.divergenceBound = divergenceBound }
    return kind.choice.charts(settings)
  }
}

/// A choice by its name.
struct KindName: ExpressibleByArgument {
  let choice: MapChart.Choice

  init?(argument: String) {
    guard let choice = MapChart.choices.first(where: { $0.name == argument }) else { return nil }
    self.choice = choice
  }

  /// The first.
  init() { choice = MapChart.choices[0] }

  static var allValueStrings: [String] { MapChart.choices.map(\.name) }
  var defaultValueDescription: String { choice.name }

  /// One line a kind.
  static var help: String {
    MapChart.choices.map { choice in
      "  " + choice.name + String(repeating: " ", count: max(1, 10 - choice.name.count)) + choice.meaning
    }.joined(separator: "\n")
  }
}
