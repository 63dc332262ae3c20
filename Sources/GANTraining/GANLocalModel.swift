import GameDynamics
import NeuralNetworks
import TorchTensors

/// A GAN near one point: gradients, and products with every block of the second derivatives, exact to rounding.
///
/// Only D(G(z)) couples the players, so the mixed products go through the graph of the generated batch alone:
///
///     D²_xy f · v = ∂/∂x ⟨∂f/∂y, v⟩        D²_yx g · u = ∂/∂y ⟨∂g/∂x, u⟩
///
/// by reverse mode over the recorded first gradients. The real batch enters ∂g/∂y as a constant, and D²_yy g through a
/// graph of its own that is recorded when it is first asked for.
///
/// Cost: the model about two gradient evaluations; a mixed product about one. The model keeps its point alive, so that an
/// optimizer which moves the point in place writes into new memory.
public final class GANLocalModel: LocalModel {
  /// The parameters of a network.
  public typealias V = TensorList

  /// (∂f/∂x, ∂g/∂y).
  public let gradients: Players<TensorList>
  private let game: GANGame
  private let point: Players<TensorList>
  private let leaves: Players<[Tensor]>
  /// The coupling part of each loss, as a function of both players' leaves.
  private let coupling: Players<Tensor>
  /// Recorded gradients, found by loss and variable: made when they are first asked for.
  private var recorded: [Key: [Tensor]] = [:]
  private var realPart: Tensor?

  private struct Key: Hashable {
    let loss: Player
    let variable: Player
  }

  init(game: GANGame, point: Players<TensorList>) throws {
    self.game = game
    self.point = point
    leaves = try point.map { try $0.leaves() }
    let model = game.model
    let logits = try model.discriminator(model.generator(game.latent, leaves.x), leaves.y)
    let onFake = try model.loss.onFake(logits)
    coupling = Players(x: game.isZeroSum ? try -onFake : try model.loss.generator(logits), y: onFake)

    var first: [Key: [Tensor]] = [:]
    if game.isZeroSum {
      // f's coupling part is -g's: record g's gradients once and use them for both.
      let both = try Tensor.gradients(of: [onFake], withRespectTo: leaves.x + leaves.y, createGraph: true)
      first[Key(loss: .y, variable: .x)] = Array(both[..<leaves.x.count])
      first[Key(loss: .y, variable: .y)] = Array(both[leaves.x.count...])
    } else {
      first[Key(loss: .x, variable: .x)] = try Tensor.gradients(
        of: [coupling.x], withRespectTo: leaves.x, createGraph: true)
      first[Key(loss: .y, variable: .y)] = try Tensor.gradients(
        of: [coupling.y], withRespectTo: leaves.y, createGraph: true)
    }
    recorded = first

    let real = try model.loss.onReal(model.discriminator(game.real, leaves.y))
    let ofReal = try TensorList(flattening: Tensor.gradients(of: [real], withRespectTo: leaves.y), point.y.layout)
    game.monitor?.record(discriminator: try real.detach() + onFake.detach())
    game.monitor?.record(generator: try coupling.x.detach())
    let ofFake = try TensorList(
      flattening: first[Key(loss: .y, variable: .y), default: []], point.y.layout)
    let ofGenerator =
      if let own = first[Key(loss: .x, variable: .x)] {
        try TensorList(flattening: own, point.x.layout)
      } else {
        try TensorList(flattening: first[Key(loss: .y, variable: .x), default: []], point.x.layout).negated()
      }
    gradients = Players(x: ofGenerator, y: try ofReal + ofFake)
  }

  /// The recorded gradient of a loss's coupling part, and the sign to read it with.
  private func couplingGradient(of loss: Player, in variable: Player) throws -> (tensors: [Tensor], sign: Double) {
    if game.isZeroSum, loss == .x {
      return (try couplingGradient(of: .y, in: variable).tensors, -1)
    }
    let key = Key(loss: loss, variable: variable)
    if let known = recorded[key] { return (known, 1) }
    let new = try Tensor.gradients(
      of: [coupling[loss]], withRespectTo: leaves[variable], createGraph: true)
    recorded[key] = new
    return (new, 1)
  }

  private func layout(of player: Player) -> ParameterLayout { point[player].layout }

  /// ∂ℓ/∂(variable). The real batch's part of f = -g is included in zero-sum games.
  public func gradient(of loss: Player, in variable: Player) throws -> TensorList {
    if loss == variable { return gradients[loss] }
    if game.isZeroSum { return try gradients[variable].negated() }
    return try TensorList(
      flattening: couplingGradient(of: loss, in: variable).tensors, layout(of: variable))
  }

  /// D²_rc ℓ · v by reverse mode over the recorded gradient ∂ℓ/∂c.
  public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: TensorList) throws -> TensorList {
    let (gradient, sign) = try couplingGradient(of: loss, in: columns)
    var result = try product(of: gradient, with: v, in: rows)
    if sign < 0 { result = try result.negated() }
    guard rows == .y, columns == .y, loss == .y || game.isZeroSum else { return result }
    // The real batch couples D's parameters with themselves.
    let ofReal = try product(of: realGradient(), with: v, in: .y)
    try result.add(ofReal, times: sign)
    return result
  }

  /// ∂/∂(rows) ⟨gradient, v⟩. Piecewise-linear networks leave some parameters out of it: their part is zero.
  private func product(of gradient: [Tensor], with v: TensorList, in rows: Player) throws -> TensorList {
    // A gradient that depends on no parameter (of a linear loss on a linear network) has nothing to differentiate.
    let (outputs, cotangents) = try zip(gradient, v.views()).filter { $0.0.requiresGradient }
      .reduce(into: ([Tensor](), [Tensor]())) {
        $0.0.append($1.0)
        $0.1.append($1.1)
      }
    if outputs.isEmpty { return try point[rows].zero }
    return try TensorList(
      flattening: Tensor.gradients(
        of: outputs, withRespectTo: leaves[rows], cotangents: cotangents, retainGraph: true, allowUnused: true),
      like: point[rows])
  }

  private var recordedReal: [Tensor]?
  private func realGradient() throws -> [Tensor] {
    if let recordedReal { return recordedReal }
    let real = try game.model.loss.onReal(game.model.discriminator(game.real, leaves.y))
    let new = try Tensor.gradients(of: [real], withRespectTo: leaves.y, createGraph: true)
    recordedReal = new
    return new
  }
}
