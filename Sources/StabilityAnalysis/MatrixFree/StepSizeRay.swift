import GameDynamics
import RealModule

/// Where along a ray of step sizes, η_x = r η_y with r fixed, an optimizer is locally stable.
///
/// Stable means that no disturbance grows e-fold in `horizon` steps: the spectral radius of the iteration is at most
/// 1 + 1/horizon. At a strict equilibrium the horizon may be infinite. At a checkpoint of a network it may not: symmetries
/// (of a scale between two layers, say) give eigenvalues of exactly 1, and what still trains slowly some just above, which
/// no step size cures and which do not show within any training.
public struct StepSizeRay: Sendable {
  /// η_x over η_y.
  public let ratio: Double
  /// The η_y that were looked at, ascending, with the spectral radius there.
  public let samples: [Sample]
  /// The radius up to which an iteration counts as stable.
  public let bound: Double

  /// One pair of step sizes that was looked at.
  public struct Sample: Sendable, Codable, Equatable {
    /// η_y.
    public var etaY: Double
    /// The spectral radius of the iteration there.
    public var radius: Double
  }

  /// How a ray is searched.
  public struct Search: Sendable {
    /// The η_y between which is looked.
    public var range: ClosedRange<Double>
    /// How many, evenly on a logarithmic scale, before boundaries between them are narrowed down; at least 2.
    public var count: Int
    /// Boundaries are narrowed down until both sides are within this share of each other.
    public var precision: Double
    /// See `StepSizeRay`; infinity for a radius of at most 1.
    public var horizon: Double

    /// A search.
    public init(_ range: ClosedRange<Double>, count: Int = 9, precision: Double = 0.02, horizon: Double = .infinity) {
      self.range = range
      self.count = count
      self.precision = precision
      self.horizon = horizon
    }
  }

  /// Searches a ray; `radius` gives the spectral radius of the iteration at a pair of step sizes. Cost: `count` radii, and
  /// for each boundary the logarithm to base 2 of the spacing over the precision. Throws what `radius` throws.
  public init(ratio: Double, _ search: Search, radius: (Players<Double>) throws -> Double) throws {
    // Below 1e-9 rounding and the search for eigenvalues decide.
    let bound = 1 + max(1 / search.horizon, 1e-9)
    var samples: [Sample] = []
    func look(_ eta: Double) throws -> Sample {
      let sample = Sample(etaY: eta, radius: try radius(Players(x: ratio * eta, y: eta)))
      samples.append(sample)
      return sample
    }
    let count = max(2, search.count)
    let (low, high) = (Double.log(search.range.lowerBound), Double.log(search.range.upperBound))
    var last: Sample?
    for k in 0..<count {
      let next = try look(.exp(low + (high - low) * Double(k) / Double(count - 1)))
      if var before = last, before.isStable(bound) != next.isStable(bound) {
        var after = next
        while after.etaY > before.etaY * (1 + search.precision) {
          let middle = try look((before.etaY * after.etaY).squareRoot())
          if middle.isStable(bound) == before.isStable(bound) { before = middle } else { after = middle }
        }
      }
      last = next
    }
    self.ratio = ratio
    self.bound = bound
    self.samples = samples.sorted { $0.etaY < $1.etaY }
  }

  /// The stretches of stable η_y. An end that is not open is a boundary, between the last stable and the first unstable
  /// η_y; an open one the end of the search.
  public var stable: [Stretch] {
    var result: [Stretch] = []
    var current: Stretch?
    for (k, sample) in samples.enumerated() {
      let isStable = sample.isStable(bound)
      if isStable, current == nil {
        let edge = k == 0 ? sample.etaY : (samples[k - 1].etaY * sample.etaY).squareRoot()
        current = Stretch(lower: edge, upper: sample.etaY, isOpenBelow: k == 0, isOpenAbove: true)
      }
      if isStable { current?.upper = sample.etaY }
      if !isStable, var stretch = current {
        stretch.upper = (samples[k - 1].etaY * sample.etaY).squareRoot()
        stretch.isOpenAbove = false
        result.append(stretch)
        current = nil
      }
    }
    return result + (current.map { [$0] } ?? [])
  }

  /// A stretch of stable η_y.
  public struct Stretch: Sendable, Equatable {
    /// Its ends.
    public var lower: Double, upper: Double
    /// Whether the search ended there rather than the stability.
    public var isOpenBelow: Bool, isOpenAbove: Bool
  }

  /// The η_y at which stability is lost for good, coming from small ones: the upper end of the last stretch; nil where
  /// there is none, or the search ended first.
  public var boundary: Double? {
    guard let last = stable.last, !last.isOpenAbove else { return nil }
    return last.upper
  }

  /// The answer in a line, with the players' step sizes by the names that are given.
  public func description(x: String = "η_x", y: String = "η_y") -> String {
    func short(_ value: Double) -> String { Self.short(value) }
    let relation = ratio == 1 ? "\(x) = \(y)" : "\(x) = \(short(ratio)) \(y)"
    let (first, end) = (samples.first?.etaY ?? .nan, samples.last?.etaY ?? .nan)
    guard !stable.isEmpty else {
      return "unstable for all \(y) from \(short(first)) to \(short(end)) (\(relation))"
    }
    let parts = stable.map { stretch -> String in
      switch (stretch.isOpenBelow, stretch.isOpenAbove) {
      case (true, true): "for all \(y) from \(short(first)) to \(short(end))"
      case (true, false): "for \(y) below \(short(stretch.upper))"
      case (false, true): "for \(y) above \(short(stretch.lower))"
      case (false, false): "for \(y) from \(short(stretch.lower)) to \(short(stretch.upper))"
      }
    }
    return "stable \(parts.joined(separator: ", and ")) (\(relation))"
  }

  /// Three digits.
  static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    let scale = Double.exp10(2 - Double.log10(value.magnitude).rounded(.down))
    return "\(((value * scale).rounded() / scale).formatted)"
  }
}

extension StepSizeRay.Sample {
  func isStable(_ bound: Double) -> Bool { radius <= bound }
}

extension Double {
  /// Without the digits that dividing by a power of ten leaves.
  fileprivate var formatted: String {
    let whole = String(self)
    return whole.hasSuffix(".0") ? String(whole.dropLast(2)) : whole
  }
}
