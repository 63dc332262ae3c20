/// The names and shapes of a player's tensors in order, and where each lies when all of them are put end to end.
///
/// Coded as the list of its entries. Comparing two layouts with a common origin takes constant time.
public struct ParameterLayout: Hashable, Sendable, Codable {
  /// One tensor of the layout.
  public struct Entry: Hashable, Sendable, Codable {
    /// The parameter's name, unique in its layout, such as `2.weight`.
    public let name: String
    /// The lengths of its dimensions.
    public let shape: [Int]
    /// The number of elements.
    public var count: Int { shape.reduce(1, *) }

    /// A tensor's name and shape.
    public init(name: String, shape: [Int]) {
      self.name = name
      self.shape = shape
    }
  }

  /// The tensors in order.
  public let entries: [Entry]
  /// Where each tensor's elements start.
  public let offsets: [Int]
  /// The number of elements of all tensors together.
  public let count: Int

  /// A layout of the given tensors.
  /// - Throws: `TorchError` when two names are equal, a length is negative or the whole is too large to count.
  public init(_ entries: [Entry]) throws(TorchError) {
    var seen: Set<String> = []
    var offsets: [Int] = []
    var total = 0
    for entry in entries {
      guard seen.insert(entry.name).inserted else {
        throw TorchError(
          operation: "ParameterLayout", message: "each name must be unique, and '\(entry.name)' occurs twice")
      }
      offsets.append(total)
      var count = 1
      for length in entry.shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: length)
        guard length >= 0, !overflow else {
          throw TorchError(
            operation: "ParameterLayout",
            message: "the shape of '\(entry.name)' must hold a countable number of elements, given \(entry.shape)")
        }
        count = product
      }
      let (sum, overflow) = total.addingReportingOverflow(count)
      guard !overflow else {
        throw TorchError(operation: "ParameterLayout", message: "the elements up to '\(entry.name)' cannot be counted")
      }
      total = sum
    }
    self.entries = entries
    self.offsets = offsets
    self.count = total
  }

  /// The layout of named tensors.
  /// - Throws: `TorchError` when two names are equal.
  public init(of tensors: [(name: String, tensor: Tensor)]) throws(TorchError) {
    try self.init(tensors.map { Entry(name: $0.name, shape: $0.tensor.shape) })
  }

  /// The place of the tensor with this name in `entries`; nil if there is none.
  public func index(of name: String) -> Int? { entries.firstIndex { $0.name == name } }

  /// Equal entries in equal order; the rest follows from them.
  public static func == (a: ParameterLayout, b: ParameterLayout) -> Bool { a.entries == b.entries }

  /// See `==`.
  public func hash(into hasher: inout Hasher) { hasher.combine(entries) }

  /// Reads the list of entries.
  /// - Throws: what the decoder throws, and `TorchError` where the entries make no layout.
  public init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode([Entry].self))
  }

  /// Writes the list of entries.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(entries)
  }
}
