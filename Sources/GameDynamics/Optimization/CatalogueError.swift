/// A name that is in no catalogue.
public struct CatalogueError: Error, CustomStringConvertible, Equatable {
  /// What was looked for: `optimizer`, `game`, `experiment`.
  public let kind: String
  /// The name given.
  public let name: String
  /// The names there are.
  public let known: [String]

  /// A name, and the ones that would have been found.
  public init(kind: String, name: String, known: [String]) {
    self.kind = kind
    self.name = name
    self.known = known
  }

  /// Required, given, remedy.
  public var description: String {
    let nearest = known.min { Self.distance(name, $0) < Self.distance(name, $1) }
    let suggestion = nearest.flatMap { Self.distance(name, $0) <= 2 ? "; did you mean '\($0)'?" : nil } ?? "."
    let names = known.isEmpty ? "There are none" : "There are: \(known.joined(separator: ", "))"
    return "no \(kind) is named '\(name)'\(suggestion) \(names)"
  }

  /// The Levenshtein distance: the least number of letters to insert, delete or replace.
  static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b.lowercased())
    var row = Array(0...b.count)
    for (i, letter) in a.lowercased().enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
