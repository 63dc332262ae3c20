import GSLNumerics
import GameDynamics
import GameExpressions
import GameOptimizers
import MapKernels
import SmallGames

/// The kernels on called games of several numbers a player. A module of its own, so that it compiles beside the others; the
/// code is the same on every machine, and what it calls knows the processor.
public func listTable() -> KernelTable {
  .compiledForCalls(of: DenseVector<CalledLanes>.self) { $0.enter(lists: $1, for: $2) }
}
