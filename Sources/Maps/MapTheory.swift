import GameDynamics
import StabilityAnalysis

/// A closed form over a plane: the spectral radius at every node, where theory knows it.
public struct MapTheory: Sendable {
  /// The condition for stability, for a legend.
  public let formula: String
  /// The spectral radius where the horizontal and the vertical quantity have these values: below 1 the optimizer
  /// converges.
  public let spectralRadius: @Sendable (_ horizontal: Double, _ vertical: Double) -> Double

  /// A closed form that the catalogues do not know.
  public init(
    _ formula: String, spectralRadius: @escaping @Sendable (_ horizontal: Double, _ vertical: Double) -> Double
  ) {
    self.formula = formula
    self.spectralRadius = spectralRadius
  }
}

extension MapPlane {
  /// The closed form of `StabilityTheory` over this plane, whatever its axes are; nil where none is known, or where it
  /// does not vary over the plane.
  public func theory() throws -> MapTheory? {
    guard let law = try StabilityTheory.law(of: setup) else { return nil }
    let matters = [horizontal, vertical].contains { axis in
      switch axis.quantity {
      case .hyperparameter, .bothStepSizes, .gameParameter: true
      case .start: false
      }
    }
    guard matters else { return nil }
    let plane = self
    return MapTheory(law.formula) { a, b in
      do {
        let node = try plane.setup(at: (a, b))
        return try StabilityTheory.law(of: node)?.spectralRadius(node.hyperparameters.stepSizes()) ?? .nan
      } catch {
        return .nan  // no value of an axis is out of bounds: the plane has refused such axes
      }
    }
  }
}
