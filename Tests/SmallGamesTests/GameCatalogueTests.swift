import Foundation
import GameDynamics
import SmallGames
import TestSupport
import Testing

@Suite struct GameCatalogueTests {
  @Test func cardsAreComplete() throws {
    let cards = GameCatalogue.all.map(\.card)
    #expect(Set(cards.map(\.name)).count == cards.count, "names are unique")
    for card in cards {
      let note: Comment = "\(card.name)"
      #expect(card.name == card.name.lowercased() && !card.name.isEmpty && !card.name.contains(" "), note)
      #expect(!card.title.isEmpty && !card.formula.isEmpty, note)
      #expect(card.source.contains(/\b(1[89]|20)\d\d\b/), "a source has a year; \(note)")
      #expect(Set(card.parameters.map(\.name)).count == card.parameters.count, note)
      for spec in card.parameters {
        #expect(spec.minimum <= spec.standard && spec.standard <= spec.maximum, note)
        #expect(!spec.symbol.isEmpty && !spec.meaning.isEmpty && spec.name == spec.name.lowercased(), note)
      }
      #expect(card.dimensions.x >= 1 && card.dimensions.y >= 1, note)
      #expect((card.standardStart.x + card.standardStart.y).allSatisfy { $0.isFinite }, note)
      #expect(try GameCatalogue.named(card.name).card == card, note)
      #expect(try JSONDecoder().decode(GameCard.self, from: JSONEncoder().encode(card)) == card, note)
    }
  }

  @Test func aMisspeltNameIsSuggested() {
    let names = GameCatalogue.all.map(\.card.name).joined(separator: ", ")
    #expect(
      errorText { try GameCatalogue.named("bilinaer") }
        == "no game is named 'bilinaer'; did you mean 'bilinear'? There are: \(names)")
  }

  /// Every family that a file of the folder declares and that can be made without an argument is in the catalogue.
  @Test func theFolderIsTheCatalogue() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/SmallGames").standardized
    let declared = try declaredFamilies(conformingTo: "GameFamily", in: folder)
    let listed = Set(GameCatalogue.all.map { String(String(describing: type(of: $0)).prefix { $0 != "<" }) })
    #expect(declared.withoutArguments.count >= 4)
    #expect(Set(declared.withoutArguments).subtracting(listed).isEmpty, "declared in \(folder.path), not listed")
    #expect(listed.subtracting(declared.all).isEmpty, "listed, not declared in \(folder.path)")
  }
}
