/// A number that an optimizer or a game can be built with: what the command line, maps and docs need to know of it.
public struct ParameterSpec: Sendable, Equatable, Codable {
  /// The name that is typed: `eta-x`.
  public let name: String
  /// The symbol that is printed: `η_x`.
  public let symbol: String
  /// What it means, in a phrase.
  public let meaning: String
  /// The value when none is given.
  public let standard: Double
  /// The least and greatest value accepted.
  public let minimum: Double, maximum: Double
  /// True for counts: values between whole numbers are rounded by whoever reads them.
  public let isWhole: Bool

  /// A parameter; any finite number is accepted unless bounds are given.
  public init(
    _ name: String, symbol: String, meaning: String, standard: Double,
    minimum: Double = -.greatestFiniteMagnitude, maximum: Double = .greatestFiniteMagnitude, isWhole: Bool = false
  ) {
    self.name = name
    self.symbol = symbol
    self.meaning = meaning
    self.standard = standard
    self.minimum = minimum
    self.maximum = maximum
    self.isWhole = isWhole
  }
}

extension [ParameterSpec] {
  /// The two step sizes, which every optimizer has.
  public static func stepSizes(_ standard: Double) -> [ParameterSpec] {
    [
      ParameterSpec("eta-x", symbol: "η_x", meaning: "step size of player x", standard: standard, minimum: 0),
      ParameterSpec("eta-y", symbol: "η_y", meaning: "step size of player y", standard: standard, minimum: 0),
    ]
  }
}

/// Values for a list of `ParameterSpec`s: one number each, or one per lane of a map.
public struct Parameters<S: Field>: Sendable {
  /// The parameters there are, in order.
  public let specs: [ParameterSpec]
  @usableFromInline var values: [S]

  /// The standard values.
  @inlinable
  public init(_ specs: [ParameterSpec]) {
    self.specs = specs
    values = specs.map { S($0.standard) }
  }

  @inlinable
  init(specs: [ParameterSpec], values: [S]) {
    self.specs = specs
    self.values = values
  }

  /// An equal value that shares no memory with this one, for a thread of its own: threads that share a counted
  /// reference wait for each other.
  public func unshared() -> Parameters { Parameters(specs: specs.map { $0 }, values: values.map { $0 }) }

  @inlinable
  func index(of name: String) throws -> Int {
    // Not by a closure on whole specs: maps look parameters up for every few nodes.
    for index in specs.indices where specs[index].name == name { return index }
    throw ParameterError.unknown(name: name, known: specs.map(\.name))
  }

  /// The value of a parameter; throws `ParameterError.unknown`.
  @inlinable
  public func value(_ name: String) throws -> S { values[try index(of: name)] }

  /// Sets a parameter; throws when its name is unknown or a lane lies outside its bounds.
  @inlinable
  public mutating func set(_ name: String, to value: S) throws {
    let index = try index(of: name)
    let (minimum, maximum) = (specs[index].minimum, specs[index].maximum)
    if !S(minimum).isAtMost(value).and(value.isAtMost(S(maximum))).all {
      for lane in 0..<S.laneCount where !(value[lane: lane] >= minimum && value[lane: lane] <= maximum) {
        throw ParameterError.outOfBounds(name: name, given: value[lane: lane], minimum: minimum, maximum: maximum)
      }
    }
    values[index] = value
  }

  /// Whether every value is the same in all lanes.
  public var isUniform: Bool { values.allSatisfy { $0 == S($0[lane: 0]) } }

  /// The two step sizes; throws `ParameterError.unknown` where there are none.
  @inlinable
  public func stepSizes() throws -> Players<S> { Players(x: try value("eta-x"), y: try value("eta-y")) }

  /// Sets both step sizes.
  @inlinable
  public mutating func setStepSizes(_ stepSizes: Players<S>) throws {
    try set("eta-x", to: stepSizes.x)
    try set("eta-y", to: stepSizes.y)
  }

  /// The same values in another field.
  @inlinable
  public func mapped<T: Field>(_ transform: (S) throws -> T) rethrows -> Parameters<T> {
    Parameters<T>(specs: specs, values: try values.map(transform))
  }

  /// Takes the values of parameters with the same specs in another field, in place: `mapped` without its memory.
  @inlinable
  public mutating func replaceValues<T: Field>(with others: Parameters<T>, _ transform: (T) -> S) {
    for index in values.indices { values[index] = transform(others.values[index]) }
  }

  /// Lane 0's values as constants of another field: `Double`s to lanes or duals.
  @inlinable
  public func lifted<T: Field>(to field: T.Type = T.self) -> Parameters<T> { mapped { T($0[lane: 0]) } }
}

/// What can be wrong with a parameter.
public enum ParameterError: Error, CustomStringConvertible, Equatable {
  /// No parameter has this name.
  case unknown(name: String, known: [String])
  /// The value is outside the parameter's bounds, or not a number.
  case outOfBounds(name: String, given: Double, minimum: Double, maximum: Double)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      return "no parameter is named '\(name)'; "
        + (known.isEmpty ? "there are none here" : "there are: \(known.joined(separator: ", "))")
    case .outOfBounds(let name, let given, let minimum, let maximum):
      return "parameter '\(name)' must be \(Self.bounds(minimum, maximum)), \(given) was given"
    }
  }

  /// The greatest finite number stands for no bound.
  private static func bounds(_ minimum: Double, _ maximum: Double) -> String {
    switch (minimum > -.greatestFiniteMagnitude, maximum < .greatestFiniteMagnitude) {
    case (true, true): "from \(minimum) to \(maximum)"
    case (true, false): "\(minimum) or more, and finite"
    case (false, true): "\(maximum) or less, and finite"
    case (false, false): "a finite number"
    }
  }
}
