import CProcessor

/// A table that several hold.
public final class SharedKernelTable: Sendable {
  /// The table.
  public let table: KernelTable

  /// Holds this table.
  public init(_ table: KernelTable) { self.table = table }
}

extension KernelTable {
  /// The fastest kernels of this machine where the program links module `CompiledKernels` (product
  /// `CounterplayKernels`, three minutes of processor time to compile); nil where it does not. Maps have the same
  /// numbers without them, of the catalogue's optimizers on planar games up to a hundred times slower; an optimizer of
  /// one's own is in no table anyway.
  public static let linked: KernelTable? = cp_linked_kernels().map {
    Unmanaged<SharedKernelTable>.fromOpaque($0).takeUnretainedValue().table
  }
}
