import ComplexModule
import GameDynamics
import RealModule
import StabilityAnalysis

/// The curve in a plane of two parameters on which an equilibrium gains or loses its stability: where the eigenvalue
/// farthest out is on the unit circle (flip at -1, Neimark-Sacker for a pair, +1), and where the equilibrium is lost in a fold.
///
/// Spectral radii at the plane's nodes say through which edges of its cells the curve passes. On each edge the place is the
/// root of the exact modulus less 1, by Brent's method to 1e-13 of the edge; between two of them, further places are found
/// on normals of the curve until it is straight to `flatness` of the window. A loop of the curve that passes
/// through no edge is not seen.
public struct StabilityBoundary: Sendable {
  /// A place on the curve.
  public struct Point: Sendable, Equatable {
    /// The values of both quantities.
    public let horizontal: Double, vertical: Double
    /// Where the equilibrium is there.
    public let equilibrium: Players<[Double]>
    /// The eigenvalue on the circle, the one of a pair that is in the upper half plane.
    public let eigenvalue: Complex<Double>
    /// Which bifurcation the curve is of.
    public let kind: Kind

    init(at place: Place, _ equilibrium: Players<[Double]>, eigenvalue: Complex<Double>, isFold: Bool = false) {
      horizontal = place.horizontal
      vertical = place.vertical
      self.equilibrium = equilibrium
      self.eigenvalue = Complex(eigenvalue.real, abs(eigenvalue.imaginary))
      kind = abs(eigenvalue.imaginary) > 1e-9 ? .neimarkSacker : eigenvalue.real < 0 ? .flip : isFold ? .fold : .plusOne
    }
  }

  /// Which bifurcation a curve is of.
  public enum Kind: String, Sendable, CaseIterable {
    /// -1: a cycle of period two is born.
    case flip
    /// A pair e^{±iθ}: a closed curve is born.
    case neimarkSacker = "Neimark-Sacker"
    /// +1 while the equilibrium goes on: branches cross, or it lies on a line of equilibria.
    case plusOne = "eigenvalue +1"
    /// +1 where the equilibrium is lost: two of them meet and end.
    case fold
  }

  /// Connected pieces, each of one kind; where two kinds were traced to within `meeting` of the window of each
  /// other, neighbours share a point.
  public let pieces: [(kind: Kind, points: [Point])]
  /// The same of the eigenvalues behind the one farthest out, where they were asked for: bifurcations of an equilibrium that is
  /// unstable already, at which further cycles and equilibria are born. The number of eigenvalues outside changes there by one,
  /// or by two for a pair.
  public let secondary: [(kind: Kind, points: [Point])]

  /// How straight pieces are between points, in parts of the window.
  static let flatness = 2e-4
  /// How near to each other two kinds are traced, in parts of the window.
  static let meeting = 1e-6

  /// The curve in a plane, through as many cells as it has; nil where a quantity is a whole number. Throws what a map of
  /// spectral radii throws.
  ///
  /// Cost: a map of spectral radii, with `secondary` curves one more for each eigenvalue that is outside somewhere, and about ten
  /// Jacobians a point.
  public init?(in plane: MapPlane, withSecondary: Bool = false) throws {
    guard !plane.horizontal.isWhole, !plane.vertical.isWhole else { return nil }
    let tracer = try BoundaryTracer(plane)
    pieces = try (tracer.lines(of: .stability) + tracer.lines(of: .existence)).flatMap(tracer.divided)
    var secondary: [(kind: Kind, points: [Point])] = []
    var rank = 1
    while withSecondary {
      let tracer = try BoundaryTracer(plane, rank: rank)
      // Those behind it are farther in.
      guard tracer.isOutsideSomewhere else { break }
      secondary += try tracer.lines(of: .stability).flatMap(tracer.divided)
      rank += 1
    }
    self.secondary = secondary
  }

  /// All points.
  public var points: [Point] { pieces.flatMap(\.points) }
}
