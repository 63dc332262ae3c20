import GSLNumerics
import GameDynamics
import RealModule

/// Functional gradient steps in one dimension with a discriminator that is fitted by logistic regression on features, over
/// densities instead of samples: D_ε = yᵀφ minimises ∫p* log(1 + e^-D) + ∫p log(1 + e^D).
///
/// The density after t steps is known along the paths of fixed places x₀: ln p_t(x_t) = ln p₀(x₀) - Σ ln(1 + ηg′). So are
/// integrals over p_t, which are integrals over p₀ of what is at x_t, and KL(p*‖p_t) = ∫p₀ r ln r, r = p*/p_t at x_t. The
/// slope of ln p_t goes along too, so that the exact D is known as well as the fitted one.
package struct FittedFlow {
  /// φ: 1, x, x² if asked, and Gaussian bumps of a width.
  package struct Features: Sendable {
    let hasSquare: Bool
    let centres: [Double]
    let width: Double

    /// 1 and x, x² if asked, and a bump of the width around each centre.
    package init(hasSquare: Bool, centres: [Double], width: Double) {
      self.hasSquare = hasSquare
      self.centres = centres
      self.width = width
    }

    /// φ and its three derivatives at x.
    struct Values {
      var value: [Double], slope: [Double], curvature: [Double], third: [Double]
    }

    func callAsFunction(_ x: Double) -> Values {
      var result = Values(value: [1, x], slope: [0, 1], curvature: [0, 0], third: [0, 0])
      if hasSquare {
        result.value.append(x * x)
        result.slope.append(2 * x)
        result.curvature.append(2)
        result.third.append(0)
      }
      for centre in centres {
        let u = (x - centre) / width
        let bump = Double.exp(-0.5 * u * u)
        result.value.append(bump)
        result.slope.append(-u / width * bump)
        result.curvature.append((u * u - 1) / (width * width) * bump)
        result.third.append((3 - u * u) * u / (width * width * width) * bump)
      }
      return result
    }
  }

  let target: NormalMixture
  let features: Features
  /// x_t and ln p_t there, and the weights of integrals over p₀.
  package private(set) var places: [Double]
  package private(set) var logDensities: [Double]
  /// ∂ln p_t/∂x there.
  private var scores: [Double]
  private let masses: [Double]
  /// y.
  private var y: [Double]
  private let targetFeatures: [[Double]]
  private let targetMasses: [Double]

  /// From `start`, with a rule of so many nodes for integrals over either density.
  package init(to target: NormalMixture, from start: NormalMixture, features: Features, nodes: Int) throws {
    self.target = target
    self.features = features
    let rule = try GaussLegendreRule(count: nodes, over: start.box[0])
    places = rule.nodes
    logDensities = rule.nodes.map { start.logDensity([$0]) }
    scores = rule.nodes.map { start.score($0) }
    masses = zip(rule.weights, logDensities).map { $0 * Double.exp($1) }
    let targetRule = try GaussLegendreRule(count: nodes, over: target.box[0])
    targetFeatures = targetRule.nodes.map { features($0).value }
    targetMasses = zip(targetRule.weights, targetRule.nodes).map { $0 * Double.exp(target.logDensity([$1])) }
    y = [Double](repeating: 0, count: features(0).value.count)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  /// KL(p*‖p_t).
  package func divergence() -> Double {
    var sum = 0.0
    for k in places.indices {
      let log = target.logDensity([places[k]]) - logDensities[k]
      sum += masses[k] * Double.exp(log) * log
    }
    return sum
  }

  /// Newton's method from where y stands, with a penalty of 5e-9 ‖y‖² against features that say the same.
  private mutating func fit(_ own: [[Double]]) throws {
    let n = y.count
    for _ in 0..<40 {
      var gradient = y.map { 1e-8 * $0 }
      var hessian = Matrix(identity: n, times: 1e-8)
      func add(_ features: [[Double]], _ masses: [Double], isTarget: Bool) {
        for (phi, mass) in zip(features, masses) {
          let d = Double.sigmoid(Self.product(y, phi))
          let (first, second) = (mass * (isTarget ? d - 1 : d), mass * d * (1 - d))
          for i in 0..<n {
            gradient[i] += first * phi[i]
            for j in 0...i { hessian[i, j] += second * phi[i] * phi[j] }
          }
        }
      }
      add(targetFeatures, targetMasses, isTarget: true)
      add(own, masses, isTarget: false)
      for i in 0..<n { for j in 0..<i { hessian[j, i] = hessian[i, j] } }
      let move = try hessian.inverse().times(DenseVector(gradient)).elements
      for i in 0..<n { y[i] -= move[i] }
      if Self.product(gradient, gradient) < 1e-22 { break }
    }
  }

  /// Fits D_ε and takes a step of s = 1, g = D_ε′. Returns by how much KL falls per η as η → 0: ∫p* g D′, and what D_ε
  /// believes of it, ∫p* g².
  package mutating func step(_ eta: Double) throws -> (known: Double, believed: Double) {
    let here = places.map { features($0) }
    try fit(here.map(\.value))
    var (known, believed) = (0.0, 0.0)
    for k in places.indices {
      let g = Self.product(y, here[k].slope)
      let mass = masses[k] * Double.exp(target.logDensity([places[k]]) - logDensities[k])
      known += mass * g * (target.score(places[k]) - scores[k])
      believed += mass * g * g
      let stretch = 1 + eta * Self.product(y, here[k].curvature)
      scores[k] = (scores[k] - eta * Self.product(y, here[k].third) / stretch) / stretch
      places[k] += eta * g
      logDensities[k] -= Double.log(stretch)
    }
    return (known, believed)
  }
}
