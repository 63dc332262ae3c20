import GameDynamics
import RealModule
import SmallGames

/// By what a step scales ∇D: as one of the literature's methods does, or by doubt.
package enum StepScaling: Sendable {
  case literature(FunctionalScaling)
  /// s = 4 d (1 - d): largest where the discriminator is in doubt; none of the literature's.
  case doubt

  /// All of them.
  package static let all = FunctionalScaling.allCases.map(Self.literature) + [.doubt]

  /// For files and claims: `cfg`, `gan0`, `gan1`, `doubt`.
  package var name: String {
    switch self {
    case .literature(let scaling): scaling.rawValue
    case .doubt: "doubt"
    }
  }

  /// s, written out.
  package var formula: String {
    switch self {
    case .literature(let scaling): scaling.formula
    case .doubt: "4d(1 - d)"
    }
  }

  /// s(D).
  func scale<D: Field>(_ logit: D) -> D {
    switch self {
    case .literature(let scaling): scaling.scale(logit)
    case .doubt: D(4) * .sigmoid(logit) * .sigmoid(-logit)
    }
  }
}
