#if COUNTERPLAY_TORCH
  import Datasets
  import GnuplotScripts
  import Reports

  /// Which of two optimizers, two losses and five ways to bound the discriminator gives the better generator, on the same
  /// networks and with equal budgets: in steps, and in time.
  ///
  /// The source's claim is that ACGD needs no bound on D: with the Wasserstein loss and nothing else it beats what the
  /// bounded ones reach with Adam. Scored by the Fréchet distance to test images in the features of a classifier of the data's
  /// own classes (the source: by the inception score), beside its noise floor, that of data to data.
  public struct ICRCIFAR: Experiment {
    typealias Cell = ICRCIFARProtocol.Cell

    /// What is typed after `counterplay run`.
    public let name = "icr-cifar"
    /// The line in `counterplay list`.
    public let summary =
      "Adam and ACGD x JSD and WGAN x no bound, gradient penalty, spectral norm, weight decay, dropout: sample quality"
    /// The paper whose claims are judged.
    public let source =
      "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 5; the "
      + "curves are those of the authors' post"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// Trains the grid, judges the claims and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      var plan = ICRCIFARProtocol(bench.budget)
      let images = try ExperimentImages(plan.data, on: bench) { try DrawnDigits.make(count: $0, seed: $1) }
      plan.choose(for: images.test, at: bench.budget)
      bench.parameters = [
        "data": .text(images.description), "architecture": .text(plan.architecture),
        "steps": .number(Double(plan.steps)), "step-size": .number(plan.stepSize), "batch": .number(Double(plan.batch)),
        "score": .text(
          "Fréchet distance of \(plan.samples) samples to test images in the 128 features of a classifier of the training images "
            + "(\(plan.classifierSteps) steps); in the table also its inception score, and the sliced Wasserstein distance of "
            + "pixels on \(plan.directions) directions over that of data to data"),
        "adam": .text("β = (0.5, 0.9); non-saturating loss for JSD"),
        "acgd": .text("minimax loss for JSD; tolerance 1e-3, at most 20 inner iterations; GMRES with the penalty"),
        "bounds": .text("gradient penalty 10, weight decay of D 1e-3, dropout 0.5, spectral normalization of all of D"),
      ]
      let grid = try ICRCIFARGrid(plan, images: images, on: bench)
      judge(grid, on: bench)
      try bench.write(table(grid), "icr-cifar-scores")
      try draw(grid, about: "\(plan.architecture) on \(images.train.name), \(plan.steps) steps", on: bench)
      bench.progress(1, "drawn")
    }

    // MARK: - Claims

    private func judge(_ grid: ICRCIFARGrid, on bench: Workbench) {
      let trained = Cell.all.filter { grid.spread($0).median.isFinite }
      bench.judge(
        Claim(
          "all-cells", "cells of the grid whose training stays finite in most seeds", source: "this grid",
          expected: .text("all, or the diverged ones named"),
          measured: .text(
            trained.count == Cell.all.count
              ? "all \(trained.count)"
              : "\(trained.count); diverged: "
                + Cell.all.filter { !trained.contains($0) }.map(\.name).joined(separator: ", ")),
          holds: !trained.isEmpty))
      // A few steps of training rank nothing.
      if bench.budget == .quick { return }
      let free = Cell(method: .acgd, loss: .wgan, bound: .none)
      func compare(_ id: String, _ statement: String, with other: Cell, inEqualTime: Bool, basis: Claim.Basis) {
        let (ours, theirs) = (grid.spread(free), grid.spread(other, inEqualTime: inEqualTime))
        bench.judge(
          Claim(
            id, statement + ": median scores", source: source, expected: .text("ACGD's at most the other's"),
            measured: .text("ACGD \(ours.measured); other \(theirs.measured)"), basis: basis,
            holds: ours.median <= theirs.median))
      }
      for isTime in [false, true] {
        let (suffix, words) = isTime ? ("time", "in equal time") : ("steps", "after equally many steps")
        compare(
          "free-acgd-beats-penalty-\(suffix)", "WGAN, ACGD without a bound against WGAN-GP with Adam, \(words)",
          with: Cell(method: .adam, loss: .wgan, bound: .penalty), inEqualTime: isTime, basis: .figure)
        compare(
          "free-acgd-beats-spectral-\(suffix)", "WGAN, ACGD without a bound against WGAN-SN with Adam, \(words)",
          with: Cell(method: .adam, loss: .wgan, bound: .spectral), inEqualTime: isTime, basis: .figure)
        compare(
          "free-acgd-beats-free-adam-\(suffix)", "WGAN without a bound: ACGD against Adam, \(words)",
          with: Cell(method: .adam, loss: .wgan, bound: .none), inEqualTime: isTime, basis: .printed)
      }
      let best = Cell.all.min { grid.spread($0).median < grid.spread($1).median } ?? free
      bench.judge(
        Claim(
          "best-cell", "the best of all cells after equally many steps", source: source,
          expected: .text("\(free.name): WGAN and CGD, without penalty or clipping"),
          measured: .text("\(best.name): \(grid.spread(best).measured)"), basis: .printed, holds: best == free))
    }

    // MARK: - What is shown

    private func table(_ grid: ICRCIFARGrid) throws -> Table {
      func column(_ title: String, _ value: (Cell) -> Double) -> Table.Column { .init(title, Cell.all.map(value)) }
      func index<Value: CaseIterable & Equatable>(_ value: Value) -> Double {
        Double(Array(Value.allCases).firstIndex(of: value).map { $0 + 1 } ?? 0)
      }
      return try Table([
        column("optimizer (1 Adam, 2 ACGD)") { index($0.method) },
        column("loss (1 JSD, 2 WGAN)") { index($0.loss) },
        column("bound (1 none, 2 gradient penalty, 3 spectral norm, 4 weight decay, 5 dropout)") { index($0.bound) },
        column("Fréchet distance at equal steps, median") { grid.spread($0).median },
        column("least of the seeds") { grid.spread($0).least },
        column("greatest of the seeds") { grid.spread($0).greatest },
        column("Fréchet distance in equal time, median") { grid.spread($0, inEqualTime: true).median },
        column("least in equal time") { grid.spread($0, inEqualTime: true).least },
        column("greatest in equal time") { grid.spread($0, inEqualTime: true).greatest },
        column("inception score at equal steps") { grid.spread($0, \.inception).median },
        column("inception score in equal time") { grid.spread($0, \.inception, inEqualTime: true).median },
        column("sliced Wasserstein over data's, at equal steps") { grid.spread($0, \.sliced).median },
        column("sliced Wasserstein over data's, in equal time") { grid.spread($0, \.sliced, inEqualTime: true).median },
        column("steps in equal time") { cell in
          SeedSpread((grid.inEqualTime[cell] ?? []).map { Double($0.steps) }).median
        },
        column("time a step (ms)") { cell in SeedSpread((grid.atEqualSteps[cell] ?? []).map(\.milliseconds)).median },
        column("inner iterations a step") { cell in
          SeedSpread((grid.atEqualSteps[cell] ?? []).map(\.innerIterations)).median
        },
      ])
    }

    /// A panel for each loss, a place in it for each bound, and side by side what each optimizer reached; a line from the
    /// best seed to the worst.
    private func draw(_ grid: ICRCIFARGrid, about: String, on bench: Workbench) throws {
      let bounds = ICRCIFARProtocol.Bound.allCases
      let panels = ICRCIFARProtocol.Loss.allCases.map { loss in
        Figure(
          title: loss.rawValue.uppercased(),
          x: Axis(
            "bound on D", range: .between(-0.6, Double(bounds.count) - 0.4),
            ticks: .labelled(bounds.enumerated().map { .init(Double($0), Self.word($1)) })),
          y: Axis("Fréchet distance, classifier's features", scale: .log),
          layers: layers(grid, loss))
      }
      try bench.draw(
        Sheet(
          title: "Distance of samples to test images: \(about); medians and extremes of the seeds",
          columns: 2, panels: panels, size: PictureSize(width: 1100, height: 560)), "icr-cifar-scores-figure")
    }

    private func layers(_ grid: ICRCIFARGrid, _ loss: ICRCIFARProtocol.Loss) -> [PlotLayer] {
      let kinds: [(title: String, method: ICRCIFARProtocol.Method, isTime: Bool)] = [
        ("Adam, as many steps as ACGD", .adam, false), ("Adam, as much time as ACGD", .adam, true),
        ("ACGD", .acgd, false),
      ]
      var layers: [PlotLayer] = grid.floor > 0 ? [.horizontalLine(at: grid.floor, label: "data against data")] : []
      for (kind, (title, method, isTime)) in kinds.enumerated() {
        let style = LineStyle.numbered(kind)
        var series = Series(label: title, x: [], y: [], style: style)
        for (place, bound) in ICRCIFARProtocol.Bound.allCases.enumerated() {
          let spread = grid.spread(Cell(method: method, loss: loss, bound: bound), inEqualTime: isTime)
          let x = Double(place) + 0.22 * Double(kind - 1)
          series.x.append(x)
          series.y.append(spread.median)
          guard spread.least.isFinite, spread.greatest.isFinite else { continue }
          layers.append(
            .line(
              Series(x: [x, x], y: [spread.least, spread.greatest], style: LineStyle(color: style.color, width: 1.5))))
        }
        layers.append(.points(series))
      }
      return layers
    }

    private static func word(_ bound: ICRCIFARProtocol.Bound) -> String {
      switch bound {
      case .none: "none"
      case .penalty: "GP"
      case .spectral: "SN"
      case .decay: "decay"
      case .dropout: "dropout"
      }
    }
  }
#endif
