import DurableFiles
import Experiments
import Foundation
import Reports
import TestSupport
import Testing

@Suite struct ReproductionsTests {
  private func record(_ claims: [Claim], seeds: [UInt64] = [0, 1, 2]) -> RunRecord {
    RunRecord(
      experiment: "icr-bilinear", version: "v", seed: 0, seeds: seeds, command: "counterplay run icr-bilinear",
      cores: 2,
      parameters: ["game": .text("xy")], claims: claims, files: [], seconds: 180)
  }

  /// Everything of a record that a reader must know is on the page; a claim that fails stands out.
  @Test func thePageSaysWhatTheRecordsSay() throws {
    let folder = try ScratchFolder()
    let place = folder.url.appendingPathComponent("icr-bilinear")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let claims = [
      Claim("a", "‖x‖ | after", source: "s", expected: 1, measured: 1.0000001, within: 0.5, basis: .figure),
      Claim("b", "fails", source: "s", expected: .text("above 2"), measured: .number(1), holds: false),
    ]
    try record(claims).write(to: place)
    let text = try ReproductionsPage(folder: folder.url).text
    #expect(
      text.contains(
        "| [icr-bilinear](#icr-bilinear) | 1 of 2 | 3 (0 to 2) | 3 min | 2 | `counterplay run icr-bilinear` |"))
    // A bar in a statement must not end the cell.
    #expect(text.contains("| ‖x‖ \\| after | 1 ± 0.5 | read off a figure of the source | 1 | yes |"))
    #expect(text.contains("| fails | above 2 | derived here | 1 | **no** |"))
    #expect(text.contains("Without a reference run so far: `icr-learning-speed`"))
    #expect(text.contains("Run with: game xy."))
  }

  /// A record of an older form is named, with what to do.
  @Test func anOldRecordIsRefused() throws {
    let folder = try ScratchFolder()
    let place = folder.url.appendingPathComponent("icr-bilinear")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try AtomicFile.write(#"{"experiment": "icr-bilinear"}"#, to: place.appendingPathComponent("record.json"))
    let error = #expect(throws: FileError.self) { try ReproductionsPage(folder: folder.url) }
    #expect(error?.description.contains("run the experiment again") == true)
  }

  #if COUNTERPLAY_TORCH
    /// The page in docs is that of the records in plots. (Without libtorch the catalogue lacks the networks' experiments.)
    @Test func thePageIsCurrent() throws {
      let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
      let made = try ReproductionsPage(folder: package.appendingPathComponent("plots")).text
      let page = try String(contentsOf: package.appendingPathComponent("docs/reproductions.md"), encoding: .utf8)
      #expect(page == made, "run `counterplay list --reproductions plots > docs/reproductions.md`")
    }
  #endif
}
