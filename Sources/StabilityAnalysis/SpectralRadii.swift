import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

extension LaneMatrix {
  /// The spectral radius of every lane's matrix, as `Spectrum.radius` has it: exactly 1 where rounding cannot tell the
  /// eigenvalue farthest out from 1. NaN where a matrix is not finite.
  ///
  /// The eigenvalues are this type's own, on all lanes at once; GSL's where its iteration does not converge. Throws what `Matrix.eigenvalues` throws.
  public func spectralRadii() throws -> [Double] {
    let found = eigenvalues()
    var squares = Lanes(0)
    for k in 0..<found.count {
      let (real, imaginary) = (found.real(k), found.imaginary(k))
      squares = squares.maximum(elementwise: real * real + imaginary * imaginary)
    }
    let radii = squares.squareRoot()
    // No tolerance of `Spectrum` is greater, so whatever is farther from 1 needs none. Where a square overflowed or lost
    // digits the moduli are looked at one by one.
    let size = squaredFrobeniusNorm.maximum(elementwise: Lanes(1)).squareRoot()
    let widest = Lanes(4 * (Double(max(1, order)) * .ulpOfOne).squareRoot()) * size
    let distance = (radii - Lanes(1)).magnitude
    let clear = widest.isLess(than: distance).and(Lanes(1e-140).isLess(than: radii)).and(
      radii.isLess(than: Lanes(1e140)))
    if clear.all, found.areAllFound { return (0..<Lanes.laneCount).map { radii[lane: $0] } }
    return try (0..<Lanes.laneCount).map { lane in
      if clear[lane: lane], found.areFound(inLane: lane) { return radii[lane: lane] }
      let matrix = self[lane: lane]
      if found.areFound(inLane: lane) { return Spectrum(found.sorted(ofLane: lane), of: matrix).radius }
      return matrix.entries.allSatisfy(\.isFinite) ? try Spectrum(of: matrix).radius : .nan
    }
  }
}

extension LaneMatrix.Eigenvalues {
  /// One lane's, in the order of `Matrix.eigenvalues`.
  func sorted(ofLane lane: Int) -> [Complex<Double>] {
    (0..<count).map { Complex(real($0)[lane: lane], imaginary($0)[lane: lane]) }.largestFirst()
  }
}
