/// The step size at which a method does best, found by steps of a factor: how the rivals of a comparison are put on equal
/// footing, "the learning rate tuned per method".
///
/// Tried are `start`, `start / factor` and `start * factor`, and as long as the best lies at an end of what was tried, the
/// next beyond it, `limit` times at most. NaN, where training has diverged, is worse than all; of equal values the one
/// nearest to `start` is taken. Cost: three evaluations and up to `limit` more.
public struct StepSizeSearch: Sendable {
  /// Where it begins: the step size of the method under test, say.
  public var start: Double
  /// Between one step size and the next.
  public var factor: Double
  /// How often it may go on beyond the first three.
  public var limit: Int

  /// A step size and what it is worth; larger is better.
  public struct Trial: Equatable, Sendable {
    /// What was tried, and what it is worth; NaN where training has diverged.
    public var stepSize: Double, value: Double
  }

  /// A search from `start` > 0 by steps of `factor` > 1.
  public init(start: Double, factor: Double = 4, limit: Int = 2) {
    (self.start, self.factor, self.limit) = (start, factor, limit)
  }

  /// All trials, from the least step size to the greatest, and the step size of the best. Throws what `value` throws.
  public func run(_ value: (Double) throws -> Double) rethrows -> (trials: [Trial], best: Double) {
    func tried(_ stepSize: Double) throws -> Trial { Trial(stepSize: stepSize, value: try value(stepSize)) }
    let middle = try tried(start)
    var trials = [try tried(start / factor), middle, try tried(start * factor)]
    func best() -> Double {
      func distance(_ trial: Trial) -> Double { max(trial.stepSize / start, start / trial.stepSize) }
      let finite = trials.filter { !$0.value.isNaN }
      return finite.max { ($0.value, -distance($0)) < ($1.value, -distance($1)) }?.stepSize ?? start
    }
    for _ in 0..<limit {
      if best() == trials[0].stepSize {
        trials.insert(try tried(trials[0].stepSize / factor), at: 0)
      } else if best() == trials[trials.count - 1].stepSize {
        trials.append(try tried(trials[trials.count - 1].stepSize * factor))
      } else {
        break
      }
    }
    return (trials, best())
  }
}
