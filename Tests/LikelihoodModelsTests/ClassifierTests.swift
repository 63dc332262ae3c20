import Datasets
import Foundation
import GameDynamics
import LikelihoodModels
import NeuralNetworks
import TestSupport
import Testing
import TorchTensors
import Training

@Suite("Classifier") struct ClassifierTests {
  static func settings(_ optimizer: String, steps: Int) -> Settings<ClassifierSettings> {
    var settings = ClassifierSettings.standard
    settings.data = "ring"
    settings.optimizer = optimizer
    settings.steps = steps
    settings.batchSize = 64
    settings.threads = 1
    return settings
  }

  /// Eight Gaussians of deviation 0.05 on a circle of radius 2 are told apart by a small perceptron, whichever optimizer
  /// trains it; an untrained network is at ln 8 = 2.079 nats.
  @Test(arguments: ["cosine:adam", "nesterov", "extragradient", "lookahead:adam"])
  func everyOptimizerLearnsTheRing(optimizer: String) throws {
    var settings = Self.settings(optimizer, steps: 150)
    if !optimizer.contains("adam") { settings.hyperparameters = ["eta-x": 0.1, "eta-y": 0.1] }
    let result = try ClassifierTrainer(settings).run()
    let losses = result.history.values(of: "classifier-loss")
    #expect(abs((losses.first ?? 0) - 2.079) < 0.3, "\(losses.first ?? .nan)")
    let accuracy = try result.problem.confusion(of: result.trained).accuracy
    #expect(accuracy > 0.99, "\(optimizer): \(accuracy)")
    #expect(result.point.y.count == 0 && result.history.values(of: "batch-accuracy").last ?? 0 > 0.9)
  }

  /// The gradient of a one-player game against a central difference; second derivatives; the other player has nothing.
  @Test func theGameIsExact() throws {
    let problem = try ClassifierTrainer(Self.settings("adam", steps: 1)).problem()
    let (game, point) = try problem.gameBeforeTraining(of: Draw(seed: 3, step: 0))
    let model = try game.localModel(at: point)
    let random = try RandomStream(seed: 9).normal([point.x.count])
    let v = try TensorList(copying: random * (1 / Double(point.x.count).squareRoot()), point.x.layout)
    let h = 1e-2
    func moved(_ step: Double) throws -> Players<TensorList> {
      var result = point
      try result.x.add(v, times: step)
      return result
    }
    let slope = try (game.losses(at: moved(h)).x - game.losses(at: moved(-h)).x) / (2 * h)
    #expect(try abs(slope - model.gradients.x.dot(v)) < 1e-3)
    // D²_xx is symmetric: ⟨u, D² v⟩ = ⟨D² u, v⟩. (Against differences: TensorGameTests, on smooth networks.)
    let u = try TensorList(copying: RandomStream(seed: 10).normal([point.x.count]), point.x.layout)
    let (left, right) = (try u.dot(model.ownX(times: v)), try v.dot(model.ownX(times: u)))
    #expect(abs(left - right) < 1e-3 * max(1, abs(left)))
    #expect(try model.mixedX(times: point.y).norm() == 0 && game.losses(at: point).y == 0)
    #expect(try game.resampled(0).losses(at: point).x != game.losses(at: point).x)
  }

  /// Killed after any step and resumed is straight through.
  @Test func resumedIsStraightThrough() throws {
    try expectResumedIsStraightThrough { try ClassifierTrainer(Self.settings("adam", steps: $0)) }
  }

  /// 3 right of 4: one of class 1 was held to be 0.
  @Test func confusionIsCounted() throws {
    let matrix = ConfusionMatrix(predictions: [0, 0, 1, 1], labels: [0, 1, 1, 1], classNames: ["a", "b"])
    #expect(matrix.counts == [[1, 0], [1, 2]] && matrix.accuracy == 0.75 && matrix.count == 4)
    #expect(ConfusionMatrix(predictions: [], labels: [], classNames: ["a"]).accuracy.isNaN)
  }

  @Test func dataWithoutClassesAreRefused() throws {
    let points = try GaussianMixture.ring().sample(count: 20, seed: 1).withFields([(name: "point", field: "point")])
    #expect(throws: TrainingError.self) {
      try ClassifierProblem(
        network: ImageClassifier.perceptron(sample: [2], classes: 2), dataset: points, batchSize: 4)
    }
  }
}
