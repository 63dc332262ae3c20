import GameDynamics
import RealModule

/// A discriminator with parameters y: a logit D_y at every place, with its gradients by one pass backwards.
///
/// What is marked `@_specialize`, here and in the games, is compiled for the numbers of runs, maps and their Jacobians: a
/// family builds its game where no caller knows the types, and arithmetic on unknown types takes two to eleven times as
/// long.
public protocol ParticleDiscriminator: Sendable {
  /// How many coordinates a place has.
  var coordinates: Int { get }
  /// How many numbers y is.
  var parameterCount: Int { get }
  /// D_y at a place.
  func logit<D: Field>(_ y: [D], at place: [D]) -> D
  /// w ∂D/∂(place) with w = slope(D); adds w ∂D/∂y to `gradient`.
  func backward<D: Field>(_ y: [D], at place: [D], slope: (D) -> D, addingTo gradient: inout [D]) -> [D]
}

/// Logistic regression on powers of one number: D(x) = y₀ + y₁ x + y₂ x² + …, the constant left out where that is asked.
///
/// With squares it holds the exact ln(p*/p) of any two normal densities.
public struct PolynomialDiscriminator: ParticleDiscriminator {
  /// The highest power, at least 1.
  public let degree: Int
  /// Whether there is a y₀.
  public let hasConstant: Bool

  /// The powers up to `degree`; below 1 counts as 1.
  public init(degree: Int, hasConstant: Bool = true) {
    self.degree = max(1, degree)
    self.hasConstant = hasConstant
  }

  /// 1.
  public var coordinates: Int { 1 }
  /// As many as there are powers.
  public var parameterCount: Int { degree + (hasConstant ? 1 : 0) }

  /// D_y at x = place[0].
  @_specialize(where D == Double)
  @_specialize(where D == CalledLanes)
  @_specialize(where D == Dual<Double>)
  @_specialize(where D == Dual<CalledLanes>)
  @inlinable
  public func logit<D: Field>(_ y: [D], at place: [D]) -> D {
    var power = hasConstant ? D(1) : place[0]
    var sum = y[0] * power
    for i in 1..<y.count {
      power = power * place[0]
      sum = sum + y[i] * power
    }
    return sum
  }

  /// See `ParticleDiscriminator`.
  @_specialize(where D == Double)
  @_specialize(where D == CalledLanes)
  @_specialize(where D == Dual<Double>)
  @_specialize(where D == Dual<CalledLanes>)
  @inlinable
  public func backward<D: Field>(
    _ y: [D], at place: [D], slope: (D) -> D, addingTo gradient: inout [D]
  ) -> [D] {
    let w = slope(logit(y, at: place))
    var inPlace = D(0)
    // x^(k-1) and x^k.
    var (below, power) = (D(1), hasConstant ? D(1) : place[0])
    for i in 0..<y.count {
      let k = hasConstant ? i : i + 1
      if i > 0 { (below, power) = (power, power * place[0]) }
      gradient[i] = gradient[i] + w * power
      if k > 0 { inPlace = inPlace + D(Double(k)) * y[i] * below }
    }
    return [w * inPlace]
  }
}

/// Logistic regression on Gaussian bumps: D(x) = y₀ + Σ_k y_k exp(-‖x - c_k‖² / 2w²).
public struct BumpDiscriminator: ParticleDiscriminator {
  /// The bumps' centres c_k, all of as many coordinates.
  public let centres: [[Double]]
  /// w.
  public let width: Double

  /// Bumps of this width around these places; throws `VectorError` where there is none or they differ in length.
  public init(centres: [[Double]], width: Double) throws {
    guard let first = centres.first else { throw VectorError.wrongDimension(required: 1, given: 0) }
    for centre in centres where centre.count != first.count {
      throw VectorError.wrongDimension(required: first.count, given: centre.count)
    }
    self.centres = centres
    self.width = width
  }

  /// As many as a centre has.
  public var coordinates: Int { centres[0].count }
  /// One a bump, and y₀.
  public var parameterCount: Int { centres.count + 1 }

  @inlinable
  func bump<D: Field>(_ k: Int, at place: [D]) -> D {
    var square = D(0)
    for (x, c) in zip(place, centres[k]) { square = square + (x - D(c)) * (x - D(c)) }
    return .exp(D(-0.5 / (width * width)) * square)
  }

  /// D_y at a place.
  @_specialize(where D == Double)
  @_specialize(where D == CalledLanes)
  @_specialize(where D == Dual<Double>)
  @_specialize(where D == Dual<CalledLanes>)
  @inlinable
  public func logit<D: Field>(_ y: [D], at place: [D]) -> D {
    var sum = y[0]
    for k in centres.indices { sum = sum + y[k + 1] * bump(k, at: place) }
    return sum
  }

  /// See `ParticleDiscriminator`.
  @_specialize(where D == Double)
  @_specialize(where D == CalledLanes)
  @_specialize(where D == Dual<Double>)
  @_specialize(where D == Dual<CalledLanes>)
  @inlinable
  public func backward<D: Field>(
    _ y: [D], at place: [D], slope: (D) -> D, addingTo gradient: inout [D]
  ) -> [D] {
    let bumps = centres.indices.map { bump($0, at: place) }
    var value = y[0]
    for (k, bump) in bumps.enumerated() { value = value + y[k + 1] * bump }
    let w = slope(value)
    gradient[0] = gradient[0] + w
    var inPlace = place.map { _ in D(0) }
    for (k, bump) in bumps.enumerated() {
      gradient[k + 1] = gradient[k + 1] + w * bump
      let pull = D(-1 / (width * width)) * y[k + 1] * bump
      for i in place.indices { inPlace[i] = inPlace[i] + pull * (place[i] - D(centres[k][i])) }
    }
    return inPlace.map { w * $0 }
  }
}

/// A small network of one output.
public struct NetworkDiscriminator: ParticleDiscriminator {
  /// The network; y are its weights.
  public let network: DenseNetwork

  /// The discriminator that is this network; throws `VectorError` where it has not one output.
  public init(_ network: DenseNetwork) throws {
    guard network.widths.last == 1 else {
      throw VectorError.wrongDimension(required: 1, given: network.widths.last ?? 0)
    }
    self.network = network
  }

  /// As many as the network has inputs.
  public var coordinates: Int { network.widths[0] }
  /// As many as the network has weights.
  public var parameterCount: Int { network.weightCount }

  /// The network's output.
  @_specialize(where D == Double)
  @_specialize(where D == CalledLanes)
  @_specialize(where D == Dual<Double>)
  @_specialize(where D == Dual<CalledLanes>)
  @inlinable
  public func logit<D: Field>(_ y: [D], at place: [D]) -> D { network.forward(y, place).output[0] }

  /// See `ParticleDiscriminator`.
  @_specialize(where D == Double)
  @_specialize(where D == CalledLanes)
  @_specialize(where D == Dual<Double>)
  @_specialize(where D == Dual<CalledLanes>)
  @inlinable
  public func backward<D: Field>(
    _ y: [D], at place: [D], slope: (D) -> D, addingTo gradient: inout [D]
  ) -> [D] {
    let pass = network.forward(y, place)
    return network.backward(y, pass, [slope(pass.output[0])], addingTo: &gradient)
  }
}
