import GameDynamics
import Maps

/// The title of a map: the optimizer, the game, and the numbers that are fixed.
struct MapTitle {
  let plane: MapPlane
  /// The kind; nil for the trajectories that belong to a map.
  let kind: MapKind?

  var text: String {
    get throws {
      let axes = [plane.horizontal.quantity, plane.vertical.quantity]
      var fixed: [String] = []
      for spec in plane.setup.game.card.parameters where !axes.contains(.gameParameter(spec.name)) {
        fixed.append("\(spec.symbol) = \(try plane.setup.gameParameters.value(spec.name).short)")
      }
      for spec in plane.setup.hyperparameters.specs {
        let isStepSize = ["eta-x", "eta-y"].contains(spec.name)
        if axes.contains(.hyperparameter(spec.name)) || isStepSize && axes.contains(.bothStepSizes) { continue }
        let value = try plane.setup.hyperparameters.value(spec.name)
        if isStepSize || value != spec.standard { fixed.append("\(spec.symbol) = \(value.short)") }
      }
      if kind?.startMatters ?? true, let start { fixed.append(start) }
      let head = "\(plane.setup.optimizer.card.title) on \(plane.setup.game.card.formula)"
      return ([head] + fixed).joined(separator: ", ").typeset
    }
  }

  /// The coordinates of the start that are fixed, where they are few.
  private var start: String? {
    let axes = [plane.horizontal.quantity, plane.vertical.quantity]
    let all = Player.allCases.flatMap { player in
      plane.setup.start[player].enumerated().map { index, value in
        axes.contains(.start(player, index)) ? "·" : value.short
      }
    }
    return all.count <= 4 && all.contains { $0 != "·" } ? "from (\(all.joined(separator: ", ")))" : nil
  }
}
