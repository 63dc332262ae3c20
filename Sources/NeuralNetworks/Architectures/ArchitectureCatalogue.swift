import GameDynamics

/// Every pair of networks there is. The command line, the trainer, the docs and the contract tests read it.
///
/// To add one: a new file in this folder, and one line below.
public enum ArchitectureCatalogue {
  /// All pairs, in the catalogue's order.
  public static let all: [any Architecture] = [
    PointMLP(),
    ImageMLP(),
    DCGAN(size: .pixels28, channels: 1),
    DCGAN(size: .pixels32),
    DCGAN(size: .pixels64),
    DCGAN(size: .pixels28, channels: 1, classes: 10),
    CompetitiveCIFAR(.plain),
    CompetitiveCIFAR(.batchNorm),
    CompetitiveCIFAR(.dropout),
    CompetitiveCIFAR(.spectralNorm),
    CompetitiveCIFAR(divisor: .eighth),
    CompetitiveCIFAR(.dropout, divisor: .eighth),
    CompetitiveCIFAR(.spectralNorm, divisor: .eighth),
    CompetitiveMNIST(),
    CompetitiveMNIST(divisor: .half),
    CompetitiveMNIST(divisor: .quarter),
    CompetitiveMNIST(divisor: .eighth),
    CompetitiveMNIST(divisor: .eighth, variant: .dropout),
    CompetitiveMNIST(divisor: .eighth, variant: .spectralNorm),
    WassersteinResNet(),
    SpectralResNet(),
    SpectralResNet(classes: 10),
    SpectralResNet(attention: true),
    ExtendedDCGAN(),
    ExtendedDCGAN(normalizes: false),
    ExtendedDCGAN(width: 16),
    ExtendedDCGAN(width: 16, normalizes: false),
    ExtendedDCGAN(width: 4),
    ExtendedDCGAN(channels: 3, width: 64),
    ExtendedDCGAN(channels: 3, width: 64, normalizes: false),
    ExtendedDCGAN(size: .pixels64, channels: 3, width: 64),
    FullyConnectedApproximator(),
    FullyConnectedApproximator(hasShortcuts: true),
    FullyConnectedApproximator(opponent: ExtendedDCGAN(width: 16)),
    FullyConnectedApproximator(opponent: ExtendedDCGAN(channels: 3, width: 64)),
    FullyConnectedApproximator(opponent: ExtendedDCGAN(size: .pixels64, channels: 3, width: 64)),
    FourBlockResNet(),
    FourBlockResNet(normalizes: false),
    FourBlockResNet(width: 16),
    FourBlockResNet(width: 4),
  ]

  /// The pair of this name, for other data if something is said; throws `CatalogueError` with a suggestion, or
  /// `ArchitectureError`.
  public static func named(
    _ name: String, channels: Int? = nil, classes: Int? = nil, latentSize: Int? = nil
  ) throws -> any Architecture {
    guard let found = all.first(where: { $0.card.name == name }) else {
      throw CatalogueError(kind: "architecture", name: name, known: all.map(\.card.name))
    }
    if channels == nil, classes == nil, latentSize == nil { return found }
    return try found.adapted(channels: channels, classes: classes, latentSize: latentSize)
  }
}
