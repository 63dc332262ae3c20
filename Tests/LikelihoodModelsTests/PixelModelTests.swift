import Datasets
import Foundation
import GameDynamics
import LikelihoodModels
import NeuralNetworks
import TestSupport
import Testing
import TorchTensors
import Training

@Suite("Pixel models") struct PixelModelTests {
  /// Four images of 5 x 5 pixels, ten of each, in two classes: upright bars in columns 1 and 3, level ones in rows 1 and 3.
  static func bars() throws -> ImageDataset {
    func image(_ isLit: (Int, Int) -> Bool) -> [UInt8] {
      (0..<25).map { isLit($0 / 5, $0 % 5) ? 255 : 0 }
    }
    let four = [image { $1 == 1 }, image { $1 == 3 }, image { row, _ in row == 1 }, image { row, _ in row == 3 }]
    return try ImageDataset(
      name: "bars", channels: 1, height: 5, width: 5, bytes: (0..<40).flatMap { four[$0 % 4] },
      labels: (0..<40).map { $0 % 4 / 2 }, classNames: ["upright", "level"])
  }

  static func settings(
    _ model: PixelArchitecture, steps: Int, _ change: (inout Settings<PixelSettings>) -> Void = { _ in }
  ) -> Settings<PixelSettings> {
    var settings = PixelSettings.standard
    settings.optimizer = "adam"
    settings.hyperparameters = ["eta-x": 1e-2, "eta-y": 1e-2]
    settings.model = model.rawValue
    settings.layers = 2
    settings.features = 8
    settings.pixels = "bernoulli"
    settings.steps = steps
    settings.batchSize = 20
    settings.threads = 1
    change(&settings)
    return settings
  }

  static func trainer(_ settings: Settings<PixelSettings>) throws -> PixelTrainer {
    try PixelTrainer(settings, of: bars())
  }

  /// Four images of one probability each: no model does better than ln 4 = 1.386 nats, and after 300 steps every
  /// architecture does little worse. Told the class, which two images share, the bound is ln 2; the ways of saying what a
  /// pixel is have one bound.
  @Test(arguments: [
    (PixelArchitecture.pixelCNN, "softmax", true), (.gated, "bernoulli", false),
    (.pixelCNNPlusPlus, "logistic-mixture", false), (.rowLSTM, "bernoulli", true), (.diagonalBiLSTM, "softmax", false),
  ])
  func learnsTheEntropy(model: PixelArchitecture, pixels: String, conditional: Bool) throws {
    let settings = Self.settings(model, steps: 300) {
      $0.pixels = pixels
      $0.levels = 2
      $0.components = 2
      $0.conditional = conditional
      $0.layers = 1
    }
    let result = try Self.trainer(settings).run()
    let found = try result.problem.likelihood(of: result.trained, on: result.problem.dataset)
    let least = log(conditional ? 2.0 : 4)
    #expect(found.count == 40 && found.nats > least - 1e-3 && found.nats < least + 0.3, "\(found.nats)")
    #expect(abs(found.bitsPerDimension - found.nats / (25 * log(2.0))) < 1e-12)
    let bits = result.history.values(of: "bits-per-dimension").last ?? .nan
    #expect(abs(bits * 25 * log(2.0) - (result.history.values(of: "likelihood-loss").last ?? 0)) < 1e-4)
    // What it draws are nearly always such bars: e^-0.3 = 0.74 of the 64, and of the class that was asked for.
    let model = try result.problem.generator(of: result.trained)
    let images = try model.samples(Array(0..<64), seed: 3).floats()
    let real = try (0..<4).map { try Self.bars().batch([$0]) }
    let bars = (0..<64).count { place in
      guard let kind = real.firstIndex(of: Array(images[25 * place..<25 * place + 25])) else { return false }
      return !conditional || kind / 2 == place % 2
    }
    #expect(bars > 38, "\(bars) of 64")
  }

  /// The gradient against a central difference; another draw is another loss.
  @Test(arguments: PixelArchitecture.allCases) func theGameIsExact(_ model: PixelArchitecture) throws {
    let problem = try Self.trainer(Self.settings(model, steps: 1)).problem()
    let (game, point) = try problem.gameBeforeTraining(of: Draw(seed: 3, step: 0))
    let gradient = try game.gradient(.x, at: point)
    // Along the gradient itself, where the difference is largest beside rounding.
    let v = try TensorList(copying: gradient.flat * (1 / gradient.norm()), point.x.layout)
    let h = 1e-3
    func moved(_ step: Double) throws -> Players<TensorList> {
      var result = point
      try result.x.add(v, times: step)
      return result
    }
    let slope = try (game.losses(at: moved(h)).x - game.losses(at: moved(-h)).x) / (2 * h)
    #expect(try abs(slope - gradient.dot(v)) < 2e-2 * max(1, abs(slope)), "\(slope)")
    #expect(try game.resampled(0).losses(at: point).x != game.losses(at: point).x)
  }

