#if COUNTERPLAY_TORCH
  import GANs
  import GameDynamics
  import Reports
  import Training

  /// One training run of a CFG experiment by any of the methods, which can be taken further and further: up to so many
  /// units, which are stages of xICFG and steps of the others.
  struct CFGTraining {
    /// By what.
    let method: CFGMethod
    /// Networks, data, batch and seed.
    let gan: ExperimentGAN
    /// What the forms of xICFG share.
    let functional: CFGMethod.Functional
    /// The step size of both networks.
    let rate: Double
    /// The run's folder.
    let name: String

    /// What a run has come to.
    struct State {
      /// The generator, with functional steps where it has some; nil where training has diverged.
      var generator: TrainedGenerator?
      /// Steps of the trainer, and time of training without scoring (`TrainingResult.ownTime`).
      var steps: Int, seconds: Double
      /// mean D(real) - mean D(generated) at the logged steps of D; of xICFG alone.
      var gap: [Double]
    }

    /// The trainer's steps for so many units.
    func steps(_ units: Int) throws -> Int {
      method.isFunctional ? try xicfg.plan.updates(ofStages: units) : units
    }

    private var xicfg: Settings<XICFGSettings> {
      var settings = functional.settings(method)
      settings.gan = method.gan(gan, rate: rate, steps: 0).settings
      return settings
    }

    /// Trains up to `units`, from where an earlier call has got to.
    func trained(to units: Int, on bench: Workbench, share: ClosedRange<Double>) throws -> State {
      let steps = try self.steps(units)
      var own = method.gan(gan, rate: rate, steps: steps)
      own.settings.logEvery = max(1, steps / 400)
      let history: TrainingHistory
      let isFinite: Bool
      if method.isFunctional {
        own.settings.logEvery = 1
        let result = try bench.trained(
          own.trainer(xicfg: functional.settings(method)), name, share: share, mayDiverge: true)
        (history, isFinite) = (result.history, result.nonFinite == nil)
      } else {
        let result = try bench.trained(own.trainer(), name, share: share, mayDiverge: true)
        (history, isFinite) = (result.history, result.nonFinite == nil)
      }
      return State(
        generator: isFinite ? try TrainedGenerator(bench.checkpoint(of: name)) : nil, steps: steps,
        seconds: bench.secondsOfTraining(name), gap: history.values(of: "logit-gap").filter { !$0.isNaN })
    }

    /// Seconds a unit takes, measured by training a few in memory: of xICFG without the fit to random images.
    func secondsOfUnit(units: Int) throws -> Double {
      func elapsed(_ units: Int) throws -> Double {
        let own = method.gan(gan, rate: rate, steps: try steps(units))
        return method.isFunctional
          ? try own.trainer(xicfg: functional.settings(method)).run().ownTime / .seconds(1)
          : try own.trainer().run().ownTime / .seconds(1)
      }
      // The first steps make buffers and threads, and a fit to random images comes once.
      let beginning = try elapsed(1)
      return max(1e-6, (try elapsed(units + 1) - beginning) / Double(units))
    }
  }
#endif
