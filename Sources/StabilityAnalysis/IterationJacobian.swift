import GameDynamics

/// The exact Jacobian of one step, optimizer state included, by running the optimizer itself on dual numbers.
///
/// With u = (x, y, remembered vectors and numbers) and the step u ← F(u), entry (i, j) is ∂F_i/∂u_j. At a fixed point
/// its spectral radius is the asymptotic rate of the iteration. Inner solves are differentiated by the implicit function
/// theorem, as if they were exact (`LinearSolver.solve`).
///
/// Cost: one step of the optimizer on `Dual<Base>` per coordinate of u, and the settling steps.
public struct IterationJacobian: Sendable {
  /// How many steps are taken before the one that is differentiated, so that what an optimizer does differently in its
  /// first step (no momentum yet, nothing to start a solve from) is over. At an equilibrium they do not move the point. None
  /// where an optimizer remembers nothing.
  public var settlingSteps: Int

  /// The Jacobian after some settling steps.
  public init(settlingSteps: Int = 1) { self.settlingSteps = settlingSteps }

  /// The Jacobians at a point, one per lane of `Base`: `Double` gives one, `Lanes` one per step size of a map.
  ///
  /// `displacement`, as many numbers as u has, is added to u after the settling steps; none where it is empty. The start of
  /// the setup plays no part. Throws what building, stepping and `Parameters` throw, and `VectorError` for a displacement of
  /// another length.
  public func jacobians<Base: Field>(
    of setup: RunSetup<Base>, at point: Players<[Base]>, displacedBy displacement: [Double] = []
  ) throws -> [Matrix] {
    try entries(of: setup.mapped { Dual($0, tangent: Base(0)) }, at: point, displacedBy: displacement).matrices
  }

  /// The Jacobians at the points of a map's neighbouring nodes, side by side; otherwise as above.
  ///
  /// Operations are called (`CalledLanes`) rather than inlined, since the optimizer's and the game's types are known only
  /// when this runs: an operation on `Lanes` is then called too, of code for every processor.
  public func laneMatrix(of setup: RunSetup<Lanes>, at point: Players<[Lanes]>) throws -> LaneMatrix {
    let setup = setup.mapped { Dual(CalledLanes($0), tangent: CalledLanes(0)) }
    let entries = try setup.build(then: AtNodes(point: point.map { $0.map { CalledLanes($0) } }, job: self))
    return try LaneMatrix(order: entries.order, entries: entries.values)
  }

  /// The Jacobians at the points of several groups of nodes of a map, which have their own numbers in place of the setup's:
  /// those of `laneMatrix`, bit for bit, of four groups at once where a point has few coordinates. What a step costs beside its
  /// arithmetic is then paid once for 128 nodes.
  public func laneMatrices(
    of setup: RunSetup<Double>, at groups: [(values: RunValues<Lanes>, point: Players<[Lanes]>)]
  ) throws -> [LaneMatrix] {
    guard let point = groups.first?.point else { return [] }
    let atOnce = point.x.count + point.y.count <= 4 ? WideLanes.groups : 1
    var result: [LaneMatrix] = []
    for first in stride(from: 0, to: groups.count, by: atOnce) {
      let group = groups[first..<min(first + atOnce, groups.count)]
      if group.count > 1 {
        try result.append(contentsOf: wideMatrices(of: setup, at: group))
      } else {
        try result.append(laneMatrix(of: setup.with(groups[first].values), at: groups[first].point))
      }
    }
    return result
  }

  private func wideMatrices(
    of setup: RunSetup<Double>, at groups: ArraySlice<(values: RunValues<Lanes>, point: Players<[Lanes]>)>
  ) throws -> [LaneMatrix] {
    let (first, count) = (groups.startIndex, groups.count)
    // Of each group in turn, in the order in which `mapped` goes through them.
    var numbers: [Lanes] = []
    for group in groups.indices {
      _ = groups[group].values.mapped { (number: Lanes) -> Lanes in
        numbers.append(number)
        return number
      }
    }
    let each = numbers.count / count
    var index = 0
    let values = groups[first].values.mapped { _ in
      defer { index += 1 }
      return Dual(WideLanes(count) { numbers[$0 * each + index] }, tangent: WideLanes(0))
    }
    func coordinates(_ player: Player) -> [WideLanes] {
      groups[first].point[player].indices.map { i in WideLanes(count) { groups[first + $0].point[player][i] } }
    }
    let entries = try setup.with(values).build(
      then: AtWideNodes(point: Players(x: coordinates(.x), y: coordinates(.y)), job: self))
    return try (0..<count).map { group in
      try LaneMatrix(order: entries.order, entries: entries.values.map { $0[group: group] })
    }
  }

