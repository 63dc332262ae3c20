import Foundation
import GameDynamics
import GameOptimizers
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
