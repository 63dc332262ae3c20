import RealModule

/// The two functions of logistic losses, written so that neither overflows. On duals their derivatives are exact, at 0
/// too.
extension Field {
  /// log(1 + eˣ) = max(x, 0) + log(1 + e^-|x|).
  @inlinable
  public static func softplus(_ x: Self) -> Self {
    x.maximum(elementwise: Self(0)) + .log(onePlus: .exp(-x.magnitude))
  }

  /// 1 / (1 + e⁻ˣ), the derivative of `softplus`; e^-|x| / (1 + e^-|x|) below 0.
  @inlinable
  public static func sigmoid(_ x: Self) -> Self {
    let decay = Self.exp(-x.magnitude)
    return (Self(1) / (Self(1) + decay))
      .replacing(with: decay / (Self(1) + decay), where: x.isLess(than: Self(0)))
  }
}
