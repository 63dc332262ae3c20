import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// A GAN near one point: gradients, and products with every block of the second derivatives, exact to rounding.
///
/// The losses are cut into what couples the players and what is one player's own (`GANTerms`). What couples them sees x
/// only through the generated samples a = G(x), ℓ(x, y) = h(a, y), so with J = ∂a/∂x (`SampleMap`)
///
///     ∂ℓ/∂x = Jᵀ ∂h/∂a      D²_xy ℓ · v = Jᵀ ∂/∂a ⟨∂h/∂y, v⟩      D²_yx ℓ · u = ∂/∂y ⟨∂h/∂a, J · u⟩
///
/// and no mixed product goes through the real batch (of a separable loss), nor through second derivatives of G. What is
/// the discriminator's own (the real batch, its penalties) enters ∂g/∂y as a constant, and D²_yy through a graph of its
/// own that is recorded when it is first asked for; what is the generator's own (decay) likewise.
///
/// Cost: the model about one and a half gradient evaluations; a mixed product about one of the generated batch. The
/// model keeps its point alive, so that an optimizer which moves the point in place writes into new memory.
public final class GANLocalModel: LocalModel {
  /// The parameters of a network.
  public typealias V = TensorList

  /// (∂f/∂x, ∂g/∂y).
  public let gradients: Players<TensorList>
  private let isZeroSum: Bool
  private let point: Players<TensorList>
  private let leaves: Players<[Tensor]>
  /// Evaluates again what second derivatives ask for; records no buffers.
  private let terms: GANTerms
  private let samples: SampleMap
  /// The coupling part of each loss, as a function of the samples and of y.
  private let coupling: Players<Tensor>
  /// Recorded gradients of the coupling, found by loss and variable: made when they are first asked for.
  private var recorded: [Key: [Tensor?]] = [:]
  /// Recorded gradients of the players' own parts.
  private var recordedOwn: [Player: [Tensor?]] = [:]
  /// Recorded gradients in x by which the curvature of G enters D²_xx.
  private var recordedCurvature: [Player: [Tensor?]] = [:]
  private struct Key: Hashable {
    let loss: Player
    /// x stands for the samples.
    let variable: Player
  }

  /// The model of a game at a point. With `gradients`, those are its gradients, and the game is asked for second
  /// derivatives alone.
  init(game: GANGame, point: Players<TensorList>, gradients given: Players<TensorList>? = nil) throws {
    isZeroSum = game.isZeroSum
    self.point = point
    leaves = try point.map { try $0.leaves() }
    let now = try GANTerms(game, isRecording: true, for: .secondDerivatives)
    terms =
      game.recorder == nil || !game.hasBuffers ? now : try GANTerms(game, isRecording: false, for: .secondDerivatives)
    samples = try SampleMap(now.samples(leaves.x), of: leaves.x)
    coupling = try now.coupling(samples.leaf, leaves.y)

    if isZeroSum {
      // f's coupling part is -g's: record g's gradients once and use them for both.
      let both = try Tensor.gradients(
        of: [coupling.y], withRespectTo: [samples.leaf] + leaves.y, createGraph: true, allowUnused: true)
      recorded[Key(loss: .y, variable: .x)] = [both[0]]
      recorded[Key(loss: .y, variable: .y)] = Array(both[1...])
    } else {
      for player in Player.allCases {
        recorded[Key(loss: player, variable: player)] = try Tensor.gradients(
          of: [coupling[player]], withRespectTo: player == .x ? [samples.leaf] : leaves.y, createGraph: true,
          allowUnused: true)
      }
    }
    let inSamples = recorded[Key(loss: isZeroSum ? .y : .x, variable: .x)]?.first ?? nil
    let inParameters = try samples.pullBack(recording: inSamples)
    if let given {
      gradients = given
      return
    }
    var ofX = try TensorList(flattening: inParameters, like: point.x)
    if isZeroSum { try ofX.scale(by: -1) }
    var ofY = try TensorList(flattening: recorded[Key(loss: .y, variable: .y)] ?? [], like: point.y)

    // The players' own parts as constants: their graphs are let go.
    var discriminatorLoss = try coupling.y.detach()
    if let own = try now.discriminatorPart(leaves.y) {
      let gradient = try Tensor.gradients(of: [own], withRespectTo: leaves.y, allowUnused: true)
      try ofY.add(TensorList(flattening: gradient, like: point.y), times: 1)
      discriminatorLoss = try own.detach() + discriminatorLoss
    }
    if let own = try now.generatorPart(leaves.x) {
      let gradient = try Tensor.gradients(of: [own], withRespectTo: leaves.x, allowUnused: true)
      try ofX.add(TensorList(flattening: gradient, like: point.x), times: 1)
    }
    game.recorder?.note(loss: discriminatorLoss, of: .y)
    game.recorder?.note(loss: coupling.x, of: .x)
    game.recorder?.note(gradient: ofX, of: .x)
    game.recorder?.note(gradient: ofY, of: .y)
    gradients = Players(x: ofX, y: ofY)
  }

