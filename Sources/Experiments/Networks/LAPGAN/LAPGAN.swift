#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import Foundation
  import GANs
  import GnuplotScripts
  import Reports
  import TorchTensors
  import Training

  /// Whether a pyramid of small GANs, each trained for itself, makes better images than one GAN with as many parameters and
  /// as much time, with and without being told the class.
  ///
  /// Scored in the features of a classifier of the same data against test images: without Inception weights, and at small
  /// size, orders and ratios are what can be compared with the source, not numbers.
  public struct LAPGAN: Experiment {
    typealias Model = LAPGANProtocol.Model
    typealias Scores = [Model: [LAPGANScore]]

    /// What is typed after `counterplay run`.
    public let name = "lapgan"
    /// The line in `counterplay list`.
    public let summary =
      "LAPGAN and CC-LAPGAN against one GAN of equal parameters and time, on MNIST (7-14-28) and CIFAR-10 (8-16-32)"
    /// The paper whose claims are judged.
    public let source =
      "Denton, Chintala, Szlam and Fergus, Deep Generative Image Models using a Laplacian Pyramid of Adversarial Networks, "
      + "2015, arXiv:1506.05751, sections 3 and 4"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// Trains, scores, judges the claims and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      // All sets are read before the first is trained on, so that a folder that lacks one ends no run in its midst.
      let plans = try LAPGANProtocol.all(bench.budget).map { plan in
        let isGrey = plan.data == "mnist"
        let images = try ExperimentImages(plan.data, height: plan.heights.last, on: bench) {
          count, seed -> any Dataset in
          if isGrey { return try DrawnDigits.make(count: count, seed: seed) }
          return try Shapes.make(count: count, seed: seed)
        }
        return (plan, images)
      }
      var all: [(plan: LAPGANProtocol, scores: Scores)] = []
      for (place, (var plan, images)) in plans.enumerated() {
        plan.samples = min(plan.samples, images.test.count / 2)
        let width = 1 / Double(plans.count)
        let share = Double(place) * width...Double(place + 1) * width
        try judgePyramid(plan, images, on: bench)
        all.append((plan, try trained(plan, images, share, on: bench)))
        bench.parameters[plan.data] = .text(images.description)
        bench.parameters["\(plan.data)-pyramid"] = .text(plan.heights.map(String.init).joined(separator: "-"))
      }
      note(plans[0].0, on: bench)
      for (plan, scores) in all { judge(plan, scores, on: bench) }
      try bench.write(table(all), "lapgan-scores")
      try draw(all, on: bench)
      bench.progress(1, "drawn")
    }

    private func trained(
      _ plan: LAPGANProtocol, _ images: ExperimentImages, _ share: ClosedRange<Double>, on bench: Workbench
    ) throws -> Scores {
      let seeds = bench.seeds(plan.seeds)
      let fine: [Double] = plan.heights.dropFirst().map { Double(plan.fineSteps * $0 * $0) / 784 }
      let once: [Double] = [0.05 * (fine.max() ?? 1)] + fine
      let ofSeed: [Double] = once + once + [1, once.reduce(0, +)]
      var clock = ProgressShares(share, works: [1] + seeds.flatMap { _ in ofSeed })
      let classifier = try bench.scoringClassifier(
        "\(plan.data)-classifier", of: images.train, test: images.test, steps: plan.classifierSteps, batch: 100,
        share: clock.next()
      )
      var scores: Scores = [:]
      for seed in seeds {
        let run = LAPGANSeed(plan: plan, images: images, seed: seed, bench: bench, features: classifier.features)
        for (model, score) in try run.scores(next: { clock.next() }) { scores[model, default: []].append(score) }
        if seed == seeds.first { try show(run, images, on: bench) }
      }
      return scores
    }

    private func note(_ plan: LAPGANProtocol, on bench: Workbench) {
      bench.parameters["steps"] = .text(
        "\(plan.coarseSteps) of the coarsest level, \(plan.fineSteps) of each finer one")
      bench.parameters["networks"] = .text(
        "perceptrons \(plan.hidden) at the coarsest level, 7x7-7x7-5x5 and 5x5-5x5 convolutions of \(plan.width) channels "
          + "above; the one GAN: perceptrons of as many parameters")
      bench.parameters["optimizer"] = .text(
        "Adam, η = \(plan.stepSize), β = (\(plan.beta1), 0.999), batch \(plan.batch)")
      bench.parameters["score"] = .text(
        "of \(plan.samples) samples to as many test images, in the 128 features of a classifier of the training images")
    }

    // MARK: - Claims

    private func judgePyramid(_ plan: LAPGANProtocol, _ images: ExperimentImages, on bench: Workbench) throws {
      let shape = images.test.sampleShape
      let pyramid = try LaplacianPyramid(heights: plan.heights, of: .init(shape[1], shape[2]))
      let count = min(100, images.test.count)
      let fine = try images.test.batch(Array(0..<count))
      let back = pyramid.composed(
        pyramid.decomposed(fine, count: count, channels: shape[0]), count: count, channels: shape[0])
      let worst = zip(fine, back).map { Double(abs($0 - $1)) }.max() ?? .nan
      bench.judge(
        Claim(
          "\(plan.data)-round-trip",
          "\(plan.data): largest difference of \(count) images that went through the pyramid",
          source: source, expected: .text("at most 1e-6"), measured: .number(worst), basis: .derived,
          holds: worst <= 1e-6))
    }

    private func judge(_ plan: LAPGANProtocol, _ scores: Scores, on bench: Workbench) {
      func spread(_ model: Model, _ value: KeyPath<LAPGANScore, Double>) -> SeedSpread {
        SeedSpread((scores[model] ?? []).map { $0[keyPath: value] })
      }
      let parameters = Model.allCases.map { scores[$0]?.first?.parameters ?? 0 }
      let ratio = Double(parameters[2]) / Double(max(1, parameters[0]))
      bench.judge(
        Claim(
          "\(plan.data)-equal-parameters", "\(plan.data): parameters of the one GAN over those of the pyramid",
          source: source, expected: 1, measured: ratio, within: bench.budget == .quick ? 0.5 : 0.02))
      // A few steps of training rank nothing.
      if bench.budget == .quick { return }
      func compare(_ id: String, _ words: String, _ value: KeyPath<LAPGANScore, Double>, higher: Bool = false) {
        let one = spread(.single, value)
        for model in [Model.pyramid, .conditional] {
          let own = spread(model, value)
          bench.judge(
            Claim(
              "\(plan.data)-\(model.rawValue)-\(id)", "\(plan.data): \(words), \(model.title) against one GAN",
              source: source, expected: .text("\(model.title) better in the median"),
              measured: .text("\(model.title) \(own.measured); one GAN \(one.measured)"), basis: .reconstruction,
              holds: higher ? own.median > one.median : own.median < one.median))
        }
      }
      compare("frechet", "Fréchet distance to test images", \.frechet)
      compare("inception", "inception score by the data's classifier", \.inception, higher: true)
      compare("parzen", "mean distance of test images to the nearest sample (approximate Parzen)", \.nearest)
      let agreement = spread(.conditional, \.agreement)
      bench.judge(
        Claim(
          "\(plan.data)-labels", "\(plan.data): CC-LAPGAN's samples that a classifier gives the class asked for",
          source: source, expected: .text("at least 0.25 (chance 0.1)"), measured: agreement.measured,
          basis: .reconstruction, holds: agreement.median >= 0.25))
    }

    // MARK: - What is shown

    /// Coarse to fine, and samples beside their nearest training images.
    private func show(_ run: LAPGANSeed, _ images: ExperimentImages, on bench: Workbench) throws {
      for model in [Model.pyramid, .conditional] {
        let trained = try run.trained(model)
        let chain = try trained.generator()
        let latent = try chain.latent(20, seed: run.seed)
        let samples = try chain.samples(of: latent)
        let matches = try NearestSamples.find(samples, in: images.train)
        let nearest = try SampleSheet.images(
          Tensor(floats: images.train.batch(matches.map(\.index)), shape: [20] + images.train.sampleShape))
        let levels = try trained.images(of: latent)
        let (height, width) = (images.train.sampleShape[1], images.train.sampleShape[2])
        let columns = try levels.map {
          try SampleSheet.images($0).map { try $0.repeated(width: width, height: height) }
        }
        let cells = (0..<20).flatMap { row in columns.map { $0[row] } + [nearest[row]] }
        let file = "lapgan-\(run.plan.data)-\(model.rawValue)-chain.png"
        try ImageGrid.compose(cells, columns: 4 * (columns.count + 1), scale: 2).write(
          to: bench.folder.appendingPathComponent(file))
        bench.note(file: file)
      }
    }

    private func table(_ all: [(plan: LAPGANProtocol, scores: Scores)]) throws -> Table {
      let rows = all.enumerated().flatMap { data, entry in
        Model.allCases.enumerated().flatMap { model, name in
          (entry.scores[name] ?? []).map { (data: data + 1, model: model + 1, score: $0) }
        }
      }
      func column(_ title: String, _ value: (LAPGANScore) -> Double) -> Table.Column {
        .init(title, rows.map { value($0.score) })
      }
      return try Table([
        .init("data (1 MNIST, 2 CIFAR-10)", rows.map { Double($0.data) }),
        .init("model (1 LAPGAN, 2 CC-LAPGAN, 3 one GAN)", rows.map { Double($0.model) }),
        column("Fréchet distance") { $0.frechet }, column("of data to data") { $0.frechetFloor },
        column("inception score") { $0.inception }, column("precision") { $0.precision },
        column("recall") { $0.recall }, column("distance of test images to the nearest sample") { $0.nearest },
        column("share of samples of the class asked for") { $0.agreement },
        column("parameters") { Double($0.parameters) }, column("steps") { Double($0.steps) },
        column("time (s)") { $0.seconds },
      ])
    }

    private func draw(_ all: [(plan: LAPGANProtocol, scores: Scores)], on bench: Workbench) throws {
      let panels = all.map { plan, scores in
        var layers: [PlotLayer] = []
        let floor = SeedSpread(scores.values.flatMap { $0.map(\.frechetFloor) }).median
        if floor > 0 { layers.append(.horizontalLine(at: floor, label: "data against data")) }
        for (place, model) in Model.allCases.enumerated() {
          let spread = SeedSpread((scores[model] ?? []).map(\.frechet))
          let style = LineStyle.numbered(place)
          layers.append(
            .points(
              Series(
                label: model.title, x: spread.values.map { _ in Double(place) }, y: spread.values, style: style)))
        }
        return Figure(
          title: plan.data == "mnist" ? "MNIST" : "CIFAR-10, a tenth",
          x: Axis(
            "generator", range: .between(-0.6, 2.6),
            ticks: .labelled(Model.allCases.enumerated().map { .init(Double($0), $1.title) })),
          y: Axis("Fréchet distance to test images", scale: .log),
          layers: layers)
      }
      try bench.draw(
        Sheet(
          title: "A pyramid of GANs against one GAN of equal parameters and time: a point a seed", columns: 2,
          panels: panels, size: PictureSize(width: 1000, height: 500)), "lapgan-scores-figure")
    }
  }
#endif
