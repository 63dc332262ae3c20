import GameDynamics
import RealModule

/// One number that is tuned: a quantity and where it is searched.
public struct TuningAxis: Sendable, Equatable {
  /// A hyperparameter of the optimizer, or both step sizes at once.
  public let quantity: RunQuantity
  /// Its symbol, for charts: `η_x`.
  public let symbol: String
  /// Where the best value is searched.
  public let range: ClosedRange<Double>
  /// The values that the optimizer accepts, which may reach farther than the search.
  public let bounds: ClosedRange<Double>
  /// True for counts.
  public let isWhole: Bool

  /// The name that is typed.
  public var name: String { quantity.name }

  /// An axis over a hyperparameter of an optimizer.
  ///
  /// Without a range: 0.0001 to 10 for what starts at 0 and has no upper bound, as step sizes do, else all values that are
  /// accepted, half of the last thousandth away from an end that is not zero (momentum 1 is no momentum).
  ///
  /// Throws `TuningError` for a quantity that is not the optimizer's, for a range that is empty, not finite or not accepted,
  /// and where a range is needed.
  public init(_ quantity: RunQuantity, of optimizer: any OptimizerFamily, range: ClosedRange<Double>? = nil) throws {
    let name: String
    switch quantity {
    case .hyperparameter(let given): name = given
    case .bothStepSizes: name = "eta-x"
    case .gameParameter, .start: throw TuningError.notTheOptimizers(name: quantity.name)
    }
    let card = optimizer.card
    guard let spec = card.hyperparameters.first(where: { $0.name == name }) else {
      throw ParameterError.unknown(name: name, known: card.hyperparameters.map(\.name))
    }
    self.quantity = quantity
    symbol = quantity == .bothStepSizes ? "η" : spec.symbol
    bounds = spec.minimum...spec.maximum
    isWhole = spec.isWhole
    guard let chosen = range ?? Self.standardRange(spec) else { throw TuningError.rangeNeeded(name: quantity.name) }
    let first = isWhole ? chosen.lowerBound.rounded(.up) : chosen.lowerBound
    let last = isWhole ? chosen.upperBound.rounded(.down) : chosen.upperBound
    guard first < last, first >= bounds.lowerBound, last <= bounds.upperBound, (last - first).isFinite else {
      throw TuningError.badRange(name: quantity.name, range: chosen, bounds: bounds)
    }
    self.range = first...last
  }

  private static func standardRange(_ spec: ParameterSpec) -> ClosedRange<Double>? {
    let isOpen = spec.maximum == .greatestFiniteMagnitude
    if spec.minimum == 0, isOpen { return 1e-4...10 }
    guard !isOpen, spec.minimum > -.greatestFiniteMagnitude, spec.maximum - spec.minimum <= 1e3 else { return nil }
    let margin = spec.isWhole ? 0 : 5e-4 * (spec.maximum - spec.minimum)
    return spec.minimum + (spec.minimum == 0 ? 0 : margin)...spec.maximum - margin
  }

  /// True where values are spread by their logarithm: a positive range of more than a decade.
  public var isLogarithmic: Bool {
    !isWhole && range.lowerBound > 0 && range.upperBound > 10 * range.lowerBound
  }

  /// The value at a share of the range, from 0 to 1.
  func value(at share: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    if isWhole { return min(high, low + (share * (high - low + 1)).rounded(.down)) }
    let value = isLogarithmic ? low * Double.pow(high / low, share) : low + share * (high - low)
    return min(high, max(low, value))
  }

  /// The share of the range at a value.
  func share(of value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    if isWhole { return (value - low + 0.5) / (high - low + 1) }
    return isLogarithmic ? Double.log(value / low) / Double.log(high / low) : (value - low) / (high - low)
  }

  /// Values to draw a curve through: `count` over the range, all of them if they are whole and as few.
  func nodes(_ count: Int) -> [Double] {
    var values = (0..<count).map { value(at: Double($0) / Double(count - 1)) }
    if isWhole { values = Array(Set(values)).sorted() }
    return values
  }

  /// True for a value at this end of the range, which is not an end of what is accepted.
  func isAtEnd(_ value: Double) -> Bool {
    let share = share(of: value)
    let margin = isWhole ? 0.6 / (range.upperBound - range.lowerBound + 1) : 1e-6
    return share <= margin && range.lowerBound > bounds.lowerBound
      || share >= 1 - margin && range.upperBound < bounds.upperBound
  }
}

/// What can be wrong with a request to tune.
public enum TuningError: Error, CustomStringConvertible, Equatable {
  /// The quantity is the game's, or the start's.
  case notTheOptimizers(name: String)
  /// The range is empty, not finite, or reaches beyond what is accepted.
  case badRange(name: String, range: ClosedRange<Double>, bounds: ClosedRange<Double>)
  /// There is no natural range to search.
  case rangeNeeded(name: String)
  /// Two quantities set the same number.
  case overlap(String, String)
  /// From 1 to 8 quantities are needed.
  case wrongCount(given: Int)
  /// A rate needs some steps to be measured.
  case tooFewSteps(given: Int, required: Int)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .notTheOptimizers(let name):
      return "what is tuned has to be a hyperparameter of the optimizer; '\(name)' belongs to the game or the start; "
        + "`counterplay continue --along` and `counterplay map` go over it"
    case .badRange(let name, let range, let bounds):
      return "a search over '\(name)' requires an ascending finite range within \(Self.words(bounds)); "
        + "\(range.lowerBound):\(range.upperBound) was given"
    case .rangeNeeded(let name): return "a search over '\(name)' requires a range: \(name)=LOW:HIGH"
    case .overlap(let a, let b): return "'\(a)' and '\(b)' set the same number; tune one of them"
    case .wrongCount(let given): return "a search requires from 1 to 8 quantities, \(given) were given"
    case .tooFewSteps(let given, let required):
      return "a measured rate requires at least \(required) steps, \(given) were given"
    }
  }

  private static func words(_ bounds: ClosedRange<Double>) -> String {
    let low = bounds.lowerBound == -.greatestFiniteMagnitude ? "-∞" : "\(bounds.lowerBound)"
    return low + ":" + (bounds.upperBound == .greatestFiniteMagnitude ? "∞" : "\(bounds.upperBound)")
  }
}
