import GameDynamics
import TorchTensors

/// Keeps what the last evaluation of a game has shown, so that watching it costs nothing but reading it.
///
/// In a zero-sum game the generator's loss is its part of it: -onFake.
public final class LossMonitor: @unchecked Sendable {
  // A run evaluates its game and reads the monitor on one thread; the class is shared only between the values that are
  // handed along with a step.
  private var generator: Tensor?
  private var discriminator: Tensor?
  private var realLogits: Tensor?
  private var fakeLogits: Tensor?
  private var gradients = Players<TensorList?>(x: nil, y: nil)

  /// Nothing recorded yet.
  public init() {}

  func record(generator loss: Tensor) { generator = try? loss.detach() }
  func record(discriminator loss: Tensor) { discriminator = try? loss.detach() }
  func record(realLogits logits: Tensor) { realLogits = try? logits.detach() }
  func record(fakeLogits logits: Tensor) { fakeLogits = try? logits.detach() }
  func record(gradient: TensorList, of player: Player) { gradients[player] = gradient }

  /// The last losses; NaN before the first evaluation. Waits for the device.
  public func latest() throws -> (generator: Double, discriminator: Double) {
    (try generator?.item() ?? .nan, try discriminator?.item() ?? .nan)
  }

  /// (‖∂f/∂x‖, ‖∂g/∂y‖) as the game gave them, before any clipping; NaN before the first evaluation.
  public func gradientNorms() throws -> Players<Double> {
    Players(x: try gradients.x?.norm() ?? .nan, y: try gradients.y?.norm() ?? .nan)
  }

  /// The share of the last minibatch, real and generated, on whose side of zero the discriminator's logit lies: real
  /// above, generated below. NaN before the first evaluation.
  public func accuracy() throws -> Double {
    guard let realLogits, let fakeLogits else { return .nan }
    return try withoutGradient {
      let real = try realLogits.greater(0).to(.float32).mean().item()
      let fake = try fakeLogits.less(0).to(.float32).mean().item()
      return (real + fake) / 2
    }
  }
}
