import Foundation
import GameDynamics
import SmallGames
import TestSupport

/// Random points and parameters of a game, from its card alone.
struct GameSampling {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// Within 1/2 of the standard start, in every coordinate.
  mutating func point(of card: GameCard) -> Players<[Double]> {
    card.standardStart.map { $0.map { $0 + random.uniform(-0.5...0.5) } }
  }

  /// Coordinates uniform in -1...1.
  mutating func direction(of card: GameCard) -> Players<[Double]> {
    card.dimensions.map { random.uniforms($0) }
  }

  /// Standard values moved by up to a tenth, within their bounds, so that no formula is tested at 0 and 1 alone.
  mutating func parameters(of card: GameCard) throws -> Parameters<Double> {
    var result = Parameters<Double>(card.parameters)
    for spec in card.parameters {
      let moved = spec.standard * random.uniform(0.9...1.1)
      try result.set(spec.name, to: min(max(moved, spec.minimum), spec.maximum))
    }
    return result
  }
}

/// What a game says at one point, over any field: plain lists of numbers, so that fields can be compared.
struct GameReading<F: TestField> {
  var isZeroSum: Bool
  var losses: Players<F>
  /// By the game's `gradient`.
  var gradient: Players<[F]>
  /// By the game's `gradients`.
  var gradients: Players<[F]>
  /// By the model's `gradients`.
  var modelGradients: Players<[F]>
  /// By the model: of the loss (outer) in the variable (inner).
  var allGradients: Players<Players<[F]>>
  /// By the model: of the loss, rows, columns, times the direction's part in the columns.
  var products: Players<Players<Players<[F]>>>
  /// By the model's named products: mixedX, mixedY, mixedXTransposed, mixedYTransposed, ownX, ownY, mixed(.x), mixed(.y).
  var named: [[F]]
}

extension GameFamily {
  /// Reads the game at a point, times a direction, through the registration path.
  func reading<F: TestField>(
    _ p: Parameters<F>, at point: Players<[F]>, times direction: Players<[F]>
  ) throws -> GameReading<F> {
    try build(p, then: Reader(point: point, direction: direction))
  }
}

private struct Reader<F: TestField>: GameContinuation {
  typealias Scalar = F
  let point: Players<[F]>
  let direction: Players<[F]>

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> GameReading<F>
  where G.V: CoordinateVector, G.V.Scalar == F {
    let at = try point.map { try G.V(coordinates: $0) }
    let v = try direction.map { try G.V(coordinates: $0) }
    let model = try game.localModel(at: at)
    func perPlayer<T>(_ value: (Player) throws -> T) rethrows -> Players<T> {
      Players<T>(x: try value(.x), y: try value(.y))
    }
    return GameReading(
      isZeroSum: game.isZeroSum, losses: try game.losses(at: at),
      gradient: try perPlayer { try game.gradient($0, at: at).coordinates() },
      gradients: try game.gradients(at: at).map { try $0.coordinates() },
      modelGradients: try model.gradients.map { try $0.coordinates() },
      allGradients: try perPlayer { (loss: Player) throws -> Players<[F]> in
        try perPlayer { try model.gradient(of: loss, in: $0).coordinates() }
      },
      products: try perPlayer { loss in
        try perPlayer { rows in
          try perPlayer { columns in
            try model.hessianProduct(of: loss, rows: rows, columns: columns, times: v[columns]).coordinates()
          }
        }
      },
      named: try [
        model.mixedX(times: v.y), model.mixedY(times: v.x), model.mixedXTransposed(times: v.x),
        model.mixedYTransposed(times: v.y), model.ownX(times: v.x), model.ownY(times: v.y),
        model.mixed(.x, times: v.y), model.mixed(.y, times: v.x),
      ].map { try $0.coordinates() })
  }
}
