import GSLNumerics
import GameDynamics
import GameExpressions
import GameOptimizers
import MapKernels
import SmallGames

/// The kernels for every processor of this architecture. A module of its own, so that it compiles beside those for newer
/// processors.
public func baselineTable() -> KernelTable { .compiled(for: BaselineMachine.self, named: "baseline") }
