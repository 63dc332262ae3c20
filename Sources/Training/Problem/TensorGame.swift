import GameDynamics
import TorchTensors

/// A game given by its losses as tensors; everything else is automatic differentiation.
///
/// The way to write a problem: hand over a function that evaluates f and g from both players' tensors. Exact to
/// rounding for every optimizer of the catalogue. A game that knows more of its structure (`GANGame`) can be cheaper: a
/// mixed product costs a backward pass through the whole graph here.
///
/// A one-player game gives no g: y has no parameters, and its loss is zero.
public struct TensorGame: SecondOrderGame {
  /// The parameters of networks.
  public typealias V = TensorList
  /// f and g as tensors; g nil in a game of one player, or where `isZeroSum`, f nil where y alone has a loss.
  public typealias Losses = (x: Tensor?, y: Tensor?)

  /// True when g = -f.
  public let isZeroSum: Bool
  private let losses: @Sendable (_ x: [Tensor], _ y: [Tensor], _ isRecording: Bool) throws -> Losses
  private let redraw: (@Sendable (Int) throws -> TensorGame)?
  private let recorder: StepRecorder?

  /// A game of these losses.
  ///
  /// - `recorder`: told losses and gradients as they are evaluated.
  /// - `redraw`: the game of another draw, for `resampled`; nil where there is only this one.
  /// - `losses`: evaluates f and g from both players' tensors, given in their layouts' order. With `isRecording` false
  ///   it must not tell what becomes of buffers: values and second derivatives change nothing.
  public init(
    isZeroSum: Bool = false, recorder: StepRecorder? = nil, redraw: (@Sendable (Int) throws -> TensorGame)? = nil,
    losses: @escaping @Sendable (_ x: [Tensor], _ y: [Tensor], _ isRecording: Bool) throws -> Losses
  ) {
    self.isZeroSum = isZeroSum
    self.losses = losses
    self.redraw = redraw
    self.recorder = recorder
  }

  /// The game of a child of this game's draw.
  public func resampled(_ number: Int) throws -> TensorGame { try redraw?(number) ?? self }

  /// (f, g); zero for a player that has no loss.
  public func losses(at point: Players<TensorList>) throws -> Players<Double> {
    try withoutGradient {
      let (f, g) = try losses(point.x.views(), point.y.views(), false)
      let value = try f?.item() ?? 0
      return Players(x: value, y: try isZeroSum ? -value : g?.item() ?? 0)
    }
  }

  /// One player's own gradient.
  public func gradient(_ player: Player, at point: Players<TensorList>) throws -> TensorList {
    let x = try player == .x ? point.x.leaves() : point.x.views()
    let y = try player == .y ? point.y.leaves() : point.y.views()
    let losses = try evaluated(x, y, isRecording: true)
    return try noted(Self.gradient(of: losses[player], in: player == .x ? x : y, like: point[player]), player)
  }

  /// Both gradients from one evaluation.
  public func gradients(at point: Players<TensorList>) throws -> Players<TensorList> {
    let leaves = try point.map { try $0.leaves() }
    let losses = try evaluated(leaves.x, leaves.y, isRecording: true)
    let x = try Self.gradient(
      of: losses.x, in: leaves.x, like: point.x, retainGraph: !leaves.y.isEmpty)
    let y = try Self.gradient(of: losses.y, in: leaves.y, like: point.y)
    return Players(x: try noted(x, .x), y: try noted(y, .y))
  }

  /// The local model: the graphs of both gradients, kept for products.
  public func localModel(at point: Players<TensorList>) throws -> TensorLocalModel {
    let leaves = try point.map { try $0.leaves() }
    let losses = try evaluated(leaves.x, leaves.y, isRecording: true)
    let model = try TensorLocalModel(losses: losses, leaves: leaves, point: point)
    recorder?.note(gradient: model.gradients.x, of: .x)
    recorder?.note(gradient: model.gradients.y, of: .y)
    return model
  }

  private func evaluated(_ x: [Tensor], _ y: [Tensor], isRecording: Bool) throws -> Players<Tensor?> {
    let (f, given) = try losses(x, y, isRecording)
    let g = try isZeroSum ? f.map { (f) throws(TorchError) in try -f } : given
    if let f { recorder?.note(loss: f, of: .x) }
    if let g { recorder?.note(loss: g, of: .y) }
    return Players(x: f, y: g)
  }

  private func noted(_ gradient: TensorList, _ player: Player) throws -> TensorList {
    if gradient.count > 0 { recorder?.note(gradient: gradient, of: player) }
    return gradient
  }

  /// Zeros where there is no loss, or it does not depend on the leaves.
  static func gradient(
    of loss: Tensor?, in leaves: [Tensor], like list: TensorList, retainGraph: Bool = false
  ) throws -> TensorList {
    guard let loss, !leaves.isEmpty, loss.requiresGradient else { return try list.zero }
    return try TensorList(
      flattening: Tensor.gradients(of: [loss], withRespectTo: leaves, retainGraph: retainGraph, allowUnused: true),
      like: list)
  }
}
