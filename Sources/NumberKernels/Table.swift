import GSLNumerics
import GameDynamics
import GameExpressions
import GameOptimizers
import MapKernels
import SmallGames

/// The kernels on called games of one number a player. A module of its own, so that it compiles beside the others; the code
/// is the same on every machine, and what it calls knows the processor.
public func numberTable() -> KernelTable {
  .compiledForCalls(of: CalledLanes.self) { $0.enter(numbers: $1, for: $2) }
}
