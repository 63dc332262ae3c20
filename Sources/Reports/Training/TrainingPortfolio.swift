#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import GnuplotScripts
  import Training

  /// The files that a training run leaves for people to look at, whatever it has trained: exhibits, charts of its metrics,
  /// and the record of what was run.
  public struct TrainingPortfolio<Problem: TrainingProblem> {
    private let result: TrainingResult<Problem>
    private let configuration: Settings<RunSettings>
    private let yaml: String
    private let name: String
    private let title: String
    private let scores: [MetricCard]

    /// The portfolio of a run.
    ///
    /// - `name`: the command, for the record: `train`.
    /// - `about`: what stands behind "OPTIMIZER on DATA" in titles, such as "minimax loss".
    public init(trainer: Trainer<Problem>, result: TrainingResult<Problem>, name: String, about: String) {
      self.result = result
      configuration = trainer.settings
      yaml = trainer.yaml
      self.name = name
      scores = trainer.scoring?.metrics ?? []
      title = "\(trainer.settings.optimizer) on \(result.problem.data.description.name), \(about)"
    }

    /// Writes everything onto a workbench. `parameters` are the problem's own, beside those of every run.
    public func write(on bench: Workbench, parameters: [String: Claim.Quantity] = [:]) throws -> RunRecord {
      for exhibit in try result.problem.exhibits(of: result.trained, count: 64, seed: configuration.seed) {
        try show(exhibit, on: bench)
      }
      try writeMetrics(on: bench)
      bench.parameters = [
        "data-fingerprint": .text(result.problem.data.fingerprint.description),
        "optimizer": .text(configuration.optimizer), "steps": .number(Double(configuration.steps)),
        "batch": .number(Double(configuration.batchSize)), "outcome": .text(result.outcome.ofTraining),
        "capped-solves": .number(Double(result.cappedSolves)), "loading-share": .number(result.loadingShare),
        "first-step": .number(Double(result.firstStep)), "configuration": .text(yaml),
      ]
      // A process that found the run finished has measured no time.
      if result.millisecondsPerStep.isFinite {
        bench.parameters["milliseconds-per-step"] = .number(result.millisecondsPerStep)
      }
      for (name, value) in configuration.hyperparameters { bench.parameters[name] = .number(value) }
      bench.parameters.merge(parameters) { $1 }
      let record = RunRecord(
        experiment: name, version: counterplayVersion, seed: configuration.seed, parameters: bench.parameters,
        claims: [], files: bench.files.sorted(), seconds: result.elapsed.inSeconds)
      try record.write(to: bench.folder)
      return record
    }

    private func show(_ exhibit: Exhibit, on bench: Workbench) throws {
      switch exhibit {
      case .image(let name, let image):
        try image.write(to: bench.folder.appendingPathComponent(name + ".png"))
        bench.note(file: name + ".png")
      case .table(let name, let table): try bench.write(table, name)
      case .points(let name, let generated, let real):
        func points(_ label: String, _ points: [[Double]], _ color: Color, _ marker: LineStyle.Marker) -> PlotLayer {
          .points(
            Series(
              label: label, x: points.map { $0[0] }, y: points.map { $0[1] },
              style: LineStyle(color: color, marker: marker, markerSize: 0.4)))
        }
        try bench.draw(
          Figure(
            title: "Samples: \(title), \(result.outcome.step) steps", x: Axis("first coordinate x_{1}"),
            y: Axis("second coordinate x_{2}"),
            layers: [
              points("data", real, .grey, .circle), points("generated", generated, Color.okabeIto[1], .disc),
            ], aspect: .equalUnits), name)
      }
    }

    /// All metrics as one table, and a figure for each chart that they name.
    private func writeMetrics(on bench: Workbench) throws {
      let history = result.history
      let metrics = (result.problem.metrics + scores + MetricCard.ofTrainer).filter {
        history.has($0.name) && $0.isKept
      }
      guard !history.steps.isEmpty, !metrics.isEmpty else { return }
      let columns = metrics.map { metric in
        Table.Column(metric.name, history.values(of: metric.name))
      }
      try bench.write(Table([.init("step", history.steps)] + columns), "losses-table")
      var charts: [String] = []
      for metric in metrics { if let chart = metric.chart, !charts.contains(chart) { charts.append(chart) } }
      for chart in charts {
        let lines = metrics.filter { $0.chart == chart }
        let styles = [
          LineStyle(color: Color.okabeIto[0]), LineStyle(color: Color.okabeIto[1], dash: .dashed),
          LineStyle(color: Color.okabeIto[2], dash: .dotted),
        ]
        let what = chart.replacing("-", with: " ")
        try bench.draw(
          Figure(
            title: "\(what.prefix(1).uppercased() + what.dropFirst()): \(title)", x: Axis("step t"),
            y: Axis(lines.count == 1 ? lines[0].title : what, unit: lines.first?.unit),
            layers: zip(lines, 0...).map { line, place in
              .line(
                Series(
                  label: line.title + (line.symbol.map { ", \($0)" } ?? ""), x: history.steps,
                  y: history.values(of: line.name), style: styles[place % styles.count]))
            }), chart)
      }
    }
  }
#endif
