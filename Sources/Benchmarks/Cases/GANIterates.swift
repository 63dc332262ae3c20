#if COUNTERPLAY_TORCH
  import Foundation
  import GANs
  import Training
  import GameDynamics
  import GameOptimizers
  import TorchTensors

  /// Whether our ACGD takes the same steps as the CGD authors' package on dc-cifar, batch 64: from the same parameters, on
  /// the same batches and latent vectors, at the same tolerance of the inner solve.
  ///
  /// The figure is the greatest ‖Δours - Δtheirs‖/‖Δtheirs‖ of three steps and both players, Δ being a step's move. In
  /// float64 it is rounding, whatever the tolerance, since both take the same iterations; more than 1e-9 is an error of
  /// the run. In float32 another row says how far each is from the package's own float64 moves. That is chance more than
  /// precision: on about every other batch a rectifier's input rounds to the other side of zero, in our forward pass or
  /// in PyTorch's, which alone changes a gradient by 1e-3 of itself, and later steps magnify it; on the other batches both
  /// gradients are exact to 1e-6.
  struct GANIterates: BenchmarkCase {
    let name = "gan-iterates"
    let summary = "three steps of ACGD on dc-cifar compared with CGDs': greatest relative difference of a move"
    private static let limit = 1e-9
    private static let steps = 3

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      guard let peers = setting.peers else {
        print("  left out: it compares with the peers' iterates (--peers)")
        return []
      }
      try TorchRuntime.setThreadCount(2)
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gan-iterates-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let figures = try peers.run(peers.own("gan_iterates.py"), [folder.path])
      let start = try SafetensorsFile(contentsOf: folder.appendingPathComponent("start.safetensors"))
      var exact: [String: [Players<TensorList>]] = [:]
      var rows: [BenchmarkRow] = []
      for figure in figures {
        let words = figure.case.split(separator: "-", maxSplits: 1).map(String.init)
        guard words.count == 2, let tolerance = Double(words[1]), let iterations = figure.numbers["iterations"] else {
          throw PeerError.unreadable("gan_iterates.py", line: figure.case)
        }
        let dtype: DType = words[0] == "float64" ? .float64 : .float32
        let file = try SafetensorsFile(contentsOf: folder.appendingPathComponent(figure.case + ".safetensors"))
        let ours = try Self.ourMoves(start, tolerance, dtype)
        let theirs = try Self.theirMoves(file, start, dtype)
        let name = "dc-cifar-acgd-\(words[1])-\(words[0])"
        let difference = try Self.greatestDifference(ours.moves, theirs)
        rows.append(BenchmarkRow(name + "-from-theirs", ours: difference, unit: "of the move", peer: figure.peer))
        if dtype == .float64 {
          exact[words[1]] = theirs
          guard difference < Self.limit else {
            throw BenchmarkError.wrongResult("\(name): moves differ by \(difference), required below \(Self.limit)")
          }
        } else if let exact = exact[words[1]] {
          rows.append(
            BenchmarkRow(
              name + "-rounding", ours: try Self.greatestDifference(ours.moves, exact), unit: "of the move",
              peer: figure.peer, theirs: try Self.greatestDifference(theirs, exact)))
        }
        rows.append(
          BenchmarkRow(
            name + "-iterations", ours: Double(ours.iterations), unit: "in \(Self.steps) steps", peer: figure.peer,
            theirs: iterations))
      }
      return rows
    }

    /// The moves of our steps, in float64, and the iterations of all inner solves.
    private static func ourMoves(
      _ start: SafetensorsFile, _ tolerance: Double, _ dtype: DType
    ) throws -> (moves: [Players<TensorList>], iterations: Int) {
      let model = try ScaledCIFARPair().model()
      let optimizer = ACGD(
        stepSizes: Players(x: 1e-4, y: 1e-4), solver: ConjugateGradient<TensorList>(tolerance: tolerance))
      let real = try start.tensor("real").to(dtype)
      let latent = try start.tensor("latent").to(dtype)
      var point = try self.point(start, 0, model, .float64).map { try $0.to(dtype) }
      var state = try optimizer.initialState(at: point)
      var moves: [Players<TensorList>] = []
      var iterations = 0
      for step in 0..<steps {
        let before = try point.map { try $0.to(.float64) }
        let game = GANGame(model: model, real: real, latent: try latent.select(0, step))
        iterations += try optimizer.step(&point, &state, in: game).solver?.iterations ?? 0
        moves.append(try point.map { try $0.to(.float64) } - before)
      }
      return (moves, iterations)
    }

    /// The moves of their steps, in float64.
    private static func theirMoves(
      _ file: SafetensorsFile, _ start: SafetensorsFile, _ dtype: DType
    ) throws -> [Players<TensorList>] {
      let model = try ScaledCIFARPair().model()
      var before = try point(start, 0, model, .float64)
      return try (1...steps).map { step in
        let after = try point(file, step, model, dtype).map { try $0.to(.float64) }
        defer { before = after }
        return try after - before
      }
    }

    private static func point(
      _ file: SafetensorsFile, _ step: Int, _ model: GANModel, _ dtype: DType
    ) throws -> Players<TensorList> {
      Players(
        x: try file.list(model.generator.layout, prefix: "x\(step)/", dtype: dtype),
        y: try file.list(model.discriminator.layout, prefix: "y\(step)/", dtype: dtype))
    }

    private static func greatestDifference(
      _ ours: [Players<TensorList>], _ theirs: [Players<TensorList>]
    ) throws -> Double {
      var greatest = 0.0
      for (mine, its) in zip(ours, theirs) {
        for player in Player.allCases {
          greatest = max(greatest, try (mine[player] - its[player]).norm() / its[player].norm())
        }
      }
      return greatest
    }
  }
#endif
