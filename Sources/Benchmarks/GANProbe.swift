#if COUNTERPLAY_TORCH
  import Foundation
  import GANs
  import Training
  import GameDynamics
  import GameOptimizers
  import TorchTensors

  /// A few training steps of dc-cifar in a process that does nothing else, which prints their time and memory: ours in
  /// this program again (`--probe`), the peers' in `gan_probe.py`. Both take the same words and print the same line.
  ///
  /// float32, WGAN loss, 2 threads, 2 steps of warm-up; the memory is counted from when libraries are loaded and networks
  /// and a real batch are there.
  struct GANProbe: Sendable {
    /// Simultaneous Adam, or ACGD at a relative residual of 1e-2.
    enum Method: String, CaseIterable, Sendable { case adam, acgd }

    var method: Method
    var batch = 64
    /// w of `ScaledCIFARPair`.
    var width = 64
    /// How many steps are timed.
    var steps = 4

    /// What one process measured.
    struct Result: Sendable {
      let peer: String
      /// The median.
      let millisecondsPerStep: Double
      /// The peak of the whole process, MiB.
      let peak: Double
      /// The same without what was there before the first step.
      let added: Double

      init(_ figure: PeerPrograms.Figure) throws {
        guard let time = figure.numbers["ms_per_step"], let peak = figure.numbers["peak_mib"],
          let base = figure.numbers["base_mib"]
        else { throw PeerError.unreadable(figure.peer, line: "\(figure.numbers)") }
        (peer, millisecondsPerStep, self.peak, added) = (figure.peer, time, peak, peak - base)
      }
    }

    /// The words that say it all: `adam 64 64 4`.
    var words: [String] { [method.rawValue, "\(batch)", "\(width)", "\(steps)"] }

    init(_ method: Method, batch: Int = 64, width: Int = 64, steps: Int = 4) {
      (self.method, self.batch, self.width, self.steps) = (method, batch, width, steps)
    }

    /// From the words, with commas between them.
    init?(commas text: String) {
      let words = text.split(separator: ",").map(String.init)
      let numbers = words.dropFirst().compactMap { Int($0) }.filter { $0 > 0 }
      guard numbers.count == 3, words.count == 4, let method = Method(rawValue: words[0]) else { return nil }
      self.init(method, batch: numbers[0], width: numbers[1], steps: numbers[2])
    }

    /// Our figures, from this program started again.
    func ours() throws -> Result {
      guard let program = Bundle.main.executablePath else { throw PeerError.missing("counterplay-bench") }
      let figures = try PeerPrograms.figures(of: [program, "--probe", words.joined(separator: ",")], named: program)
      return try Result(Self.only(figures, program))
    }

    /// The peers' figures.
    func theirs(_ peers: PeerPrograms) throws -> Result {
      let program = peers.own("gan_probe.py")
      return try Result(Self.only(peers.run(program, words), program.path))
    }

    private static func only(_ figures: [PeerPrograms.Figure], _ program: String) throws -> PeerPrograms.Figure {
      guard let figure = figures.first, figures.count == 1 else {
        throw PeerError.unreadable(program, line: "\(figures.count) lines where one was required")
      }
      return figure
    }

    /// The process itself: takes the steps and prints the line.
    func runHere() throws {
      try TorchRuntime.setThreadCount(2)
      TorchRuntime.keepFreedMemory()
      switch method {
      case .adam:
        let rule = AdamRule<TensorList>(beta1: 0.5, beta2: 0.999, epsilon: 1e-8)
        try run(Simultaneous(stepSizes: Players(x: 1e-4, y: 1e-4), rules: Players(x: rule, y: rule)))
      case .acgd:
        try run(
          ACGD(stepSizes: Players(x: 1e-4, y: 1e-4), solver: ConjugateGradient<TensorList>(tolerance: 1e-2)))
      }
    }

    private func run<O: Optimizer>(_ optimizer: O) throws where O.V == TensorList {
      let model = try ScaledCIFARPair(width: width).model()
      var point = try model.initialPoint(seed: 0)
      let images = try RandomStream(seed: 0).uniform([batch, 3, 32, 32]) * 2 - 1
      let base = try ResidentMemory.now()
      var state = try optimizer.initialState(at: point)
      var times: [Double] = []
      for step in 0..<2 + steps {
        let seconds = try Timing.seconds {
          let latent = try RandomStream(seed: 1, stream: 0, step: UInt64(step)).normal([batch, 128])
          _ = try optimizer.step(&point, &state, in: GANGame(model: model, real: images, latent: latent))
        }
        if step >= 2 { times.append(seconds * 1e3) }
      }
      let peak = try ResidentMemory.peak()
      guard try point.x.isFinite(), try point.y.isFinite() else {
        throw BenchmarkError.wrongResult("parameters are not finite")
      }
      let line: [String: Any] = [
        "case": "gan-probe", "peer": "counterplay", "ms_per_step": Timing.median(times), "base_mib": base,
        "peak_mib": peak,
      ]
      print(String(decoding: try JSONSerialization.data(withJSONObject: line, options: .sortedKeys), as: UTF8.self))
    }
  }
#endif
