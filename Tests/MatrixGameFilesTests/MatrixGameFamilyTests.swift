import GameDynamics
import MatrixGameFiles
import RealModule
import SmallGames
import TestSupport
import Testing

/// Losses and gradients at a point.
struct Look: GameContinuation {
  typealias Scalar = Double
  let point: Players<[Double]>

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> (losses: Players<Double>, gradients: Players<[Double]>)
  where G.V: CoordinateVector, G.V.Scalar == Double {
    let place = try point.map { try G.V(coordinates: $0) }
    return (try game.losses(at: place), try game.gradients(at: place).map { try $0.coordinates() })
  }
}

extension MatrixGameFamily {
  func look(_ x: [Double], _ y: [Double]) throws -> (losses: Players<Double>, gradients: Players<[Double]>) {
    try build(Parameters<Double>([]), then: Look(point: Players(x: x, y: y)))
  }
}

@Suite struct MatrixGameFamilyTests {
  // x = (1, 2), y = 3: xᵀA x = 1 + 8, xᵀB y = 3(1 + 4) = 15, yᵀC y = 45. ∂f/∂x = 2Ax + By = (2 + 3, 8 + 6),
  // ∂g/∂y = -(Bᵀx + 2Cy) = -(5 + 30).
  @Test func zeroSum() throws {
    let family = try MatrixGameFamily(
      yaml: """
        # a comment with [ and ? in it
        title: mine
        A: [[1, 0], [0, 2]]
        B:
          - [1]
          - [2]
        C: [[5]]
        start: {x: [0.5, -1], y: [1e-1]}
        """)
    #expect(family.card.title == "mine")
    #expect(family.card.isZeroSum)
    #expect(family.card.standardStart == Players(x: [0.5, -1], y: [0.1]))
    let here = try family.look([1, 2], [3])
    #expect(here.losses == Players(x: 69, y: -69))
    #expect(here.gradients == Players(x: [5, 14], y: [-35]))
    #expect(try family.equilibria(Parameters([])) == [Players(x: [0, 0], y: [0])])
  }

  // g = x·3·y + 2y²: ∂g/∂y = 3x + 4y.
  @Test func generalSum() throws {
    let family = try MatrixGameFamily(yaml: "B: [[1]]\nB': [[3]]\nC': [[2]]")
    #expect(!family.card.isZeroSum)
    let here = try family.look([2], [5])
    #expect(here.losses == Players(x: 10, y: 80))
    #expect(here.gradients == Players(x: [5], y: [26]))
  }

  // The bilinear game of the 3 x 2 matrix has a line of equilibria; B = 0 a space of them.
  @Test func singularGamesHaveNoIsolatedEquilibrium() throws {
    #expect(try MatrixGameFamily(yaml: "B: [[1, 0], [0, 1], [1, 1]]").equilibria(Parameters([])).isEmpty)
    #expect(try MatrixGameFamily(yaml: "B: [[0]]").equilibria(Parameters([])).isEmpty)
    // 4ac = b²: x² + 2xy + y².
    #expect(try MatrixGameFamily(yaml: "A: [[1]]\nB: [[2]]\nC: [[1]]").equilibria(Parameters([])).isEmpty)
  }

