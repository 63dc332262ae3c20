import ArgumentParser
import GameDynamics
import Maps

/// The two axes of a map, and how many nodes they have.
struct MapAxisOptions: ParsableArguments {
  @Option(
    help:
      "What varies along a row: NAME=LOW:HIGH, or in equal factors NAME=log:LOW:HIGH. [default: eta-x=0.001:0.15; for basins start-x-0]"
  )
  var horizontal: Span?

  @Option(help: "What varies across rows: NAME=LOW:HIGH. [default: eta-y=0.001:0.15; for basins start-y-0]")
  var vertical: Span?

  @Option(help: "Nodes along each side: N, or WIDTHxHEIGHT.")
  var resolution = Resolution(width: 128, height: 128)

  /// The axes; throws what `RunQuantity(named:)` and the axes throw.
  func axes(
    of setup: RunSetup<Double>, overStarts: Bool
  ) throws -> (horizontal: PlanarMap.Axis, vertical: PlanarMap.Axis) {
    func axis(_ span: Span?, _ player: Player, _ count: Int) throws -> PlanarMap.Axis {
      let quantity: RunQuantity
      let range: ClosedRange<Double>
      if let span {
        quantity = try RunQuantity(named: span.name, of: setup.optimizer, on: setup.game)
        range = span.range
      } else if overStarts {
        quantity = .start(player, 0)
        range = try PlanarMap.Axis.standardRange(ofStart: player, 0, of: setup.game, setup.gameParameters)
      } else {
        quantity = .hyperparameter("eta-\(player.rawValue)")
        range = 0.001...0.15
      }
      return try PlanarMap.Axis(
        quantity, of: setup.optimizer, on: setup.game, range: range, count: count, scale: span?.scale ?? .linear)
    }
    return (try axis(horizontal, .x, resolution.width), try axis(vertical, .y, resolution.height))
  }
}

/// `256` or `256x128`.
struct Resolution: ExpressibleByArgument {
  let width: Int, height: Int

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(parts.count), let width = parts[0], let height = parts.last ?? nil,
      (0...1_000_000).contains(width), (0...1_000_000).contains(height)
    else { return nil }
    self.init(width: width, height: height)
  }

  var defaultValueDescription: String { width == height ? "\(width)" : "\(width)x\(height)" }
}
