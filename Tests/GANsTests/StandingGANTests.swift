import ComplexModule
import DurableFiles
import Foundation
import GameDynamics
import GameOptimizers
import GANs
import GSLNumerics
import KrylovEigenvalues
import StabilityAnalysis
import Testing
import TestSupport
import TorchTensors
import Training

/// A checkpoint as a game that stands still, and the spectrum there.
@Suite struct StandingGANTests {
  private func trained(_ optimizer: String, in folder: ScratchFolder, steps: Int = 6) throws -> StoredCheckpoint {
    var configuration = TrainingConfiguration()
    configuration.data = "ring"
    configuration.optimizer = optimizer
    configuration.steps = steps
    configuration.batchSize = 16
    configuration.latentSize = 2
    configuration.hidden = [3]
    configuration.regularizers = ["r1": 1]
    configuration.hyperparameters = ["eta-x": 0.05, "eta-y": 0.05]
    configuration.threads = 1
    _ = try GANTrainer(configuration).run(files: RunFiles(folder: folder.url))
    return try CheckpointStore.find(folder.url)
  }

  /// The point is the checkpoint's in double precision, the batch that of the run's next step, or a larger one.
  @Test func itIsTheCheckpointOnItsBatch() throws {
    let folder = try ScratchFolder()
    let stored = try trained("ogda", in: folder)
    let gan = try StandingGAN(stored)
    #expect(gan.step == 6 && gan.family.card.name == "ogda" && gan.game.real.shape == [16, 2])
    #expect(gan.point.x.dtype == .float64 && gan.state.vectors.count == 2)
    let file = try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(CheckpointStore.weightsFile))
    let weight = try file.tensor("generator.0.weight").to(.float64).doubles()
    #expect(try gan.point.x["generator.0.weight"]?.doubles() == weight)
    #expect(try StandingGAN(stored, batch: 100).game.real.shape == [100, 2])
    // Optimistic gradients remember the last one, which is not that of this batch.
    let gradient = try gan.game.gradients(at: gan.point)
    #expect(try gradient.x.norm() > 0)
    #expect(try gan.point(of: stored).x.coordinates() == gan.point.x.coordinates())
  }

  /// All eigenvalues of the game's Jacobian and of SimGD's iteration I - diag(η) J, dense by GSL and leading by ARPACK.
  @Test func leadingEigenvaluesAreTheDenseOnes() throws {
    let folder = try ScratchFolder()
    let gan = try StandingGAN(trained("simgd", in: folder))
    let n = gan.point.dimension
    let field = try GameJacobian.matrix(of: gan.game.localModel(at: gan.point), at: gan.point)
    #expect(n > LeadingSpectrum.denseLimit)
    let dense = try field.eigenvalues()
    let leading = try LinearizedGame(gan.game, at: gan.point).spectrum(LeadingEigenvalues(4, tolerance: 1e-10))
    #expect(leading.residual < 1e-8)
    for (place, value) in leading.eigenvalues.prefix(4).enumerated() {
      #expect(abs(value.length - dense[place].length) < 1e-7)
    }
    var h = gan.hyperparameters
    try h.setStepSizes(Players(x: 0.3, y: 0.2))
    var iteration = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<n { iteration[i, j] = (i == j ? 1 : 0) - (i < gan.point.x.dimension ? 0.3 : 0.2) * field[i, j] }
    }
    let spectrum = try IterationSpectra(of: gan.game, at: gan.point).spectrum(
      of: SimGDFamily(), h, LeadingEigenvalues(4, tolerance: 1e-10))
    #expect(abs(spectrum.radius - (try iteration.spectralRadius())) < 1e-7)
  }

  /// Adam at a checkpoint has second moments, and so a derivative; as it settles at the point it has none.
  @Test func adamNeedsItsOwnState() throws {
    let folder = try ScratchFolder()
    let gan = try StandingGAN(trained("adam", in: folder))
    let search = LeadingEigenvalues(2, tolerance: 1e-3)
    let own = LocalStability(
      of: gan.family, gan.hyperparameters, state: gan.state, on: gan.game, at: gan.point, search: search)
    #expect(try own.spectrum().radius.isFinite)
    #expect(throws: SpectrumError.notDifferentiable(optimizer: gan.family.card.title)) {
      try LocalStability(of: gan.family, gan.hyperparameters, on: gan.game, at: gan.point).spectrum()
    }
  }

  @Test func whatIsNoCheckpointOfAGANIsRefused() throws {
    let folder = try ScratchFolder()
    #expect(throws: (any Error).self) { try StandingGAN(CheckpointStore.find(folder.url.appending(path: "nowhere"))) }
    let stored = try trained("simgd", in: folder, steps: 1)
    #expect(throws: (any Error).self) { try StandingGAN(stored, batch: 100_000_000) }
    #expect(throws: (any Error).self) { try StandingGAN(stored, data: "grid") }
  }
}
