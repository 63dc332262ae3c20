import SmallGames

/// A way to move particles and discriminator: an optimizer, and what the particles minimise.
package enum ParticleRule: String, CaseIterable, Codable {
  case cfg, gan0, gan1, simgd, adam, acgd

  /// What the particles minimise.
  var scaling: FunctionalScaling {
    switch self {
    case .cfg: .cfg
    case .gan0, .simgd, .acgd: .gan0
    case .gan1, .adam: .gan1
    }
  }
}
