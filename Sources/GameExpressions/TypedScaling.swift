import GSLNumerics
import GameDynamics
import RealModule
import SmallGames

/// A scaling of functional gradients that a user has typed: s as a formula of the discriminator's logit `D` and of
/// `d` = 1/(1 + e^-D).
///
///     try ParticleGameFamily(.ring, TypedScaling("d (1 - d)"))
///     try TypedScaling("exp(-|D|/4)")
///
/// The formula is read as those of games are (`TypedGameFamily`). The particles' loss is ψ(D) = -∫₀^D s by 64 nodes of Gauss
/// and Legendre, exact to rounding for smooth s and |D| up to some tens; their gradient is -s ∇D as typed.
///
/// s may depend on the place through D alone: what is scaled otherwise is in general no gradient of a loss.
public struct TypedScaling: GradientScaling {
  /// The formula as it was typed.
  public let formula: String
  /// `typed`.
  public let name = "typed"
  /// False: it is not known to be d.
  public let isMinimax = false
  private let program: Program
  private static let rule = Result { try GaussLegendreRule(count: 64, over: 0...1) }
  private let rule: GaussLegendreRule

  /// Logits at which s is required to be positive.
  private static let checked = stride(from: -20.0, through: 20, by: 0.125)

  /// Reads a formula. Throws `ExpressionError` for what cannot be read, for the players' variables, and where s is not a
  /// positive number at some logit between -20 and 20.
  public init(_ formula: String) throws {
    var graph = ExpressionGraph(parameterValues: [0, 0.5])
    var variables = VariableTable()
    let root = try ExpressionParser.parse(formula, parameters: ["D": 0, "d": 1], into: &graph, variables: &variables)
    guard variables.count == 0 else {
      throw ExpressionError(
        "a scaling is required to be a formula of D and d = 1/(1 + e^-D), one with x or y was given; write D for the "
          + "discriminator's value at a particle", in: formula)
    }
    self.formula = formula
    program = Program(graph, outputs: [root], inputs: [])
    rule = try Self.rule.get()
    for logit in Self.checked {
      let value = scale(logit)
      guard value > 0, value < .infinity else {
        throw ExpressionError(
          "a scaling is required to be positive and finite, it is \(value) where D = \(logit); a functional gradient "
            + "scaled so does not bring particles nearer to the data", in: formula)
      }
    }
  }

  /// s(D).
  public func scale<D: Field>(_ logit: D) -> D {
    let values = program.fixedValues(parameters: [logit, .sigmoid(logit)])
    // A formula without variables is fixed, and fixed values come first.
    return values[Int(program.outputs[0])]
  }

  /// -∫₀^D s.
  public func loss<D: Field>(_ logit: D) -> D {
    var sum = D(0)
    for (node, weight) in zip(rule.nodes, rule.weights) { sum = sum + D(weight) * scale(D(node) * logit) }
    return -logit * sum
  }
}
