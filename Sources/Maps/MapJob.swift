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

  /// Computes the rows that the sink has not got, and hands them over in order, about a second's work at a time, so that
  /// a map of any height takes the memory of a few rows, and a kill costs a second. `progress` is told how many rows are
  /// complete.
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
    let clock = ContinuousClock()
    var batch = threads
    while sink.completeRows < height {
      let first = sink.completeRows
      let rows = first..<min(first + batch, height)
      let begun = clock.now
      let values = try RowScheduler.values(ofRows: rows, threads: threads, isCancelled: isCancelled) {
        MapRow(plane.unshared(), kind, places, cycles: cycles, kernels: kernels).values
      }
      try sink.append(values)
      progress(sink.completeRows)
      if values.count < rows.count { throw MapError.cancelled(completeRows: sink.completeRows) }
      batch = Self.nextBatch(
        after: batch, taking: begun.duration(to: clock.now), ofWidth: plane.horizontal.values.count)
    }
    try sink.finish()
  }

  /// So many rows that they take about a second, and at most eight megabytes. What comes out does not depend on it.
  private static func nextBatch(after batch: Int, taking time: Duration, ofWidth width: Int) -> Int {
    // Threads wait for each other at the end of a batch, and are woken at the next one's beginning, which takes as long as ten
    // quick rows: few batches. But rows to come may be slower than those before.
    let share = min(128, max(0.5, Duration.seconds(1) / max(time, .nanoseconds(1))))
    let wanted = Int(share * Double(batch))
    return max(1, min(wanted, (1 << 20) / width))
  }
}
