import GameDynamics
import RealModule

/// s > 0, by which the discriminator's gradient is scaled where a particle follows it: x ← x + η s(D(x)) ∇D(x).
///
/// D is the discriminator's logit and d = 1/(1 + e^-D) the probability that it gives to "real". As a loss, a particle
/// minimises ψ(D(x)) with ψ′ = -s, so that its gradient is -s(D(x)) ∇D(x).
///
/// Source: R. Johnson and T. Zhang, "Composite functional gradient learning of generative adversarial models", 2018,
/// arXiv:1801.06309, section 3.
public protocol GradientScaling: Sendable {
  /// A suffix for the names of games with it, such as `gan0`; empty for s = 1.
  var name: String { get }
  /// s, written out: `d`, `1 - d`.
  var formula: String { get }
  /// True of s = d with ψ = log(1 - d): what a particle minimises is then what the discriminator maximises.
  var isMinimax: Bool { get }
  /// s(D).
  func scale<D: Field>(_ logit: D) -> D
  /// ψ(D), with ψ′ = -s.
  func loss<D: Field>(_ logit: D) -> D
}

/// The scalings of the literature.
public enum FunctionalScaling: String, GradientScaling, CaseIterable, Codable {
  /// s = 1: composite functional gradients; ψ = -D.
  case cfg
  /// s = d, the minimax GAN; ψ = log(1 - d). It vanishes where the discriminator is sure of a fake.
  case gan0
  /// s = 1 - d, the log D trick; ψ = -log d. There it is 1.
  case gan1

  /// Empty, `gan0` or `gan1`.
  public var name: String { self == .cfg ? "" : rawValue }

  /// `1`, `d` or `1 - d`.
  public var formula: String {
    switch self {
    case .cfg: "1"
    case .gan0: "d"
    case .gan1: "1 - d"
    }
  }

  /// True of `gan0`.
  public var isMinimax: Bool { self == .gan0 }

  /// s(D).
  @inlinable
  public func scale<D: Field>(_ logit: D) -> D {
    switch self {
    case .cfg: D(1)
    case .gan0: .sigmoid(logit)
    case .gan1: .sigmoid(-logit)
    }
  }

  /// ψ(D): -D, -log(1 + e^D) or log(1 + e^-D).
  @inlinable
  public func loss<D: Field>(_ logit: D) -> D {
    switch self {
    case .cfg: -logit
    case .gan0: -.softplus(logit)
    case .gan1: .softplus(-logit)
    }
  }
}
