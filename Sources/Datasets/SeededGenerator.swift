/// The module's random numbers: SplitMix64 (Steele, Lea, Flood 2014), and samplers whose results are the same on every
/// platform.
///
/// Swift's own `shuffle(using:)` and `random(in:using:)` may change between releases, and `log` or `cos` of two C
/// libraries differ in the last bit; these use integer arithmetic and correctly rounded +, -, ·, / and √ alone.
package struct SeededGenerator {
  private var state: UInt64

  private static let increment: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// A generator of its own for each (seed, stream, index): `stream` tells purposes apart, `index` samples or epochs.
  package init(seed: UInt64, stream: UInt64, index: UInt64 = 0) {
    state = 0
    for key in [seed, stream, index] { state = Self.mix((state ^ key) &+ Self.increment) }
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  package mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.mix(state)
  }

  /// Uniform in [0, 1), a multiple of 2⁻⁵³.
  package mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Uniform between two bounds.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// Uniform in 0 ..< bound without bias, for bound ≥ 1 (D. Lemire, "Fast random integer generation in an interval",
  /// 2019).
  package mutating func integer(below bound: Int) -> Int {
    let range = UInt64(max(bound, 1))
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// Standard normal, by the ratio of uniforms with J. Leva's quadratic bounds (ACM TOMS 18, 1992).
  ///
  /// The value is a quotient; a logarithm only decides the acceptance of about one try in eighty.
  package mutating func normal() -> Double {
    while true {
      let u = 1 - uniform()
      let v = 1.7156 * (uniform() - 0.5)
      let x = u - 0.449871
      let y = v.magnitude + 0.386595
      let q = x * x + y * (0.19600 * y - 0.25472 * x)
      if q < 0.27597 { return v / u }
      if q <= 0.27846 && v * v <= -4 * naturalLogarithm(u) * u * u { return v / u }
    }
  }

  /// A permutation of 0 ..< count, each equally likely (Fisher and Yates).
  package mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<max(count, 0))
    order.withUnsafeMutableBufferPointer { order in
      for last in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(last, integer(below: last + 1)) }
    }
    return order
  }
}

// MARK: - Elementary functions that are the same on every platform

/// ln(x) for a normal x > 0: with x = 2ᵏ·m, m in [√½, √2), it is k·ln 2 + 2·artanh((m - 1)/(m + 1)), by its series.
func naturalLogarithm(_ x: Double) -> Double {
  var mantissa = x.significand
  var exponent = Double(x.exponent)
  if mantissa > 1.414_213_562_373_095_1 {
    mantissa /= 2
    exponent += 1
  }
  let z = (mantissa - 1) / (mantissa + 1)  // at most 0.172, so the term in z²³ is the last that counts
  var sum = 0.0
  for odd in stride(from: 23.0, through: 1, by: -2) { sum = sum * (z * z) + 1 / odd }
  return exponent * 0.693_147_180_559_945_3 + 2 * z * sum
}

/// (cos 2πt, sin 2πt) for an angle of t turns, by Taylor's series after reduction to an eighth of a turn.
func cosineAndSine(turns t: Double) -> (cosine: Double, sine: Double) {
  let quarters = (4 * t).rounded()
  let angle = 2 * Double.pi * (t - quarters / 4)
  let square = angle * angle
  var cosine = 1.0
  var sine = 1.0
  for n in stride(from: 20.0, through: 2, by: -2) {
    cosine = 1 - cosine * square / (n * (n - 1))
    sine = 1 - sine * square / (n * (n + 1))
  }
  sine *= angle
  switch quarters - 4 * (quarters / 4).rounded(.down) {
  case 0: return (cosine, sine)
  case 1: return (-sine, cosine)
  case 2: return (-cosine, -sine)
  default: return (sine, -cosine)
  }
}

/// Which numbers belong to which purpose; no two share a stream.
package enum StreamPurpose {
  static let batches: UInt64 = 1
  static let points: UInt64 = 2
  static let digits: UInt64 = 3
  static let shapes: UInt64 = 4
  static let parts: UInt64 = 5
  /// Which samples of each class a balanced part has; the index is the class.
  static let balance: UInt64 = 7
  /// What each session of a study of people's judgements sees; the index is the session's number.
  package static let judgements: UInt64 = 6
}
