import MapKernels

/// The kernels for games of several numbers a player. A module of its own, so that it compiles beside the others; the code
/// is the same on every machine, and what it calls knows the processor.
public func listTable() -> KernelTable { .compiledForLists(named: "lists") }
