import GameDynamics

/// Every optimizer there is. The command line, the maps, the contract tests, the trainer and the benchmarks read it.
///
/// To add one: a new file in this folder, and one line below.
public enum OptimizerCatalogue {
  /// Shows every family to the visitor, with its static type.
  @inlinable
  public static func visitAll<Visitor: OptimizerFamilyVisitor>(_ visitor: inout Visitor) {
    visitor.visit(SimGDFamily())
    visitor.visit(AltGDFamily())
    visitor.visit(CGDFamily())
    visitor.visit(DenseCGDFamily())
  }

  /// All families, in the catalogue's order.
  public static let all: [any OptimizerFamily] = {
    var collector = Collector()
    visitAll(&collector)
    return collector.families
  }()

  /// The family of this name; throws `CatalogueError` with a suggestion.
  public static func named(_ name: String) throws -> any OptimizerFamily {
    guard let family = all.first(where: { $0.card.name == name }) else {
      throw CatalogueError(kind: "optimizer", name: name, known: all.map(\.card.name))
    }
    return family
  }

  private struct Collector: OptimizerFamilyVisitor {
    var families: [any OptimizerFamily] = []
    mutating func visit<F: OptimizerFamily>(_ family: F) { families.append(family) }
  }
}
