#if COUNTERPLAY_TORCH
  import GANs
  import GameDynamics
  import NeuralNetworks
  import TorchTensors
  import Training

  /// A look at a GAN from a fixed standpoint, which becomes metrics of a step.
  protocol GANLook: Sendable {
    /// What it notes; the first is noted in every look.
    static var metrics: [MetricCard] { get }
    /// What is seen at a point, noted on the frame's recorder under the metrics' names.
    func look(at point: Players<TensorList>, in frame: Frame<GANProblem.Memory>) throws
  }

  /// A GAN that is watched from a fixed standpoint while it is trained: the same games, and every so many steps, before the
  /// step moves, a look of the probe, which becomes metrics of the step.
  ///
  /// The looks are part of the problem, so the one trainer logs them, and a run that was killed finds them in its history.
  struct ProbedGAN<Probe: GANLook>: TrainingProblem {
    typealias Memory = GANProblem.Memory

    /// What is trained.
    let base: GANProblem
    /// Who looks.
    let probe: Probe
    /// In steps 1, 1 + n, 1 + 2n, …, so that the first look is at the start.
    let every: Int

    var players: Players<PlayerNetworks> { base.players }
    var data: DataCard { base.data }
    var metrics: [MetricCard] { base.metrics + Probe.metrics }
    var work: Double { base.work }
    var stepsOfY: Int { base.stepsOfY }
    var averageDecay: Double? { base.averageDecay }

    func initialMemory(seed: UInt64) throws -> Memory { base.initialMemory(seed: seed) }
    func stepSizeFactors(_ memory: Memory) -> Players<Double> { base.stepSizeFactors(memory) }
    func settle(_ point: inout Players<TensorList>, _ memory: inout Memory, after record: StepRecord) throws {
      try base.settle(&point, &memory, after: record)
    }
    func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit] {
      try base.exhibits(of: trained, count: count, seed: seed)
    }

    func game(of draw: Draw, in frame: Frame<Memory>) throws -> ProbedGame {
      let looks = draw.step.isMultiple(of: every)
      return ProbedGame(base: try base.game(of: draw, in: frame)) { point in
        // An optimizer may evaluate a step's game several times, and moves in between: the first is the step's start.
        guard looks, frame.recorder.record.tensor(Probe.metrics[0].name) == nil else { return }
        try probe.look(at: point, in: frame)
      }
    }
  }

  /// A GAN's game that shows the points at which it is evaluated.
  struct ProbedGame: SecondOrderGame {
    typealias V = TensorList
    /// The game itself.
    let base: GANGame
    /// Shown each point before gradients are taken there.
    let look: @Sendable (Players<TensorList>) throws -> Void

    var isZeroSum: Bool { base.isZeroSum }
    func losses(at point: Players<TensorList>) throws -> Players<Double> { try base.losses(at: point) }
    func gradient(_ player: Player, at point: Players<TensorList>) throws -> TensorList {
      try look(point)
      return try base.gradient(player, at: point)
    }
    func gradients(at point: Players<TensorList>) throws -> Players<TensorList> {
      try look(point)
      return try base.gradients(at: point)
    }
    func localModel(at point: Players<TensorList>) throws -> GANLocalModel {
      try look(point)
      return try base.localModel(at: point)
    }
    func resampled(_ number: Int) throws -> ProbedGame { ProbedGame(base: try base.resampled(number), look: look) }
  }
#endif
