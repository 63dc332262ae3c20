#if COUNTERPLAY_TORCH
  import Foundation
  import Reports

  /// The claims of the field about its families, on one set of images.
  struct TaxonomyClaims {
    let set: TaxonomyPlan.Images
    let table: TaxonomyTable
    let source: String

    /// Judges them; what a few steps of training cannot rank, not in the quick form.
    func judge(on bench: Workbench) {
      judgeLikelihoods(on: bench)
      if bench.budget == .quick { return }
      judgeBlur(on: bench)
      judgeQuality(on: bench)
      judgeVariety(on: bench)
      judgeStability(on: bench)
      judgeSampling(on: bench)
      judgeExactness(on: bench)
    }

    private func families(_ which: (any TaxonomyFamily) -> Bool) -> [any TaxonomyFamily] {
      table.families.filter(which)
    }
    private var adversarial: [any TaxonomyFamily] { families { $0.isAdversarial } }
    private var bounded: [any TaxonomyFamily] { families { $0.likelihood == .bound } }
    private var sequential: [any TaxonomyFamily] { families { $0.isSequential } }

    private func judge(
      _ id: String, _ statement: String, expected: String, measured: String, basis: Claim.Basis = .reconstruction,
      holds: Bool, on bench: Workbench
    ) {
      bench.judge(
        Claim(
          "\(set.name)-\(id)", "\(set.title): \(statement)", source: source, expected: .text(expected),
          measured: .text(measured), basis: basis, holds: holds))
    }

    private func words(_ families: [any TaxonomyFamily], _ value: @escaping (TaxonomyScore) -> Double) -> String {
      families.map { "\($0.title) \(table.spread($0, set, value).measured)" }.joined(separator: "; ")
    }

    private func medians(_ families: [any TaxonomyFamily], _ value: @escaping (TaxonomyScore) -> Double) -> [Double] {
      families.map { table.spread($0, set, value).median }
    }

    /// Who says how probable an image is: what has given a finite number, against what the family is held to give.
    private func judgeLikelihoods(on bench: Workbench) {
      func gives(_ family: any TaxonomyFamily) -> Bool {
        table.scores(family, set).contains { $0.likelihood.isFinite }
      }
      let words = table.families.map { family in
        "\(family.title): "
          + (gives(family)
            ? "\(family.likelihood.rawValue), \(table.spread(family, set, \.likelihood).measured) \(set.unit)" : "none")
      }
      judge(
        "likelihoods", "which families say how probable a test image is",
        expected: "GANs and xICFG none, variational autoencoders a bound, pixel models exactly",
        measured: words.joined(separator: "; "), basis: .derived,
        holds: table.families.allSatisfy { gives($0) == !$0.isAdversarial }, on: bench)
    }

    private func judgeBlur(on bench: Workbench) {
      for own in bounded {
        let mine = table.spread(own, set, \.sharpness)
        judge(
          "\(own.name)-blurrier",
          "samples of \(own.title) against those of adversarial training: sharpness over that of data",
          expected: "below that of every GAN, in the median",
          measured: words([own] + adversarial, \.sharpness),
          holds: medians(adversarial, \.sharpness).allSatisfy { mine.median < $0 }, on: bench)
      }
    }

    private func judgeQuality(on bench: Workbench) {
      let (best, own) = (medians(adversarial, \.frechetRatio).min() ?? .nan, bounded)
      judge(
        "gan-better-samples", "Fréchet distance over that of data to data: the best adversarial family against the VAE",
        expected: "the adversarial one lower, in the median", measured: words(adversarial + own, \.frechetRatio),
        holds: medians(own, \.frechetRatio).allSatisfy { best < $0 }, on: bench)
    }

    private func judgeVariety(on bench: Workbench) {
      let plain = Array(adversarial.prefix(1))
      for own in families({ $0.likelihood != .none }) {
        judge(
          "\(own.name)-keeps-classes",
          "diversity score: \(own.title), which maximises the likelihood, against a plain GAN",
          expected: "at least the GAN's, in the median", measured: words([own] + plain, \.diversity),
          holds: medians(plain, \.diversity).allSatisfy { table.spread(own, set, \.diversity).median >= $0 }, on: bench)
      }
    }

    private func judgeStability(on bench: Workbench) {
      func width(_ family: any TaxonomyFamily) -> Double {
        let spread = table.spread(family, set, \.frechetRatio)
        return (spread.greatest - spread.least) / spread.median
      }
      for own in bounded {
        let others = adversarial.map { "\($0.title) \(String(format: "%.3g", width($0)))" }.joined(separator: "; ")
        judge(
          "\(own.name)-stabler",
          "extent of the Fréchet distance over the seeds, over its median: \(own.title) against GANs",
          expected: "below that of every GAN",
          measured: "\(own.title) \(String(format: "%.3g", width(own))); \(others)",
          holds: adversarial.allSatisfy { width(own) < width($0) }, on: bench)
      }
    }

    /// Sequential families alone, where there are some.
    private func judgeSampling(on bench: Workbench) {
      let slowest = medians(families { !$0.isSequential }, \.secondsToSample).max() ?? .nan
      for own in sequential {
        let mine = table.spread(own, set, \.secondsToSample)
        judge(
          "\(own.name)-slow", "time of a thousand samples in s: \(own.title) against families that draw at once",
          expected: "at least 10 times the slowest of them",
          measured: words([own] + families { !$0.isSequential }, \.secondsToSample),
          holds: mine.median >= 10 * slowest, on: bench)
      }
    }

    private func judgeExactness(on bench: Workbench) {
      for own in families({ $0.likelihood == .exact }) {
        judge(
          "\(own.name)-above-bound", "-log p of \(own.title) against the VAE's bound, in \(set.unit)",
          expected: "below the bound, in the median", measured: words([own] + bounded, \.likelihood),
          holds: medians(bounded, \.likelihood).allSatisfy { table.spread(own, set, \.likelihood).median < $0 },
          on: bench)
      }
    }
  }
#endif
