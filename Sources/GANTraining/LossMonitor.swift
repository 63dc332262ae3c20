import TorchTensors

/// Keeps the losses of the last evaluation of a game, so that watching them costs nothing but reading them.
///
/// In a zero-sum game the generator's entry is its part of the loss: -onFake.
public final class LossMonitor: @unchecked Sendable {
  // A run evaluates its game and reads the monitor on one thread; the class is shared only between the values that are
  // handed along with a step.
  private var generator: Tensor?
  private var discriminator: Tensor?

  /// Nothing recorded yet.
  public init() {}

  func record(generator loss: Tensor) { generator = try? loss.detach() }
  func record(discriminator loss: Tensor) { discriminator = try? loss.detach() }

  /// The last losses; NaN before the first evaluation. Waits for the device.
  public func latest() throws -> (generator: Double, discriminator: Double) {
    (try generator?.item() ?? .nan, try discriminator?.item() ?? .nan)
  }
}
