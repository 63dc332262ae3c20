import GameDynamics
import GameOptimizers
import Testing

/// Which minibatches optimizers look at.
@Suite("Looks at stochastic games") struct StochasticContractTests {
  static let compositions =
    OptimizerCatalogue.all.map(\.card.name)
    + OptimizerCatalogue.schemes.flatMap { scheme in
      OptimizerCatalogue.rules.map { "\(scheme.card.name):\($0.card.name)" }
    }
    + OptimizerCatalogue.wrappers.flatMap { wrapper in
      OptimizerCatalogue.all.map { "\(wrapper.card.name):\($0.card.name)" }
    }
    + [
      "lookahead:lookahead:simgd", "lookahead:lookahead:extragradient:adam", "lookahead:lookahead:acgd",
      "lookahead:lookahead:lookahead:extra-adam", "cosine:lookahead:extragradient:adam",
      "lookahead:cosine:extragradient:adam", "lookahead:staircase:lookahead:alternating:amsgrad",
      "linear:lookahead:lookahead:optimistic:rmsprop", "exponential:cosine:proximal-point",
    ]

  @Test(arguments: ContractSelection.of(compositions, withCompositions: true))
  func everyOptimizerAndCompositionKeepsTheContract(name: String) throws {
    #expect(stochasticViolations(of: try OptimizerCatalogue.named(name)) == [])
  }

  @Test(arguments: OptimizerCatalogue.wrappers.map(\.card.name)) func everyWrapperKeepsIt(name: String) throws {
    let wrapper = try #require(OptimizerCatalogue.wrappers.first { $0.card.name == name })
    #expect(stochasticViolations(of: wrapper) == [])
  }

  /// The contract can be broken: each defect is found, for the right reason, and the same wrapper without one is not
  /// accused.
  @Test(arguments: LookDefect.allCases) func everyDefectIsFound(defect: LookDefect) {
    let violations = stochasticViolations(of: BrokenWrapper(defect: defect))
    #expect(violations.isEmpty == (defect == .none), "\(defect): \(violations)")
    if let complaint = defect.complaint {
      #expect(violations.contains { $0.contains(complaint) }, "\(defect): \(violations)")
    }
  }

  /// Two that look twice each are enough to find a parent among its children: no base has to be made for it.
  @Test func extragradientFindsTheParentBesideItsChildren() throws {
    let family = WrappedFamily(BrokenWrapper(defect: .handsTheParentBesideItsChildren), GradientMethods.extragradient)
    let violations = stochasticViolations(of: family)
    #expect(violations.contains { $0.contains("asks for the minibatch [1] twice") }, "\(violations)")
  }

  /// A state that is not all shown, and an impure step.
  @Test(arguments: [(Defect.hidesState, "goes on to another point"), (.isImpure, "the same seed gives another run")])
  func defectsOfMemoryAreFound(defect: Defect, complaint: String) {
    let violations = stochasticViolations(of: BrokenFamily(defect: defect))
    #expect(violations.contains { $0.contains(complaint) }, "\(violations)")
    #expect(stochasticViolations(of: BrokenFamily(defect: .none)) == [])
  }

  /// The paths that one step looks at, in order, from the rule for looks.
  @Test(
    arguments: [
      ("simgd", [:], [[]]),
      ("extragradient", [:], [[], [1]]),
      ("icfg", ["discriminator-steps": 3], [[], [1], [2], []]),
      ("lookahead:icfg", ["lookahead-steps": 2, "discriminator-steps": 2], [[0], [0, 1], [0], [1], [1, 1], [1]]),
      ("cfg", ["discriminator-steps": 3], [[]]),
      ("lookahead:simgd", ["lookahead-steps": 3], [[0], [1], [2]]),
      ("lookahead:simgd", ["lookahead-steps": 1], [[]]),
      ("lookahead:extragradient:adam", ["lookahead-steps": 2], [[0], [0, 1], [1], [1, 1]]),
      ("lookahead:extragradient:adam", ["lookahead-steps": 1], [[], [1]]),
      ("cosine:lookahead:cgd", ["lookahead-steps": 2], [[0], [1]]),
      ("lookahead:proximal-point", ["lookahead-steps": 2], [[0], [1]]),
      (
        "lookahead:lookahead:simgd", ["lookahead-steps": 2, "outer-lookahead-steps": 3],
        [[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]]
      ),
      (
        "lookahead:lookahead:extragradient:gd", ["lookahead-steps": 1, "outer-lookahead-steps": 2],
        [[0], [0, 1], [1], [1, 1]]
      ),
    ] as [(String, [String: Double], [[Int]])])
  func looksFollowTheRule(name: String, changes: [String: Double], paths: [[Int]]) throws {
    let family = try OptimizerCatalogue.named(name)
    var h = try family.hyperparameters(0.05, 0.04)
    for (key, value) in changes { try h.set(key, to: value) }
    let run = try family.build(h, then: LookProbe(seed: 3, steps: 2))
    for step in 0..<2 {
      #expect(run.paths(ofStep: step) == paths)
      #expect(run.looks[step].allSatisfy { $0.draw.step == step && $0.draw.seed == 3 })
    }
  }

  // MARK: - Owners

  /// Whose each remembered value is.
  @Test(arguments: [
    ("adam", ["firstMoment x", "secondMoment x", "count x", "firstMoment y", "secondMoment y", "count y"]),
    ("optimistic:gd", ["direction x", "direction y", "steps both"]),
    ("icfg:rmsprop", ["secondMoment y"]),
    ("cgd", ["scaledMove x", "steps both"]),
    ("acgd", ["secondMoment x", "secondMoment y", "scaledMove x", "scaledMove y", "steps both"]),
    ("ocgd-x", ["secondMoment x", "secondMoment y", "scaledMove x", "steps both"]),
    ("ocgd-y", ["secondMoment x", "secondMoment y", "scaledMove y", "steps both"]),
    ("ocgd-plain-y", ["scaledMove y", "steps both"]),
    ("lookahead:cosine:heavy-ball", ["velocity x", "velocity y", "scheduledSteps wholeStep"]),
  ]) func entriesNameTheirOwner(name: String, entries: [String]) throws {
    struct Owners: StateVisitor {
      typealias V = Double
      var seen: [String] = []
      mutating func vector(_ name: String, of owner: StateOwner, _ value: inout Double) {
        seen.append("\(name) \(owner)")
      }
      mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) {
        seen.append("\(name) \(owner)")
      }
      mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
        seen.append("\(name) \(owner)")
      }
    }
    struct Reading: OptimizerContinuation {
      typealias V = Double
      func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> [String] where O.V == Double {
        var state = try optimizer.initialState(at: Players(x: 1, y: 1))
        var owners = Owners()
        try state.visit(&owners)
        return owners.seen
      }
    }
    let family = try OptimizerCatalogue.named(name)
    #expect(try family.build(Parameters<Double>(family.card.hyperparameters), then: Reading()) == entries)
  }
}
