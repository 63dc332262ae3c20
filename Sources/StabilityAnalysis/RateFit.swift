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
    let fitted = trusted.suffix(max(2, trusted.count / 2))
    return slope(of: fitted.count) { fitted[fitted.startIndex + $0] }
  }

  /// The same of runs side by side, one a lane, each with its floor; for every lane the number of the run on its own.
  ///
  /// The fit of all lanes at once counts where a run can be trusted from its start to its end.
  public static func rates(of squaredDistances: [Lanes], above floors: Lanes) -> [Double] {
    let least = (floors * floors).maximum(elementwise: Lanes(1e-280))
    var areTrusted = Lanes.Mask(repeating: squaredDistances.count >= 2)
    for square in squaredDistances {
      areTrusted = areTrusted.and(least.isAtMost(square)).and(square.isAtMost(Lanes(1e280)))
    }
    let fitted = squaredDistances.suffix(max(2, squaredDistances.count / 2))
    // Called, since roots and quotients of code for every processor take three times as long.
    let fit =
      areTrusted.any
      ? slope(of: fitted.count) { CalledLanes(fitted[fitted.startIndex + $0]) }.lanes : Lanes(.nan)
    return (0..<Lanes.laneCount).map { lane in
      areTrusted[lane: lane]
        ? fit[lane: lane] : rate(of: squaredDistances.map { $0[lane: lane] }, above: floors[lane: lane])
    }
  }

  /// exp of the slope of ½ log s by least squares over the numbers s, two or more.
  ///
  /// Two numbers as far before as behind the middle have opposite weights, so that one logarithm, of their quotient, serves
  /// both. Of roots, since a quotient of squares may overflow.
  private static func slope<S: Field>(of count: Int, _ square: (Int) -> S) -> S {
    let last = count - 1
    var covariance = S(0)
    var variance = 0.0
    for i in 0..<count / 2 {
      let weight = Double(last) / 2 - Double(i)
      let quotient = square(last - i).squareRoot() / square(i).squareRoot()
      covariance = covariance + S(weight) * S.log(quotient)
      variance += 2 * weight * weight
    }
    return S.exp(covariance / S(variance))
  }

  /// The distance below which runs towards a point end in rounding errors, its own and theirs: none towards the origin,
  /// where numbers keep their digits however small they are.
  public static func floor(around target: Players<[Double]>) -> Double {
    let size = (target.x + target.y).reduce(0) { $0 + $1 * $1 }.squareRoot()
    return size == 0 ? 0 : 1e-9 * max(1, size)
  }
}
