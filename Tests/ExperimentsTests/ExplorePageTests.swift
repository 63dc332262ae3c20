import Foundation
import TestSupport
import Testing

/// The page that `counterplay explore` writes, in a real browser.
@Suite(.serialized) struct ExplorePageTests {
  private struct Look: Decodable {
    let title: String, headings: [String], scrolls: Bool, outside: [String], figures: [[Double]], log: [String]
    let colours: Int, ink: Double
  }

  /// On a desk and on a phone: no word of complaint, nothing to scroll sideways for, every figure of the page at a size that
  /// can be read, and something on the picture. A game with wells, so that there are basins and a bifurcation too.
  @Test func aPageIsSeen() throws {
    guard Browser.python != nil else { return print(Browser.skipped) }
    let folder = try ScratchFolder()
    let result = try Program.run([
      "explore", "--game", "x^4/4 - x^2/2 + p*x*y - y^2/2", "--parameter", "p=0.5", "--optimizers", "simgd,cgd",
      "--resolution", "17", "--samples", "64", "--out", folder.url.path,
    ])
    try #require(result.status == 0, "\(result.errors)")
    let page = folder.url.appendingPathComponent("index.html")
    let html = try String(contentsOf: page, encoding: .utf8)
    let expected = html.components(separatedBy: "<figure>").count - 1
    // Every heat map is cut at its frame.
    #expect(html.components(separatedBy: "clip-path:inset(").count == html.components(separatedBy: "<image ").count)
    let text = try Browser.run(
      "look_at_page.py", [page.absoluteString, (Browser.keptPictures ?? folder.url).path])
    let looks = try JSONDecoder().decode([String: Look].self, from: Data(text.utf8))
    #expect(Set(looks.keys) == ["desktop", "phone"])
    for (name, look) in looks {
      #expect(look.log.isEmpty, "\(name): \(look.log)")
      #expect(!look.scrolls && look.outside.isEmpty, "\(name): \(look.outside)")
      #expect(look.headings.count == 5 && look.headings.last?.hasPrefix("Bifurcations") == true, "\(look.headings)")
      // Without gnuplot there are none.
      #expect(look.figures.count == expected, "\(name)")
      #expect(look.figures.allSatisfy { $0[0] >= 250 && $0[1] >= 120 }, "\(name): \(look.figures)")
      #expect(look.colours > 50 && look.ink > 0.01, "\(name): \(look.colours) colours, \(look.ink) of the page")
    }
  }
}
