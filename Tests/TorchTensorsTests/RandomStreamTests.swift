import Testing
import TorchTensors

@Suite struct RandomStreamTests {
  @Test(arguments: [0, 7, UInt64.max]) func equalSeedsGiveEqualNumbers(seed: UInt64) throws {
    func draw() throws -> [[Double]] {
      let random = try RandomStream(seed: seed)
      return try [
        random.normal([33]).doubles(), random.normal([3], dtype: .float64).doubles(), random.uniform([5]).doubles(),
        random.integers(0..<100, [9]).doubles(), random.permutation(20).doubles(),
      ]
    }
    #expect(try draw() == draw())
  }

  @Test func aDrawMovesTheStreamOn() throws {
    let random = try RandomStream(seed: 5)
    #expect(try random.normal([4]).doubles() != random.normal([4]).doubles())
  }

  /// PyTorch's documented numbers: `torch.manual_seed(0); torch.rand(3)` prints 0.4963, 0.7682, 0.0885, and seed 42
  /// gives 0.8823, 0.9150, 0.3829.
  @Test func smallSeedsGivePyTorchsNumbers() throws {
    try expectClose(RandomStream(seed: 0).uniform([3]), [0.4963, 0.7682, 0.0885], tolerance: 6e-5)
    try expectClose(RandomStream(seed: 42).uniform([3]), [0.8823, 0.9150, 0.3829], tolerance: 6e-5)
  }

  /// libtorch alone would drop the high half and give the numbers of seed 1 twice.
  @Test func theHighHalfOfASeedCounts() throws {
    let low = try RandomStream(seed: 1).uniform([8]).doubles()
    let high = try RandomStream(seed: 1 + 1 << 32).uniform([8]).doubles()
    let other = try RandomStream(seed: 1 + 1 << 33).uniform([8]).doubles()
    #expect(low != high && high != other && low != other)
  }

  /// With n = 100,000 the standard error of a mean is 0.0032, of a normal variance 0.0045, of a uniform mean 0.0009.
  @Test(arguments: [3, 3 << 40]) func moments(seed: UInt64) throws {
    let random = try RandomStream(seed: seed)
    let normal = try random.normal([100_000])
    #expect(try abs(normal.mean().item()) < 0.016)
    #expect(try abs(normal.variance().item() - 1) < 0.023)
    let uniform = try random.uniform([100_000])
    #expect(try abs(uniform.mean().item() - 0.5) < 0.0046)
    #expect(try uniform.min().item() >= 0)
    #expect(try uniform.max().item() < 1)
  }

  @Test func integersAndPermutations() throws {
    let random = try RandomStream(seed: 8)
    let dice = try random.integers(1..<7, [1000])
    #expect(dice.dtype == .int64)
    #expect(try Set(dice.int64s()) == [1, 2, 3, 4, 5, 6])
    #expect(try random.permutation(50).int64s().sorted() == Array(0..<50))
    let error = torchError { try random.integers(3..<3, [1]) }
    #expect(error?.operation == "integers")
    #expect(error?.message.contains("random_ expects 'from' to be less than 'to'") == true)
  }

  /// Computed by an independent program from the formula in the documentation of `seed(_:stream:step:)`.
  @Test func derivedSeeds() throws {
    #expect(RandomStream.seed(0, stream: 0, step: 0) == 0x2D17_E7F1_1BF9_CAF5)
    #expect(RandomStream.seed(7, stream: 2, step: 1000) == 0x25D3_8E7F_423F_65C1)
    var seen: Set<UInt64> = []
    for seed in 0..<10 as Range<UInt64> {
      for stream in 0..<10 as Range<UInt64> {
        for step in 0..<100 as Range<UInt64> {
          seen.insert(RandomStream.seed(seed, stream: stream, step: step))
        }
      }
    }
    #expect(seen.count == 10_000)
    let step = try RandomStream(seed: 7, stream: 2, step: 1000)
    #expect(step.seed == 0x25D3_8E7F_423F_65C1)
  }
}
