/// The mixing function from which every seed and every stream of random numbers of the package is made.
///
/// Source: G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public enum SplitMix64 {
  /// γ = ⌊2⁶⁴/φ⌋ made odd: what a SplitMix64 generator adds between two numbers.
  public static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The finalizer: a bijection of 64 bits under which each bit of the word changes about half of the result's.
  public static func mix(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A seed from a run's seed, a purpose's number and a step's number.
  ///
  /// mix(mix(mix(seed + γ) ⊕ (stream + γ)) ⊕ (step + 2γ)). For one seed and stream no two steps share a seed; seeds of
  /// different triples differ but for one chance in 2⁶⁴.
  public static func seed(_ seed: UInt64, stream: UInt64, step: UInt64) -> UInt64 {
    mix(mix(mix(seed &+ increment) ^ (stream &+ increment)) ^ (step &+ 2 &* increment))
  }
}
