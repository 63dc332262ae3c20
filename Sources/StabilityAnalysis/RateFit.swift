import GameDynamics
import RealModule

/// The rate of an iteration, read off its distances to the equilibrium.
public enum RateFit {
  /// The factor a step, by least squares on the logarithms of the distances in the second half of the run.
  ///
  /// The run counts up to where a distance can no longer be trusted: below `floor`, below 1e-140 or above 1e140, where
  /// squares lose their digits. A distance of exactly zero after the start, or one below the floor after one step, means
  /// that the iteration arrived: rate 0.
  public static func rate(of squaredDistances: [Double], above floor: Double = 0) -> Double {
    let least = max(1e-280, floor * floor)
    let trusted = squaredDistances.prefix { $0 >= least && $0 <= 1e280 }
    if trusted.count < squaredDistances.count {
      let next = squaredDistances[trusted.count]
      if floor == 0 ? next == 0 : trusted.count == 1 && next < least { return 0 }
    }
    guard trusted.count >= 2 else { return .nan }
    let window = trusted.suffix(max(2, trusted.count / 2)).map { 0.5 * Double.log($0) }
    let middle = Double(window.count - 1) / 2
    var covariance = 0.0
    var variance = 0.0
    for (i, logarithm) in window.enumerated() {
      covariance += (Double(i) - middle) * logarithm
      variance += (Double(i) - middle) * (Double(i) - middle)
    }
    return Double.exp(covariance / variance)
  }

  /// The distance below which runs towards a point end in rounding errors, its own and theirs: none towards the origin,
  /// where numbers keep their digits however small they are.
  public static func floor(around target: Players<[Double]>) -> Double {
    let size = (target.x + target.y).reduce(0) { $0 + $1 * $1 }.squareRoot()
    return size == 0 ? 0 : 1e-9 * max(1, size)
  }
}
