import Foundation
import Testing

/// The articles of the documentation (docs/Counterplay.docc) show code that is built, run and tested where it is at home.
@Suite struct ArticleTests {
  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where the code comes from.
  private static let homes = ["Examples", "Sources/LikelihoodModels/Classifiers"]

  /// Without comments and white space, in which an article may differ.
  private static func bare(_ code: String) -> String {
    code.split(separator: "\n").map { line in
      (line.range(of: "//").map { line[..<$0.lowerBound] } ?? line[...]).filter { !$0.isWhitespace }
    }.joined()
  }

  private static func sources() throws -> [String] {
    try homes.flatMap { home in
      let folder = package.appendingPathComponent(home)
      return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
        $0.hasSuffix(".swift") && !$0.hasPrefix(".build")
      }.map { bare(try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) }
    }
  }

  /// The parts of a block between ellipses follow each other in one of the sources.
  static func isTaken(_ block: String, from sources: [String]) -> Bool {
    let parts = bare(block).split(separator: "…")
    return sources.contains { source in
      var rest = source[...]
      return parts.allSatisfy { part in
        guard let place = rest.range(of: part) else { return false }
        rest = rest[place.upperBound...]
        return true
      }
    }
  }

  @Test func codeIsTakenFromWhatIsTested() throws {
    let sources = try Self.sources()
    let catalogue = Self.package.appendingPathComponent("docs/Counterplay.docc")
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: catalogue.path).sorted() where name.hasSuffix(".md")
    {
      let text = try String(contentsOf: catalogue.appendingPathComponent(name), encoding: .utf8)
      for block in text.matches(of: /```swift\n(.*?)```/.dotMatchesNewlines()) {
        count += 1
        #expect(
          Self.isTaken(String(block.output.1), from: sources),
          "\(name) shows code that is in none of \(Self.homes): \(block.output.1)")
      }
    }
    #expect(count >= 12)
  }

  // One letter off is off.
  @Test func codeThatIsNowhereIsFound() throws {
    let sources = [Self.bare("let a = 1  // one\nlet b = a + 2\nprint(b)")]
    #expect(Self.isTaken("let a = 1\n…\nprint(b)", from: sources))
    #expect(!Self.isTaken("let a = 1\n…\nprint(c)", from: sources))
    #expect(!Self.isTaken("print(b)\n…\nlet a = 1", from: sources))
  }
}
