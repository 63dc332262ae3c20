import RealModule

/// How step sizes change in the course of a run: a factor for each step, counted from 0.
///
/// Every schedule starts at 1 (a step size's nominal value); `final` and `factor` are relative to it.
public enum StepSizeSchedule: Sendable, Equatable {
  /// 1 at every step.
  case constant
  /// From 1 straight to `final` over `steps` steps, then `final`.
  case linear(to: Double, over: Int)
  /// From 1 to `final` along half a cosine over `steps` steps, then `final`:
  /// final + (1 - final)(1 + cos(π t / steps)) / 2. I. Loshchilov and F. Hutter, "SGDR", 2016, arXiv:1608.03983.
  case cosine(to: Double, over: Int)
  /// factor^(t / every): smoothly.
  case exponential(by: Double, every: Int)
  /// factor^⌊t / every⌋: in stairs.
  case staircase(by: Double, every: Int)
  /// 1 / √(1 + t / steps): the decay of stochastic approximation.
  case inverseSquareRoot(over: Int)

  /// The factor at a step; a length below one step counts as one.
  public func factor(at step: Int) -> Double {
    let t = Double(max(0, step))
    func progress(_ length: Int) -> Double { min(1, t / Double(max(1, length))) }
    switch self {
    case .constant: return 1
    case .linear(let final, let length): return 1 + (final - 1) * progress(length)
    case .cosine(let final, let length):
      return final + (1 - final) * (1 + Double.cos(.pi * progress(length))) / 2
    case .exponential(let factor, let length): return Double.pow(factor, t / Double(max(1, length)))
    case .staircase(let factor, let length): return Double.pow(factor, (t / Double(max(1, length))).rounded(.down))
    case .inverseSquareRoot(let length): return 1 / (1 + t / Double(max(1, length))).squareRoot()
    }
  }
}
