import Foundation

/// A `SparseHierarchy` learned layer by layer from its images alone, each phase by gradient descent ascent, and how far each
/// phase is from the truth.
///
/// 1. Output layers W_1 and W_2 by matching moments of patches (`MomentMatchingGame`).
/// 2. Decoding: what lies above a threshold of Ŵᵀ X; then the first layer from the codes' moments (`FirstLayerGame`).
/// 3. The second layer as super-resolution of decoded codes, patch by patch (`SuperResolutionGame`).
package struct RealizableRun: Codable, Equatable {
  /// Changes whenever what is measured does.
  package static let version = 2

  /// Channels, and draws that it was learned from.
  package let channels: Int, draws: Int
  /// Mean cosine of true and learned columns of both levels, and √ of their mean squared distance.
  package let cosines: [Double], columnErrors: [Double]
  /// Share of codes of both levels that are zero or not as the true ones are, and how far from them: ‖ŝ - s‖/‖s‖.
  package let support: [Double], codeErrors: [Double]
  /// The largest relative error of α and of β among the channels.
  package let gainError: Double, thresholdError: Double
  /// ‖V̂ - V‖/‖V‖ over all patches.
  package let mixingError: Double
  /// E‖G(X_1) - X_2‖² over the variance of X_2, of fresh draws.
  package let superResolutionError: Double

  /// What one run may take.
  package struct Effort: Codable, Equatable {
    /// Steps of each game.
    package var columnSteps: Int, firstLayerSteps: Int, layerSteps: Int
    /// Draws of which codes are taken for the third phase, at most.
    package var pairs: Int

    /// That of the reference run, but for what is said.
    package init(columnSteps: Int = 1500, firstLayerSteps: Int = 20_000, layerSteps: Int = 2000, pairs: Int = 2000) {
      self.columnSteps = columnSteps
      self.firstLayerSteps = firstLayerSteps
      self.layerSteps = layerSteps
      self.pairs = pairs
    }
  }

  /// Below this a decoded number counts as zero.
  static let decodingThreshold = 0.1

  /// Learns a hierarchy of so many channels from so many draws.
  package init(channels m: Int, draws: Int, effort: Effort, seed: UInt64) throws {
    let truth = SparseHierarchy(channels: m, seed: seed)
    let codes = truth.codes(draws, seed: seed)
    channels = m
    self.draws = draws

    // 1. Output layers.
    let law = NormalLaw.rectifiedSkewness(threshold: truth.thresholds[0] / truth.gains[0])
    let patches = (0..<2).map { truth.patches(codes, level: $0) }
    var learned: [[[Double]]] = []
    var matches: [ColumnMatch] = []
    for level in 0..<2 {
      let columns = try MomentMatchingGame(patches[level], columns: m, kappa: law).learned(
        steps: effort.columnSteps, seed: seed &+ UInt64(level))
      learned.append(columns.map(Self.unit))
      matches.append(ColumnMatch(columns, truth.outputs[level]))
    }
    cosines = matches.map(\.meanCosine)
    columnErrors = matches.map(\.error)

    // 2. Decoding, in the learned order.
    func decode(_ pixels: [Double], _ level: Int) -> [Double] {
      learned[level].map { column in
        let value = zip(column, pixels).reduce(0) { $0 + $1.0 * $1.1 }
        return value > Self.decodingThreshold ? value : 0
      }
    }
    let count = min(draws, effort.pairs)
    var agreed = [0, 0], seen = [0, 0]
    var wrong = [0.0, 0.0], norm = [0.0, 0.0]
    func compare(_ decoded: [Double], _ code: ArraySlice<Double>, _ level: Int) {
      for (channel, value) in code.enumerated() {
        let found = decoded[matches[level].places[channel]]
        agreed[level] += (found > 0) == (value > Self.decodingThreshold) ? 1 : 0
        seen[level] += 1
        wrong[level] += (found - value) * (found - value)
        norm[level] += value * value
      }
    }
    var coarse: [[Double]] = []
    for (draw, code) in codes.coarse.prefix(count).enumerated() {
      var both: [Double] = []
      for patch in 0..<SparseHierarchy.coarsePatches {
        let decoded = decode(patches[0][draw * SparseHierarchy.coarsePatches + patch], 0)
        compare(decoded, code[patch * m..<(patch + 1) * m], 0)
        both += decoded
      }
      coarse.append(both)
    }
    var fine: [[[Double]]] = []
    for patch in 0..<SparseHierarchy.finePatches {
      fine.append(
        (0..<count).map { draw in
          let decoded = decode(patches[1][patch * draws + draw], 1)
          compare(decoded, codes.fine[patch][draw][...], 1)
          return decoded
        })
    }
    support = (0..<2).map { Double(agreed[$0]) / Double(max(1, seen[$0])) }
    codeErrors = (0..<2).map { (wrong[$0] / norm[$0]).squareRoot() }

    // The first layer, of all coarse patches together, which have one law.
    var gains: [Double] = [], thresholds: [Double] = []
    for channel in 0..<m {
      let own = matches[0].places[channel]
      let values = coarse.flatMap { both in (0..<SparseHierarchy.coarsePatches).map { both[$0 * m + own] } }
      let game = FirstLayerGame(
        first: values.reduce(0, +) / Double(values.count),
        second: values.reduce(0) { $0 + $1 * $1 } / Double(values.count), threshold: Self.decodingThreshold)
      let found = try game.learned(steps: effort.firstLayerSteps)
      gains.append(abs(found.gain / truth.gains[channel] - 1))
      thresholds.append(abs(found.threshold / truth.thresholds[channel] - 1))
    }
    gainError = gains.max() ?? .nan
    thresholdError = thresholds.max() ?? .nan

    // 3. Super-resolution, patch by patch.
    var layers: [(mixing: [[Double]], biases: [Double])] = []
    for patch in 0..<SparseHierarchy.finePatches {
      layers.append(
        try SuperResolutionGame(coarse: coarse, fine: fine[patch]).learned(steps: effort.layerSteps))
    }
    var (distance, size) = (0.0, 0.0)
    for patch in 0..<SparseHierarchy.finePatches {
      for channel in 0..<m {
        let own = layers[patch].mixing[matches[1].places[channel]]
        for (place, value) in truth.mixing[patch][channel].enumerated() {
          let found = own[place / m * m + matches[0].places[place % m]]
          distance += (found - value) * (found - value)
          size += value * value
        }
      }
    }
    mixingError = (distance / size).squareRoot()

    // What the learned generator makes of coarse images that it has not seen.
    let fresh = truth.codes(500, seed: seed ^ 0xf4e5)
    let (low, high) = (truth.patches(fresh, level: 0), truth.patches(fresh, level: 1))
    let mean = (0..<m).map { i in high.reduce(0) { $0 + $1[i] } / Double(high.count) }
    var (error, variance) = (0.0, 0.0)
    for draw in fresh.coarse.indices {
      let both = (0..<SparseHierarchy.coarsePatches).flatMap {
        decode(low[draw * SparseHierarchy.coarsePatches + $0], 0)
      }
      for patch in 0..<SparseHierarchy.finePatches {
        let real = high[patch * fresh.coarse.count + draw]
        var made = [Double](repeating: 0, count: m)
        for (row, column) in learned[1].enumerated() {
          let signal = zip(layers[patch].mixing[row], both).reduce(-layers[patch].biases[row]) { $0 + $1.0 * $1.1 }
          if signal > 0 { for i in 0..<m { made[i] += signal * column[i] } }
        }
        for i in 0..<m {
          error += (made[i] - real[i]) * (made[i] - real[i])
          variance += (real[i] - mean[i]) * (real[i] - mean[i])
        }
      }
    }
    superResolutionError = error / variance
  }

  private static func unit(_ v: [Double]) -> [Double] {
    let norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm > 0 ? v.map { $0 / norm } : v
  }
}
