import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule
import StabilityAnalysis

/// Looks at single places of a plane, whether or not a node is there: the equilibrium, and the eigenvalue farthest out, or one
/// of those behind it.
struct PlaneProbe {
  let plane: MapPlane
  /// The equilibrium, where it is the same everywhere.
  let fixed: Players<[Double]>?
  /// How many eigenvalues are farther out than the one that is looked at.
  var rank = 0

  /// What is found at a place.
  struct Finding {
    let equilibrium: Players<[Double]>
    /// The modulus of the eigenvalue less 1, exactly 0 where rounding cannot tell.
    let excess: Double
  }

  /// The finding at a place, the equilibrium searched from `near` where it moves and the catalogue does not know it; nil
  /// where there is none.
  func finding(at place: Place, near: Players<[Double]>?) throws -> Finding? {
    try spectrum(at: place, near: near).map { Finding(equilibrium: $0, excess: excess($1)) }
  }

  private func excess(_ spectrum: Spectrum) -> Double {
    if rank == 0 { return spectrum.radius - 1 }
    guard spectrum.eigenvalues.indices.contains(rank) else { return -1 }
    return spectrum.side(rank) == .on ? 0 : spectrum.eigenvalues[rank].length - 1
  }

  /// The eigenvalue that is looked at; nil where it is the second of a pair, which counts once.
  private func eigenvalue(_ spectrum: Spectrum) -> Complex<Double>? {
    guard spectrum.eigenvalues.indices.contains(rank) else { return nil }
    let own = spectrum.eigenvalues[rank]
    let isSecond = rank > 0 && own.imaginary != 0 && (spectrum.eigenvalues[rank - 1] - own.conjugate).length < 1e-9
    return isSecond ? nil : own
  }

  private func spectrum(at place: Place, near: Players<[Double]>?) throws -> (Players<[Double]>, Spectrum)? {
    let setup = try plane.setup(at: (place.horizontal, place.vertical))
    guard let point = try equilibrium(of: setup, near: near) else { return nil }
    let matrix = try IterationJacobian().jacobian(of: setup, at: point)
    return matrix.entries.allSatisfy(\.isFinite) ? (point, try Spectrum(of: matrix)) : nil
  }

  private func equilibrium(of setup: RunSetup<Double>, near: Players<[Double]>?) throws -> Players<[Double]>? {
    if let fixed { return fixed }
    if case .knownOrFound = plane.equilibria, let known = try setup.game.equilibria(setup.gameParameters).first {
      return known
    }
    return try EquilibriumFinder().search(setup.game, setup.gameParameters, from: near ?? setup.start)
  }

  /// Where the eigenvalue passes the circle on the way from one place to another; nil where it does not, or
  /// jumps because another equilibrium is found. One end is stable or neutral, the other unstable.
  func root(from a: Place, _ first: Finding, to b: Place, _ last: Finding) throws -> StabilityBoundary.Point? {
    func place(_ t: Double) -> Place { a.towards(b, by: t) }
    func excess(_ t: Double) throws -> Double {
      t == 0 ? first.excess : t == 1 ? last.excess : try finding(at: place(t), near: first.equilibrium)?.excess ?? .nan
    }
    let t: Double
    if first.excess * last.excess < 0 {
      t = try bracketedRoot(in: 0...1, tolerance: 1e-13, excess)
    } else {
      // One end is on the circle and stays there for a while.
      var (neutral, unstable) = first.excess == 0 ? (0.0, 1.0) : (1.0, 0.0)
      while abs(unstable - neutral) > 1e-13 {
        let middle = (neutral + unstable) / 2
        if try excess(middle) > 0 { unstable = middle } else { neutral = middle }
      }
      t = unstable
    }
    let there = place(t)
    guard let (point, spectrum) = try spectrum(at: there, near: first.equilibrium),
      let eigenvalue = eigenvalue(spectrum), abs(eigenvalue.length - 1) < 1e-6
    else { return nil }
    return .init(at: there, point, eigenvalue: eigenvalue)
  }

  /// The fold at which the equilibrium of one place is lost on the way to another, of which only one coordinate differs;
  /// nil where it is not lost at a fold.
  func fold(from a: Place, _ equilibrium: Players<[Double]>, to b: Place) throws -> StabilityBoundary.Point? {
    let isAlongX = a.vertical == b.vertical
    let axis = isAlongX ? plane.horizontal : plane.vertical
    let (from, to) = isAlongX ? (a.horizontal, b.horizontal) : (a.vertical, b.vertical)
    guard case .gameParameter = axis.quantity else { return nil }
    let setup = try plane.setup(at: (a.horizontal, a.vertical))
    guard
      let fold = try EquilibriumBranch.fold(of: setup, along: axis.quantity, from: from, to: to, near: equilibrium)
    else { return nil }
    let there = Place(
      horizontal: isAlongX ? fold.value : a.horizontal, vertical: isAlongX ? a.vertical : fold.value)
    return .init(at: there, fold.equilibrium, eigenvalue: Complex(1), isFold: true)
  }
}

/// A place of a plane.
struct Place: Hashable {
  var horizontal: Double, vertical: Double

  /// The place at the share t of the way to another; the ends exactly.
  func towards(_ other: Place, by t: Double) -> Place {
    func between(_ a: Double, _ b: Double) -> Double { a == b ? a : t == 0 ? a : t == 1 ? b : a + t * (b - a) }
    return Place(
      horizontal: between(horizontal, other.horizontal), vertical: between(vertical, other.vertical))
  }
}
