import Foundation

/// The types of a folder's Swift files (its sub-folders too) that conform to a family protocol: all, and those that can
/// be made without an argument, which a catalogue must therefore list. A family made of other families, or from the
/// user's input, is listed as often as the catalogue pleases.
public func declaredFamilies(conformingTo protocolName: String, in folder: URL) throws -> (
  all: [String], withoutArguments: [String]
) {
  var all: [String] = []
  var withoutArguments: [String] = []
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".swift") {
    // Each piece begins with a declaration at the left margin.
    let pieces = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      .replacing(
        /\n(?=(public |fileprivate |private |internal )?(final )?(struct|class|enum|extension) )/, with: "\u{0}"
      )
      .split(separator: "\u{0}")
    for piece in pieces {
      guard let declaration = piece.firstMatch(of: /^(?:public )?struct (\w+)(?:<[^>]*>)?\s*:([^{]*)\{/),
        declaration.output.2.split(whereSeparator: { ", \n".contains($0) }).contains(Substring(protocolName))
      else { continue }
      all.append(String(declaration.output.1))
      if piece.contains("init()") || !piece.contains("init(") { withoutArguments.append(String(declaration.output.1)) }
    }
  }
  return (all, withoutArguments)
}