  @Test(
    arguments: [
      ("B: [[1, 2], [3]]", "'B' requires rows of one length (2 as the first), a row of 1"),
      ("B: 3", "'B' requires a list of rows such as [[1, 2], [3, 4]], '3' was given"),
      ("B: [1, 2]", "'B' requires a list of numbers such as [1, 2], '1' was given"),
      ("B: []", "'B' requires 1 to 500 rows, 0 was given"), ("B: [[one]]", "'B' requires finite numbers"),
      ("B: [[.inf]]", "'.inf' was given"), ("B: [[nan]]", "'nan' was given"),
      (
        "C: [[1]]\nB: [[1,\n True]]",
        "line 3: 'B' requires finite numbers such as 1, -0.5 or 1e-3, a truth value, 'True', was"
      ),
      ("B: [[null]]", "nothing was given"), ("B: [[~, 1]]", "nothing was given"),
      ("B: [[\"1\"]]", "the text \"1\" was given"),
      ("B: [[1e-400]]", "told from 0"), ("B: ~", "'B' requires to be there"),
      ("B: null\nA: [[1]]", "line 1: 'B' requires"),
      ("B: [[1]]\ntitle: True", "line 2: 'title' requires a line of text (in quotes"),
      ("B: [[0x10]]", "'0x10' was given"),
      ("B: [[1e999]]", "'1e999' was given"), ("B:", "line 1: 'B' requires to be there"),
      ("A: [[1]]", "'B' requires to be there"),
      ("B: [[1]]\nA: [[1, 2]]", "line 2: 'A' requires 1 x 1 numbers (B is 1 x 1), 1 x 2"),
      (
        "B: [[1]]\nD: [[1]]",
        "line 2: 'D' requires to be one of A, B, C, A', B', C', payoffs-x, payoffs-y, title, start"
      ),
      ("B: [[1]]\nstart: 3", "'start' requires x and y"),
      ("B: [[1]]\nstart: {x: [1, 2], y: [1]}", "line 2: 'start.x' requires 1 numbers, 2 was given"),
      ("B: [[1]]\ntitle: [a]", "'title' requires a line of text"), ("", "keys with values are required"),
      ("just text", "keys with values are required"), ("B: [[1]", "line 2: it cannot be read"),
      ("B: [[1]]\nA: [[1]]\nB: [[2]]", "line 3: it cannot be read: the key 'B' is given twice"),
      ("A: [[1]]\nB: [[1]]\nC: [[1], [2\nstart: 3", "line 4: it cannot be read"), ("B: [[1]]\n\t- A", "line 2"),
      ("A: 1\nB: &a [[1]]", "line 2: it cannot be read: '&' is not"), ("B: [[1]]\nA: *b", "line 2"),
      ("[1]: 2", "line 1: it cannot be read: a key at the top"), ("B: [[1]]\nC: \u{0}", "line 2"),
      ("payoffs-x: [[1]]", "line 1: 'payoffs-x' requires 2 to 100 actions a player, 1 x 1"),
      ("payoffs-x: [[1, 2], [3, 4]]\nB: [[1]]", "line 2: 'B' requires a file without payoffs"),
      ("payoffs-y: [[1, 2], [3, 4]]", "'payoffs-x' requires to be there"),
      ("payoffs-x: [[1, 2], [3, 4]]\npayoffs-y: [[1, 2]]", "line 2: 'payoffs-y' requires 2 x 2 numbers"),
    ] as [(String, String)])
  func errorsNameKeyRequiredAndGiven(yaml: String, words: String) {
    do {
      _ = try MatrixGameFamily(yaml: yaml)
      Issue.record("no error for \(yaml)")
    } catch {
      #expect(error is MatrixGameError)
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  // Null is nothing: as if the key were left out.
  @Test func nullIsNothing() throws {
    let family = try MatrixGameFamily(yaml: "title: ~\nA: null\nB: [[2]]\nC:\nB': Null\nstart: NULL")
    #expect(family.card.title == "quadratic game in 1 + 1 dimensions" && family.card.isZeroSum)
    #expect(family.card.standardStart == Players(x: [1], y: [1]))
    #expect(try family.look([3], [5]).losses == Players(x: 30, y: -30))
    #expect(try MatrixGameFamily(yaml: "title: \"null\"\nB: [[2]]").card.title == "null")
  }

  // The battle of the sexes is the catalogue's: p = 3/5, q = 2/5 at the equilibrium, so logits ±log(3/2).
  @Test func payoffsOfTwoActions() throws {
    let family = try MatrixGameFamily(yaml: "payoffs-x: [[3, 0], [0, 2]]\npayoffs-y: [[2, 0], [0, 3]]")
    let known = BimatrixGameFamily()
    #expect(family.card.dimensions == Players(x: 1, y: 1) && !family.card.isZeroSum)
    let built = try known.build(
      Parameters<Double>(known.card.parameters), then: Look(point: Players(x: [0.3], y: [-0.8])))
    let here = try family.look([0.3], [-0.8])
    #expect(here.losses == built.losses && here.gradients == built.gradients)
    let (a, b) = (try family.equilibria(Parameters([]))[0], try known.equilibria(Parameters(known.card.parameters))[0])
    #expect(abs(a.x[0] - b.x[0]) < 1e-15 && abs(a.y[0] - b.y[0]) < 1e-15)
    let gradients = try family.look(a.x, a.y).gradients
    #expect(abs(gradients.x[0]) < 1e-15 && abs(gradients.y[0]) < 1e-15)
  }

  // Rock, paper, scissors with a stake of 2 on rock against scissors: zero-sum, so y's payoffs are left out. x's strategy
  // p makes pᵀA constant: with A = [[0,-1,2],[1,0,-1],[-2,1,0]], p = q = (1, 2, 1)/4 and the value is 0.
  @Test func payoffsOfThreeActions() throws {
    let family = try MatrixGameFamily(yaml: "payoffs-x: [[0, -1, 2], [1, 0, -1], [-2, 1, 0]]")
    #expect(family.card.dimensions == Players(x: 2, y: 2) && family.card.isZeroSum)
    let equilibrium = try family.equilibria(Parameters([]))[0]
    for logits in [equilibrium.x, equilibrium.y] {
      #expect(abs(logits[0]) < 1e-14 && abs(logits[1] - .log(2)) < 1e-14)
    }
    let here = try family.look(equilibrium.x, equilibrium.y)
    #expect(abs(here.losses.x) < 1e-15 && here.gradients.x.allSatisfy { abs($0) < 1e-15 })
    // Two equal rows: a line of equilibria, none of them isolated. A dominated action: none that is mixed.
    for payoffs in ["[[1, 2], [1, 2]]", "[[2, 1], [1, 0]]", "[[1, 2, 3], [3, 2, 1]]"] {
      #expect(try MatrixGameFamily(yaml: "payoffs-x: \(payoffs)").equilibria(Parameters([])).isEmpty)
    }
  }

  // Not as arguments of the test: their megabytes would be printed as its name.
  @Test func limits() {
    let texts = [
      "B: " + String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
      String(repeating: "? - ", count: 100_000),
      // Brackets that comments seem to close: past our own count, the reader's own limit on nesting holds.
      String(repeating: "[ # ]\n", count: 999), String(repeating: "[ # ]\n", count: 50_000),
      "B: \"a #\" " + String(repeating: "[", count: 2000), "B: [a#" + String(repeating: ",[", count: 2000),
      (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
      "B: [[" + String(repeating: "1,", count: 1000) + "1]]", String(repeating: "x", count: 2_000_000),
    ]
    for (place, yaml) in texts.enumerated() {
      #expect(throws: MatrixGameError.self, "text \(place)") { try MatrixGameFamily(yaml: yaml) }
    }
  }

  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  // A hundred thousand damaged files: a game that can be evaluated, or a `MatrixGameError`.
  @Test(arguments: [0x9E37_79B9_7F4A_7C15 as UInt64])
  func mutationsOnlyThrow(seed: UInt64) throws {
    print("MatrixGameFamilyTests: seed \(seed)")
    var generator = Generator(state: seed)
    let seeds = [
      "A: [[1, 0], [0, 2]]\nB:\n  - [1, 2]\n  - [3, 4]\nC: [[5, 0], [0, 1]]\n",
      "title: a\nB: [[1]]\nB': [[3]]\nC': [[2]]\nstart: {x: [1], y: [2]}\n",
      "payoffs-x: [[1, 2], [3, 4]]\npayoffs-y: [[1, 0], [0, 1]]\nstart: {x: [1], y: [2]}\n",
    ]
    let pieces =
      [
        " ", "\n", "\t", "[", "]", "{", "}", ",", ":", "-", "- ", "'", "\"", "#", "|", ">", "%", "@", "`", "\u{0}", "é",
        "1", "e9",
      ]
      + ["nan", "B", "A'", "---\n", "...\n", "<<: ", "~", "\u{feff}", "\r", "\u{85}", "\u{2028}", "\\x"]
    var (games, errors) = (0, 0)
    for round in 0..<fuzzRounds {
      var characters = Array(seeds[round % seeds.count].unicodeScalars.map { String($0) })
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<characters.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: characters.insert(pieces.randomElement(using: &generator) ?? "", at: place)
        case 1 where characters.count > 1: characters.remove(at: place)
        case 2: characters[place] = pieces.randomElement(using: &generator) ?? ""
        default: characters.insert(contentsOf: characters[place...].prefix(40), at: place)
        }
      }
      let yaml = characters.joined()
      do {
        let family = try MatrixGameFamily(yaml: yaml)
        let start = family.card.standardStart
        #expect(try family.look(start.x, start.y).gradients.x.count == start.x.count)
        _ = try family.equilibria(Parameters([]))
        games += 1
      } catch is MatrixGameError {
        errors += 1
      } catch {
        Issue.record("round \(round): \(yaml.debugDescription) gave \(error)")
      }
    }
    print("MatrixGameFamilyTests: \(games) games, \(errors) errors")
    #expect(games > fuzzRounds / 100 && errors > fuzzRounds / 5)
  }
}
