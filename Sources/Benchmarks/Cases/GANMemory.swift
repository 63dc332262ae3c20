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
        let figures: [(what: String, of: (GANProbe.Result) -> Double)] = [
          ("of-steps", \.added), ("of-process", \.peak),
        ]
        // Memory hardly scatters: three rounds show whether it does.
        let turns = try Turns(rounds: min(setting.rounds, 3)) { turn in
          let ours = try probe.ours()
          for figure in figures { turn.note(figure.of(ours), as: figure.what) }
          guard let theirs = try setting.peers.map(probe.theirs) else { return }
          for figure in figures { turn.note(figure.of(theirs), of: theirs.peer, as: figure.what) }
        }
        for figure in figures {
          rows += turns.rows(figure.what, named: "\(name)-memory-\(figure.what)", unit: "MiB")
        }
      }
      return rows
    }
  }
#endif
