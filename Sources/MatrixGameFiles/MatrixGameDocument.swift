import GameDynamics
import Yams

/// The contents of a file of game matrices, read and checked but not yet a game.
///
///     title: my game              # optional
///     A: [[1, 0], [0, 2]]         # m x m, optional: xᵀA x in f
///     B: [[1, 2], [3, 4]]         # m x n, required: xᵀB y in f
///     C: [[0, 0], [0, 0]]         # n x n, optional: yᵀC y in f
///     A': …                       # any of A', B', C' makes the game general-sum: the matrices of g
///     start: {x: [1, 1], y: [1, 1]}   # optional
///
/// or, in place of A, B and C,
///
///     payoffs-x: [[3, 0], [0, 2]]     # rows x's actions, columns y's: what x wins
///     payoffs-y: [[2, 0], [0, 3]]     # optional: what y wins; -payoffs-x where it is left out
///     strategies: simplex             # optional: probabilities themselves, by projected steps; softmax where it is left out
///
/// A key whose value is null (`~`, or nothing) counts as left out.
struct MatrixGameDocument {
  /// The limits that keep any input from exhausting stack or memory.
  static let maximumBytes = 1 << 20, maximumDimension = 500, maximumNesting = 8, maximumIndentation = 64
  static let maximumActions = 100

  var title: String?
  var matrices: [String: Matrix] = [:]
  var start: Players<[Double]>?
  /// True where players of a game of payoffs choose probabilities, false for logits; nil where nothing is said.
  var playsProbabilities: Bool?
  /// The lines of the keys, from 1.
  var lines: [String: Int] = [:]

  static let matrixKeys = ["A", "B", "C", "A'", "B'", "C'"], payoffKeys = ["payoffs-x", "payoffs-y"]

