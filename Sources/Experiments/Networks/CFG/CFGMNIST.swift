#if COUNTERPLAY_TORCH
  import Reports

  /// xICFG on MNIST against GAN0, GAN1, clipped WGAN, WGAN-GP and ACGD: inception and diversity score against the time of
  /// training, with convolutional networks and with a fully connected approximator.
  public struct CFGMNIST: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "cfg-mnist"
    /// The line in `counterplay list`.
    public let summary =
      "xICFG, GAN0, GAN1, WGAN, WGAN-GP, ACGD on MNIST: inception and diversity score against wall time"
    /// The paper whose claims are judged.
    public let source =
      "Johnson and Zhang, Composite Functional Gradient Learning of Generative Adversarial Models, 2018, arXiv:1801.06309, "
      + "section 5"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// Trains, judges and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      var images = CFGImages(.mnist, name: name, source: source, on: bench)
      try images.measure(on: bench)
      images.judgeFinite(on: bench)
      if bench.budget != .quick { judge(images, on: bench) }
      try images.draw(on: bench)
      bench.progress(1, "drawn")
    }

    private func judge(_ images: CFGImages, on bench: Workbench) {
      let ends =
        images.ends.isEmpty
        ? images.looks[.init(method: .xicfg, pair: .convolutional)]?.compactMap(\.last) ?? [] : images.ends
      func judge(
        _ id: String, _ statement: String, _ expected: String, _ spread: SeedSpread, _ holds: (SeedSpread) -> Bool
      ) {
        bench.judge(
          Claim(
            id, statement, source: source, expected: .text(expected), measured: spread.measured, basis: .reconstruction,
            holds: holds(spread)))
      }
      judge(
        "inception-score",
        "convolutional xICFG after its longest run: inception score of 10,000 samples (data: "
          + "\(SeedSpread(ends.map(\.ofData)).measured))", "at least 8.5 in the median",
        SeedSpread(ends.map(\.inception))
      ) { $0.median >= 8.5 }
      judge(
        "diversity-score", "convolutional xICFG after its longest run: diversity score", "at least 0.97 in the median",
        SeedSpread(ends.map(\.diversity))
      ) { $0.median >= 0.97 }
      judge(
        "gap-does-not-grow",
        "convolutional xICFG: mean of |D(real) - D(generated)| in the last quarter of the run over that in the second",
        "at most 1.25", SeedSpread(ends.map { $0.gap.count == 4 ? abs($0.gap[3]) / abs($0.gap[1]) : .nan })
      ) { $0.median <= 1.25 }
      judge(
        "gap-is-small", "convolutional xICFG: D(real) - D(generated) in the last quarter",
        "below 4, a tenth of the limit",
        SeedSpread(ends.map { abs($0.gap.last ?? .nan) })
      ) { $0.greatest < 4 }
      judge(
        "functional-steps-help",
        "inception score through the stored discriminators less that of the approximator alone",
        "above 0 in the median", SeedSpread(ends.map { $0.inception - $0.approximatorInception })
      ) { $0.median > 0 }
      images.judge("connected-xicfg-beats-gan1", .xicfg, than: .gan1, .connected, basis: .figure, on: bench)
      images.judge("connected-xicfg-beats-gan0", .xicfg, than: .gan0, .connected, basis: .figure, on: bench)
      images.judge(
        "gan0-last-at-the-start", .gan1, than: .gan0, atFirstLook: true, basis: .reconstruction, on: bench)
      images.judgeOrder(on: bench)
    }
  }
#endif
