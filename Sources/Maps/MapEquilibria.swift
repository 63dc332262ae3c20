import GameDynamics
import MapKernels
import StabilityAnalysis

/// Which equilibria a map is measured against.
public enum MapEquilibria: Sendable, Equatable {
  /// Those that the catalogue knows; where it knows none, the one that GSL finds from the start, and over a plane of
  /// starts all that it finds from a grid of starts.
  case knownOrFound
  /// Those that GSL finds from these points; a point that is an equilibrium already stays where it is.
  case near([Players<[Double]>])
}

/// The equilibria at the nodes of one plane: prepared once for a job, then followed along its rows.
///
/// Where parameters of the game are on an axis and the catalogue knows no equilibrium, the equilibrium is continued from
/// node to node on a fixed path, up the first column and then along each row, so that it stays on its branch and depends
/// on nothing but the plane, however rows are dealt out. A node where the search fails has none, and the path goes on
/// from the last that was found.
struct PlaneEquilibria: Sendable {
  /// The equilibria, where they are the same at every node.
  let fixed: [Players<[Double]>]?
  /// Where row j's search of each branch begins; one entry for all rows where the first column is the same everywhere.
  private let guesses: [[Players<[Double]>]]
  private let choice: MapEquilibria

  /// Searches what is common to all rows; nothing where none are needed. Throws `EquilibriumError.noneNear`, and what
  /// building the game throws.
  init(
    _ plane: MapPlane, needed: MapKind.NeedOfEquilibria = .required, kernels: KernelTable? = .linked
  ) throws {
    choice = plane.equilibria
    guard needed != .none else {
      fixed = []
      guesses = []
      return
    }
    let branches: [Players<[Double]>]
    if case .near(let points) = plane.equilibria { branches = points } else { branches = [plane.setup.start] }
    guard plane.gameVaries else {
      let known = try Self.fixed(plane)
      fixed =
        try needed == .welcome && choice == .knownOrFound
        ? known + RunEnds(of: plane, kernels: kernels).equilibria(but: known) : known
      guesses = []
      return
    }
    fixed = nil
    var group = try Self.parameters(
      of: plane, plane.horizontal.quantity, plane.horizontal.values[0], plane.setup.gameParameters)
    guard case .gameParameter = plane.vertical.quantity else {
      guesses = [branches]
      return
    }
    var follower = Follower(choice: choice, last: branches)
    var guesses: [[Players<[Double]>]] = []
    for value in plane.vertical.values {
      group = try Self.parameters(of: plane, plane.vertical.quantity, value, group)
      _ = try follower.equilibria(of: plane.setup.game, group)
      guesses.append(follower.last)
    }
    self.guesses = guesses
  }

  /// Follows the equilibria along row j.
  func follower(ofRow j: Int) -> Follower {
    Follower(choice: choice, last: guesses.isEmpty ? [] : guesses[guesses.count == 1 ? 0 : j])
  }

  private static func parameters(
    of plane: MapPlane, _ quantity: RunQuantity, _ value: Double, _ parameters: Parameters<Double>
  ) throws -> Parameters<Double> {
    var result = parameters
    if case .gameParameter(let name) = quantity { try result.set(name, to: value) }
    return result
  }

  private static func fixed(_ plane: MapPlane) throws -> [Players<[Double]>] {
    let finder = EquilibriumFinder()
    switch plane.equilibria {
    case .near(let points):
      return try points.map { point in
        guard let found = try finder.search(plane.setup.game, plane.setup.gameParameters, from: point) else {
          let text = Player.allCases.map { point[$0].map { "\($0)" }.joined(separator: ",") }.joined(separator: ";")
          throw EquilibriumError.noneNear(point: text)
        }
        return found
      }
    case .knownOrFound:
      let known = try finder.equilibria(of: plane.setup.game, plane.setup.gameParameters, from: plane.setup.start)
      guard plane.startVaries, try plane.setup.game.equilibria(plane.setup.gameParameters).isEmpty else { return known }
      return try finder.equilibria(of: plane.setup.game, plane.setup.gameParameters, fromAll: plane.startsForSearch)
    }
  }

  /// Goes along a row, from left to right.
  struct Follower {
    fileprivate let choice: MapEquilibria
    /// Where each branch was found last.
    fileprivate(set) var last: [Players<[Double]>]

    /// The equilibria at the next node, nil in place of a branch that was not found there.
    mutating func equilibria(of game: any GameFamily, _ p: Parameters<Double>) throws -> [Players<[Double]>?] {
      if choice == .knownOrFound {
        let known = try game.equilibria(p)
        if !known.isEmpty {
          last = [known[0]]
          return known
        }
      }
      return try last.indices.map { k in
        guard let found = try EquilibriumFinder().search(game, p, from: last[k]) else { return nil }
        last[k] = found
        return found
      }
    }
  }
}

extension MapPlane {
  /// A grid of starts over the plane, and the start itself: where equilibria are looked for.
  var startsForSearch: [Players<[Double]>] {
    let places = 9
    func moved(_ starts: [Players<[Double]>], along axis: PlanarMap.Axis) -> [Players<[Double]>] {
      guard case .start(let player, let index) = axis.quantity, let low = axis.values.first,
        let high = axis.values.last
      else { return starts }
      return starts.flatMap { start in
        (0..<places).map { k in
          var copy = start
          copy[player][index] = low + (high - low) * Double(k) / Double(places - 1)
          return copy
        }
      }
    }
    return [setup.start] + moved(moved([setup.start], along: horizontal), along: vertical)
  }
}
