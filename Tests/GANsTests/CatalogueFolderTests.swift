import Foundation
import Testing

/// Each file of a catalogue's folder is in the catalogue: what is written and not listed would never be tested.
@Suite struct CatalogueFolderTests {
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  @Test(arguments: [
    ("GANs/Losses", "LossCatalogue", ["GANLoss"]),
    ("GANs/Regularizers", "RegularizerCatalogue", ["Regularizer"]),
    // MLP.swift is the form that the perceptrons are made with.
    ("NeuralNetworks/Architectures", "ArchitectureCatalogue", ["Architecture", "MLP"]),
  ])
  func everyFileIsListed(_ folder: String, _ catalogue: String, _ others: [String]) throws {
    let place = Self.sources.appendingPathComponent(folder)
    let files = try FileManager.default.contentsOfDirectory(atPath: place.path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    let text = try String(contentsOf: place.appendingPathComponent(catalogue + ".swift"), encoding: .utf8)
    #expect(files.count > others.count + 1)
    for file in files where file != catalogue && !others.contains(file) {
      #expect(text.contains("\n    \(file)("), "\(file) is not in \(catalogue)")
    }
  }
}
