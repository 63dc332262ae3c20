#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import Evaluation
  import GANs
  import Training
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
        "latent": .number(Double(trainer.source.latentSize)),
        "architecture": .text(configuration.architecture ?? "perceptrons"),
        "hidden": .text((configuration.hidden ?? []).map(String.init).joined(separator: ",")),
        "outcome": .text(result.outcome.description), "milliseconds-per-step": .number(result.millisecondsPerStep),
        "capped-solves": .number(Double(result.cappedSolves)), "loading-share": .number(result.loadingShare),
        "first-step": .number(Double(result.firstStep)), "configuration": .text(configuration.yaml),
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
        try SampleSheet.grid(trainer.samples(64, of: result)).write(
          to: bench.folder.appendingPathComponent("samples.png"))
        bench.note(file: "samples.png")
      } else if shape == [2] {
        let samples = try trainer.samples(1000, of: result).doubles()
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
      let unit = trainer.loss.card.unit
      let inUnit = unit.map { " (\($0))" } ?? ""
      var columns = [
        Table.Column("step", history.steps), .init("generator loss f" + inUnit, history.generatorLosses),
        .init("discriminator loss g" + inUnit, history.discriminatorLosses),
        .init("generator gradient norm", history.generatorGradients),
        .init("discriminator gradient norm", history.discriminatorGradients),
      ]
      if history.solverIterations.count == history.steps.count {
        columns.append(.init("inner iterations", history.solverIterations))
        columns.append(.init("relative residual", history.solverResiduals))
      }
      try bench.write(Table(columns), "losses-table")
      try draw(
        "losses", "Losses", Axis("loss", unit: unit),
        [("generator, f", history.generatorLosses), ("discriminator, g", history.discriminatorLosses)], on: bench)
      try draw(
        "gradient-norms", "Gradient norms", Axis("norm of the player's own gradient"),
        [("generator", history.generatorGradients), ("discriminator", history.discriminatorGradients)], on: bench)
      if history.solverIterations.count == history.steps.count {
        try draw(
          "inner-iterations", "Inner solves", Axis("iterations of the inner solver"),
          [("iterations", history.solverIterations)], on: bench)
      }
    }

    private func draw(
      _ name: String, _ what: String, _ axis: Axis, _ lines: [(label: String, values: [Double])], on bench: Workbench
    ) throws {
      let styles = [LineStyle(color: Color.okabeIto[0]), LineStyle(color: Color.okabeIto[1], dash: .dashed)]
      try bench.draw(
        Figure(
          title: "\(what): \(title)", x: Axis("step t"), y: axis,
          layers: zip(lines, styles).map { line, style in
            .line(Series(label: line.label, x: result.history.steps, y: line.values, style: style))
          }), name)
    }
  }
#endif
