import GameDynamics
import Testing

@Suite struct DrawTests {
  /// Computed by an independent program (Python) from the formula in the documentation of `Draw`.
  @Test func keysAndNumbersAreTheFormula() {
    let draw = Draw(seed: 7, step: 1000)
    #expect(draw.key == 7 && draw.path == [])
    #expect(draw.child(1).key == 0xde29_6e28_91fd_3b40)
    #expect(draw.child(1).child(0).key == 0x3397_867c_680d_2714)
    #expect(draw.child(0).child(1).key == 0x8424_22c2_010b_cdb9)
    #expect(Draw(seed: 0, step: 3).child(0).key == 0x107e_e738_8481_4b7c, "the step is not in the key")
    #expect(draw.child(1).number(for: 2) == 0x5239_a45c_dd6b_4e37)
    #expect(draw.child(1).child(0).number(for: 2) == 0xf193_32f0_35c7_1937)
    #expect(draw.child(1).child(0).path == [1, 0])
  }

  /// What a run with one look a step drew before there were paths: `RandomStreamTests.derivedSeeds` has the same two.
  @Test func withoutAPathItIsTheSeedOfStreamAndStep() {
    #expect(Draw(seed: 0, step: 0).number(for: 0) == 0x2d17_e7f1_1bf9_caf5)
    #expect(Draw(seed: 7, step: 1000).number(for: 2) == 0x25d3_8e7f_423f_65c1)
  }

  /// No two of (step, path, use) share a seed: 10 steps, every path of numbers below 5 up to three deep (1 + 5 + 25 +
  /// 125), the uses of training.
  @Test func pathsStepsAndUsesNeverMeet() {
    var paths = [Draw(seed: 1, step: 0)]
    for depth in 0..<3 {
      paths += paths.filter { $0.path.count == depth }.flatMap { parent in (0..<5).map(parent.child) }
    }
    #expect(paths.count == 156 && Set(paths).count == 156 && Set(paths.map(\.key)).count == 156)
    var seen: Set<UInt64> = []
    for step in 0..<10 {
      for path in paths {
        let draw = path.path.reduce(Draw(seed: 1, step: step)) { $0.child($1) }
        for use in [3, 16, 1 << 32, 1 << 33] as [UInt64] { seen.insert(draw.number(for: use)) }
      }
    }
    #expect(seen.count == 10 * 156 * 4)
  }

  @Test func ownersSpellTheirEntriesAsFilesDo() {
    #expect(StateOwner.x.stored("velocity") == "velocity.x" && StateOwner.y.stored("velocity") == "velocity.y")
    #expect(StateOwner.both.stored("steps") == "steps" && StateOwner.wholeStep.stored("steps") == "steps")
    #expect(Player.allCases.map(StateOwner.init) == [.x, .y])
  }
}