  /// Killed after any step and resumed is straight through, the moving average too.
  @Test(arguments: [PixelArchitecture.pixelCNN, .pixelCNNPlusPlus, .diagonalBiLSTM])
  func resumedIsStraightThrough(_ model: PixelArchitecture) throws {
    func settings(_ steps: Int) -> Settings<PixelSettings> {
      Self.settings(model, steps: steps) {
        $0.average = 0.9
        $0.dropout = 0.3
        $0.conditional = true
      }
    }
    let scratch = try ScratchFolder()
    let straight = try Self.trainer(settings(6)).run()
    _ = try Self.trainer(settings(4)).run(files: RunFiles(folder: scratch.url))
    let resumed = try Self.trainer(settings(6)).run(files: RunFiles(folder: scratch.url, start: .resuming))
    #expect(resumed.firstStep == 4 && resumed.history == straight.history)
    #expect(try resumed.point.x.flat.bytes() == straight.point.x.flat.bytes())
    #expect(try resumed.trained.moving.x.flat.bytes() == straight.trained.moving.x.flat.bytes())
    #expect(try resumed.trained.moving.x.flat.bytes() != resumed.point.x.flat.bytes())
  }

  /// Any first-order optimizer brings down 784 ln 2 nats on drawn digits; static images are the same at every look.
  @Test(arguments: [("rmsprop", "static"), ("extragradient", "threshold"), ("adam", "dynamic")])
  func everyOptimizerLearns(optimizer: String, binarise: String) throws {
    var settings = Self.settings(.pixelCNN, steps: 12) {
      $0.optimizer = optimizer
      $0.hyperparameters = ["eta-x": 3e-3, "eta-y": 3e-3]
      $0.data = "synthetic"
      $0.binarise = binarise
      $0.layers = 1
      $0.batchSize = 16
    }
    let result = try PixelTrainer(settings).run()
    let losses = result.history.values(of: "likelihood-loss")
    // The extragradient's first loss is that of the point ahead.
    #expect(
      (losses.first ?? 0) > 250 && (losses.first ?? 0) < 650 && (losses.last ?? 1000) < 350,
      "\(optimizer): \(losses.first ?? .nan) \(losses.last ?? .nan)")
    let judged = try #require(result.problem.testset).first(20)
    let once = try result.problem.likelihood(of: result.trained, on: judged, seed: 1)
    let again = try result.problem.likelihood(of: result.trained, on: judged, seed: 2)
    #expect((once == again) == (binarise != "dynamic"))
    settings.pixels = "softmax"
    #expect(errorText { try PixelTrainer(settings) }?.contains("bernoulli pixels beside it") ?? false)
  }

  /// The original, its upper half, completions of it: two rows of five are kept of every image.
  @Test func exhibitsKeepWhatIsGiven() throws {
    let trained = try Self.trainer(Self.settings(.gated, steps: 1) { $0.conditional = true }).run()
    let names = try trained.problem.exhibits(of: trained.trained, count: 16, seed: 1).map(\.name)
    #expect(names == ["samples", "completions"])
    let sheet = try trained.problem.generator(of: trained.trained).completions(
      of: [0, 3], in: Self.bars(), each: 2, seed: 1)
    #expect(sheet.shape == [8, 1, 5, 5])
    let images = try sheet.reshape([2, 4, 25])
    for place in 0..<2 {
      let image = try Self.bars().batch([[0, 3][place]])
      for kind in 0..<4 {
        let shown = try images.select(0, place).select(0, kind).floats()
        #expect(shown.prefix(10) == image.prefix(10))
        if kind == 0 { #expect(shown == image) }
        if kind == 1 { #expect(shown.dropFirst(10).allSatisfy { $0 == 0 }) }
      }
    }
  }

  /// A checkpoint is opened by its family alone, and draws what the run drew: of its moving average, or of the parameters
  /// themselves.
  @Test func checkpointsAreReadBack() throws {
    let scratch = try ScratchFolder()
    let settings = Self.settings(.gated, steps: 3) {
      $0.average = 0.5
      $0.conditional = true
    }
    let result = try Self.trainer(settings).run(files: RunFiles(folder: scratch.url))
    let stored = try CheckpointStore.find(scratch.url)
    #expect(PixelFamily().opens(stored.manifest) && !VAEFamily().opens(stored.manifest))
    let read = try PixelFamily().model(of: stored, ModelOptions())
    let own = try result.problem.generator(of: result.trained)
    let drawn = try own.samples([5, 2], seed: 7, labels: [1, 0])
    #expect(try read.samples([5, 2], seed: 7, labels: [1, 0]).floats() == drawn.floats() && read.classes == 2)
    #expect(try own.samples([2], seed: 7, labels: [0]).floats() == drawn.narrow(0, start: 1, length: 1).floats())
    let moving = try PixelFamily().model(of: stored, ModelOptions(average: false))
    #expect(try moving.samples(Array(0..<32), seed: 7).floats() != read.samples(Array(0..<32), seed: 7).floats())
    var shares: [Double] = []
    _ = try read.samples(Array(0..<70), seed: 1, labels: nil) { shares.append($0) }
    #expect(shares.count == 10 && shares.last == 1 && shares == shares.sorted())
    #expect(
      errorText { try own.completions(of: [0], in: DrawnDigits.make(count: 1, seed: 1), each: 1, seed: 0) } != nil)
  }

  /// Numbers of parameters by hand, of h features, L layers, C channels, O outputs and two 1 x 1 layers over `trunk`
  /// features; an odd square kernel of side k counts its upper half, rows and all: k (k + 1)/2.
  @Test(arguments: [(channels: 1, layers: 7, features: 32), (3, 2, 12)])
  func sizes(channels: Int, layers: Int, features: Int) throws {
    let (C, L, h) = (channels, layers, features)
    for distribution in [LevelDistribution.categorical(levels: 256), .logisticMixture(components: 10, levels: 256)] {
      let O = distribution.outputs(channels: C)
      #expect(O == (distribution.isJoint ? (C == 1 ? 30 : 100) : 256 * C))
      let plan = PixelNetworkPlan(channels: C, distribution: distribution, layers: L, features: h)
      func head(_ trunk: Int) -> Int { trunk * 2 * h + 2 * h + 2 * h * O + O }
      let first = 2 * h * C * 28 + 2 * h
      let residual = (2 * h * h + h) + (h * h * 6 + h) + (h * 2 * h + 2 * h)
      #expect(try PixelArchitecture.pixelCNN.network(plan).parameterCount == first + L * residual + head(2 * h))
      let row = (2 * h * 4 * h * 2 + 4 * h) + 3 * h * 4 * h + (h * 2 * h + 2 * h)
      #expect(try PixelArchitecture.rowLSTM.network(plan).parameterCount == first + L * row + head(2 * h))
      let diagonal = 2 * ((2 * h * 4 * h + 4 * h) + 2 * h * 4 * h) + (h * 2 * h + 2 * h)
      #expect(try PixelArchitecture.diagonalBiLSTM.network(plan).parameterCount == first + L * diagonal + head(2 * h))
      // Vertical: 3 rows above of 7 pixels, then 2 of 3; horizontal: 4 pixels (one of them masked), then 2.
      func gated(_ inputs: Int, _ above: Int, _ beside: Int) -> Int {
        (inputs * 2 * h * above + 2 * h) + (inputs * 2 * h * beside + 2 * h) + (2 * h * 2 * h + 2 * h) + (h * h + h)
      }
      #expect(
        try PixelArchitecture.gated.network(plan).parameterCount == gated(C, 21, 4) + L * gated(h, 6, 2) + head(h))
      let image = ((C + 1) * h * 6 + h) + ((C + 1) * h * 3 + h) + ((C + 1) * h * 2 + h)
      func block(_ told: Int) -> Int {
        (2 * h * h * 6 + h) + (2 * h * 2 * h * 6 + 2 * h) + (2 * h * h * 4 + h) + (2 * h * 2 * h * 4 + 2 * h)
          + told * h + h
      }
      let halves = L * block(2 * h) + L * (block(4 * h) + 2 * h * h + h)
      #expect(
        try PixelArchitecture.pixelCNNPlusPlus.network(plan).parameterCount == image + halves + 2 * h * O + O)
    }
    // Of classes: a number for each feature, or for each gate of each stream.
    func added(_ architecture: PixelArchitecture) throws -> Int {
      func count(_ classes: Int?) throws -> Int {
        try architecture.network(
          PixelNetworkPlan(
            channels: C, distribution: .bernoulli, layers: L, features: h, classes: classes)
        ).parameterCount
      }
      return try count(10) - count(nil)
    }
    #expect(try added(.pixelCNN) == 20 * h && added(.rowLSTM) == 20 * h && added(.diagonalBiLSTM) == 20 * h)
    #expect(try added(.gated) == (L + 1) * 40 * h && added(.pixelCNNPlusPlus) == 2 * L * 40 * h)
  }

  /// What does not fit is said.
  @Test func whatDoesNotFitIsRefused() throws {
    #expect(
      errorText {
        try PixelArchitecture.pixelCNN.network(
          PixelNetworkPlan(channels: 3, distribution: .categorical(levels: 2), layers: 1, features: 2))
      }?.contains("at least 3") ?? false)
    var settings = Self.settings(.gated, steps: 1)
    settings.data = "ring"
    #expect(errorText { try PixelTrainer(settings).run() }?.contains("images, [channels, height, width]") ?? false)
    let grey = DataDescription(name: "nameless", sampleShape: [1, 4, 4])
    settings.conditional = true
    #expect(errorText { try settings.network(for: grey) }?.contains("nameless") ?? false)
  }
}
