#if COUNTERPLAY_TORCH
  /// A training run that is looked at after given times: how many units (stages of xICFG, steps of the others) it gets to
  /// by then, from the pace that was measured.
  struct PacedTraining {
    /// What trains, and what its looks are kept under.
    let run: CFGTraining, name: String, key: String
    /// Seconds of a unit.
    private var pace: Double
    /// What the pace counts from: nothing, or a look that came at another time than it should.
    private var start = (units: 0, seconds: 0.0)
    private var last = (units: 0, seconds: 0.0)

    init(run: CFGTraining, pace: Double, name: String, key: String) {
      (self.run, self.pace, self.name, self.key) = (run, pace, name, key)
    }

    /// So many, at least one more than before, that take so many seconds.
    func units(until seconds: Double) -> Int {
      max(last.units + 1, start.units + Int((seconds - start.seconds) / pace))
    }

    /// Takes in how long so many units have taken. Steps of ACGD become four times as long while it trains, as its solves
    /// take more iterations: where a look was off by a quarter, the pace since the one before is taken.
    mutating func note(_ units: Int, seconds: Double, target: Double) {
      let isOff = abs(seconds / target - 1) > 0.25
      let latest = (seconds - last.seconds) / Double(units - last.units)
      last = (units, seconds)
      if isOff, latest > 0 { (pace, start) = (latest, last) }
    }
  }
#endif
