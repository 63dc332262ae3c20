import Training

extension RandomUse {
  /// Which data a generator is compared with, and the directions on which.
  public static let evaluation: UInt64 = 7, directions: UInt64 = 8
  /// The latent vectors of training, and the classes to generate.
  public static let latent: UInt64 = 16, classes: UInt64 = 1 << 33
  /// The order of the particles in an epoch of a fit (xICFG).
  public static let particleOrder: UInt64 = 17
}
