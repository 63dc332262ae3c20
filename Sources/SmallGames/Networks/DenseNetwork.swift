import GameDynamics
import RealModule

/// A fully connected network over numbers of any field, for games whose players are small networks.
///
///     h₀ = input,  h_k = σ(W_k h_{k-1} + b_k),  output = W_L h_{L-1} + b_L
///
/// It has no weights of its own: they are a stretch of a player's list, layer by layer, W_k row by row and then b_k where
/// there are biases. Cost: forwards a multiplication a weight, backwards two; compiled for the numbers of runs, maps and
/// their Jacobians (see `ParticleDiscriminator`).
public struct DenseNetwork: Sendable, Equatable {
  /// The widths of input, hidden layers and output: [2, 4, 4, 1].
  public let widths: [Int]
  /// σ.
  public let activation: Activation
  /// Whether layers have biases.
  public let hasBiases: Bool

  /// σ of the hidden layers.
  public enum Activation: String, Sendable, CaseIterable, Codable {
    /// log(1 + eᵗ).
    case softplus
    /// tanh t.
    case tanh
    /// t, or t/5 below 0.
    case leakyReLU = "leaky-relu"
    /// max(t, 0).
    case relu
  }

  /// A network of these widths, at least two of them.
  public init(_ widths: [Int], _ activation: Activation, hasBiases: Bool = true) {
    precondition(widths.count >= 2 && widths.allSatisfy { $0 > 0 }, "a network needs an input and an output")
    self.widths = widths
    self.activation = activation
    self.hasBiases = hasBiases
  }

  /// How many numbers its weights are.
  public var weightCount: Int {
    zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 + (hasBiases ? $1.1 : 0) }
  }

  /// What a pass forwards leaves for the one backwards.
  public struct Pass<D: Field> {
    /// The inputs of the layers h₀, …, h_{L-1}, and the output.
    public var layers: [[D]]
    /// σ′ at the hidden layers.
    @usableFromInline var slopes: [[D]]
    /// The network's output.
    @inlinable
    public var output: [D] { layers[layers.count - 1] }

    @inlinable
    init(input: [D]) {
      layers = [input]
      slopes = []
    }
  }

  /// σ and σ′.
  @inlinable
  func activated<D: Field>(_ t: D) -> (value: D, slope: D) {
    switch activation {
    case .softplus: return (.softplus(t), .sigmoid(t))
    case .tanh:
      let value = D.tanh(t)
      return (value, D(1) - value * value)
    case .leakyReLU, .relu:
      let below = D(activation == .relu ? 0 : 0.2)
      let slope = D(1).replacing(with: below, where: t.isLess(than: D(0)))
      return (slope * t, slope)
    }
  }

  /// The network with the weights `w[first...]` at an input.
  @_specialize(where D == Double)
  @_specialize(where D == CalledLanes)
  @_specialize(where D == Dual<Double>)
  @_specialize(where D == Dual<CalledLanes>)
  @inlinable
  public func forward<D: Field>(_ w: [D], from first: Int = 0, _ input: [D]) -> Pass<D> {
    var pass = Pass(input: input)
    var offset = first
    for k in 1..<widths.count {
      let (n, m) = (widths[k - 1], widths[k])
      let isLast = k == widths.count - 1
      let h = pass.layers[k - 1]
      var out: [D] = []
      var slopes: [D] = []
      out.reserveCapacity(m)
      for i in 0..<m {
        var sum = hasBiases ? w[offset + n * m + i] : D(0)
        for j in 0..<n { sum = sum + w[offset + i * n + j] * h[j] }
        if isLast {
          out.append(sum)
        } else {
          let (value, slope) = activated(sum)
          out.append(value)
          slopes.append(slope)
        }
      }
      pass.layers.append(out)
      if !isLast { pass.slopes.append(slopes) }
      offset += n * m + (hasBiases ? m : 0)
    }
    return pass
  }

  /// Adds ∂ℓ/∂w to `gradient[first...]`, given ∂ℓ/∂(output), and returns ∂ℓ/∂(input).
  @_specialize(where D == Double)
  @_specialize(where D == CalledLanes)
  @_specialize(where D == Dual<Double>)
  @_specialize(where D == Dual<CalledLanes>)
  @inlinable
  public func backward<D: Field>(
    _ w: [D], from first: Int = 0, _ pass: Pass<D>, _ slopeOfOutput: [D], addingTo gradient: inout [D]
  ) -> [D] {
    var offset = first + weightCount
    var delta = slopeOfOutput
    for k in stride(from: widths.count - 1, to: 0, by: -1) {
      let (n, m) = (widths[k - 1], widths[k])
      offset -= n * m + (hasBiases ? m : 0)
      if k < widths.count - 1 { for i in 0..<m { delta[i] = delta[i] * pass.slopes[k - 1][i] } }
      var below = Array(repeating: D(0), count: n)
      for i in 0..<m {
        let d = delta[i]
        for j in 0..<n {
          let place = offset + i * n + j
          gradient[place] = gradient[place] + d * pass.layers[k - 1][j]
          below[j] = below[j] + w[place] * d
        }
        if hasBiases { gradient[offset + n * m + i] = gradient[offset + n * m + i] + d }
      }
      delta = below
    }
    return delta
  }
}
