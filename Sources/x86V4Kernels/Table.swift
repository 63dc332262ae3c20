import GSLNumerics
import GameDynamics
import GameExpressions
import GameOptimizers
import MapKernels
import SmallGames

/// Processors of level x86-64-v4: AVX-512, eight numbers a register.
public enum X86V4: LaneMachine {
  /// True.
  @inlinable @inline(__always)
  public static var runsPairs: Bool { true }
}

/// The kernels for such processors. This module is compiled for them: call it on no other. Its name matters, see
/// `x86V3Table`.
public func x86V4Table() -> KernelTable { .compiled(for: X86V4.self, named: "x86-64-v4") }
