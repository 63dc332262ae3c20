import Datasets
import Foundation
import TorchTensors
import Training

extension VariationalAutoencoder {
  /// Pictures, or points of the plane: samples of the prior; originals with their reconstructions to the right; single
  /// coordinates of z from -3 to 3, those that the data use most; the whole plane of a z of two numbers.
  public func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit] {
    try withoutGradient {
      let model = try generator(of: trained)
      let samples = try model.samples(Array(0..<count), seed: seed)
      let places = Array(0..<min(32, judged.count))
      let originals = try Tensor(
        floats: judged.batch(places), shape: [places.count] + dataset.sampleShape, device: trained.device)
      let targets = try targets(originals, seed: seed)
      let posterior = try Posterior(trained.evaluate(.x, Self.encoder, targets))
      guard dataset.sampleShape.count == 3 else {
        return [
          .points(name: "samples", generated: try samples.rows(), real: try originals.rows()),
          .points(
            name: "reconstructions", generated: try decoded(posterior.mean, by: trained).rows(),
            real: try originals.rows()),
        ]
      }
      let shown = pixels == .bernoulli ? try targets * 2 - 1 : targets
      let pairs = try Tensor.stack([shown, decoded(posterior.mean, by: trained)], 1).flatten(0, 1)
      var exhibits: [Exhibit] = [
        .image(name: "samples", try SampleSheet.grid(samples)),
        .image(name: "reconstructions", try SampleSheet.grid(pairs)),
        .image(name: "traversals", try SampleSheet.grid(traversals(posterior, by: trained), columns: 11)),
      ]
      if latentSize == 2 {
        exhibits.append(.image(name: "manifold", try SampleSheet.grid(manifold(trained), columns: 15, scale: 1)))
      }
      return exhibits
    }
  }

  /// The means of the decoder's distributions, as samples in [-1, 1].
  public func decoded(_ z: Tensor, by trained: TrainedNetworks) throws -> Tensor {
    try pixels.mean(trained.evaluate(.x, Self.decoder, z))
  }

  /// A row for each of up to eight coordinates, those in which the posteriors' means differ most, from -3 to 3 around the
  /// first sample's posterior mean.
  private func traversals(_ posterior: Posterior, by trained: TrainedNetworks) throws -> Tensor {
    let spread = try posterior.mean.variance([0]).doubles()
    let used = spread.indices.sorted { spread[$0] > spread[$1] }.prefix(8)
    let base = try posterior.mean.select(0, 0).doubles()
    let rows = used.flatMap { coordinate in
      (0..<11).map { step in
        var z = base
        z[coordinate] = -3 + 0.6 * Double(step)
        return z
      }
    }
    return try decoded(
      Tensor(rows.flatMap { $0 }, dtype: .float32, device: trained.device).reshape([rows.count, latentSize]),
      by: trained)
  }

  /// z over a grid of the plane from -2.5 to 2.5, the first coordinate to the right, the second up.
  private func manifold(_ trained: TrainedNetworks) throws -> Tensor {
    let ticks = (0..<15).map { -2.5 + 5 * Double($0) / 14 }
    let z = ticks.reversed().flatMap { up in ticks.flatMap { [$0, up] } }
    return try decoded(Tensor(z, dtype: .float32, device: trained.device).reshape([225, 2]), by: trained)
  }
}
