import CProcessor
import GameDynamics
import MapKernels

#if arch(x86_64)
  import x86V3Kernels
  import x86V4Kernels
#endif

/// The kernels of this machine: those compiled for the newest processors that it is at least as new as.
public enum MachineKernels {
  /// All tables that this machine can run, the fastest first; the last is compiled for every machine.
  public static let runnable: [KernelTable] = {
    var tables: [KernelTable] = []
    #if arch(x86_64)
      let level = cp_x86_64_level()
      if level >= 4 { tables.append(x86V4Table()) }
      if level >= 3 { tables.append(x86V3Table()) }
    #endif
    tables.append(.compiled(for: BaselineMachine.self, named: "baseline"))
    return tables
  }()

  /// The fastest.
  public static var best: KernelTable { runnable[0] }
}
