import Datasets
import Foundation
import GANs
import Training
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors

/// A GAN of a few dozen parameters in double precision, smooth everywhere, and a point.
struct TinyGAN {
  let game: GANGame
  let point: Players<TensorList>

  init(
    _ loss: any GANLoss, _ regularizers: [any Regularizer] = [], generator: Network? = nil,
    discriminator: Network? = nil, sample: [Int] = [2], batch: Int = 4, conditions: GANGame.BatchConditions = .none,
    recorder: StepRecorder? = nil, seed: UInt64 = 1
  ) throws {
    let model = try GANModel(
      generator: try generator ?? .mlp(widths: [3, 4, 2], activation: .tanh),
      discriminator: try discriminator ?? .mlp(widths: [2, 5, 1], activation: .tanh), loss: loss,
      regularizers: regularizers)
    point = try model.initialPoint(seed: seed, dtype: .float64)
    let stream = try RandomStream(seed: seed + 100)
    game = GANGame(
      model: model, real: try stream.normal([batch] + sample, dtype: .float64),
      latent: try stream.normal([batch, 3], dtype: .float64), conditions: conditions,
      buffers: try model.initialBuffers(at: point, seed: seed), seed: 77, recorder: recorder)
  }

  /// A game of one's own making, at a point.
  init(_ game: GANGame, at point: Players<TensorList>) {
    self.game = game
    self.point = point
  }

  /// The point moved along a direction of one player.
  func moved(_ player: Player, _ direction: TensorList, by step: Double) throws -> Players<TensorList> {
    var result = point
    try result[player].add(direction, times: step)
    return result
  }

  /// A seeded direction of about unit length.
  func direction(_ player: Player, seed: UInt64) throws -> TensorList {
    let list = point[player]
    let numbers = try RandomStream(seed: seed).normal([list.count], dtype: .float64)
    return try TensorList(copying: numbers * (1 / Double(list.count).squareRoot()), list.layout)
  }
}

/// The largest difference of two lists, relative to the larger of 1 and the second's largest number.
func difference(_ a: TensorList, _ b: TensorList) throws -> Double {
  let (a, b) = (try a.coordinates(), try b.coordinates())
  guard a.count == b.count else { return .infinity }
  let scale = max(1, b.map(abs).max() ?? 0)
  // NaN is no maximum: it must not pass.
  return zip(a, b).reduce(0) { worst, pair in
    let error = abs(pair.0 - pair.1) / scale
    return error.isNaN ? .infinity : max(worst, error)
  }
}

/// Everything that a game says of a point against everything else it says: gradients and all eight blocks of second
/// derivatives against central differences and their transposes, one way of asking against the others.
func expectExact(
  _ gan: TinyGAN, step h: Double = 1e-5, tolerance: Double = 2e-6, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let (game, point) = (gan.game, gan.point)
  let before = try point.map { try $0.coordinates() }
  let model = try game.localModel(at: point)
  let both = try game.gradients(at: point)
  let losses = try game.losses(at: point)
  if game.isZeroSum { #expect(losses.x == -losses.y, sourceLocation: sourceLocation) }
  for player in Player.allCases {
    #expect(
      try difference(model.gradients[player], both[player]) < 1e-12, "\(player): model and gradients",
      sourceLocation: sourceLocation)
    #expect(
      try difference(game.gradient(player, at: point), both[player]) < 1e-12, "\(player): gradient and gradients",
      sourceLocation: sourceLocation)
    #expect(
      try difference(model.gradient(of: player, in: player), both[player]) < 1e-12,
      "\(player): gradient(of:in:) and gradients", sourceLocation: sourceLocation)
  }
  for variable in Player.allCases {
    let v = try gan.direction(variable, seed: 5)
    let ahead = try gan.moved(variable, v, by: h)
    let behind = try gan.moved(variable, v, by: -h)
    let (lossAhead, lossBehind) = (try game.losses(at: ahead), try game.losses(at: behind))
    let (modelAhead, modelBehind) = (try game.localModel(at: ahead), try game.localModel(at: behind))
    for loss in Player.allCases {
      let slope = (lossAhead[loss] - lossBehind[loss]) / (2 * h)
      let exact = try model.gradient(of: loss, in: variable).dot(v)
      #expect(
        abs(slope - exact) <= tolerance * max(1, abs(exact)), "∂\(loss)/∂\(variable): \(slope), \(exact)",
        sourceLocation: sourceLocation)
      for row in Player.allCases {
        let product = try model.hessianProduct(of: loss, rows: row, columns: variable, times: v)
        let change = try modelAhead.gradient(of: loss, in: row) - modelBehind.gradient(of: loss, in: row)
        let error = try difference(product, (1 / (2 * h)) * change)
        #expect(
          error < tolerance, "D²_\(row)\(variable) of \(loss): \(error)", sourceLocation: sourceLocation)
        // ⟨u, D²_rc v⟩ = ⟨D²_cr u, v⟩.
        let u = try gan.direction(row, seed: 6)
        let transposed = try model.hessianProduct(of: loss, rows: variable, columns: row, times: u)
        let (left, right) = (try u.dot(product), try transposed.dot(v))
        #expect(
          abs(left - right) <= 1e-10 * max(1, abs(left)), "transpose of D²_\(row)\(variable) of \(loss)",
          sourceLocation: sourceLocation)
      }
    }
  }
  #expect(try game.losses(at: point) == losses, "the same game, the same losses", sourceLocation: sourceLocation)
  #expect(try point.map { try $0.coordinates() } == before, "parameters moved", sourceLocation: sourceLocation)
}

/// What a trained run of a GAN leaves.
typealias GANResult = TrainingResult<GANProblem>

/// The problem of a trainer, its games as they are before training.
struct GamesBeforeTraining {
  let problem: GANProblem
  let seed: UInt64
  var model: GANModel { problem.model }
  var dataset: any Dataset { problem.dataset }
  func game(atStep step: Int) throws -> GANGame {
    try problem.gameBeforeTraining(of: Draw(seed: seed, step: step)).game
  }
}

extension Trainer where Problem == GANProblem {
  /// Its problem, opened.
  var source: GamesBeforeTraining {
    get throws { GamesBeforeTraining(problem: try problem(), seed: settings.seed) }
  }
}

/// A fresh folder for the body, removed afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gans-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
