import GameDynamics

/// A name of the command line taken apart: `cosine:lookahead:alternating:adam`.
struct Composition {
  let name: String
  let parts: [String]

  init(_ name: String) {
    self.name = name
    parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  }

  /// The family that is named.
  func family() throws -> any OptimizerFamily {
    if parts.contains("") { throw CompositionError.emptyPart(composition: name) }
    var outer = parts[...]
    guard let last = outer.popLast() else { throw CompositionError.emptyPart(composition: name) }
    var result: any OptimizerFamily
    if let before = outer.last, let scheme = Self.scheme(before) {
      guard let rule = OptimizerCatalogue.rules.first(where: { $0.card.name == last }) else {
        throw CompositionError.notARule(
          composition: name, scheme: before, given: last, rules: OptimizerCatalogue.rules.map(\.card.name))
      }
      outer.removeLast()
      result = Self.composed(scheme, rule)
    } else {
      guard let family = OptimizerCatalogue.all.first(where: { $0.card.name == last }) else {
        throw CatalogueError(kind: "optimizer", name: last, known: OptimizerCatalogue.all.map(\.card.name))
      }
      result = family
    }
    while let part = outer.popLast() {
      guard let wrapper = OptimizerCatalogue.wrappers.first(where: { $0.card.name == part }) else {
        if Self.scheme(part) != nil {
          throw CompositionError.schemeNotBeforeRule(
            composition: name, scheme: part, rules: OptimizerCatalogue.rules.map(\.card.name))
        }
        throw CatalogueError(
          kind: "wrapper or scheme", name: part,
          known: OptimizerCatalogue.wrappers.map(\.card.name) + OptimizerCatalogue.schemes.map(\.card.name))
      }
      result = Self.wrapped(wrapper, result)
    }
    return result
  }

  private static func scheme(_ name: String) -> (any EvaluationScheme)? {
    OptimizerCatalogue.schemes.first { $0.card.name == name }
  }
  private static func composed(
    _ scheme: some EvaluationScheme, _ rule: some UpdateRuleFamily
  ) -> any OptimizerFamily { ComposedFamily(scheme, rule) }
  private static func wrapped(
    _ wrapper: some OptimizerWrapper, _ base: some OptimizerFamily
  ) -> any OptimizerFamily { WrappedFamily(wrapper, base) }
}

/// Why names do not go together.
public enum CompositionError: Error, CustomStringConvertible, Equatable {
  /// Nothing stands before, after or between two colons.
  case emptyPart(composition: String)
  /// A scheme is followed by something else than a rule.
  case notARule(composition: String, scheme: String, given: String, rules: [String])
  /// A scheme stands where only a wrapper can.
  case schemeNotBeforeRule(composition: String, scheme: String, rules: [String])

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .emptyPart(let composition):
      return "a composition requires a name on both sides of every colon, '\(composition)' was given; "
        + "write it as in 'lookahead:alternating:adam'"
    case .notARule(let composition, let scheme, let given, let rules):
      return
        "in '\(composition)' the scheme '\(scheme)' requires an update rule after it, '\(given)' is none; there are: "
        + rules.joined(separator: ", ")
    case .schemeNotBeforeRule(let composition, let scheme, let rules):
      return "in '\(composition)' the scheme '\(scheme)' must stand directly before the update rule at the end ("
        + rules.joined(separator: ", ") + "); only wrappers go before other names"
    }
  }
}
