import GSLNumerics
import GameDynamics
import GameExpressions
import GameOptimizers
import MapKernels
import SmallGames

/// Processors of level x86-64-v3: AVX2, four numbers a register.
public enum X86V3: LaneMachine {}

/// The kernels for such processors. This module is compiled for them: call it on no other.
///
/// Its name sorts after those of the modules that are compiled for every processor. Where two modules emit the same
/// function the linker takes that of the module it is given first, and modules are given by name; so no function that
/// runs everywhere is ever taken from here (`make lint` looks at the order).
public func x86V3Table() -> KernelTable { .compiled(for: X86V3.self, named: "x86-64-v3") }
