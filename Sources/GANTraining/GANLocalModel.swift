import GameDynamics
import NeuralNetworks
import TorchTensors

/// A GAN near one point: gradients, and products with every block of the second derivatives, exact to rounding.
///
/// The losses are cut into what couples the players and what is one player's own (`GANTerms`), so the mixed products go
/// through the graph of the coupling alone (with a separable loss: of the generated batch):
///
///     D²_xy f · v = ∂/∂x ⟨∂f/∂y, v⟩        D²_yx g · u = ∂/∂y ⟨∂g/∂x, u⟩
///
/// by reverse mode over the recorded first gradients. What is the discriminator's own (the real batch, its penalties)
/// enters ∂g/∂y as a constant, and D²_yy through a graph of its own that is recorded when it is first asked for; what
/// is the generator's own (decay) likewise.
///
/// Cost: the model about two gradient evaluations; a mixed product about one. The model keeps its point alive, so that
/// an optimizer which moves the point in place writes into new memory.
public final class GANLocalModel: LocalModel {
  /// The parameters of a network.
  public typealias V = TensorList

  /// (∂f/∂x, ∂g/∂y).
  public let gradients: Players<TensorList>
  private let isZeroSum: Bool
  private let point: Players<TensorList>
  private let leaves: Players<[Tensor]>
  /// Evaluates the players' own parts again, where second derivatives ask for them; records no buffers.
  private let terms: GANTerms
  /// The coupling part of each loss, as a function of both players' leaves.
  private let coupling: Players<Tensor>
  /// Recorded gradients of the coupling, found by loss and variable: made when they are first asked for.
  private var recorded: [Key: [Tensor?]] = [:]
  /// Recorded gradients of the players' own parts.
  private var recordedOwn: [Player: [Tensor?]] = [:]
  private struct Key: Hashable {
    let loss: Player
    let variable: Player
  }

  init(game: GANGame, point: Players<TensorList>) throws {
    isZeroSum = game.isZeroSum
    self.point = point
    leaves = try point.map { try $0.leaves() }
    let now = try GANTerms(game, isRecording: true, for: .secondDerivatives)
    terms = game.recorders == nil ? now : try GANTerms(game, isRecording: false, for: .secondDerivatives)
    coupling = try now.coupling(now.samples(leaves.x), leaves.y)

    var ofCoupling: Players<TensorList>
    if isZeroSum {
      // f's coupling part is -g's: record g's gradients once and use them for both.
      let both = try Tensor.gradients(
        of: [coupling.y], withRespectTo: leaves.x + leaves.y, createGraph: true, allowUnused: true)
      let inX = Array(both[..<leaves.x.count])
      let inY = Array(both[leaves.x.count...])
      recorded[Key(loss: .y, variable: .x)] = inX
      recorded[Key(loss: .y, variable: .y)] = inY
      ofCoupling = Players(
        x: try TensorList(flattening: inX, like: point.x).negated(), y: try TensorList(flattening: inY, like: point.y))
    } else {
      let inX = try Tensor.gradients(
        of: [coupling.x], withRespectTo: leaves.x, createGraph: true, allowUnused: true)
      let inY = try Tensor.gradients(
        of: [coupling.y], withRespectTo: leaves.y, createGraph: true, allowUnused: true)
      recorded[Key(loss: .x, variable: .x)] = inX
      recorded[Key(loss: .y, variable: .y)] = inY
      ofCoupling = Players(
        x: try TensorList(flattening: inX, like: point.x), y: try TensorList(flattening: inY, like: point.y))
    }

    // The players' own parts as constants: their graphs are let go.
    var discriminatorLoss = try coupling.y.detach()
    if let own = try now.discriminatorPart(leaves.y) {
      let gradient = try Tensor.gradients(of: [own], withRespectTo: leaves.y, allowUnused: true)
      try ofCoupling.y.add(TensorList(flattening: gradient, like: point.y), times: 1)
      discriminatorLoss = try own.detach() + discriminatorLoss
    }
    if let own = try now.generatorPart(leaves.x) {
      let gradient = try Tensor.gradients(of: [own], withRespectTo: leaves.x, allowUnused: true)
      try ofCoupling.x.add(TensorList(flattening: gradient, like: point.x), times: 1)
    }
    game.monitor?.record(discriminator: discriminatorLoss)
    game.monitor?.record(generator: try coupling.x.detach())
    game.monitor?.record(gradient: ofCoupling.x, of: .x)
    game.monitor?.record(gradient: ofCoupling.y, of: .y)
    gradients = ofCoupling
  }

  /// The recorded gradient of a loss's coupling part, and the sign to read it with.
  private func couplingGradient(of loss: Player, in variable: Player) throws -> (tensors: [Tensor?], sign: Double) {
    if isZeroSum, loss == .x { return (try couplingGradient(of: .y, in: variable).tensors, -1) }
    let key = Key(loss: loss, variable: variable)
    if let known = recorded[key] { return (known, 1) }
    let new = try Tensor.gradients(
      of: [coupling[loss]], withRespectTo: leaves[variable], createGraph: true, allowUnused: true)
    recorded[key] = new
    return (new, 1)
  }

  /// The recorded gradient of what is the player's own, in its own variable; empty where there is nothing.
  private func ownGradient(of player: Player) throws -> [Tensor?] {
    if let known = recordedOwn[player] { return known }
    let part =
      switch player {
      case .x: try terms.generatorPart(leaves.x)
      case .y: try terms.discriminatorPart(leaves.y)
      }
    let new = try part.map {
      try Tensor.gradients(of: [$0], withRespectTo: leaves[player], createGraph: true, allowUnused: true)
    }
    recordedOwn[player] = new ?? []
    return new ?? []
  }

  /// ∂ℓ/∂(variable).
  public func gradient(of loss: Player, in variable: Player) throws -> TensorList {
    if loss == variable { return gradients[loss] }
    if isZeroSum { return try gradients[variable].negated() }
    return try TensorList(flattening: couplingGradient(of: loss, in: variable).tensors, like: point[variable])
  }

  /// D²_rc ℓ · v by reverse mode over the recorded gradient ∂ℓ/∂c.
  public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: TensorList) throws -> TensorList {
    let (gradient, sign) = try couplingGradient(of: loss, in: columns)
    var result = try product(of: gradient, with: v, in: rows)
    if sign < 0 { result = try result.negated() }
    // A player's own part is in its own block, of the opponent's loss too where the game is zero-sum.
    guard rows == columns, loss == rows || isZeroSum else { return result }
    let own = try ownGradient(of: rows)
    if !own.isEmpty { try result.add(product(of: own, with: v, in: rows), times: loss == rows ? 1 : -1) }
    return result
  }

  /// ∂/∂(rows) ⟨gradient, v⟩. Piecewise-linear networks leave some parameters out of it: their part is zero.
  private func product(of gradient: [Tensor?], with v: TensorList, in rows: Player) throws -> TensorList {
    // A gradient that depends on no parameter (of a linear loss on a linear network) has nothing to differentiate.
    var outputs: [Tensor] = []
    var cotangents: [Tensor] = []
    for (part, direction) in zip(gradient, try v.views()) {
      guard let part, part.requiresGradient else { continue }
      outputs.append(part)
      cotangents.append(direction)
    }
    if outputs.isEmpty { return try point[rows].zero }
    return try TensorList(
      flattening: Tensor.gradients(
        of: outputs, withRespectTo: leaves[rows], cotangents: cotangents, retainGraph: true, allowUnused: true),
      like: point[rows])
  }
}
