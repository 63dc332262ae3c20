import ModelProblems

/// How `cfg-particles` calls a rule, and the step sizes that it tries.
extension ParticleRule {
  /// For legends.
  var title: String {
    switch self {
    case .cfg: "CFG (s = 1)"
    case .gan0: "GAN0 (s = d)"
    case .gan1: "GAN1 (s = 1 - d)"
    case .simgd: "SimGD, minimax"
    case .adam: "Adam, log D trick"
    case .acgd: "ACGD, minimax"
    }
  }

  /// The step sizes of x that are tried. Where D is at rest s is ½ but for CFG, whose steps are half as large therefore; Adam
  /// and ACGD divide by the size of gradients.
  func stepSizes(isQuick: Bool) -> [Double] {
    let all: [Double] =
      switch self {
      case .cfg: [0.01, 0.02, 0.05]
      case .gan0, .gan1, .simgd: [0.02, 0.04, 0.1]
      case .adam, .acgd: [0.003, 0.01, 0.03]
      }
    return isQuick ? [all[1]] : all
  }
}
