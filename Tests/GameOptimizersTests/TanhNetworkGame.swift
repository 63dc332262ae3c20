import Foundation
import GameDynamics

/// The elementary functions that the reference networks need, on numbers and duals.
protocol NetworkField: Field {
  var hyperbolicTangent: Self { get }
  /// 1 / (1 + exp(-self)).
  var sigmoid: Self { get }
}

extension Double: NetworkField {
  var hyperbolicTangent: Double { Foundation.tanh(self) }
  var sigmoid: Double { 1 / (1 + Foundation.exp(-self)) }
}

extension Dual: NetworkField where Base: NetworkField {
  var hyperbolicTangent: Self {
    let t = value.hyperbolicTangent
    return Self(t, tangent: (Base(1) - t * t) * tangent)
  }
  var sigmoid: Self {
    let s = value.sigmoid
    return Self(s, tangent: s * (Base(1) - s) * tangent)
  }
}

/// A fully connected network with tanh between its layers; weights [out, in], y = W x + b, as PyTorch lays them out.
struct TanhNetwork: Sendable {
  /// (outputs, inputs) of every layer.
  let layers: [(outputs: Int, inputs: Int)]

  struct Pass<F: Field> {
    /// The input of every layer.
    var inputs: [[F]]
    var output: [F]
  }

  func forward<F: NetworkField>(_ p: [F], _ input: [F]) -> Pass<F> {
    var pass = Pass<F>(inputs: [], output: input)
    var offset = 0
    for (i, layer) in layers.enumerated() {
      let h = i == 0 ? pass.output : pass.output.map(\.hyperbolicTangent)
      pass.inputs.append(h)
      let bias = offset + layer.outputs * layer.inputs
      pass.output = (0..<layer.outputs).map { o in
        (0..<layer.inputs).reduce(p[bias + o]) { $0 + p[offset + o * layer.inputs + $1] * h[$1] }
      }
      offset = bias + layer.outputs
    }
    return pass
  }

  /// Adds to `gradient` and returns the derivative by the input.
  func backward<F: NetworkField>(_ p: [F], _ pass: Pass<F>, _ outputGradient: [F], into gradient: inout [F]) -> [F] {
    var delta = outputGradient
    var end = p.count
    for (i, layer) in layers.enumerated().reversed() {
      let bias = end - layer.outputs
      let weights = bias - layer.outputs * layer.inputs
      let h = pass.inputs[i]
      var below = [F](repeating: F(0), count: layer.inputs)
      for o in 0..<layer.outputs {
        gradient[bias + o] = gradient[bias + o] + delta[o]
        for j in 0..<layer.inputs {
          let k = weights + o * layer.inputs + j
          gradient[k] = gradient[k] + delta[o] * h[j]
          below[j] = below[j] + delta[o] * p[k]
        }
      }
      if i > 0 { for j in below.indices { below[j] = below[j] * (F(1) - h[j] * h[j]) } }
      delta = below
      end = weights
    }
    return delta
  }
}

/// The game of the reference files: x is the generator with f = -L, y the discriminator with g = L, where
/// L = mean softplus(-D(real)) + mean softplus(D(G(z))), or mean D(G(z)) - mean D(real).
///
/// Gradients by hand-written reverse mode over any field, Hessian products by running that on duals.
struct TanhNetworkGame: SecondOrderGame {
  typealias V = DenseVector<Double>
  let generator: TanhNetwork, discriminator: TanhNetwork
  let real: [[Double]], noise: [[Double]]
  let isWasserstein: Bool
  var isZeroSum: Bool { true }

  /// L and its gradients by the generator's and the discriminator's parameters.
  func gradientsOfL<F: NetworkField>(_ x: [F], _ y: [F]) -> Players<[F]> {
    var (gx, gy) = ([F](repeating: F(0), count: x.count), [F](repeating: F(0), count: y.count))
    for sample in real {
      let pass = discriminator.forward(y, sample.map { F($0) })
      let slope = isWasserstein ? F(-1) : -(-pass.output[0]).sigmoid
      _ = discriminator.backward(y, pass, [slope / F(Double(real.count))], into: &gy)
    }
    for sample in noise {
      let made = generator.forward(x, sample.map { F($0) })
      let pass = discriminator.forward(y, made.output)
      let slope = isWasserstein ? F(1) : pass.output[0].sigmoid
      let byImage = discriminator.backward(y, pass, [slope / F(Double(noise.count))], into: &gy)
      _ = generator.backward(x, made, byImage, into: &gx)
    }
    return Players(x: gx, y: gy)
  }

  func losses(at p: Players<V>) -> Players<Double> {
    func softplus(_ t: Double) -> Double { max(t, 0) + log1p(exp(-abs(t))) }
    let onReal = real.map { discriminator.forward(p.y.elements, $0).output[0] }
    let onMade = noise.map {
      discriminator.forward(p.y.elements, generator.forward(p.x.elements, $0).output).output[0]
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let l =
      isWasserstein
      ? mean(onMade) - mean(onReal) : mean(onReal.map { softplus(-$0) }) + mean(onMade.map { softplus($0) })
    return Players(x: -l, y: l)
  }

  func gradient(_ player: Player, at p: Players<V>) throws -> V { try gradients(at: p)[player] }
  func gradients(at p: Players<V>) throws -> Players<V> {
    let g = gradientsOfL(p.x.elements, p.y.elements)
    return Players(x: V(g.x.map { -$0 }), y: V(g.y))
  }
  func localModel(at p: Players<V>) throws -> Model { Model(game: self, point: p, gradients: try gradients(at: p)) }

  struct Model: LocalModel {
    let game: TanhNetworkGame
    let point: Players<V>
    let gradients: Players<V>

    func gradient(of loss: Player, in variable: Player) throws -> V {
      loss == variable ? gradients[variable] : try gradients[variable].negated()
    }
    func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V {
      func seeded(_ player: Player) -> [Dual<Double>] {
        point[player].elements.indices.map { i in
          Dual(point[player][i], tangent: player == columns ? v[i] : 0)
        }
      }
      let g = game.gradientsOfL(seeded(.x), seeded(.y))
      return V(g[rows].map { loss == .x ? -$0.tangent : $0.tangent })
    }
  }
}
