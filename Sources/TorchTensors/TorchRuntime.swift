import CTorch

/// libtorch itself.
public enum TorchRuntime {
  /// The version of libtorch, such as "2.13.0".
  public static var version: String { String(cString: ct_version()) }

  /// The number of threads that one operation on the CPU may use.
  public static func threadCount() throws(TorchError) -> Int {
    var count: Int32 = 0
    try check("threadCount", using: ()) { ct_thread_count(&count) }
    return Int(count)
  }

  /// Sets the number of threads that one operation on the CPU may use.
  ///
  /// It holds for the calling thread and for threads that have not computed anything yet: call it at the start of the
  /// program. Set 1 for results that do not depend on the number of cores: sums are split among the threads.
  /// - Throws: `TorchError` when `count` is not positive.
  public static func setThreadCount(_ count: Int) throws(TorchError) {
    try check("setThreadCount", using: ()) { ct_set_thread_count(Int32(clamping: count)) }
  }

  /// Keeps up to half a gigabyte of freed memory for the next tensors rather than handing it back to the system, from
  /// where it would have to be fetched page by page in every step of training (a tenth of a small step). For programs
  /// that train; it is a setting of the whole process, so a library should not call it. Blocks of up to half a megabyte
  /// are kept by size (up to 64 MB a thread) on every system, larger ones where the C library is glibc.
  public static func keepFreedMemory() { ct_keep_freed_memory() }
}
