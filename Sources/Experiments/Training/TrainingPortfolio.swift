#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import GANTraining
  import GnuplotScripts

  /// The files that a training run leaves for people to look at: samples, losses, and the record of what was run.
  public struct TrainingPortfolio {
    private let trainer: GANTrainer
    private let result: TrainingResult

    /// The portfolio of a run.
    public init(trainer: GANTrainer, result: TrainingResult) {
      self.trainer = trainer
      self.result = result
    }

    private var title: String {
      "\(trainer.configuration.optimizer) on \(trainer.dataset.name), \(trainer.loss.card.name) loss"
    }

    /// Writes everything onto a workbench.
    public func write(on bench: Workbench) throws -> RunRecord {
      try writeSamples(on: bench)
      try writeLosses(on: bench)
      let configuration = trainer.configuration
      bench.parameters = [
        "data": .text(configuration.data), "data-fingerprint": .text(trainer.dataset.fingerprint.description),
        "optimizer": .text(configuration.optimizer), "loss": .text(trainer.loss.card.name),
        "steps": .number(Double(configuration.steps)), "batch": .number(Double(configuration.batchSize)),
        "latent": .number(Double(configuration.latentSize)),
        "hidden": .text(configuration.hidden.map(String.init).joined(separator: ",")),
        "outcome": .text(result.outcome.description), "milliseconds-per-step": .number(result.millisecondsPerStep),
        "capped-solves": .number(Double(result.cappedSolves)),
      ]
      for (name, value) in configuration.hyperparameters { bench.parameters[name] = .number(value) }
      let record = RunRecord(
        experiment: "train", version: counterplayVersion, seed: configuration.seed, parameters: bench.parameters,
        claims: [], files: bench.files.sorted(), seconds: result.elapsed.inSeconds)
      try record.write(to: bench.folder)
      return record
    }

    /// An 8 x 8 grid of images, or the samples as points over the data's.
    private func writeSamples(on bench: Workbench) throws {
      let shape = trainer.dataset.sampleShape
      if shape.count == 3 {
        let pixels = try trainer.samples(64, of: result.point).floats()
        let size = shape.reduce(1, *)
        let images = try (0..<64).map { i in
          try PNGImage(
            planes: pixels[i * size..<(i + 1) * size], channels: shape[0], height: shape[1], width: shape[2])
        }
        try ImageGrid.compose(images, columns: 8, scale: 2).write(
          to: bench.folder.appendingPathComponent("samples.png"))
        bench.note(file: "samples.png")
      } else if shape == [2] {
        let samples = try trainer.samples(1000, of: result.point).doubles()
        let real = try trainer.dataset.batch(Array(0..<min(1000, trainer.dataset.count))).map(Double.init)
        func column(_ values: [Double], _ i: Int) -> [Double] {
          stride(from: i, to: values.count, by: 2).map { values[$0] }
        }
        try bench.draw(
          Figure(
            title: "Samples: \(title), \(result.outcome.step) steps", x: Axis("first coordinate x_{1}"),
            y: Axis("second coordinate x_{2}"),
            layers: [
              .points(
                Series(
                  label: "data", x: column(real, 0), y: column(real, 1),
                  style: LineStyle(color: .grey, marker: .circle, markerSize: 0.4))),
              .points(
                Series(
                  label: "generated", x: column(samples, 0), y: column(samples, 1),
                  style: LineStyle(color: Color.okabeIto[1], marker: .disc, markerSize: 0.4))),
            ], aspect: .equalUnits), "samples")
      }
    }

    /// Losses, and inner iterations where there are any, against steps.
    private func writeLosses(on bench: Workbench) throws {
      let history = result.history
      guard !history.steps.isEmpty else { return }
      var columns = [
        Table.Column("step", history.steps), .init("generator loss f (nats)", history.generatorLosses),
        .init("discriminator loss g (nats)", history.discriminatorLosses),
      ]
      if history.solverIterations.count == history.steps.count {
        columns.append(.init("inner iterations", history.solverIterations))
        columns.append(.init("relative residual", history.solverResiduals))
      }
      try bench.write(Table(columns), "losses-table")
      try bench.draw(
        Figure(
          title: "Losses: \(title)", x: Axis("step t"), y: Axis("loss", unit: "nats"),
          layers: [
            .line(Series(label: "generator, f", x: history.steps, y: history.generatorLosses)),
            .line(
              Series(
                label: "discriminator, g", x: history.steps, y: history.discriminatorLosses,
                style: LineStyle(color: Color.okabeIto[1], dash: .dashed))),
          ]), "losses")
    }
  }
#endif
