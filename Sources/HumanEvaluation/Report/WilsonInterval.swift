import Foundation

/// Wilson's interval of a share: of the probabilities p under which a share as far off as k/n is not rarer than the level
/// says, by the normal approximation. Never below 0 or above 1, and not empty at k = 0 and k = n.
///
///     (k + z²/2 ± z √(k (n - k)/n + z²/4)) / (n + z²)
///
/// Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
/// Statistical Association 22, 1927.
public struct WilsonInterval: Sendable, Equatable {
  /// k of n; NaN of none.
  public let share: Double
  /// Its ends; 0 and 1 of none.
  public let low: Double, high: Double

  /// 1.96, for 95 %.
  public static let z95 = 1.959963984540054

  /// Of `count` among `total`.
  public init(_ count: Int, of total: Int, z: Double = Self.z95) {
    let (k, n) = (Double(count), Double(total))
    share = k / n
    let middle = k + z * z / 2
    let reach = total == 0 ? middle : z * (k * (n - k) / n + z * z / 4).squareRoot()
    low = max(0, (middle - reach) / (n + z * z))
    high = total == 0 ? 1 : min(1, (middle + reach) / (n + z * z))
  }
}
