#if COUNTERPLAY_TORCH
  import TorchTensors

  /// Moments of pixels x in [0, 1] of order 1, 2 and 3: E x_i of all pixels, E x_i x_j of random pairs, E x_i x_j x_k of random
  /// triples.
  package struct PixelMoments: Sendable {
    /// The places of pairs and triples, drawn once.
    package struct Places: Sendable {
      let tuples: [[Tensor]]

      /// `count` pairs and as many triples of `size` pixels.
      package init(size: Int, count: Int, seed: UInt64) throws {
        tuples = try [2, 3].map { order in
          try (0..<order).map { position in
            let draws = try RandomStream(seed: seed, stream: UInt64(order), step: UInt64(position)).uniform([count])
              .floats()
            return try Tensor(int64s: draws.map { Int64(min(Int($0 * Float(size)), size - 1)) })
          }
        }
      }
    }

    /// The moments of each order.
    package let values: [[Double]]

    /// Of samples, [count] + shape, with pixels in [-1, 1].
    package init(_ samples: Tensor, at places: Places) throws {
      values = try withoutGradient {
        let pixels = try (samples.flatten(1) + 1) * 0.5
        var values = [try pixels.mean([0]).doubles()]
        for tuple in places.tuples {
          var product = try pixels.indexSelect(1, tuple[0])
          for other in tuple.dropFirst() { product = try product * pixels.indexSelect(1, other) }
          values.append(try product.mean([0]).doubles())
        }
        return values
      }
    }

    /// The root of the mean squared difference of each order.
    package func distances(to other: PixelMoments) -> [Double] {
      zip(values, other.values).map { a, b -> Double in
        var sum = 0.0
        for (one, two) in zip(a, b) { sum += (one - two) * (one - two) }
        return (sum / Double(max(1, a.count))).squareRoot()
      }
    }
  }
#endif