  /// The recorded gradient of a loss's coupling part, in the samples or in y, and the sign to read it with.
  private func couplingGradient(of loss: Player, in variable: Player) throws -> (tensors: [Tensor?], sign: Double) {
    if isZeroSum, loss == .x { return (try couplingGradient(of: .y, in: variable).tensors, -1) }
    let key = Key(loss: loss, variable: variable)
    if let known = recorded[key] { return (known, 1) }
    let new = try Tensor.gradients(
      of: [coupling[loss]], withRespectTo: variable == .x ? [samples.leaf] : leaves.y, createGraph: true,
      allowUnused: true)
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

  /// Jᵀ c as a recorded function of x, with c = ∂h/∂a of this loss held fast.
  private func curvature(of loss: Player) throws -> [Tensor?] {
    if let known = recordedCurvature[loss] { return known }
    var new: [Tensor?] = []
    if let cotangent = try couplingGradient(of: loss, in: .x).tensors[0] {
      let again = try terms.samples(leaves.x)
      if again.requiresGradient {
        new = try Tensor.gradients(
          of: [again], withRespectTo: leaves.x, cotangents: [cotangent.detach()], createGraph: true, allowUnused: true)
      }
    }
    recordedCurvature[loss] = new
    return new
  }

  /// ∂ℓ/∂(variable).
  public func gradient(of loss: Player, in variable: Player) throws -> TensorList {
    if loss == variable { return gradients[loss] }
    if isZeroSum { return try gradients[variable].negated() }
    let ofCoupling = try couplingGradient(of: loss, in: variable).tensors
    return try TensorList(
      flattening: variable == .x ? samples.pullBack(ofCoupling[0]) : ofCoupling, like: point[variable])
  }

  /// D²_rc ℓ · v; see the type.
  public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: TensorList) throws -> TensorList {
    let (gradient, sign) = try couplingGradient(of: loss, in: columns)
    // v as the coupling sees it: x's move as one of the samples.
    let direction = columns == .x ? [try samples.pushForward(v.views())] : try v.views().map(Optional.some)
    var product: [Tensor?]
    switch rows {
    case .x:
      let change = try Self.product(of: gradient, with: direction, in: [samples.leaf])
      product = try samples.pullBack(change[0])
    case .y: product = try Self.product(of: gradient, with: direction, in: leaves.y)
    }
    var result = try TensorList(flattening: product, like: point[rows])
    if rows == .x, columns == .x {
      let ofG = try Self.product(of: curvature(of: loss), with: v.views(), in: leaves.x)
      try result.add(TensorList(flattening: ofG, like: point.x), times: 1)
    }
    if sign < 0 { try result.scale(by: -1) }
    // A player's own part is in its own block, of the opponent's loss too where the game is zero-sum.
    guard rows == columns, loss == rows || isZeroSum else { return result }
    let own = try ownGradient(of: rows)
    if !own.isEmpty {
      let ofOwn = try Self.product(of: own, with: v.views(), in: leaves[rows])
      try result.add(TensorList(flattening: ofOwn, like: point[rows]), times: loss == rows ? 1 : -1)
    }
    return result
  }

  /// ∂/∂(inputs) ⟨gradient, direction⟩. Piecewise-linear networks leave some inputs out of it: nil.
  private static func product(
    of gradient: [Tensor?], with direction: [Tensor?], in inputs: [Tensor]
  ) throws(TorchError) -> [Tensor?] {
    // A gradient that depends on no input (of a linear loss on a linear network) has nothing to differentiate.
    var outputs: [Tensor] = []
    var cotangents: [Tensor] = []
    for (part, along) in zip(gradient, direction) {
      guard let part, let along, part.requiresGradient else { continue }
      outputs.append(part)
      cotangents.append(along)
    }
    if outputs.isEmpty { return inputs.map { _ in nil } }
    return try Tensor.gradients(
      of: outputs, withRespectTo: inputs, cotangents: cotangents, retainGraph: true, allowUnused: true)
  }
}
