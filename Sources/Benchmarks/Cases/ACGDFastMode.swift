#if COUNTERPLAY_TORCH
  import Datasets
  import GANs
  import Training
  import GameDynamics
  import GameOptimizers
  import NeuralNetworks
  import TorchTensors

  /// The fast mode of ACGD, curvature of a part of the batch, beside the exact step: what it costs and what it changes.
  ///
  /// The ICR paper's CIFAR pair (batch 64, WGAN) on drawn shapes, after some exact steps. A step of ACGD is that of the
  /// adaptive step sizes alone, Δ₀ = -η ⊙ g, and a competitive correction c = Δ - Δ₀, by which alone it differs from an
  /// ordinary adaptive method. The error of a mode is ‖Δ_mode - Δ‖ / ‖c‖, both players together, with Δ solved to 1e-5:
  /// 0 keeps the correction, 1 is as far off as leaving it out. As a measure for it stands what another minibatch does,
  /// ‖c′ - c‖ / ‖c‖: an error far below that is lost in the noise of the minibatch.
  struct ACGDFastMode: BenchmarkCase {
    let name = "acgd-fast-mode"
    let summary = "ACGD with curvature of a part of the batch, 2 threads: cost, and error of the competitive correction"

    /// A mode: curvature of so many samples (nil for all 64), to this relative residual, in at most so many iterations.
    private typealias Mode = (name: String, samples: Int?, tolerance: Double, cap: Int?)
    private static let modes: [Mode] = [
      ("exact 1e-5", nil, 1e-5, nil), ("exact 1e-2", nil, 1e-2, nil), ("32 of 64", 32, 1e-2, nil),
      ("16 of 64", 16, 1e-2, nil), ("16 of 64, 3 iterations", 16, 1e-2, 3), ("8 of 64", 8, 1e-2, nil),
    ]
    private static let stepSizes = Players(x: 1e-4, y: 1e-4)

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      try TorchRuntime.setThreadCount(2)
      TorchRuntime.keepFreedMemory()
      let bench = try Setup()
      let (point, state) = try bench.trained(steps: 20)
      // Every round has a minibatch of its own; the first, which does not count, compiles kernels.
      let seconds = try Timing.interleaved(
        rounds: setting.rounds,
        Self.modes.map { mode in { _ = try bench.move(mode, at: point, state, minibatch: 100 + $0) } }
          + [{ try bench.adamStep(from: point, minibatch: 100 + $0) }])
      let adam = seconds[Self.modes.count] * 1e3
      var rows = [BenchmarkRow("fast-mode: Adam", ours: adam, unit: "ms per step")]
      let exact = try bench.move(Self.modes[0], at: point, state, minibatch: 100)
      let correction = try exact - bench.plainMove(at: point, state, minibatch: 100)
      let scale = try correction.norm()
      for (place, mode) in Self.modes.enumerated() {
        let time = seconds[place] * 1e3
        rows.append(BenchmarkRow("fast-mode: \(mode.name)", ours: time, unit: "ms per step"))
        rows.append(BenchmarkRow("fast-mode: \(mode.name), cost", ours: time / adam, unit: "Adam steps"))
        if place == 0 { continue }
        let error = try (bench.move(mode, at: point, state, minibatch: 100) - exact).norm() / scale
        rows.append(BenchmarkRow("fast-mode: \(mode.name), error", ours: error, unit: "of the correction"))
      }
      let other = try bench.move(Self.modes[0], at: point, state, minibatch: 101)
      let otherCorrection = try other - bench.plainMove(at: point, state, minibatch: 101)
      rows.append(
        BenchmarkRow(
          "fast-mode: another minibatch", ours: try (otherCorrection - correction).norm() / scale,
          unit: "of the correction"))
      return rows
    }

    /// Both players' moves, end to end.
    private struct Moves {
      let x: TensorList, y: TensorList
      static func - (a: Moves, b: Moves) throws -> Moves { Moves(x: try a.x - b.x, y: try a.y - b.y) }
      func norm() throws -> Double { try (x.dot(x) + y.dot(y)).squareRoot() }
    }

    /// The networks and the data.
    private struct Setup {
      typealias State = ACGD<TensorList, ConjugateGradient<TensorList>>.State
      let model: GANModel
      let problem: GANProblem

      init() throws {
        let pair = CompetitiveCIFAR()
        model = try GANModel(
          generator: try pair.generator(), discriminator: try pair.discriminator(), loss: WassersteinLoss())
        problem = try GANProblem(
          model: model, dataset: try Shapes.make(count: 2048, seed: 0), batchSize: 64, latentSize: 128)
      }

      private func game(_ minibatch: Int, samples: Int? = nil) throws -> GANGame {
        var game = try problem.gameBeforeTraining(of: Draw(seed: 0, step: minibatch)).game
        game.curvatureBatch = samples
        return game
      }

      private func optimizer(_ mode: Mode) -> ACGD<TensorList, ConjugateGradient<TensorList>> {
        ACGD(
          stepSizes: ACGDFastMode.stepSizes,
          solver: ConjugateGradient(tolerance: mode.tolerance, iterationCap: mode.cap))
      }

      func trained(steps: Int) throws -> (Players<TensorList>, State) {
        var point = try model.initialPoint(seed: 0)
        let optimizer = optimizer(ACGDFastMode.modes[1])
        var state = try optimizer.initialState(at: point)
        for step in 0..<steps { _ = try optimizer.step(&point, &state, in: game(step)) }
        return (point, state)
      }

      func move(_ mode: Mode, at start: Players<TensorList>, _ before: State, minibatch: Int) throws -> Moves {
        var (point, state) = (start, before)
        _ = try optimizer(mode).step(&point, &state, in: game(minibatch, samples: mode.samples))
        return Moves(x: try point.x - start.x, y: try point.y - start.y)
      }

      /// -η ⊙ g with the step sizes that ACGD takes.
      func plainMove(at start: Players<TensorList>, _ state: State, minibatch: Int) throws -> Moves {
        let gradients = try game(minibatch).gradients(at: start)
        let adaptive = AdaptiveStepSizes<Double>()
        var correction = 1.0
        for _ in 0...state.steps { correction *= adaptive.beta }
        func move(_ player: Player) throws -> TensorList {
          let g = gradients[player]
          let v = try adaptive.beta * state.secondMoments[player] + (1 - adaptive.beta) * g.multiplied(elementwise: g)
          let scaled = try g.divided(elementwise: v.squareRoots().adding(constant: adaptive.epsilon))
          return try -ACGDFastMode.stepSizes[player] * (1 - correction).squareRoot() * scaled
        }
        return Moves(x: try move(.x), y: try move(.y))
      }

      func adamStep(from start: Players<TensorList>, minibatch: Int) throws {
        let rule = AdamRule<TensorList>(beta1: 0.5, beta2: 0.999, epsilon: 1e-8)
        let adam = Simultaneous(stepSizes: ACGDFastMode.stepSizes, rules: Players(x: rule, y: rule))
        var point = start
        var state = try adam.initialState(at: point)
        _ = try adam.step(&point, &state, in: game(minibatch))
      }
    }
  }
#endif
