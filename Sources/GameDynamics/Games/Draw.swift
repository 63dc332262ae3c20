/// Which randomness: a path (seed, step, n₁, n₂, …) from a run's seed to one minibatch.
///
/// Step t of a run is `Draw(seed:step:)`; whoever needs several independent minibatches within the step numbers them,
/// and a child's children are numbered again. So a look's randomness is a function of where it stands in the step, not
/// of how many looks came before it, and a resumed run needs no generator's state.
///
/// With mix(z) the bijective finalizer of SplitMix64 (`SplitMix64.mix`), γ its odd constant and all sums modulo 2⁶⁴
///
///     key(seed)            = seed
///     key(seed, …, n)      = mix(mix(key(seed, …) + 3γ) ⊕ (n + 3γ))
///     number(use)          = mix(mix(mix(key + γ) ⊕ (use + γ)) ⊕ (step + 2γ))
///
/// **Two looks never meet but for one chance in 2⁶⁴.** Children of one draw have different keys, since mix, + and ⊕ by
/// a constant are bijective in n, and so have the steps of one key and use. Keys of different parents, or of different
/// depths, are images of different words under a mixing function with constants of its own, so they agree for one pair
/// of words in 2⁶⁴, as random ones would.
public struct Draw: Hashable, Sendable {
  /// The run's seed.
  public let seed: UInt64
  /// The step of the run, 0, 1, ….
  public let step: Int
  /// The numbers of the children on the way from the step's draw to this one; empty for the step's own.
  public let path: [Int]
  /// The seed with the path hashed into it; the seed itself for an empty path. The step is not in it.
  public let key: UInt64

  /// The draw of a step.
  public init(seed: UInt64, step: Int) { self.init(seed: seed, step: step, path: [], key: seed) }

  private init(seed: UInt64, step: Int, path: [Int], key: UInt64) {
    self.seed = seed
    self.step = step
    self.path = path
    self.key = key
  }

  /// Child `number` of this draw: the same number gives the same child, different numbers independent ones.
  public func child(_ number: Int) -> Draw {
    let constant = 3 &* SplitMix64.increment
    let word = UInt64(bitPattern: Int64(number)) &+ constant
    return Draw(
      seed: seed, step: step, path: path + [number],
      key: SplitMix64.mix(SplitMix64.mix(key &+ constant) ^ word))
  }

  /// The seed of one use's stream (latent vectors, dropout, …): `use` tells purposes apart.
  public func number(for use: UInt64) -> UInt64 {
    SplitMix64.seed(key, stream: use, step: UInt64(bitPattern: Int64(step)))
  }
}
