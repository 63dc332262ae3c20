#if COUNTERPLAY_TORCH
  import Reports

  /// What an experiment on images trains by CFG and its rivals, and for how long.
  struct CFGImagePlan {
    /// A way to train a pair of networks.
    struct Arm: Hashable {
      /// Which networks: the convolutional pair, the same without batch normalization, or its discriminator with the fully
      /// connected approximator.
      enum Pair: String {
        case convolutional = "conv"
        case plain
        case connected = "fc"

        /// What legends add to a method.
        var suffix: String {
          switch self {
          case .convolutional: ""
          case .plain: ", no normalization"
          case .connected: ", fully connected"
          }
        }
      }
      var method: CFGMethod
      var pair: Pair
      /// As in tables and folders.
      var name: String { "\(pair.rawValue)-\(method.rawValue)" }
      /// What legends say.
      var title: String { method.title + pair.suffix }
      /// Which of its step sizes is chosen.
      var stepSizeName: String { method.isFunctional ? "eta" : "rate" }
    }

    /// Which images.
    var set: CFGImageSet.Name
    /// The pairs of networks, by their names in the catalogue; what xICFG does with them, and at which step size of both
    /// networks, where the search for the rivals' begins.
    var architectures: [Arm.Pair: String]
    var functional: [Arm.Pair: CFGMethod.Functional]
    var rates: [Arm.Pair: Double] = [.convolutional: 2.5e-4, .plain: 2.5e-4, .connected: 1e-4]
    /// Whether xICFG's η is looked for too: at smaller widths than the paper's, with which ∇D is another.
    var tunesFunctional = false
    /// What is compared.
    var arms: [Arm]
    /// Seconds of training of every arm, looks on the way, and seconds of the convolutional xICFG, which goes on.
    var seconds: Double, looks: Int, longest: Double
    /// Units (stages, steps) in place of measured time, for the quick form.
    var units: (stages: Int, steps: Int)?
    /// How many seeds; samples of a look, and of the last.
    var seeds: Int, samples: Int, lastSamples: Int
    /// Samples a batch; steps of the classifier.
    var batch = 64, classifierSteps = 3000

    /// The paper's settings for a set of images, the budget's widths and times.
    ///
    /// T and η are those of the paper's runs (η where the search for it begins), which used pools again; N = 640, 10 epochs.
    /// Widths and times are smaller but at the original's: 15,000 GPU seconds for MNIST, 100,000 for the others.
    init(_ set: CFGImageSet.Name, _ budget: Workbench.Budget) {
      self.set = set
      let steps = set == .mnist ? 10 : set == .svhn ? 5 : 15
      let eta = set == .svhn ? 0.25 : 1
      functional = [
        .convolutional: .init(steps: steps, stepSize: eta, particles: 640, epochs: 10),
        .plain: .init(steps: steps, stepSize: set == .svhn ? 0.5 : 2.5, particles: 640, epochs: 10),
        .connected: .init(
          steps: 25, stepSize: set == .mnist ? 0.1 : set == .svhn ? 0.25 : 0.5, particles: 640, epochs: 10),
      ]
      let rivals: [CFGMethod] = [.gan0, .gan1, .wgan, .penalty, .acgd]
      let convolutional = ([.xicfg] + rivals).map { Arm(method: $0, pair: .convolutional) }
      let connected = [CFGMethod.xicfg, .gan0, .gan1].map { Arm(method: $0, pair: .connected) }
      let forms = [CFGMethod.fresh, .runningStatistics].map { Arm(method: $0, pair: .convolutional) }
      arms = convolutional + connected + forms + [Arm(method: .xicfg, pair: .plain)]
      let isLarge = set == .lsun
      (seeds, samples, lastSamples) = (3, 2000, 10_000)
      switch budget {
      case .quick:
        architectures = [.convolutional: isLarge ? "cfg-resnet-64-w4" : "cfg-dcganx-32-w4"]
        arms = [CFGMethod.xicfg, .gan0, .gan1].map { Arm(method: $0, pair: .convolutional) }
        functional[.convolutional] = .init(steps: 2, stepSize: eta, particles: 32, epochs: 2)
        (seconds, looks, longest, units) = (0, 1, 0, (stages: 3, steps: 10))
        (seeds, samples, lastSamples, batch, classifierSteps) = (1, 60, 60, 16, isLarge ? 20 : 60)
      case .full:
        architectures = [
          .convolutional: isLarge ? "cfg-resnet-64-w16" : "cfg-dcganx-32-w16",
          .connected: isLarge ? "cfg-fc-64" : "cfg-fc-32-w16",
          .plain: isLarge ? "cfg-resnet-64-plain" : "cfg-dcganx-32-w16-plain",
        ]
        (seconds, looks, longest, tunesFunctional) = (180, 3, 1200, true)
        // With the paper's 0.1 such small networks stay at noise for longer than this (70 stages at one seed; at 0.8 it
        // takes 5 at another).
        if set == .mnist { functional[.connected]?.stepSize = 0.8 }
        if set != .mnist { (seconds, longest) = (600, 600) }
        if isLarge { arms = convolutional }
      case .original:
        architectures = [
          .convolutional: isLarge ? "cfg-resnet-64" : set == .svhn ? "cfg-dcganx-32-w64" : "cfg-dcganx-32",
          .connected: isLarge ? "cfg-fc-64" : set == .svhn ? "cfg-fc-32-w64" : "cfg-fc-32",
          .plain: isLarge
            ? "cfg-resnet-64-plain" : set == .svhn ? "cfg-dcganx-32-w64-plain" : "cfg-dcganx-32-plain",
        ]
        seconds = set == .mnist ? 15_000 : 100_000
        (looks, longest) = (set == .mnist ? 15 : 20, seconds)
      }
    }

    /// Whether an arm's step size is the best of several after the first look at the first seed, since the paper tuned them
    /// ("best configuration per method"): of xICFG η, of the others that of both networks. The forms of xICFG take over its η.
    func isTuned(_ arm: Arm) -> Bool {
      units == nil && (arm.method == .xicfg ? tunesFunctional : !arm.method.isFunctional)
    }

    /// Where an arm's step size is looked for, and what it is where it is not.
    func stepSize(_ arm: Arm) -> Double? { arm.method.isFunctional ? functional[arm.pair]?.stepSize : rates[arm.pair] }

    /// Whether a look is of an arm that goes on to `longest`.
    func goesOn(_ arm: Arm) -> Bool { longest > seconds && arm == Arm(method: .xicfg, pair: .convolutional) }
  }
#endif
