/// Equal as written: the same bits, or both NaN (whose payload no arithmetic promises to keep).
public func sameBits(_ a: Double, _ b: Double) -> Bool {
  a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
}

/// Equal as written, number by number.
public func sameBits(_ a: [Double], _ b: [Double]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { sameBits($0, $1) }
}

/// The largest |aᵢ - bᵢ| / (1 + max(|a|, |b|)) with the norms of the largest entry; infinite where the lengths differ
/// or a number is not finite on either side, so that `<` never accepts a NaN.
public func difference(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count, (a + b).allSatisfy(\.isFinite) else { return .infinity }
  let scale = 1 + (a + b).reduce(0) { max($0, abs($1)) }
  return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } / scale
}

/// True where each pair of numbers is not finite on both sides (what overflows does so alike), and the others differ by
/// less than `bound` in the sense of `difference`.
public func agree(_ a: [Double], _ b: [Double], within bound: Double) -> Bool {
  guard a.count == b.count, zip(a, b).allSatisfy({ $0.isFinite == $1.isFinite }) else { return false }
  return difference(a.filter(\.isFinite), b.filter(\.isFinite)) < bound
}

/// `difference` of two numbers.
public func difference(_ a: Double, _ b: Double) -> Double { difference([a], [b]) }

/// Runs `body` and gives the text of the error it throws; nil when it throws none.
public func errorText<Result>(_ body: () throws -> Result) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return String(describing: error)
  }
}
