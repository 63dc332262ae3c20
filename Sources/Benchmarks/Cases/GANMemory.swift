#if COUNTERPLAY_TORCH
  /// The peak memory of training steps of dc-cifar, batch 64: simultaneous Adam against PyTorch, ACGD at a relative
  /// residual of 1e-2 against the CGD authors' package, each in a process of its own (`GANProbe`).
  ///
  /// Two rows a method: what the steps add to the networks and the loaded libraries, and the whole process.
  struct GANMemory: BenchmarkCase {
    let name = "gan-memory"
    let summary = "peak resident memory of Adam and ACGD on a convolutional pair, batch 64; MiB"

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      var rows: [BenchmarkRow] = []
      for (method, name) in [(GANProbe.Method.adam, "dc-cifar-adam"), (.acgd, "dc-cifar-acgd-1e-2")] {
        let probe = GANProbe(method)
        var ours: [GANProbe.Result] = []
        var theirs: [GANProbe.Result] = []
        // Memory hardly scatters: three rounds show whether it does.
        for _ in 0..<min(setting.rounds, 3) {
          ours.append(try probe.ours())
          if let peers = setting.peers { theirs.append(try probe.theirs(peers)) }
        }
        func row(_ what: String, _ figure: (GANProbe.Result) -> Double) -> BenchmarkRow {
          BenchmarkRow(
            "\(name)-memory-\(what)", ours: Timing.median(ours.map(figure)), unit: "MiB", peer: theirs.first?.peer,
            theirs: theirs.isEmpty ? nil : Timing.median(theirs.map(figure)))
        }
        rows += [row("of-steps", \.added), row("of-process", \.peak)]
      }
      return rows
    }
  }
#endif
