import GameDynamics

extension MapJob {
  /// Everything that the numbers depend on, in words: two jobs with the same fingerprint give the same map.
  ///
  /// A game's name and parameters do not tell formulas and matrices of the user's apart, so the game's gradients at a
  /// point stand there too.
  public var fingerprint: String {
    """
    counterplay map 4
    kind: \(kind.text)
    optimizer: \(plane.setup.optimizer.card.name) \(Self.text(plane.setup.hyperparameters))
    game: \(plane.setup.game.card.name) \(plane.setup.game.card.formula) \(Self.text(plane.setup.gameParameters))
    gradients: \(probe)
    start: \(Self.text(plane.setup.start))
    equilibria: \(equilibria)
    horizontal: \(Self.text(plane.horizontal))
    vertical: \(Self.text(plane.vertical))

    """
  }

  private static func text(_ p: Parameters<Double>) -> String {
    p.specs.map { "\($0.name)=\((try? p.value($0.name)) ?? .nan)" }.joined(separator: " ")
  }

  private static func text(_ point: Players<[Double]>) -> String {
    Player.allCases.map { point[$0].map { "\($0)" }.joined(separator: ",") }.joined(separator: ";")
  }

  private static func text(_ axis: PlanarMap.Axis) -> String {
    let (low, high) = (axis.values.first ?? .nan, axis.values.last ?? .nan)
    return "\(axis.quantity.fullName) \(axis.scale == .log ? "log:" : "")\(low):\(high) \(axis.values.count)"
  }

  private var equilibria: String {
    switch plane.equilibria {
    case .knownOrFound: return "known or found"
    case .near(let points): return "near " + points.map(Self.text).joined(separator: " ")
    }
  }

  /// The gradients at two points that no symmetry singles out.
  private var probe: String {
    let dimensions = plane.setup.game.card.dimensions
    return [0.37, -1.13].map { scale in
      let point = dimensions.map { count in (0..<count).map { scale * (1 + 0.19 * Double($0)) } }
      let gradients = try? plane.setup.game.build(plane.setup.gameParameters, then: GradientProbe(point: point))
      return gradients.map(Self.text) ?? "none"
    }.joined(separator: " ")
  }
}

/// A game's gradients at a point.
private struct GradientProbe: GameContinuation {
  typealias Scalar = Double
  let point: Players<[Double]>
  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Players<[Double]>
  where G.V: CoordinateVector, G.V.Scalar == Double {
    try game.gradients(at: point.map { try G.V(coordinates: $0) }).map { try $0.coordinates() }
  }
}
