import Datasets
import Foundation
import GameDynamics
import GnuplotScripts
import ModelProblems
import Reports

/// The dilemma of GANs' minimax interpretation: without constraints the best discriminator is near-perfect against every
/// generator on finite data, so its loss ranks none; and constraints that come from a metric of pixels rank unlike the eye.
public struct ICRDilemma: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "icr-dilemma"
  /// The line in `counterplay list`.
  public let summary =
    "an unconstrained D tells any generator's samples from finite data; pixel distance is not the eye's"
  /// The paper whose claims are judged.
  public let source =
    "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 2"

  /// Nothing to choose.
  public init() {}

  /// Measures, judges the claims and draws; throws what the workbench cannot write, `DatasetError` where the images are
  /// missing, and `CancellationError`.
  public func perform(on bench: Workbench) throws {
    let isFull = bench.budget == .full
    let images = try ExperimentImages("mnist", on: bench) { try DrawnDigits.make(count: $0, seed: $1) }
    bench.parameters["data"] = .text(images.description)
    try judgeDiscriminators(images, each: isFull ? 300 : 30, seeds: bench.seeds(5), on: bench)
    try judgeDistances(images, digits: isFull ? 2000 : 40, among: isFull ? images.train.count : 500, on: bench)
  }

  // MARK: - The optimal discriminator

  private func judgeDiscriminators(
    _ images: ExperimentImages, each count: Int, seeds: [UInt64], on bench: Workbench
  ) throws {
    bench.parameters["samples"] = .number(Double(count))
    bench.parameters["discriminator"] = .text(
      "D = Σ aᵢ k(xᵢ, ·), k Gaussian of half the median distance, the interpolant of ±\(Self.confidence) at the samples"
    )
    var found: [[FiniteDataDiscriminator]] = []
    for (index, seed) in seeds.enumerated() {
      bench.progress(0.2 * Double(index) / Double(seeds.count), "optimal discriminators, seed \(seed)")
      found.append(
        try bench.part("discriminators-\(seed)", key: "\(images.description), \(count)") {
          try FakeDigits.allCases.map { kind in
            try FiniteDataDiscriminator(of: kind, images.train, each: count, confidence: Self.confidence, seed: seed)
          }
        })
    }
    let kinds = FakeDigits.allCases.enumerated().map { k, kind in (kind, found.map { $0[k] }) }
    for (kind, all) in kinds {
      bench.judge(
        Claim(
          "loss-\(kind.rawValue)",
          "The loss that the best unconstrained D reaches on \(count) real digits and \(count) "
            + "\(kind.words), greatest over the seeds (2 log 2 = 1.386 is a D that knows nothing)", source: source,
          expected: .text("below 0.001"), measured: .number(all.map(\.loss).max() ?? .nan),
          holds: all.allSatisfy { $0.loss < 1e-3 }))
    }
    let losses = kinds.map { Spread($0.1.map(\.loss)).mean }
    bench.judge(
      Claim(
        "no-ranking",
        "So the optimal loss does not rank generators: its mean differs by this between the best of them "
          + "and the worst", source: source, expected: 0, measured: (losses.max() ?? .nan) - (losses.min() ?? .nan),
        within: 1e-3))
    if let real = kinds.first(where: { $0.0 == .digits }) {
      let accuracy = Spread(real.1.map(\.freshAccuracy))
      bench.judge(
        Claim(
          "nothing-learned",
          "That D has learned nothing of a generator that makes real digits: its accuracy on fresh "
            + "samples of both", source: source, expected: .number(0.5), measured: .text("\(accuracy)"),
          tolerance: 0.1, holds: abs(accuracy.mean - 0.5) <= 0.1))
    }
    // Few samples tell nothing of the metric.
    if bench.budget == .full, let moved = kinds.first(where: { $0.0 == .moved }),
      let noise = kinds.first(where: { $0.0 == .noise })
    {
      let accuracies = [moved, noise].map { Spread($0.1.map(\.freshAccuracy)) }
      bench.judge(
        Claim(
          "metric-is-not-the-eye",
          "And the smoothest such D, smooth in the distance of pixels, tells fresh digits that "
            + "were moved by two pixels as surely as noise: accuracies", source: source,
          expected: .text("both above 0.9"), measured: .text("moved \(accuracies[0]), noise \(accuracies[1])"),
          holds: accuracies.allSatisfy { $0.mean > 0.9 }))
    }
    try bench.write(
      try Table(
        [Table.Column("seed", seeds.map { Double($0) })]
          + kinds.flatMap { kind, all in
            [
              Table.Column("\(kind.rawValue)-loss", all.map(\.loss)),
              Table.Column("\(kind.rawValue)-norm", all.map(\.norm)),
              Table.Column("\(kind.rawValue)-fresh-accuracy", all.map(\.freshAccuracy)),
            ]
          }), "icr-dilemma-discriminators")
    try bench.draw(Self.lossFigure(kinds, count), "icr-dilemma-losses")
  }

  private static let confidence = 10.0

  private static func lossFigure(_ kinds: [(FakeDigits, [FiniteDataDiscriminator])], _ count: Int) -> Sheet {
    func panel(
      _ title: String, _ value: (FiniteDataDiscriminator) -> Double, _ label: String, _ index: Int, _ axis: Axis,
      _ line: PlotLayer
    ) -> Figure {
      let dots = Series(
        label: label, x: kinds.indices.flatMap { k in kinds[k].1.map { _ in Double(k) } },
        y: kinds.flatMap { $0.1.map(value) }, style: LineStyle.numbered(index))
      return Figure(
        title: title,
        x: Axis(
          "what the generator makes", range: .between(-0.5, Double(kinds.count) - 0.5),
          ticks: .labelled(kinds.enumerated().map { .init(Double($0), $1.0.rawValue) })),
        y: axis, layers: [.points(dots), line])
    }
    return Sheet(
      title: "The best unconstrained D on \(count) real and \(count) generated samples: near-perfect against all",
      columns: 2,
      panels: [
        panel(
          "its loss does not rank generators", \.loss, "D's loss on these samples", 0,
          Axis("loss", unit: "nats", scale: .log, range: .between(1e-5, 3)),
          .horizontalLine(at: 2 * log(2), label: "loss of a D that knows nothing, 2 log 2")),
        panel(
          "nor does it hold for fresh samples", \.freshAccuracy, "its accuracy on fresh samples", 1,
          Axis("share told apart", range: .between(0, 1.1)),
          .horizontalLine(at: 0.5, label: "accuracy of guessing")),
      ], size: PictureSize(width: 1100, height: 560))
  }

  // MARK: - Pixel distance

  private func judgeDistances(
    _ images: ExperimentImages, digits: Int, among others: Int, on bench: Workbench
  ) throws {
    bench.parameters["digits-shifted"] = .number(Double(digits))
    bench.parameters["digits-compared-with"] = .number(Double(others))
    let result = try bench.part("distances", key: "\(images.description), \(digits), \(others)") {
      try ShiftDistances(images.test, digits: digits, among: images.train, first: others) { share in
        bench.progress(0.2 + 0.8 * share, "distances of \(digits) digits to \(others)")
        if bench.isCancelled() { throw CancellationError() }
      }
    }
    for (k, share) in zip(ShiftDistances.shifts, result.shareFarther) {
      bench.judge(
        Claim(
          "shift-\(k)",
          "Digits that, moved by \(k) pixel\(k == 1 ? "" : "s") right and down, are farther from themselves "
            + "than the nearest image of another digit is: share of \(digits)", source: source,
          expected: .text("above 0.5"), measured: .number(share), holds: share > 0.5))
    }
    try bench.write(
      try Table([
        .init("shift", ShiftDistances.shifts.map(Double.init)), .init("share-farther", result.shareFarther),
        .init("mean-distance-to-itself", result.meanDistances),
        .init("mean-distance-to-nearest-other", result.shareFarther.map { _ in result.meanNearest }),
      ]), "icr-dilemma-shifts")
    try bench.draw(
      Figure(
        title: "A digit moved by a few pixels is farther from itself than another digit is",
        x: Axis("pixels moved, right and down", range: .between(0.5, 4.5), ticks: .every(1)),
        y: Axis("share of \(digits) digits", range: .between(0, 1.02)),
        layers: [
          .linePoints(
            Series(
              label: "moved digit farther than the nearest of another class, among \(others)",
              x: ShiftDistances.shifts.map(Double.init), y: result.shareFarther))
        ]), "icr-dilemma-shifts")
    try bench.draw(try result.pictures(), "icr-dilemma-pictures")
  }
}
