import GameDynamics
import GameExpressions
import GameOptimizers
import SmallGames

/// Simulations compiled for one machine, found by optimizer and game.
///
/// The catalogue hands out optimizers and games whose types are known only at run time; a step through such types costs
/// a hundred times the arithmetic. A table is built by walking the catalogues with static types, so the compiler makes
/// one kernel, specialised through and through, for every optimizer on every game of the table; a new optimizer is in it
/// without another line.
///
/// All other games have two kernels an optimizer, on games that are called (`CalledGame`, see `CalledKernel`).
public struct KernelTable: Sendable {
  /// What the machine is called: `x86-64-v4`.
  public let machine: String
  private var kernels: [Key: Kernel] = [:]
  private var typedKernels: [OptimizerKey: TypedKernel] = [:]
  private var listKernels: [OptimizerKey: CalledKernel<DenseVector<CalledLanes>>] = [:]
  private var numberKernels: [OptimizerKey: CalledKernel<CalledLanes>] = [:]

  /// Runs a series of groups of lanes.
  public typealias Kernel = @Sendable (any SimulationSeries) throws -> Void

  /// Runs a series of groups of lanes on a game that was typed: the code is compiled, the game is not.
  public typealias TypedKernel = @Sendable (any SimulationSeries, TypedGameFamily) throws -> Void

  /// A family of the catalogue, or another of the same type and name: a user's own never finds another's kernel.
  private struct Key: Hashable {
    let optimizer: OptimizerKey
    let game: ObjectIdentifier
    let gameName: String
  }

  private struct OptimizerKey: Hashable {
    let type: ObjectIdentifier
    let name: String

    init(_ optimizer: any OptimizerFamily) {
      type = ObjectIdentifier(Swift.type(of: optimizer))
      name = optimizer.card.name
    }
  }

  /// Empty; kernels are entered one by one.
  public init(machine: String) { self.machine = machine }

  /// The kernel; nil where there is none, and the general path is to be taken.
  public func kernel(_ optimizer: any OptimizerFamily, _ game: any GameFamily) -> Kernel? {
    if let typed = game as? TypedGameFamily, let kernel = kernel(optimizer, typed: typed) { return kernel }
    return kernels[Self.key(optimizer, game)] ?? calledKernel(optimizer, game)
  }

  /// The kernel for games that have none of their own.
  private func calledKernel(_ optimizer: any OptimizerFamily, _ game: any GameFamily) -> Kernel? {
    let key = OptimizerKey(optimizer)
    if game.card.dimensions == Players(x: 1, y: 1),
      (try? game.build(Parameters(game.card.parameters), then: PlayersAreNumbers())) == true
    {
      guard let kernel = numberKernels[key] else { return nil }
      return { series in try kernel(series) { try game.build($0, then: ForgettingType()) } }
    }
    guard let kernel = listKernels[key] else { return nil }
    return { series in try kernel(series) { try game.build($0, then: ForgettingType()) } }
  }

  /// A typed game runs on the kernel of its form: the quadratic game on that of the catalogue, others of one number a
  /// player on one that interprets.
  private func kernel(_ optimizer: any OptimizerFamily, typed game: TypedGameFamily) -> Kernel? {
    switch game.form {
    case .vector: return nil
    case .generalQuadratic, .planar:
      guard let typed = typedKernels[OptimizerKey(optimizer)] else { return nil }
      return { try typed($0, game) }
    case .quadratic:
      guard let quadratic = kernel(optimizer, QuadraticGameFamily()) else { return nil }
      return { series in
        try series.forEachGame { part in
          if let part = try QuadraticSeries(part, on: game) {
            try quadratic(part)
          } else {
            try Self.generalKernel(part, optimizer, game)
          }
        }
      }
    }
  }

  /// Runs a series of groups with types known only at run time: the same numbers, a hundred times slower. For families
  /// that are in no table.
  public static func generalKernel(
    _ series: any SimulationSeries, _ optimizer: any OptimizerFamily, _ game: any GameFamily
  ) throws {
    func run<F: OptimizerFamily>(_ family: F) throws {
      try WithGame<F, CalledLanes>.simulate(series, family: family) { try game.build($0, then: $1) }
    }
    try run(optimizer)
  }

  /// How many kernels there are.
  public var count: Int { kernels.count + typedKernels.count + listKernels.count + numberKernels.count }

  private static func key(_ optimizer: any OptimizerFamily, _ game: any GameFamily) -> Key {
    Key(optimizer: OptimizerKey(optimizer), game: ObjectIdentifier(type(of: game)), gameName: game.card.name)
  }

  /// Enters a kernel.
  public mutating func enter(_ kernel: @escaping Kernel, for optimizer: any OptimizerFamily, on game: any GameFamily) {
    kernels[Self.key(optimizer, game)] = kernel
  }

  /// Enters a kernel for games that are typed.
  public mutating func enter(typed kernel: @escaping TypedKernel, for optimizer: any OptimizerFamily) {
    typedKernels[OptimizerKey(optimizer)] = kernel
  }

  /// Enters a kernel for called games of several numbers a player.
  public mutating func enter(
    lists kernel: @escaping CalledKernel<DenseVector<CalledLanes>>, for optimizer: any OptimizerFamily
  ) {
    listKernels[OptimizerKey(optimizer)] = kernel
  }

  /// Enters a kernel for called games of one number a player.
  public mutating func enter(numbers kernel: @escaping CalledKernel<CalledLanes>, for optimizer: any OptimizerFamily) {
    numberKernels[OptimizerKey(optimizer)] = kernel
  }

  /// Takes over the other table's kernels on called games: they are the same on every machine.
  public mutating func takeCalledKernels(of other: KernelTable) {
    listKernels.merge(other.listKernels) { $1 }
    numberKernels.merge(other.numberKernels) { $1 }
  }

  /// The table of all optimizers of the catalogue on the planar games that maps are mostly drawn of. Inlinable, so that
  /// the module that calls it compiles the kernels, for its machine.
  @inlinable
  public static func compiled<Machine: LaneMachine>(for machine: Machine.Type, named name: String) -> KernelTable {
    var builder = KernelBuilder<Machine>(table: KernelTable(machine: name))
    OptimizerCatalogue.visitAll(&builder)
    return builder.table
  }
}

/// Fills a table.
@usableFromInline
struct KernelBuilder<Machine: LaneMachine>: OptimizerFamilyVisitor {
  @usableFromInline var table: KernelTable

  @inlinable
  init(table: KernelTable) { self.table = table }

  @inlinable
  mutating func visit<F: OptimizerFamily>(_ family: F) {
    enter(family, QuadraticGameFamily())
    enter(family, BilinearGameFamily())
    enterTyped(family)
  }

  @inlinable
  mutating func enter<F: OptimizerFamily, G: GameFamily>(_ family: F, _ game: G) {
    table.enter(
      { series in
        try WithGame<F, LaneGroup<Machine>>.simulate(series, family: family) { try game.build($0, then: $1) }
      }, for: family, on: game)
  }

  @inlinable
  mutating func enterTyped<F: OptimizerFamily>(_ family: F) {
    table.enter(
      typed: { series, game in
        try WithGame<F, LaneGroup<Machine>>.simulate(series, family: family) { try game.buildPlanar($0, then: $1) }
      }, for: family)
  }
}
