#if COUNTERPLAY_TORCH
  import Foundation
  import TorchTensors

  /// Filters of a layer as small images, and how alike two sets of them are.
  package struct FilterSimilarity {
    /// [count][channels · side · side].
    let filters: [[Double]]
    let channels: Int, side: Int

    /// Of a weight [count, channels, side, side].
    package init(_ weight: Tensor) throws {
      let shape = weight.shape
      (channels, side) = (shape[1], shape[2])
      let size = shape[1] * shape[2] * shape[3]
      let values = try weight.doubles()
      filters = (0..<shape[0]).map { Array(values[$0 * size..<($0 + 1) * size]) }
    }

    /// For each filter of these the other that is most like it: the largest |cosine| over shifts of up to one pixel each way,
    /// what is shifted out counting as zero but not out of the norms.
    package func best(among others: FilterSimilarity) -> [(place: Int, cosine: Double)] {
      let norms = others.filters.map { Self.norm($0) }
      return filters.map { filter in
        let own = Self.norm(filter)
        var best = (place: 0, cosine: 0.0)
        guard own > 0 else { return best }
        for down in -1...1 {
          for right in -1...1 {
            let moved = shifted(filter, down: down, right: right)
            for (place, other) in others.filters.enumerated() where norms[place] > 0 {
              let cosine = abs(zip(moved, other).reduce(0) { $0 + $1.0 * $1.1 }) / (own * norms[place])
              if cosine > best.cosine { best = (place, cosine) }
            }
          }
        }
        return best
      }
    }

    /// The mean of the best, each filter weighted by its squared norm: filters that hardly matter hardly count.
    package func similarity(to others: FilterSimilarity) -> Double {
      let weights = filters.map { Self.norm($0) * Self.norm($0) }
      let total = weights.reduce(0, +)
      return zip(best(among: others), weights).reduce(0) { $0 + $1.0.cosine * $1.1 } / total
    }

    private func shifted(_ filter: [Double], down: Int, right: Int) -> [Double] {
      if down == 0, right == 0 { return filter }
      return (0..<filter.count).map { place in
        let (channel, row, column) = (place / (side * side), place / side % side - down, place % side - right)
        guard (0..<side).contains(row), (0..<side).contains(column) else { return 0 }
        return filter[(channel * side + row) * side + column]
      }
    }

    private static func norm(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    /// The filters by their norms, the largest first.
    package var byNorm: [Int] { filters.indices.sorted { Self.norm(filters[$0]) > Self.norm(filters[$1]) } }

    /// A filter as pixels in [-1, 1], its largest number being 1.
    func pixels(_ place: Int) -> [Float] {
      let largest = filters[place].map(abs).max() ?? 1
      return filters[place].map { Float($0 / max(largest, 1e-30)) }
    }
  }
#endif
