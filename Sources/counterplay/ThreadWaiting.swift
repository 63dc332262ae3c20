#if COUNTERPLAY_TORCH
  import Foundation

  /// How libtorch's threads wait for each other.
  enum ThreadWaiting {
    /// Lets waiting threads sleep soon. By itself libgomp lets them spin for milliseconds, which on a machine with other
    /// work takes the very cores that are waited for: steps of small networks become 7 to 100 times slower.
    ///
    /// libgomp reads its environment when it is loaded, before any of this program runs, so the program is started once
    /// more in this process, a quarter of a second. Not where the environment already chooses, nor for one thread, which
    /// waits for nobody. libomp, which other systems' libtorch has, reads it when it is first used.
    static func sleepSoon(threads: Int) {
      let chosen = ["OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME"]
      let environment = ProcessInfo.processInfo.environment
      guard threads != 1, !chosen.contains(where: { environment[$0] != nil }) else { return }
      setenv("KMP_BLOCKTIME", "0", 0)
      #if os(Linux)
        // Enough to bridge the time between two operations; what libgomp itself takes when it knows of other work.
        setenv("GOMP_SPINCOUNT", "1000", 0)
        // Returns only where it fails, and then all goes on, if slower.
        execv("/proc/self/exe", CommandLine.unsafeArgv)
      #endif
    }
  }
#endif
