/// One statement of the literature, and whether it held when it was measured.
public struct Claim: Codable, Sendable, Equatable {
  /// Unique within the experiment.
  public let id: String
  /// The statement, in a sentence.
  public let statement: String
  /// Who says so.
  public let source: String
  /// What should come out.
  public let expected: Quantity
  /// What came out.
  public let measured: Quantity
  /// How far from `expected` still counts as that; nil where a condition, not a distance, is judged.
  public let tolerance: Double?
  /// Where `expected` comes from.
  public let basis: Basis
  /// Whether it is what should come out.
  public let holds: Bool

  /// Where an expected value comes from: a reader of the record must not take our own reckoning for the paper's number.
  public enum Basis: String, Codable, Sendable, CaseIterable {
    /// The source prints it.
    case printed = "printed in the source"
    /// It was read off a figure of the source, within some 5%.
    case figure = "read off a figure of the source"
    /// It follows from the source's definitions, and is derived here.
    case derived = "derived here"
    /// It was measured by an independent reconstruction, since the source leaves settings open.
    case reconstruction = "from a reconstruction"
  }

  /// A number or a word, as itself in JSON. Numbers that JSON has no form for (NaN, infinities) become words.
  public enum Quantity: Codable, Sendable, Equatable, CustomStringConvertible {
    /// A number.
    case number(Double)
    /// A word or a sentence.
    case text(String)

    /// From a JSON number or string.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        let text = try container.decode(String.self)
        // What JSON has no number for was written as a word.
        self = ["nan", "inf", "-inf"].contains(text) ? .number(Double(text) ?? .nan) : .text(text)
      }
    }

    /// As a JSON number or string.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number) where number.isFinite: try container.encode(number)
      case .number(let number): try container.encode("\(number)")
      case .text(let text): try container.encode(text)
      }
    }

    /// The number or the word.
    public var description: String {
      switch self {
      case .number(let number): return "\(number)"
      case .text(let text): return text
      }
    }
  }

  /// The claim that a number comes out, within a tolerance.
  public init(
    _ id: String, _ statement: String, source: String, expected: Double, measured: Double, within tolerance: Double,
    basis: Basis = .derived
  ) {
    self.init(
      id, statement, source: source, expected: .number(expected), measured: .number(measured), tolerance: tolerance,
      basis: basis, holds: abs(expected - measured) <= tolerance)
  }

  /// The claim in one line, as programs print it.
  public var line: String {
    let within = tolerance.map { " ± \($0)" } ?? ""
    return "\(statement): expected \(expected)\(within) (\(basis.rawValue)), measured \(measured)"
  }

  /// The claim that something happens, judged by the experiment.
  public init(
    _ id: String, _ statement: String, source: String, expected: Quantity, measured: Quantity,
    tolerance: Double? = nil, basis: Basis = .derived, holds: Bool
  ) {
    self.id = id
    self.statement = statement
    self.source = source
    self.expected = expected
    self.measured = measured
    self.tolerance = tolerance
    self.basis = basis
    self.holds = holds
  }
}
