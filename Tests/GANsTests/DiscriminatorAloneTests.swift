import DurableFiles
import Foundation
import GANs
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors
import Training

/// A GAN's checkpoint adopted, the generator at rest, the discriminator trained on by any optimizer.
@Suite("Starts and rests") struct DiscriminatorAloneTests {
  /// A pair trained for a few steps; returns its folder and what came of it.
  static func trained(in folder: URL, _ change: (inout TrainingConfiguration) -> Void = { _ in }) throws -> GANResult {
    var c = TrainingStepTests.configuration("simgd", steps: 4)
    change(&c)
    return try GANTrainer(c).run(files: RunFiles(folder: folder))
  }

  static func alone(
    _ optimizer: String, steps: Int, from folder: URL, rest: [String] = ["generator"]
  ) throws -> GANTrainer {
    var c = TrainingStepTests.configuration(optimizer, steps: steps)
    c.rest = rest
    return try GANTrainer(c, start: .adopted(Adoption(CheckpointStore.find(folder))))
  }

  @Test(arguments: [
    "simgd", "adam", "cosine:alternating:adam", "extragradient", "lookahead:adam", "acgd", "cgd", "ocgd-y",
    "ocgd-plain-y",
  ])
  func theGeneratorStandsAndTheDiscriminatorLearns(optimizer: String) throws {
    try withFolder { folder in
      let before = try Self.trained(in: folder)
      let result = try Self.alone(optimizer, steps: 5, from: folder).run()
      #expect(result.outcome == .stepCapReached(steps: 5) && result.firstStep == 0)
      #expect(try result.point.x.flat.bytes() == before.point.x.flat.bytes(), "the generator stands")
      #expect(try (result.point.y - before.point.y).norm() > 1e-6, "the discriminator moves")
    }
  }

  /// y ← y - η ∂g/∂y by hand, from the adopted point, with G as it is.
  @Test func aStepOfTheDiscriminatorAloneIsItsGradientStep() throws {
    try withFolder { folder in
      let before = try Self.trained(in: folder)
      let trainer = try Self.alone("simgd", steps: 1, from: folder)
      let gradient = try trainer.source.game(atStep: 0).gradient(.y, at: before.point)
      var expected = before.point.y
      try expected.add(gradient, times: -0.05)
      #expect(try difference(trainer.run().point.y, expected) < 1e-6)
    }
  }

  /// One-sided CGD reckons with the answer that G would give, so it differs from the adaptive step alone, which is what
  /// it takes where that answer has step size 0.
  @Test func oneSidedStepsReckonWithTheAnswer() throws {
    try withFolder { folder in
      _ = try Self.trained(in: folder) { $0.loss = "minimax" }
      func move(_ etaX: Double) throws -> TensorList {
        var c = TrainingStepTests.configuration("ocgd-y", steps: 3)
        (c.rest, c.loss) = (["generator"], "minimax")
        c.hyperparameters = ["eta-x": etaX, "eta-y": 0.05]
        return try GANTrainer(c, start: .adopted(Adoption(CheckpointStore.find(folder)))).run().point.y
      }
      #expect(try difference(move(0.05), move(0)) > 1e-5)
    }
  }

  /// A layer at rest is not in the vector, stays as it was, and everything else moves; killed and resumed, too.
  @Test func aLayerAtRest() throws {
    try withFolder { folder in
      let before = try Self.trained(in: folder.appendingPathComponent("first"))
      let trainer = {
        try Self.alone(
          "adam", steps: $0, from: folder.appendingPathComponent("first"), rest: ["generator.0", "discriminator.2"])
      }
      let result = try trainer(4).run()
      #expect(result.point.x.layout.entries.allSatisfy { !$0.name.hasPrefix("generator.0.") })
      #expect(result.resting.x.layout.entries.map(\.name) == ["generator.0.weight", "generator.0.bias"])
      for entry in result.resting.y.layout.entries {
        #expect(try result.resting.y[entry.name]?.doubles() == before.point.y[entry.name]?.doubles())
      }
      #expect(try result.point.x["generator.2.weight"]?.doubles() != before.point.x["generator.2.weight"]?.doubles())
      let place = folder.appendingPathComponent("run")
      _ = try trainer(2).run(files: RunFiles(folder: place))
      let resumed = try trainer(4).run(files: RunFiles(folder: place, start: .resuming))
      #expect(try resumed.point.x.flat.bytes() == result.point.x.flat.bytes())
      #expect(try resumed.resting.x.flat.bytes() == result.resting.x.flat.bytes())
      // The generator of such a checkpoint is whole.
      let generator = try TrainedGenerator(CheckpointStore.find(place))
      #expect(try generator.parameters.count == before.point.x.count && generator.parameters.isFinite())
    }
  }

  /// Adoption is by name: a larger network keeps what fits by name, other shapes are refused, and nothing at all too.
  @Test func adoptionIsByName() throws {
    try withFolder { folder in
      let before = try Self.trained(in: folder)
      let stored = try CheckpointStore.find(folder)
      var deeper = TrainingStepTests.configuration("simgd", steps: 0)
      deeper.hidden = [8, 8, 8]
      var said: [String] = []
      let lines = Lines()
      var adoption = Adoption(stored)
      adoption.only = ["generator.0", "generator.2"]
      let result = try GANTrainer(deeper, start: .adopted(adoption)).run(
        listener: RunListener(tell: { lines.add($0) }))
      said = lines.all
      #expect(try result.point.x["generator.2.bias"]?.doubles() == before.point.x["generator.2.bias"]?.doubles())
      #expect(said.contains { $0.contains("adopted 4 of 16 tensors") }, "\(said)")
      var wider = TrainingStepTests.configuration("simgd", steps: 0)
      wider.hidden = [9, 9]
      let shape = #expect(throws: FileError.self) {
        try GANTrainer(wider, start: .adopted(Adoption(stored))).run()
      }
      #expect(shape?.description.contains("--adopt") == true)
      adoption.only = ["critic"]
      #expect(throws: FileError.self) { try GANTrainer(deeper, start: .adopted(adoption)).run() }
    }
  }

  @Test func whoCannotMoveIsToldSo() throws {
    func refusal(_ change: (inout TrainingConfiguration) -> Void) -> String {
      var c = TrainingStepTests.configuration("simgd", steps: 1)
      change(&c)
      do {
        _ = try GANTrainer(c).run()
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(refusal { $0.rest = ["generator", "discriminator"] }.contains("all of them rest"))
    #expect(refusal { ($0.optimizer, $0.rest) = ("ocgd-x", ["generator"]) }.contains("moves only its opponent"))
    #expect(refusal { ($0.discriminatorSteps, $0.rest) = (2, ["discriminator"]) }.contains("second player"))
  }

  /// Lines that a listener is told.
  final class Lines: @unchecked Sendable {
    private(set) var all: [String] = []
    func add(_ line: String) { all.append(line) }
  }
}
