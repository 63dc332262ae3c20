import ComplexModule
import GSLNumerics
import GameDynamics
import StabilityAnalysis
import Testing

/// Where eigenvalues lie is said only as far as rounding can tell.
@Suite struct SpectrumTests {
  // A rotation: both eigenvalues on the circle. Scaled by 1 ± 1e-12: off it, which double precision tells.
  @Test func modulusOneIsNeutral() throws {
    for (scale, side) in [(1.0, Spectrum.Side.on), (1 - 1e-12, .inside), (1 + 1e-12, .outside)] {
      let rotation = try Matrix([[0.6 * scale, -0.8 * scale], [0.8 * scale, 0.6 * scale]])
      let spectrum = try Spectrum(of: rotation)
      #expect(spectrum.side(0) == side && spectrum.side(1) == side, "\(scale)")
      if side == .on { #expect(spectrum.radius == 1) } else { #expect(abs(spectrum.radius - scale) < 1e-15) }
    }
  }

  // [[1, 1], [δ, 1]] has the eigenvalues 1 ± √δ: a double one that rounding alone moves by √ε = 1.5e-8.
  @Test func doubleEigenvaluesAreKnownToTheRootOfRounding() throws {
    #expect(try Spectrum(of: Matrix([[1, 1], [1e-17, 1]])).count == .init(inside: 0, on: 2, outside: 0))
    #expect(try Spectrum(of: Matrix([[1, 1], [1e-10, 1]])).count == .init(inside: 1, on: 0, outside: 1))
  }

  // One neutral and one growing eigenvalue: the radius is the growing one's.
  @Test func aNeutralEigenvalueHidesNoOther() throws {
    let spectrum = try Spectrum(of: Matrix([[1, 0], [0, 1.5]]))
    #expect(spectrum.radius == 1.5 && spectrum.count == .init(inside: 0, on: 1, outside: 1))
  }
}
