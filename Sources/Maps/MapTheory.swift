import GameDynamics

/// A closed form over a plane: the spectral radius at every node, where theory knows it.
public struct MapTheory: Sendable {
  /// The condition for stability, for a legend.
  public let formula: String
  /// The spectral radius where the horizontal and the vertical quantity have these values: below 1 the optimizer
  /// converges.
  public let spectralRadius: @Sendable (_ horizontal: Double, _ vertical: Double) -> Double
}

extension MapPlane {
  /// The closed form of `StabilityTheory` over this plane, whatever its axes are; nil where none is known, or where it
  /// does not vary over the plane.
  public func theory() throws -> MapTheory? {
    guard let law = try StabilityTheory.law(of: optimizer, on: game, gameParameters) else { return nil }
    let matters = [horizontal, vertical].contains { axis in
      switch axis.quantity {
      case .hyperparameter(let name): ["eta-x", "eta-y"].contains(name)
      case .bothStepSizes, .gameParameter: true
      case .start: false
      }
    }
    guard matters else { return nil }
    let plane = self
    return MapTheory(formula: law.formula) { a, b in
      var (h, p) = (plane.hyperparameters, plane.gameParameters)
      do {
        for (axis, value) in [(plane.horizontal, a), (plane.vertical, b)] {
          switch axis.quantity {
          case .hyperparameter(let name): try h.set(name, to: value)
          case .bothStepSizes: try h.setStepSizes(Players(x: value, y: value))
          case .gameParameter(let name): try p.set(name, to: value)
          case .start: break
          }
        }
        let here = plane.gameVaries ? try StabilityTheory.law(of: plane.optimizer, on: plane.game, p) : law
        return try here?.spectralRadius(h.stepSizes()) ?? .nan
      } catch {
        return .nan  // no value of an axis is out of bounds: the plane has refused such axes
      }
    }
  }
}
