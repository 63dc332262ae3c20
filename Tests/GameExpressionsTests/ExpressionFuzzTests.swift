import GameDynamics
import GameExpressions
import TestSupport
import Testing

/// A hundred thousand damaged expressions (`fuzzRounds`): each either makes a game that can be evaluated, or an `ExpressionError`.
@Suite struct ExpressionFuzzTests {
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  static let seeds = [
    "x^2 + 10*x*y + y^2", "exp(-x^2)*tanh(y) + x*y", "x1*y1 + x2^2*y2 - k*sin(x1)", "max(x, min(y, 0.5))^3/(1 + x^2)",
    "softplus(x - y)*sigmoid(x*y) + log(1 + x^2)", "-(x - y)*-(x*y)^-2", "2^-x^2*pi - e*y", "pow(x + 1, y)*relu(y)",
    "sqrt(abs(x))*sign(y) + acos(x/9)*atan(y)", "1.5e-3*x + 2E5*y*k^2",
    "½ k x² + 10xy − 2y⁻²", "2(x+y)·|x − y| × sin(xy)/2 x", "pow(x, relu(x))*y + (x² + y²)^0.75 - sqrt(kx)",
  ]
  static let pieces: [String] =
    "x y k x1 y2 x300 + - * / ^ ( ) , . e E 0 1 9 1e9 1e308 99999999 sin( exp( max( pow( pi ** == \u{0} \u{301} é 𝛼 ∞"
    .split(separator: " ").map(String.init) + [
      "^-", "²", "⁻", "½", "·", "−", "|", "₁", "max_y ", " ", "\t", "\n", "\u{7f}", "^1048576", "^-1048576", "^1e300",
      "/0",
    ]

  func mutated(_ text: String, by generator: inout Generator) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      let place = Int.random(in: 0...characters.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: characters.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? "", at: place)
      case 1: if place < characters.count { characters.remove(at: place) }
      case 2:
        if place < characters.count, let piece = Self.pieces.randomElement(using: &generator) {
          characters.replaceSubrange(place..<(place + 1), with: piece)
        }
      case 3: characters = Array(characters[place...] + characters[..<place])
      default:
        if characters.count < 400 { characters.insert(contentsOf: characters[place...], at: place) }
      }
    }
    return String(characters)
  }

  @Test(arguments: [0x2545_F491_4F6C_DD1D as UInt64])
  func mutationsOnlyThrow(seed: UInt64) throws {
    print("ExpressionFuzzTests: seed \(seed)")
    var generator = Generator(state: seed)
    var (games, errors) = (0, 0)
    for round in 0..<fuzzRounds {
      let text = mutated(Self.seeds[round % Self.seeds.count], by: &generator)
      do {
        let parameters: [(name: String, value: Double)] = text.contains("k") ? [("k", 2)] : []
        let family =
          round % 3 == 0
          ? try TypedGameFamily(f: text, g: Self.seeds[0], parameters: parameters)
          : try TypedGameFamily(zeroSum: text, parameters: parameters)
        let start = family.card.standardStart
        let answer = try family.at(start.x, start.y)
        #expect(answer.gradients.x.x.count == start.x.count)
        games += 1
      } catch let error as ExpressionError {
        if let position = error.position {
          #expect((0...text.count).contains(position), "\(text)")
          #expect(error.description.contains("^"))
        }
        errors += 1
      } catch {
        Issue.record("round \(round): \(text) gave \(error)")
      }
    }
    print("ExpressionFuzzTests: \(games) games, \(errors) errors")
    #expect(games > fuzzRounds / 20 && errors > fuzzRounds / 2)
  }
}
