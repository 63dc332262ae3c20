import Synchronization

/// What a game was asked for: the cost of a run in units that do not depend on the machine.
public struct OracleCounts: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Gradients of one player's loss in one player's parameters.
  public var gradients: Int
  /// Products of a block of second derivatives with a vector.
  public var hessianProducts: Int
  /// Pairs of losses.
  public var losses: Int
  /// Points that were looked at: local models, and gradients asked for outside of one (both players' together are one).
  public var looks: Int

  /// Nothing asked for yet, unless said otherwise.
  public init(gradients: Int = 0, hessianProducts: Int = 0, losses: Int = 0, looks: Int = 0) {
    self.gradients = gradients
    self.hessianProducts = hessianProducts
    self.losses = losses
    self.looks = looks
  }

  /// Gradients and Hessian products together: each is a pass through the game and back, as the CGD paper counts.
  public var passes: Int { gradients + hessianProducts }

  /// What was asked for since.
  public static func - (later: Self, earlier: Self) -> Self {
    Self(
      gradients: later.gradients - earlier.gradients,
      hessianProducts: later.hessianProducts - earlier.hessianProducts,
      losses: later.losses - earlier.losses, looks: later.looks - earlier.looks)
  }

  /// `200 gradients, 400 Hessian products, 100 looks`, and the losses where there were any.
  public var description: String {
    "\(gradients) gradients, \(hessianProducts) Hessian products, \(looks) looks"
      + (losses == 0 ? "" : ", \(losses) losses")
  }
}

/// Where the counts of a `CountingGame` and of all that is made of it come together.
public final class OracleCounter: Sendable {
  private let sum = Mutex(OracleCounts())

  /// A counter at zero.
  public init() {}

  /// What was asked for so far.
  public var counts: OracleCounts { sum.withLock { $0 } }

  /// Adds to one of the counts.
  public func add(_ number: Int, to count: WritableKeyPath<OracleCounts, Int> & Sendable) {
    sum.withLock { $0[keyPath: count] += number }
  }

  @usableFromInline
  func addLook(gradients: Int) {
    sum.withLock {
      $0.gradients += gradients
      $0.looks += 1
    }
  }
}

/// A game that counts what it is asked for, and otherwise is the game that it is made of: the same numbers, bit for bit.
///
/// Optimizers do not count themselves, so a wrapper, an inner solver's warm start, or another look at the game cannot be
/// forgotten. On lanes one request counts once, however many lanes it serves. Cost: an uncontended lock a request.
public struct CountingGame<Base: SecondOrderGame>: SecondOrderGame {
  /// The base's vectors.
  public typealias V = Base.V
  /// The game that answers.
  public let base: Base
  /// Where the counts go.
  public let counter: OracleCounter

  /// A game that counts into `counter`.
  @inlinable
  public init(_ base: Base, counter: OracleCounter) {
    self.base = base
    self.counter = counter
  }

  /// As the base.
  @inlinable
  public var isZeroSum: Bool { base.isZeroSum }

  /// The base's losses.
  @inlinable
  public func losses(at point: Players<V>) throws -> Players<V.Scalar> {
    counter.add(1, to: \.losses)
    return try base.losses(at: point)
  }

  /// The base's gradient: one gradient, one look.
  @inlinable
  public func gradient(_ player: Player, at point: Players<V>) throws -> V {
    counter.addLook(gradients: 1)
    return try base.gradient(player, at: point)
  }

  /// The base's gradients: two gradients, one look.
  @inlinable
  public func gradients(at point: Players<V>) throws -> Players<V> {
    counter.addLook(gradients: 2)
    return try base.gradients(at: point)
  }

  /// The base's game on another minibatch, counted together with this one.
  @inlinable
  public func resampled(_ number: Int) throws -> Self { Self(try base.resampled(number), counter: counter) }

  /// The base's local model: two gradients, one look; what is asked of the model is counted on demand.
  @inlinable
  public func localModel(at point: Players<V>) throws -> Model {
    counter.addLook(gradients: 2)
    return Model(base: try base.localModel(at: point), counter: counter)
  }

  /// The base's local model, counting.
  public struct Model: LocalModel {
    @usableFromInline let base: Base.Model
    @usableFromInline let counter: OracleCounter

    @inlinable
    init(base: Base.Model, counter: OracleCounter) {
      self.base = base
      self.counter = counter
    }

    /// Counted when the model was made.
    @inlinable
    public var gradients: Players<V> { base.gradients }

    /// A cross gradient is one more; a player's own was counted when the model was made.
    @inlinable
    public func gradient(of loss: Player, in variable: Player) throws -> V {
      if loss != variable { counter.add(1, to: \.gradients) }
      return try base.gradient(of: loss, in: variable)
    }

    /// One Hessian product.
    @inlinable
    public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V {
      counter.add(1, to: \.hessianProducts)
      return try base.hessianProduct(of: loss, rows: rows, columns: columns, times: v)
    }
  }
}
