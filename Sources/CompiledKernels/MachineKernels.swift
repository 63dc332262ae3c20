import CProcessor
import ListKernels
import MapKernels
import NumberKernels

#if arch(x86_64)
  import x86V3Kernels
  import x86V4Kernels
#else
  import BaselineKernels
#endif

/// The kernels of this machine: those compiled for the newest processors that it is at least as new as.
public enum MachineKernels {
  /// All tables that this machine can run, the fastest first. The last is compiled for every machine; on x86 it has kernels
  /// on called games alone, since processors without AVX2, of before 2013, are not worth a minute of everybody's build.
  public static let runnable: [KernelTable] = {
    var called = listTable()
    called.takeCalledKernels(of: numberTable())
    var tables: [KernelTable] = []
    #if arch(x86_64)
      let level = cp_x86_64_level()
      if level >= 4 { tables.append(x86V4Table()) }
      if level >= 3 { tables.append(x86V3Table()) }
    #else
      tables.append(baselineTable())
    #endif
    for place in tables.indices { tables[place].takeCalledKernels(of: called) }
    #if arch(x86_64)
      tables.append(called)
    #endif
    return tables
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
