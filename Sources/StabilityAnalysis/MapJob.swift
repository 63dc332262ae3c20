import Foundation
import GameDynamics
import MapKernels

/// A map to be computed: over which plane, what, on how many threads.
///
/// The numbers depend on neither the threads nor the machine's instructions: a row is one piece of work, and a lane's
/// arithmetic is that of `Double`.
public struct MapJob: Sendable {
  /// The plane.
  public let plane: MapPlane
  /// What is computed at its nodes.
  public let kind: MapKind
  /// How many threads compute.
  public var threads: Int
  /// The compiled kernels that may be used; nil for the general path alone, which is slow and gives the same numbers.
  public var kernels: KernelTable?

  /// A job on all cores, with this machine's kernels.
  public init(
    _ plane: MapPlane, _ kind: MapKind, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    kernels: KernelTable? = MachineKernels.best
  ) {
    self.plane = plane
    self.kind = kind
    self.threads = max(1, threads)
    self.kernels = kernels
  }

  /// The whole map in memory. Throws `MapError` and what the optimizer and the game throw; `isCancelled` is asked
  /// between rows.
  public func map(isCancelled: @Sendable () -> Bool = { false }) throws -> PlanarMap {
    var sink = MemorySink()
    try run(into: &sink, isCancelled: isCancelled)
    return PlanarMap(horizontal: plane.horizontal, vertical: plane.vertical, values: sink.values)
  }

  /// Computes the rows that the sink has not got, and hands them over in order, some at a time, so that a map of any
  /// height takes the memory of a few rows. `progress` is told how many rows are complete.
  ///
  /// Throws `MapError.cancelled` when it was; what was complete has been handed over.
  public func run<Sink: MapSink>(
    into sink: inout Sink, isCancelled: @Sendable () -> Bool = { false }, progress: (Int) -> Void = { _ in }
  ) throws {
    let height = plane.vertical.values.count
    let batch = max(4 * threads, Self.nodesAtOnce / plane.horizontal.values.count)
    while sink.completeRows < height {
      let first = sink.completeRows
      let rows = first..<min(first + batch, height)
      let values = try RowScheduler.values(ofRows: rows, threads: threads, isCancelled: isCancelled) {
        try MapRow(plane.unshared(), kind, kernels: kernels).values
      }
      try sink.append(values)
      progress(sink.completeRows)
      if values.count < rows.count { throw MapError.cancelled(completeRows: sink.completeRows) }
    }
    try sink.finish()
  }

  /// Eight megabytes of numbers between two visits to the sink.
  static let nodesAtOnce = 1 << 20

  /// Everything that the numbers depend on, in words: two jobs with the same fingerprint give the same map.
  public var fingerprint: String {
    func parameters(_ p: Parameters<Double>) -> String {
      p.specs.map { "\($0.name)=\((try? p.value($0.name)) ?? .nan)" }.joined(separator: " ")
    }
    func axis(_ a: PlanarMap.Axis) -> String {
      let (low, high) = (a.values.first ?? .nan, a.values.last ?? .nan)
      switch a.quantity {
      case .hyperparameter(let name): return "hyperparameter \(name) \(low):\(high) \(a.values.count)"
      case .gameParameter(let name): return "game parameter \(name) \(low):\(high) \(a.values.count)"
      case .start(let player, let i): return "start \(player.rawValue) \(i) \(low):\(high) \(a.values.count)"
      }
    }
    return """
      counterplay map 1
      kind: \(kind)
      optimizer: \(plane.optimizer.card.name) \(parameters(plane.hyperparameters))
      game: \(plane.game.card.name) \(parameters(plane.gameParameters))
      start: \(plane.start.x) \(plane.start.y)
      horizontal: \(axis(plane.horizontal))
      vertical: \(axis(plane.vertical))

      """
  }
}
