import GameDynamics
import TestSupport
import Testing

/// Comparisons and choices of every field, NaN included, against those of `Double`.
@Suite struct FieldTests {
  static let specials: [Double] = [-.infinity, -2, -1, -0.0, 0, .leastNonzeroMagnitude, 1, 2, .infinity, .nan]

  @Test func double() { comparisons(Double.self) }
  @Test func lanes() { comparisons(Lanes.self) }
  @Test func calledLanes() { comparisons(CalledLanes.self) }
  @Test func dual() { comparisons(Dual<Double>.self) }
  @Test func dualLanes() { comparisons(Dual<Lanes>.self) }
  @Test func nestedDual() { comparisons(Dual<Dual<Double>>.self) }

  /// Every pair of special values, the same in all lanes, and one that differs in the last lane alone.
  func comparisons<F: TestField>(_ field: F.Type) {
    for a in Self.specials {
      let x = F(a)
      #expect(x.isOrdered.all == !a.isNaN && x.isOrdered.any == !a.isNaN, "\(F.self) \(a)")
      #expect(sameBits(x.magnitude[lane: 0], a < 0 ? -a : a), "\(F.self) \(a)")
      #expect(sameBits((-x)[lane: 0], -a), "\(F.self) \(a)")
      for b in Self.specials {
        let y = F(b)
        let note: Comment = "\(F.self): \(a) and \(b)"
        agrees(x.isLess(than: y), a < b, F.self, note)
        agrees(x.isAtMost(y), a <= b, F.self, note)
        agrees(x.equals(y), a == b, F.self, note)
        // A NaN on either side is kept, as tensors keep it.
        let larger = a.isNaN || b.isNaN ? Double.nan : a < b ? b : a
        #expect(sameBits(x.maximum(elementwise: y)[lane: 0], larger), note)
        var mixed = x
        mixed[lane: F.laneCount - 1] = b
        let mask = mixed.isAtMost(F(0))
        for lane in 0..<F.laneCount {
          let value = lane == F.laneCount - 1 ? b : a
          #expect(mixed[lane: lane].isNaN == value.isNaN && mask[lane: lane] == (value <= 0), note)
          let chosen = mixed.replacing(with: F(7), where: mask)[lane: lane]
          #expect(sameBits(chosen, value <= 0 ? 7 : value), note)
        }
      }
    }
  }

  func agrees<F: Field>(_ mask: F.Mask, _ truth: Bool, _ field: F.Type, _ note: Comment) {
    #expect(mask.all == truth && mask.any == truth, note)
    #expect(mask.inverted.all == !truth && mask.inverted.any == !truth, note)
    for lane in 0..<F.laneCount { #expect(mask[lane: lane] == truth, note) }
  }

  @Test func masks() {
    maskLaws(Bool.self)
    maskLaws(Lanes.Mask.self)
    let some = Lanes { Double($0) }.isLess(than: Lanes(3))
    #expect(some.any && !some.all && some.inverted.any && !some.inverted.all)
    #expect((0..<8).map { some[lane: $0] } == [true, true, true, false, false, false, false, false])
    let odd = Lanes { Double($0 % 2) }.equals(Lanes(1))
    #expect((0..<8).map { some.and(odd)[lane: $0] } == [false, true, false, false, false, false, false, false])
    #expect((0..<8).map { some.or(odd)[lane: $0] } == [true, true, true, true, false, true, false, true])
  }

  func maskLaws<M: LaneMask>(_ type: M.Type) {
    for a in [false, true] {
      #expect(M(repeating: a).all == a && M(repeating: a).any == a && M(repeating: a).inverted.all == !a)
      for b in [false, true] {
        #expect(M(repeating: a).and(M(repeating: b)).all == (a && b))
        #expect(M(repeating: a).or(M(repeating: b)).all == (a || b))
      }
    }
  }
}

/// A lane's arithmetic is that of `Double`, bit for bit.
@Suite struct LanesTests {
  @Test(arguments: [11, 12, 13] as [UInt64]) func arithmeticIsThatOfDouble(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for round in 0..<200 {
      // Magnitudes over the whole range, subnormal and overflowing results included; then special values.
      func draw() -> Double {
        if round % 5 == 0 { return FieldTests.specials.randomElement(using: &random) ?? 0 }
        return Double(
          sign: random.next() % 2 == 0 ? .plus : .minus, exponent: Int.random(in: -600...600, using: &random),
          significand: random.uniform(1...2))
      }
      let (a, b) = (Lanes { _ in draw() }, Lanes { _ in draw() })
      let note: Comment = "seed \(seed), round \(round): \(a) and \(b)"
      for lane in 0..<Lanes.laneCount {
        let (x, y) = (a[lane: lane], b[lane: lane])
        #expect(sameBits((a + b)[lane: lane], x + y), note)
        #expect(sameBits((a - b)[lane: lane], x - y), note)
        #expect(sameBits((a * b)[lane: lane], x * y), note)
        #expect(sameBits((a / b)[lane: lane], x / y), note)
        #expect(sameBits((-a)[lane: lane], -x), note)
        #expect(sameBits(a.squareRoot()[lane: lane], x.squareRoot()), note)
        #expect(sameBits((a * b + a)[lane: lane], x * y + x), "not fused; \(note)")
        let (p, q) = (CalledLanes(a), CalledLanes(b))
        let called = [p + q, p - q, p * q, p / q, -p, p.squareRoot(), p * q + p]
        for (mine, its) in zip(called, [x + y, x - y, x * y, x / y, -x, x.squareRoot(), x * y + x]) {
          #expect(sameBits(mine[lane: lane], its), note)
        }
        var sum = a
        sum.add(b, times: a)
        #expect(sameBits(sum[lane: lane], x + x * y), "not fused; \(note)")
      }
    }
  }

  @Test func lanesAreMadeByIndex() {
    let lanes = Lanes { Double($0 * $0) }
    #expect(lanes.numbers.prefix(8) == [0, 1, 4, 9, 16, 25, 36, 49])
    #expect(Lanes(3).numbers == Array(repeating: 3, count: Lanes.laneCount) && Lanes.laneCount == 32)
    var changed = lanes
    changed[lane: 2] = -1
    #expect(changed.numbers.prefix(8) == [0, 1, -1, 9, 16, 25, 36, 49])
  }
}
