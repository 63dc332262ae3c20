import GameDynamics
import GameExpressions
import GameOptimizers
import SmallGames

/// Runs a series of groups of lanes on a called game whose players are `V`.
///
/// Games of several numbers a player, and those of users, are too many for a kernel each. They have one an optimizer, on
/// games that are called (`CalledGame`) and on numbers whose arithmetic is called (`CalledLanes`): a call for many lanes
/// costs little beside its arithmetic, and what it calls knows the processor, so that the kernel is the same on every
/// machine.
public typealias CalledKernel<V: Vector> = @Sendable (any SimulationSeries, CalledGameMaker<V>) throws -> Void

/// Makes the game of these parameters.
public typealias CalledGameMaker<V: Vector> = @Sendable (Parameters<CalledLanes>) throws -> CalledGame<V>

extension KernelTable {
  /// The table of all optimizers of the catalogue on called games of one number a player (`CalledLanes`) or of several
  /// (`DenseVector<CalledLanes>`); `enter` puts a kernel in its place. Inlinable, as `compiled`, and generic: the kernels
  /// are compiled by the module that calls it, and not here as well.
  @inlinable
  public static func compiledForCalls<V: CoordinateVector>(
    of players: V.Type,
    enter: @escaping (inout KernelTable, @escaping CalledKernel<V>, any OptimizerFamily) -> Void
  ) -> KernelTable where V.Scalar == CalledLanes {
    var builder = CalledKernelBuilder<V>(table: KernelTable(machine: "calls"), enter: enter)
    OptimizerCatalogue.visitAll(&builder)
    return builder.table
  }
}

/// Fills a table with kernels on called games.
@usableFromInline
struct CalledKernelBuilder<V: CoordinateVector>: OptimizerFamilyVisitor where V.Scalar == CalledLanes {
  @usableFromInline var table: KernelTable
  @usableFromInline let enter: (inout KernelTable, @escaping CalledKernel<V>, any OptimizerFamily) -> Void

  @inlinable
  init(
    table: KernelTable, enter: @escaping (inout KernelTable, @escaping CalledKernel<V>, any OptimizerFamily) -> Void
  ) {
    self.table = table
    self.enter = enter
  }

  @inlinable
  mutating func visit<F: OptimizerFamily>(_ family: F) {
    enter(
      &table,
      { series, make in
        try WithGame<F, CalledLanes>.simulate(series, family: family) { try $1(make($0)) }
      }, family)
  }
}
