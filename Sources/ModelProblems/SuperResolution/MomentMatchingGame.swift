import Datasets
import GameDynamics
import GameOptimizers

/// Learning an output layer by moments: the discriminator is a polynomial of second and third degree, the generator makes
/// Ŵ s of independent codes s with variance 1 and third central moment κ.
///
///     f = ⟨T_2, K_2 - Σ_i ŵ_i ŵ_iᵀ⟩ + ⟨T_3, K_3/κ - Σ_i ŵ_i ⊗ ŵ_i ⊗ ŵ_i⟩ - ½‖T_2‖² - ½‖T_3‖²,   g = -f
///
/// K_2 and K_3 are the data's central moments, T_2 and T_3 the discriminator's coefficients: at its best answer f is half the
/// squared distance of the moments. x is Ŵ column after column, y is T_2 and T_3. Cost m d³ a gradient.
///
/// Source: Z. Allen-Zhu and Y. Li, 2021, arXiv:2106.02619: matching moments fixes the columns of a sparse code up to order.
package struct MomentMatchingGame: Game {
  package typealias V = DenseVector<Double>

  /// Pixels of a patch, and columns.
  let dimension: Int, columns: Int
  /// K_2 (d²) and K_3/κ (d³).
  let second: [Double], third: [Double]

  package var isZeroSum: Bool { true }

  /// The moments of patches, scaled so that the mean variance of a code is 1; κ is that of the codes' law after scaling.
  package init(_ patches: [[Double]], columns: Int, kappa: Double) {
    let d = patches[0].count
    dimension = d
    self.columns = columns
    let n = Double(patches.count)
    var mean = [Double](repeating: 0, count: d)
    for patch in patches { for i in 0..<d { mean[i] += patch[i] / n } }
    var (second, third) = ([Double](repeating: 0, count: d * d), [Double](repeating: 0, count: d * d * d))
    for patch in patches {
      let centred = zip(patch, mean).map { $0 - $1 }
      Self.add(centred, 1 / n, to: &second, &third)
    }
    let trace = (0..<d).reduce(0) { $0 + second[$1 * d + $1] }
    let variance = trace / Double(columns)
    self.second = second.map { $0 / variance }
    self.third = third.map { $0 / (variance * variance.squareRoot() * kappa) }
  }

  /// Adds weight · v vᵀ and weight · v ⊗ v ⊗ v.
  private static func add(_ v: [Double], _ weight: Double, to second: inout [Double], _ third: inout [Double]) {
    let d = v.count
    v.withUnsafeBufferPointer { v in
      second.withUnsafeMutableBufferPointer { second in
        third.withUnsafeMutableBufferPointer { third in
          for i in 0..<d {
            let first = weight * v[i]
            for j in 0..<d {
              let both = first * v[j]
              second[i * d + j] += both
              let start = (i * d + j) * d
              for k in 0..<d { third[start + k] += both * v[k] }
            }
          }
        }
      }
    }
  }

  /// What is left of the moments.
  private func residual(_ w: [Double]) -> (second: [Double], third: [Double]) {
    var (second, third) = (self.second, self.third)
    for i in 0..<columns {
      Self.add(Array(w[i * dimension..<(i + 1) * dimension]), -1, to: &second, &third)
    }
    return (second, third)
  }

  package func losses(at point: Players<V>) throws -> Players<Double> {
    let (second, third) = residual(point.x.elements)
    let residual = second + third
    let f = zip(point.y.elements, residual).reduce(0) { $0 + $1.0 * ($1.1 - $1.0 / 2) }
    return Players(x: f, y: -f)
  }

  package func gradient(_ player: Player, at point: Players<V>) throws -> V {
    let (d, w, t) = (dimension, point.x.elements, point.y.elements)
    if player == .y {
      let (second, third) = residual(w)
      return V(zip(t, second + third).map { $0 - $1 })
    }
    // T_2 and T_3 stay symmetric: they begin at zero and are moved by symmetric tensors.
    var gradient = [Double](repeating: 0, count: w.count)
    gradient.withUnsafeMutableBufferPointer { gradient in
      w.withUnsafeBufferPointer { w in
        t.withUnsafeBufferPointer { t in
          for i in 0..<columns {
            let own = i * d
            for a in 0..<d {
              var sum = 0.0
              for b in 0..<d {
                sum += 2 * t[a * d + b] * w[own + b]
                let start = d * d + (a * d + b) * d
                var inner = 0.0
                for c in 0..<d { inner += t[start + c] * w[own + c] }
                sum += 3 * inner * w[own + b]
              }
              gradient[own + a] = -sum
            }
          }
        }
      }
    }
    return V(gradient)
  }

  /// Ŵ after so many steps of AltGD, of several random starts the one whose moments are nearest: from some starts a column is
  /// never found, and what is left of the moments, which the discriminator sees, says so.
  package func learned(steps: Int, seed: UInt64, starts: Int = 4) throws -> [[Double]] {
    var best: (rest: Double, columns: [[Double]]) = (.infinity, [])
    for number in 0..<max(1, starts) {
      var generator = SeededGenerator(seed: seed, stream: 0x3a7c, index: UInt64(number))
      let scale = 0.7 / Double(dimension).squareRoot()
      let start = (0..<self.columns * dimension).map { _ in scale * generator.normal() }
      let zeros = [Double](repeating: 0, count: dimension * dimension * (1 + dimension))
      let result = try Driver<V>(stepCap: steps).run(
        firstOrder: AltGD<V>(stepSizes: Players(x: 0.03, y: 0.5)), on: FixedGame(self),
        from: Players(x: V(start), y: V(zeros)))
      let w = result.point.x.elements
      let (second, third) = residual(w)
      let rest = (second + third).reduce(0) { $0 + $1 * $1 }
      if rest < best.rest {
        best = (rest, (0..<self.columns).map { Array(w[$0 * dimension..<($0 + 1) * dimension]) })
      }
    }
    return best.columns
  }
}

/// Learned columns against true ones, up to their order.
package struct ColumnMatch {
  /// For each true column the place of the learned one that is matched with it.
  package let places: [Int]
  /// Their cosines.
  package let cosines: [Double]

  /// The greatest cosine first, then the greatest of the rest.
  package init(_ learned: [[Double]], _ truth: [[Double]]) {
    func unit(_ v: [Double]) -> [Double] {
      let norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return norm > 0 ? v.map { $0 / norm } : v
    }
    let (own, wanted) = (learned.map(unit), truth.map(unit))
    var pairs: [(cosine: Double, learned: Int, truth: Int)] = []
    for (i, a) in own.enumerated() {
      for (j, b) in wanted.enumerated() { pairs.append((zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }, i, j)) }
    }
    pairs.sort { $0.cosine > $1.cosine }
    var (places, cosines) = ([Int](repeating: 0, count: truth.count), [Double](repeating: 0, count: truth.count))
    var (usedOwn, usedWanted) = (Set<Int>(), Set<Int>())
    for pair in pairs where !usedOwn.contains(pair.learned) && !usedWanted.contains(pair.truth) {
      usedOwn.insert(pair.learned)
      usedWanted.insert(pair.truth)
      places[pair.truth] = pair.learned
      cosines[pair.truth] = pair.cosine
    }
    self.places = places
    self.cosines = cosines
  }

  /// Their mean.
  package var meanCosine: Double { cosines.reduce(0, +) / Double(max(1, cosines.count)) }
  /// √ of the mean squared distance of unit columns, 2 (1 - cosine) each.
  package var error: Double { (cosines.reduce(0) { $0 + 2 * (1 - $1) } / Double(max(1, cosines.count))).squareRoot() }
}
