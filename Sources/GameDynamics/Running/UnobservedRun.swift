extension Driver {
  /// Runs as `run` does, with nobody watching, and gives the same result bit for bit; for maps.
  ///
  /// The ledger is asked once a stretch of steps instead of once a step: a stretch only notes where some criterion may
  /// have been met, and is run again, step by step, when one may. On lanes that makes the bookkeeping of a step four
  /// operations of the processor, without a branch. A criterion that is neither of size nor of distance is looked at step by
  /// step.
  @inlinable
  public func runUnobserved<O: Optimizer, S: GameSource>(
    _ optimizer: O, on source: S, from start: Players<V>, state: O.State? = nil, firstStep: Int = 0
  ) throws -> Result<O.State> where O.V == V, S.Source: SecondOrderGame, S.Source.V == V {
    var progress = Progress<O.State>(
      at: start, state: try state ?? optimizer.initialState(at: start), step: firstStep,
      divergenceBound: divergenceBound)
    try goOn(&progress, optimizer, on: source, Watch(self, at: start))
    return try progress.result(of: .stepCapReached(steps: progress.step))
  }

  /// To the end.
  @inlinable
  func goOn<O: Optimizer, S: GameSource>(
    _ progress: inout Progress<O.State>, _ optimizer: O, on source: S, _ watch: Watch
  ) throws where O.V == V, S.Source: SecondOrderGame, S.Source.V == V {
    var stretch = Self.firstStretch
    while progress.step < stepCap, progress.ledger.someLaneRuns {
      let last = min(progress.step + stretch, stepCap)
      if watch.allowsStretches, try advance(&progress, optimizer, on: source, to: last, watch) {
        stretch = 4 * Self.firstStretch
        continue
      }
      stretch = Self.firstStretch
      try record(&progress, optimizer, on: source, to: last, watch)
    }
  }

  /// Up to `last`, or until no lane runs: the steps at which some criterion may have been met with the ledger, those between
  /// without.
  @inlinable
  func record<O: Optimizer, S: GameSource>(
    _ progress: inout Progress<O.State>, _ optimizer: O, on source: S, to last: Int, _ watch: Watch
  ) throws where O.V == V, S.Source: SecondOrderGame, S.Source.V == V {
    while progress.step < last, progress.ledger.someLaneRuns {
      if !watch.isOther { try advanceToEvent(&progress, optimizer, on: source, to: last, watch) }
      if progress.step == last { return }
      _ = try advanceRecording(&progress, in: source.game(atStep: progress.step)) {
        try optimizer.step(&$0, &$1, in: $2)
      }
    }
  }

  /// Steps up to the one before the next at which some criterion may be met in a lane that runs, `last` at most.
  @inlinable @inline(never)
  func advanceToEvent<O: Optimizer, S: GameSource>(
    _ progress: inout Progress<O.State>, _ optimizer: O, on source: S, to last: Int, _ watch: Watch
  ) throws where O.V == V, S.Source: SecondOrderGame, S.Source.V == V {
    var stretch = Stretch(of: optimizer, from: progress)
    var step = progress.step
    while step < last {
      let (point, state, cappedSolves) = (stretch.point, stretch.state, stretch.cappedSolves)
      try stretch.step(in: source.game(atStep: step), progress.ledger)
      if watch.isTarget { try stretch.look(at: watch) }
      for target in watch.targets {
        stretch.calm = stretch.calm.and(try stretch.point.squaredDistance(to: target).isAtMost(watch.square).inverted)
      }
      if try !stretch.isCalm(watch, progress.ledger) {
        (stretch.point, stretch.state, stretch.cappedSolves) = (point, state, cappedSolves)
        break
      }
      step += 1
    }
    stretch.store(in: &progress, at: step)
  }

  /// Steps before the first look at the ledger, and after a stretch that was run again: so many that a look costs little, so
  /// few that running them again does. Who has been calm for so long is not asked as often.
  @inlinable
  static var firstStretch: Int { 100 }

  /// Steps up to `last` without the ledger. False, and nothing has changed, where some criterion may have been met in a
  /// lane that runs.
  ///
  /// Not inlined: the point must come from memory and go back there, or the compiler takes the registers of lanes
  /// apart.
  @inlinable @inline(never)
  func advance<O: Optimizer, S: GameSource>(
    _ progress: inout Progress<O.State>, _ optimizer: O, on source: S, to last: Int,
    _ watch: Watch
  ) throws -> Bool where O.V == V, S.Source: SecondOrderGame, S.Source.V == V {
    var stretch = Stretch(of: optimizer, from: progress)
    // Two loops: a branch in one costs a tenth of it, taken or not.
    if watch.isTarget {
      for step in progress.step..<last {
        try stretch.step(in: source.game(atStep: step), progress.ledger)
        try stretch.look(at: watch)
      }
    } else {
      for step in progress.step..<last { try stretch.step(in: source.game(atStep: step), progress.ledger) }
    }
    return try stretch.settle(&progress, at: last, watch)
  }

  /// Steps without the ledger, of which nobody knows yet whether they are calm.
  ///
  /// Sizes are gathered and compared once, at the end. Either as a sum of ‖(x, y)‖², which has no summand out of bounds where
  /// it is in bounds, rounding allowed for, and is not a number ever after where one was not. Or, where that is quicker
  /// (`Vector.gatheringSize(into:)`), as the greatest size, which NaN passes by: then the optimizer must keep NaN
  /// (`Optimizer.keepsNaN`), so that the last point shows it.
  @usableFromInline
  struct Stretch<O: Optimizer> where O.V == V {
    @usableFromInline let optimizer: O
    @usableFromInline var point: Players<V>
    @usableFromInline var state: O.State
    @usableFromInline var cappedSolves: Int
    @usableFromInline var calm = V.Scalar.Mask(repeating: true)
    @usableFromInline var sizes = V.Scalar(0)
    /// Whether a solve has broken down in a lane that runs.
    @usableFromInline var hasBrokenDown = false

    @inlinable @inline(__always)
    init(of optimizer: O, from progress: Progress<O.State>) {
      self.optimizer = optimizer.unwatched
      (point, state, cappedSolves) = (progress.point, progress.state, progress.cappedSolves)
    }

    /// Looks whether the point is at the target.
    @inlinable @inline(__always)
    mutating func look(at watch: Watch) throws {
      calm = calm.and(try point.squaredDistance(to: watch.target).isAtMost(watch.square).inverted)
    }

    /// One step.
    @inlinable @inline(__always)
    mutating func step<G: SecondOrderGame>(in game: G, _ ledger: OutcomeLedger<V.Scalar>) throws where G.V == V {
      if let solver = try optimizer.step(&point, &state, in: game).solver, _slowPath(!solver.allConverged) {
        // No lane ends within a calm stretch, so the ledger's lanes are those that run.
        if ledger.someLaneRuns(where: solver.converged.or(solver.brokeDown).inverted) { cappedSolves += 1 }
        if ledger.someLaneRuns(where: solver.brokeDown) { hasBrokenDown = true }
      }
      sizes =
        O.keepsNaN
        ? try point.y.gatheringSize(into: point.x.gatheringSize(into: sizes))
        : try point.y.squaredNorm(plus: point.x.squaredNorm(plus: sizes))
    }

    /// Whether nothing has happened in any lane that runs.
    @inlinable @inline(__always)
    func isCalm(_ watch: Watch, _ ledger: OutcomeLedger<V.Scalar>) throws -> Bool {
      var calm = calm
      if O.keepsNaN {
        let last = try point.y.squaredNorm(plus: point.x.squaredNorm())
        calm = calm.and(last.isAtMost(watch.greatest)).and(sizes.isAtMost(watch.greatestGathered))
      } else {
        calm = calm.and(sizes.isAtMost(watch.greatest))
      }
      return !hasBrokenDown && !ledger.someLaneRuns(where: calm.inverted)
    }

    /// True, and the run is at `last`, where nothing has happened.
    @inlinable @inline(__always)
    func settle(_ progress: inout Progress<O.State>, at last: Int, _ watch: Watch) throws -> Bool {
      guard try isCalm(watch, progress.ledger) else { return false }
      store(in: &progress, at: last)
      return true
    }

    /// Takes the run to where this is.
    @inlinable @inline(__always)
    func store(in progress: inout Progress<O.State>, at step: Int) {
      (progress.point, progress.state, progress.cappedSolves, progress.step) = (point, state, cappedSolves, step)
    }
  }

  /// The criteria of a run, unpacked: unpacking them from their enumeration costs as much as a step.
  @usableFromInline
  struct Watch {
    /// A sum of ‖(x, y)‖² at most this has sound summands only; and what was gathered at most this is of such points only.
    @usableFromInline var greatest: V.Scalar, greatestGathered: V.Scalar
    /// The target and the squared distance to it that counts as arrived, if `isTarget`; the targets, where there are several.
    @usableFromInline var target: Players<V>
    @usableFromInline var square = V.Scalar(0)
    @usableFromInline var isTarget = false
    @usableFromInline var targets: [Players<V>] = []
    /// Any other criterion.
    @usableFromInline var isOther = false
    /// Whether what a stretch of steps looks at is all there is to look at.
    @inlinable
    var allowsStretches: Bool { !isOther && targets.isEmpty }

    @inlinable
    init(_ driver: Driver, at start: Players<V>) {
      // Less what the sum's rounding and the ledger's may differ by.
      greatest =
        V.Scalar(1 - 0x1p-48) * OutcomeLedger<V.Scalar>.greatestSoundSize(divergenceBound: driver.divergenceBound)
      greatestGathered = V.greatestGathered(ofSquares: greatest)
      target = start
      switch driver.convergence {
      case .never: break
      case .distance(let place, let bound): (target, square, isTarget) = (place, V.Scalar(bound * bound), true)
      case .distanceToAny(let places, let bound): (targets, square) = (places, V.Scalar(bound * bound))
      case .gradientNorm: isOther = true
      }
    }
  }
}
