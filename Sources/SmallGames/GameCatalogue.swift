import GameDynamics

/// Every small game there is. The command line, the maps, the contract tests and the benchmarks read it.
///
/// To add one: a new file in this folder, and one line below.
public enum GameCatalogue {
  /// Shows every family to the visitor, with its static type.
  @inlinable
  public static func visitAll<Visitor: GameFamilyVisitor>(_ visitor: inout Visitor) {
    visitor.visit(QuadraticGameFamily())
    visitor.visit(BilinearGameFamily())
    visitor.visit(MatrixQuadraticGameFamily())
    visitor.visit(MatrixBilinearGameFamily())
    visitor.visit(GeneralQuadraticGameFamily())
    visitor.visit(CournotGameFamily())
    visitor.visit(KellyAuctionFamily())
    visitor.visit(MatchingPenniesFamily())
    visitor.visit(BimatrixGameFamily())
    visitor.visit(RockPaperScissorsFamily())
    visitor.visit(DiracGANFamily(.minimax))
    visitor.visit(DiracGANFamily(.nonSaturating))
    visitor.visit(DiracGANFamily(.wasserstein))
    visitor.visit(DiracGANFamily(.clippedWasserstein))
    visitor.visit(DiracGANFamily(.gradientPenalty))
    visitor.visit(DiracGANFamily(.zeroCentredPenalty))
    visitor.visit(DiracGANFamily(.instanceNoise))
    visitor.visit(DiracGANFamily(.consensus))
    visitor.visit(CovarianceGameFamily())
    visitor.visit(TwoModeGameFamily())
    visitor.visit(ProjectionGameFamily())
    visitor.visit(ParticleGameFamily(.line, FunctionalScaling.cfg))
    visitor.visit(ParticleGameFamily(.line, FunctionalScaling.gan0))
    visitor.visit(ParticleGameFamily(.line, FunctionalScaling.gan1))
    visitor.visit(ParticleGameFamily(.moments, FunctionalScaling.cfg))
    visitor.visit(ParticleGameFamily(.exact, FunctionalScaling.cfg))
    visitor.visit(ParticleGameFamily(.kernel, FunctionalScaling.cfg))
    visitor.visit(ParticleGameFamily(.ring, FunctionalScaling.cfg))
    visitor.visit(ParticleGameFamily(.ring, FunctionalScaling.gan0))
    visitor.visit(ParticleGameFamily(.ring, FunctionalScaling.gan1))
    visitor.visit(RobustRegressionFamily())
    visitor.visit(ForsakenGameFamily.forsaken)
    visitor.visit(ForsakenGameFamily.global)
    visitor.visit(AlmostBilinearGameFamily())
    visitor.visit(PolarGameFamily())
    visitor.visit(DegenerateGameFamily(.cubic))
    visitor.visit(DegenerateGameFamily(.quartic))
    visitor.visit(DegenerateGameFamily(.strictMaximum))
    visitor.visit(DegenerateGameFamily(.market))
  }

  /// All families, in the catalogue's order.
  public static let all: [any GameFamily] = {
    var collector = Collector()
    visitAll(&collector)
    return collector.families
  }()

  /// The family of this name; throws `CatalogueError` with a suggestion.
  public static func named(_ name: String) throws -> any GameFamily {
    guard let family = all.first(where: { $0.card.name == name }) else {
      throw CatalogueError(kind: "game", name: name, known: all.map(\.card.name))
    }
    return family
  }

  private struct Collector: GameFamilyVisitor {
    var families: [any GameFamily] = []
    mutating func visit<F: GameFamily>(_ family: F) { families.append(family) }
  }
}
