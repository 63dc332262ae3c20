import Foundation
import GameDynamics
import GameOptimizers
import SmallGames
import TestSupport
import Testing

@Suite struct OptimizerContractTests {
  @Test(arguments: ContractSelection.of(OptimizerCatalogue.all.map(\.card.name)))
  func everyOptimizerKeepsTheContract(name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    #expect(contractViolations(of: family) == [])
  }

  /// The contract can be broken: each defect is found, and the same optimizer without one is not accused.
  @Test(arguments: Defect.allCases) func everyDefectIsFound(defect: Defect) {
    let violations = contractViolations(of: BrokenFamily(defect: defect))
    #expect(violations.isEmpty == (defect.complaint == nil), "\(defect): \(violations)")
    // And for the right reason.
    if let complaint = defect.complaint {
      #expect(violations.contains { $0.contains(complaint) }, "\(defect): \(violations)")
    }
  }

  /// Maps watch the runs of those that claim to keep NaN in a way that sees it at the end of a stretch of steps alone.
  @Test(arguments: OptimizerCatalogue.all.map(\.card.name)) func whoClaimsToKeepNaNDoes(name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    let found = try family.build(Parameters<Double>(family.card.hyperparameters), then: NaNKeeping())
    #expect(found.keeps || !found.claims)
    if ["simgd", "altgd", "cgd", "extragradient", "ogda", "adam"].contains(name) { #expect(found.claims) }
  }

  @Test func whoDoesNotKeepNaNIsFound() throws {
    let found = try NaNKeeping()(Forgetful<Double>(stepSizes: Players(x: 0.1, y: 0.1)))
    #expect(found.claims && !found.keeps)
  }

  private struct NaNKeeping: OptimizerContinuation {
    typealias V = Double
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> (claims: Bool, keeps: Bool) where O.V == Double {
      let keeps = try Player.allCases.allSatisfy { player in
        var point = Players(x: 1.0, y: 1.0)
        var state = try optimizer.initialState(at: point)
        let game = QuadraticGame(a: 1.0, b: 10, c: 1)
        _ = try optimizer.step(&point, &state, in: game)
        point[player] = .nan
        return try (0..<3).allSatisfy { _ in
          _ = try optimizer.step(&point, &state, in: game)
          return point[player].isNaN
        }
      }
      return (O.keepsNaN, keeps)
    }
  }

  /// Starts again from 0 where it is lost.
  private struct Forgetful<V: Vector>: FirstOrderOptimizer {
    static var keepsNaN: Bool { true }
    var stepSizes: Players<V.Scalar>
    func initialState(at point: Players<V>) throws -> NoState<V> { NoState() }
    func step<G: Game>(_ point: inout Players<V>, _ state: inout NoState<V>, in game: G) throws
      -> StepReport<V.Scalar> where G.V == V
    {
      try point.add(game.gradients(at: point), times: stepSizes.map { -$0 })
      for player in Player.allCases {
        point[player] = try point[player].replacing(with: point[player].zero, where: point[player].isFinite().inverted)
      }
      return StepReport()
    }
  }

  @Test func namesAreUniqueAndFound() throws {
    let cards = OptimizerCatalogue.all.map(\.card)
    #expect(Set(cards.map(\.name)).count == cards.count)
    for card in cards {
      #expect(try OptimizerCatalogue.named(card.name).card == card)
      #expect(try JSONDecoder().decode(OptimizerCard.self, from: JSONEncoder().encode(card)) == card)
    }
    let text = errorText { try OptimizerCatalogue.named("simdg") }
    #expect(
      text
        == "no optimizer is named 'simdg'; did you mean 'simgd'? There are: "
        + cards.map(\.name).joined(separator: ", "))
  }

  /// Every family that a file of the folder declares and that can be made without an argument is in the catalogue.
  @Test func theFolderIsTheCatalogue() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/GameOptimizers").standardized
    let declared = try declaredFamilies(conformingTo: "OptimizerFamily", in: folder)
    let listed = Set(OptimizerCatalogue.all.map { String(String(describing: type(of: $0)).prefix { $0 != "<" }) })
    #expect(declared.withoutArguments.count >= 4)
    #expect(Set(declared.withoutArguments).subtracting(listed).isEmpty, "declared in \(folder.path), not listed")
    #expect(listed.subtracting(declared.all).isEmpty, "listed, not declared in \(folder.path)")
  }
}