  init(yaml: String) throws {
    try Self.checkForm(yaml)
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw Self.unreadable(error, yaml)
    }
    guard case .mapping(let mapping)? = root else {
      throw MatrixGameError.unreadable(
        "keys with values are required at the top, such as 'B: [[1, 2], [3, 4]]'", line: root?.mark?.line ?? 1)
    }
    for (keyNode, value) in mapping {
      guard case .scalar(let scalar) = keyNode else {
        throw MatrixGameError.unreadable(
          "a key at the top is a list or a mapping; names are required", line: keyNode.mark?.line ?? 0)
      }
      let key = scalar.string
      lines[key] = keyNode.mark?.line ?? 0
      let isKnown = ["title", "start", "strategies"].contains(key) || (Self.matrixKeys + Self.payoffKeys).contains(key)
      guard isKnown else {
        throw Self.invalid(
          String(key.prefix(40)), keyNode,
          "to be one of \((Self.matrixKeys + Self.payoffKeys).joined(separator: ", ")), title, start, strategies",
          "an unknown key")
      }
      if case .scalar(let scalar) = value, scalar.isNull { continue }
      switch key {
      case "title":
        guard case .scalar(let text) = value, !text.isBoolean else {
          throw Self.invalid(key, value, "a line of text (in quotes, if it looks like another value)", Self.kind(value))
        }
        title = text.string
      case "strategies":
        guard case .scalar(let text) = value, ["softmax", "simplex"].contains(text.string) else {
          throw Self.invalid(key, value, "softmax or simplex", Self.kind(value))
        }
        playsProbabilities = text.string == "simplex"
      case "start": start = try Self.start(value)
      default: matrices[key] = try Self.matrix(value, key: key)
      }
    }
  }

  /// The reader's own error, with its line.
  private static func unreadable(_ error: any Error, _ yaml: String) -> MatrixGameError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return .unreadable("\(problem) at column \(mark.column)", line: mark.line)
    case .reader(let problem, let offset, _, _):
      let line = offset.map { 1 + yaml.prefix($0).count(where: \.isNewline) }
      return .unreadable(problem, line: line ?? 0)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted()
      // The line of the second of them; the reader tells where the mapping begins.
      let places = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().filter {
        let line = $0.element.drop(while: \.isWhitespace)
        return names.contains { line.hasPrefix("\($0):") || line.hasPrefix("\"\($0)\":") }
      }
      let line = places.count > 1 ? places[1].offset + 1 : context.mark.line
      return .unreadable("the key \(names.map { "'\($0)'" }.joined(separator: ", ")) is given twice", line: line)
    default: return .unreadable("\(error)", line: 0)
    }
  }

  /// Bounds what the YAML reader, which recurses, is given, so that ordinary mistakes get a plain answer; its own limit
  /// of 1000 levels is what holds where brackets hide in comments. What a comment is, is for the reader to say.
  /// Anchors and aliases, with which a short text can stand for a huge one, have no use here.
  private static func checkForm(_ yaml: String) throws {
    guard yaml.utf8.count <= maximumBytes else {
      throw MatrixGameError.unreadable(
        "at most \(maximumBytes) bytes are accepted, \(yaml.utf8.count) were given; use smaller matrices", line: 0)
    }
    // Open brackets, and, on each line, leading blanks and leading block indicators.
    var (brackets, indentation, indicators) = (0, 0, 0)
    var atStart = true
    var line = 1
    for byte in yaml.utf8 {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        (indentation, indicators, atStart) = (0, 0, true)
        line += byte == UInt8(ascii: "\n") ? 1 : 0
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        brackets += 1
        atStart = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets -= 1
      case UInt8(ascii: "&"), UInt8(ascii: "*"):
        throw MatrixGameError.unreadable(
          "'\(Character(UnicodeScalar(byte)))' is not accepted, not even in comments (no anchors, no aliases); write "
            + "the values out", line: line)
      case UInt8(ascii: " "), UInt8(ascii: "\t"): indentation += atStart ? 1 : 0
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): indicators += atStart ? 1 : 0
      default: atStart = false
      }
      guard brackets <= maximumNesting, indentation <= maximumIndentation, indicators <= maximumNesting else {
        throw MatrixGameError.unreadable(
          "lists are nested too deep; a matrix is a list of rows, a row a list of numbers", line: line)
      }
    }
  }

  private static func invalid(_ key: String, _ node: Node, _ required: String, _ given: String) -> MatrixGameError {
    .invalid(key: key, line: node.mark?.line ?? 0, required: required, given: given)
  }

  private static func kind(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar):
      if scalar.isNull { return "nothing" }
      if scalar.isBoolean { return "a truth value, '\(scalar.string)'," }
      return scalar.isPlain ? "'\(scalar.string.prefix(40))'" : "the text \"\(scalar.string.prefix(40))\""
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .alias: return "an alias"
    }
  }

  private static func numbers(_ node: Node, key: String) throws -> [Double] {
    guard case .sequence(let list) = node else {
      throw invalid(key, node, "a list of numbers such as [1, 2]", kind(node))
    }
    guard !list.isEmpty, list.count <= maximumDimension else {
      throw invalid(key, node, "1 to \(maximumDimension) numbers", "\(list.count)")
    }
    return try list.map { entry in
      guard case .scalar(let scalar) = entry, scalar.isPlain, scalar.string.utf8.count <= 64,
        scalar.string.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(scalar.string),
        value.isFinite
      else { throw invalid(key, entry, "finite numbers such as 1, -0.5 or 1e-3", kind(entry)) }
      guard
        value != 0 || !scalar.string.prefix(while: { !"eE".contains($0) }).contains(where: { "123456789".contains($0) })
      else { throw invalid(key, entry, "numbers that can be told from 0 (at least 5e-324)", kind(entry)) }
      return value
    }
  }

  private static func matrix(_ node: Node, key: String) throws -> Matrix {
    guard case .sequence(let list) = node else {
      throw invalid(key, node, "a list of rows such as [[1, 2], [3, 4]]", kind(node))
    }
    guard !list.isEmpty, list.count <= maximumDimension else {
      throw invalid(key, node, "1 to \(maximumDimension) rows", "\(list.count)")
    }
    let rows = try list.map { try numbers($0, key: key) }
    for (row, line) in zip(rows, list) where row.count != rows[0].count {
      throw invalid(key, line, "rows of one length (\(rows[0].count) as the first)", "a row of \(row.count)")
    }
    return try Matrix(rows)
  }

  private static func start(_ node: Node) throws -> Players<[Double]> {
    guard case .mapping(let mapping) = node, mapping.count == 2, let x = mapping["x"], let y = mapping["y"] else {
      throw invalid("start", node, "x and y, as in {x: [1, 1], y: [1, 1]}", kind(node))
    }
    return Players(x: try numbers(x, key: "start.x"), y: try numbers(y, key: "start.y"))
  }
}

extension Node.Scalar {
  /// Not in quotes, and no block of text.
  fileprivate var isPlain: Bool { style == .plain || style == .any }
  /// What YAML takes for nothing.
  fileprivate var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(string) }
  /// What YAML takes for true or false.
  fileprivate var isBoolean: Bool {
    isPlain && ["true", "True", "TRUE", "false", "False", "FALSE"].contains(string)
  }
}
