import Foundation
import GameDynamics
import MapKernels
import StabilityAnalysis

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

  /// A job on all cores, with this machine's kernels where they are linked.
  public init(
    _ plane: MapPlane, _ kind: MapKind, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    kernels: KernelTable? = KernelTable.linked
  ) {
    self.plane = plane
    self.kind = kind
    self.threads = max(1, threads)
    self.kernels = kernels
  }

  /// Throws `SpectrumError.notDifferentiable` where the kind differentiates a step and the optimizer does not allow it.
  public func check() throws {
    if kind.needsDerivative { try SpectrumError.requireDerivative(of: plane.setup.optimizer) }
  }

  /// The whole map in memory. Throws `MapError` and what the optimizer and the game throw; `isCancelled` is asked
  /// between rows.
  public func map(isCancelled: @Sendable () -> Bool = { false }) throws -> PlanarMap {
    var sink = MemorySink(capacity: plane.horizontal.values.count * plane.vertical.values.count)
    try run(into: &sink, isCancelled: isCancelled)
    return PlanarMap(horizontal: plane.horizontal, vertical: plane.vertical, values: sink.values)
  }

  /// Computes the rows that the sink has not got, and hands them over in order, about once a second, so that a map of any height
  /// takes the memory of a few rows, and a kill costs a second. `progress` is told how many rows are complete.
  ///
  /// Throws `MapError.cancelled` when it was; what was complete has been handed over. Throws `EquilibriumError.none`
  /// where the kind requires one and the game has none; where a parameter of the game is on an axis, a node without
  /// equilibrium is NaN instead.
  public func run<Sink: MapSink>(
    into sink: inout Sink, isCancelled: @Sendable () -> Bool = { false }, progress: (Int) -> Void = { _ in }
  ) throws {
    let height = plane.vertical.values.count
    try check()
    let places = try PlaneEquilibria(
      plane, needed: sink.completeRows < height ? kind.equilibria : .none, kernels: kernels)
    if kind.equilibria == .required, sink.completeRows < height, places.fixed?.isEmpty == true {
      throw EquilibriumError.none(game: plane.setup.game.card.name)
    }
    let cycles =
      sink.completeRows < height ? try plane.cycles(for: kind, targets: places.fixed ?? [], kernels: kernels) : nil
    try RowScheduler.deal(sink.completeRows..<height, toThreads: threads, isCancelled: isCancelled) { queue in
      try MapRows(plane.unshared(), kind, places, cycles: cycles, kernels: kernels).workThrough(queue)
    } deliver: { rows in
      try sink.append(rows)
      progress(sink.completeRows)
    }
    if sink.completeRows < height { throw MapError.cancelled(completeRows: sink.completeRows) }
    try sink.finish()
  }
}
