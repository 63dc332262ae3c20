import GameDynamics
import RealModule

/// The Dirac-GAN: the smallest GAN there is, and the usual proof that unregularised GAN training need not converge.
///
/// The data are one point at 0, the generator (x) puts its mass at x, the discriminator is linear, D(z) = y z. With
/// f(t) = -log(1 + e⁻ᵗ) the minimax game is
///
///     min_x max_y  f(xy) + f(0)
///
/// and the variants below change one player's loss. For all of them (but the gradient penalty) the equilibrium is
/// (0, 0), where the eigenvalues of the gradient flow (x′, y′) = -(∂f/∂x, ∂g/∂y) are, with f′(0) = 1/2, f″(0) = -1/4:
///
///     minimax, non-saturating       ±i/2                     never converges
///     WGAN (also clipped)           ±i                       never converges
///     zero-centred penalty γ        -γ/2 ± √(γ²/4 - 1/4)      converges for γ > 0
///     instance noise σ              -σ²/4 ± √(σ⁴/16 - 1/4)    converges for σ > 0
///     consensus γ                   -γ/4 ± i/2               converges for γ > 0
///
/// Source: L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?", 2018,
/// arXiv:1801.04406, sections 2 to 4.
public struct DiracGAN<F: Field>: PlanarLosses {
  /// What the players' losses are.
  public let variant: DiracGANVariant
  /// The variant's number (γ, σ or c), and g₀ of the gradient penalty; others ignore them.
  public let strength: F, target: F

  /// The Dirac-GAN of this variant.
  @inlinable
  public init(_ variant: DiracGANVariant, strength: F = F(0), target: F = F(0)) {
    self.variant = variant
    self.strength = strength
    self.target = target
  }

  /// True of minimax, WGAN and instance noise.
  @inlinable
  public var isZeroSum: Bool { variant == .minimax || variant == .wasserstein || variant == .instanceNoise }

  /// f(t) = -log(1 + e⁻ᵗ); f′(t) = sigmoid(-t).
  @inlinable
  static func f<D: Field>(_ t: D) -> D { -.softplus(-t) }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    let strength = constant(self.strength)
    let half = D(0.5)
    switch variant {
    case .minimax:
      return .zeroSum(Self.f(x * y) + Self.f(D(0)))
    case .nonSaturating:
      return Players(x: -Self.f(-(x * y)), y: -(Self.f(x * y) + Self.f(D(0))))
    case .wasserstein:
      return .zeroSum(x * y)
    case .clippedWasserstein:
      let seen = -(-y.maximum(elementwise: -strength)).maximum(elementwise: -strength)
      let excess = y - seen
      func positive(_ t: D) -> D { t.maximum(elementwise: D(0)) }
      return Players(
        x: x * seen, y: positive(-x) * positive(excess) + positive(x) * positive(-excess) - x * seen)
    case .gradientPenalty:
      let deviation = y.magnitude - constant(target)
      return Players(x: x * y, y: half * strength * deviation * deviation - x * y)
    case .zeroCentredPenalty:
      let value = Self.f(x * y) + Self.f(D(0))
      return Players(x: value, y: half * strength * y * y - value)
    case .instanceNoise:
      var value = D(0)
      for (node, weight) in zip(GaussHermite.nodes, GaussHermite.weights) {
        let noise = D(node) * strength
        value = value + D(weight) * (Self.f(y * (x + noise)) + Self.f(-(y * noise)))
      }
      return .zeroSum(value)
    case .consensus:
      let value = Self.f(x * y) + Self.f(D(0))
      let slope = D.sigmoid(-(x * y))
      let penalty = half * strength * slope * slope * (x * x + y * y)
      return Players(x: value + penalty, y: penalty - value)
    }
  }
}

/// What the players' losses are in a `DiracGAN`.
@frozen
public enum DiracGANVariant: Sendable, Equatable {
  /// g = -f, f = f(xy) + f(0).
  case minimax
  /// x minimises -f(-xy) in place of f(xy).
  case nonSaturating
  /// f(t) = t.
  case wasserstein
  /// WGAN with y confined to [-c, c]: both players see clip(y), and outside the box y's gradient is that of the
  /// projected flow: 0 where it points outward. (The paper projects after each step; a step that overshoots is
  /// seen clipped here.)
  case clippedWasserstein
  /// WGAN with γ/2 (|y| - g₀)² added to y's loss: |y| is the norm of the discriminator's gradient.
  case gradientPenalty
  /// Minimax with γ/2 y² added to y's loss (R₁; with a linear discriminator R₂ is the same).
  case zeroCentredPenalty
  /// Minimax with N(0, σ²) noise on data and samples; the expectations by the five-point Gauss-Hermite rule, exact
  /// for polynomials of degree nine and so for the eigenvalues at the equilibrium.
  case instanceNoise
  /// Minimax with γ/2 ‖(∂f/∂x, ∂g/∂y)‖² added to both losses: γ/2 f′(xy)² (x² + y²).
  case consensus
}

/// The five-point rule for expectations under N(0, 1): nodes 0, ±√(5 - √10), ±√(5 + √10), weights 8/15,
/// (7 ± 2√10)/60.
@usableFromInline
enum GaussHermite {
  @usableFromInline static let nodes: [Double] = {
    let (inner, outer) = ((5 - 10.0.squareRoot()).squareRoot(), (5 + 10.0.squareRoot()).squareRoot())
    return [-outer, -inner, 0, inner, outer]
  }()
  @usableFromInline static let weights: [Double] = {
    let (inner, outer) = ((7 + 2 * 10.0.squareRoot()) / 60, (7 - 2 * 10.0.squareRoot()) / 60)
    return [outer, inner, 8.0 / 15, inner, outer]
  }()
}
