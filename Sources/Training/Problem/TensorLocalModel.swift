import GameDynamics
import TorchTensors

/// A `TensorGame` near one point: recorded gradients of both losses in both variables, and products by a second backward
/// pass through them.
///
///     D²_rc ℓ · v = ∂/∂r ⟨∂ℓ/∂c, v⟩
///
/// Cost: the model one evaluation and a backward pass a player; a product one backward pass through the recorded
/// gradient, after one more backward pass for each pair (ℓ, c) that is asked for the first time.
public final class TensorLocalModel: LocalModel {
  /// The parameters of networks.
  public typealias V = TensorList

  /// (∂f/∂x, ∂g/∂y).
  public let gradients: Players<TensorList>
  private let losses: Players<Tensor?>
  private let leaves: Players<[Tensor]>
  private let point: Players<TensorList>
  private var recorded: [Pair: [Tensor?]] = [:]

  private struct Pair: Hashable {
    let loss: Player
    let variable: Player
  }

  init(losses: Players<Tensor?>, leaves: Players<[Tensor]>, point: Players<TensorList>) throws {
    self.losses = losses
    self.leaves = leaves
    self.point = point
    var ofOwn: [Pair: [Tensor?]] = [:]
    func own(_ player: Player) throws -> TensorList {
      let gradient = try Self.record(losses[player], in: leaves[player])
      ofOwn[Pair(loss: player, variable: player)] = gradient
      return try TensorList(flattening: gradient, like: point[player])
    }
    gradients = Players(x: try own(.x), y: try own(.y))
    recorded = ofOwn
  }

  private static func record(_ loss: Tensor?, in leaves: [Tensor]) throws -> [Tensor?] {
    guard let loss, !leaves.isEmpty, loss.requiresGradient else { return leaves.map { _ in nil } }
    return try Tensor.gradients(of: [loss], withRespectTo: leaves, createGraph: true, allowUnused: true)
  }

  private func gradientGraph(of loss: Player, in variable: Player) throws -> [Tensor?] {
    let pair = Pair(loss: loss, variable: variable)
    if let known = recorded[pair] { return known }
    let new = try Self.record(losses[loss], in: leaves[variable])
    recorded[pair] = new
    return new
  }

  /// ∂ℓ/∂(variable).
  public func gradient(of loss: Player, in variable: Player) throws -> TensorList {
    if loss == variable { return gradients[loss] }
    return try TensorList(flattening: gradientGraph(of: loss, in: variable), like: point[variable])
  }

  /// D²_rc ℓ · v; see the type.
  public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: TensorList) throws -> TensorList {
    var outputs: [Tensor] = []
    var cotangents: [Tensor] = []
    for (part, along) in zip(try gradientGraph(of: loss, in: columns), try v.views()) {
      guard let part, part.requiresGradient else { continue }
      outputs.append(part)
      cotangents.append(along)
    }
    guard !outputs.isEmpty, !leaves[rows].isEmpty else { return try point[rows].zero }
    return try TensorList(
      flattening: Tensor.gradients(
        of: outputs, withRespectTo: leaves[rows], cotangents: cotangents, retainGraph: true, allowUnused: true),
      like: point[rows])
  }
}