  private func entries<Base: Field>(
    of setup: RunSetup<Dual<Base>>, at point: Players<[Base]>, displacedBy displacement: [Double]
  ) throws -> Entries<Base> {
    try setup.build(then: AtPoint(point: point, displacement: displacement, job: self))
  }

  /// The Jacobian at a point, for one choice of parameters.
  public func jacobian(
    of setup: RunSetup<Double>, at point: Players<[Double]>, displacedBy displacement: [Double] = []
  ) throws -> Matrix {
    try jacobians(of: setup, at: point, displacedBy: displacement)[0]
  }

  /// The Jacobians at a point of an optimizer and a game in hand, one per lane.
  public func jacobians<Base: Field, O: Optimizer, G: SecondOrderGame>(
    of optimizer: O, on game: G, at point: Players<[Base]>, displacedBy displacement: [Double] = []
  ) throws -> [Matrix] where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
    try entries(of: optimizer, on: game, at: point, displacedBy: displacement).matrices
  }

  @inline(__always)
  fileprivate func entries<Base: Field, O: Optimizer, G: SecondOrderGame>(
    of optimizer: O, on game: G, at point: Players<[Base]>, displacedBy displacement: [Double]
  ) throws -> Entries<Base> where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
    let start = try point.map { try G.V(coordinates: $0.map { Dual($0, tangent: Base(0)) }) }
    var augmented = AugmentedState<O.State>(point: start, state: try optimizer.initialState(at: start))
    for _ in 0..<(try augmented.remembersNothing() ? 0 : settlingSteps) {
      _ = try optimizer.step(&augmented.point, &augmented.state, in: game)
    }
    var values = try augmented.coordinates()
    let n = values.count
    guard displacement.isEmpty || displacement.count == n else {
      throw VectorError.wrongDimension(required: n, given: displacement.count)
    }
    for i in 0..<n {
      values[i].tangent = Base(0)
      if !displacement.isEmpty { values[i].value = values[i].value + Base(displacement[i]) }
    }
    var result = Entries<Base>(order: n, values: Array(repeating: Base(0), count: n * n))
    for j in 0..<n {
      values[j].tangent = Base(1)
      var moved = try augmented.replacingCoordinates(with: values)
      values[j].tangent = Base(0)
      _ = try optimizer.step(&moved.point, &moved.state, in: game)
      let image = try moved.coordinates()
      for i in 0..<n { result.values[i * n + j] = image[i].tangent }
    }
    return result
  }

  /// Square matrices, one a lane: entry (i, j) of all of them at `i * order + j`.
  fileprivate struct Entries<Base: Field> {
    let order: Int
    var values: [Base]

    /// One by one.
    var matrices: [Matrix] {
      var result = [Matrix](repeating: Matrix(rows: order, columns: order), count: Base.laneCount)
      for (e, value) in values.enumerated() {
        for lane in result.indices { result[lane].entries[e] = value[lane: lane] }
      }
      return result
    }
  }

  private struct AtPoint<Base: Field>: PointOfJacobian {
    let point: Players<[Base]>
    let displacement: [Double]
    let job: IterationJacobian
  }

  // Maps ask for thousands of Jacobians, and where the compiler knows the numbers, arrays of them cost little beside the steps:
  // types of their own, which are not generic.

  /// The points of a group of neighbouring nodes.
  private struct AtNodes: PointOfJacobian {
    let point: Players<[CalledLanes]>
    let job: IterationJacobian
    var displacement: [Double] { [] }
  }

  /// The points of several groups.
  private struct AtWideNodes: PointOfJacobian {
    let point: Players<[WideLanes]>
    let job: IterationJacobian
    var displacement: [Double] { [] }
  }
}

/// Where a Jacobian is taken, of whichever optimizer and game.
private protocol PointOfJacobian<Base>: RunContinuation where Scalar == Dual<Base> {
  associatedtype Base: Field
  var point: Players<[Base]> { get }
  var displacement: [Double] { get }
  var job: IterationJacobian { get }
}

extension PointOfJacobian {
  @inline(__always)
  func callAsFunction<O: Optimizer, G: SecondOrderGame>(
    _ optimizer: O, on game: G
  ) throws -> IterationJacobian.Entries<Base>
  where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
    try job.entries(of: optimizer, on: game, at: point, displacedBy: displacement)
  }
}
