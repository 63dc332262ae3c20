import BaselineKernels
import CProcessor
import ListKernels
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
    tables.append(baselineTable())
    let lists = listTable()
    return tables.map { $0.with(listsOf: lists) }
  }()

  /// The fastest.
  public static var best: KernelTable { runnable[0] }

  fileprivate static let shared = SharedKernelTable(best)
}

/// What `KernelTable.linked` finds where this module is linked: the linker takes it in place of a weak function of the
/// same name. Its caller may keep the table: it lives as long as the process.
@_cdecl("cp_linked_kernels")
public func linkedKernels() -> UnsafeMutableRawPointer? {
  Unmanaged.passUnretained(MachineKernels.shared).toOpaque()
}
