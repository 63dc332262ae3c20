import DurableFiles
import Datasets
import Foundation
import GANs
import GameDynamics
import NeuralNetworks
import Testing
import Training

/// Data that cannot be read in the midst of a run.
@Suite("Data that break") struct BrokenDataTests {
  /// A ring of which one sample cannot be read, as a file that is damaged while a run goes on.
  struct Damaged: Dataset {
    let base: PointDataset
    let broken: Int
    var name: String { base.name }
    var count: Int { base.count }
    var fields: [FieldCard] { base.fields }
    var fingerprint: Fingerprint { base.fingerprint }
    func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
      if indices.contains(broken) {
        throw FileError(
          .unreadableFile, subject: "sample \(broken)", required: "a readable sample", given: "a damaged one",
          remedy: "replace it")
      }
      return try base.floats(field, at: indices)
    }
    func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
      try base.integers(field, at: indices)
    }
  }

  /// The steps before are saved, whatever `checkpoint-every` says; with the sample mended the run goes on from there and
  /// computes what an unbroken one computes.
  @Test func whatWasGoodIsSavedBeforeTheErrorGoesOn() throws {
    try withFolder { folder in
      let ring = try GaussianMixture.ring().sample(count: 160, seed: 1)
      var c = TrainingStepTests.configuration("adam", steps: 10)
      c.discriminatorSteps = 1
      // Each epoch has ten batches of 16; the sample that step 6 takes first is the broken one.
      let sixth = try Minibatches(of: ring, batchSize: 16).batch(of: Draw(seed: c.seed, step: 6)).indices[0]
      func trainer(_ dataset: any Dataset) throws -> Trainer<GANProblem> {
        let model = try GANModel(
          generator: .mlp(widths: [2, 8, 2], activation: .tanh),
          discriminator: .mlp(widths: [2, 8, 1], activation: .tanh), loss: NonSaturatingLoss())
        return try Trainer(c.effective()) { _ in
          try GANProblem(model: model, dataset: dataset, batchSize: 16, latentSize: 2)
        }
      }
      let error = #expect(throws: FileError.self) {
        try trainer(Damaged(base: ring, broken: sixth)).run(files: RunFiles(folder: folder))
      }
      #expect(error?.subject == "sample \(sixth)")
      #expect(try RunFiles.latest(in: folder)?.manifest.step == 6)
      let resumed = try trainer(ring).run(files: RunFiles(folder: folder, start: .resuming))
      #expect(resumed.firstStep == 6)
      #expect(try resumed.point.x.flat.bytes() == trainer(ring).run().point.x.flat.bytes())
    }
  }
}
