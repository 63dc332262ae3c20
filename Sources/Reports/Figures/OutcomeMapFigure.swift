import GameDynamics
import GnuplotScripts
import Maps

/// A map of how runs end, one colour for each outcome that occurs; over coordinates of the start, the basins of
/// attraction, with the equilibria as points.
public struct OutcomeMapFigure {
  /// What the figure is called.
  public var title: String
  /// The outcomes' codes: see `MapOutcome`.
  public var map: PlanarMap
  /// The equilibria, in the order of the codes; empty where they move with a parameter of the game.
  public var equilibria: [Players<[Double]>]
  /// The spectral radius in closed form, if it is known.
  public var theory: MapTheory?
  /// Trajectories to mark.
  public var marks: [MapMark] = []

  /// A figure of a map.
  public init(
    title: String, map: PlanarMap, equilibria: [Players<[Double]>], theory: MapTheory? = nil, marks: [MapMark] = []
  ) {
    self.title = title
    self.map = map
    self.equilibria = equilibria
    self.theory = theory
    self.marks = marks
  }

  /// The figure.
  public func figure() throws -> Figure {
    let frame = MapFrame(title: title, map: map, theory: theory, marks: marks)
    let occurring = Set(map.values.filter { MapOutcome(code: $0) != nil }).sorted()
    // Equilibria first, in their order, then the outcomes that are none.
    let codes = occurring.filter { $0 >= 0 } + occurring.filter { $0 < 0 }.reversed()
    var categories: [Palette.Category] = []
    var places: [Double: Double] = [:]
    for (rank, code) in codes.enumerated() {
      guard let category = category(of: code, rank: rank) else { continue }
      // Equilibria beyond the last colour share one.
      if let same = categories.firstIndex(of: category) {
        places[code] = Double(same)
      } else {
        places[code] = Double(categories.count)
        categories.append(category)
      }
    }
    if categories.isEmpty { categories = [.init("no outcome", color: .masked)] }
    let grid = try frame.grid { places[$0] ?? .nan }
    var figure = try frame.figure([
      .heatMap(HeatMap(grid, colorLabel: "", palette: .categories(categories), maskedLabel: "no outcome"))
    ])
    figure.layers += equilibriumMarks(reached: Set(codes))
    return figure
  }

  /// For equilibria: Okabe and Ito's colours but those that mean something else below.
  static let colours = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xF0E442].map(Color.init)

  private func category(of code: Double, rank: Int) -> Palette.Category? {
    switch MapOutcome(code: code) {
    case .equilibrium(let index):
      guard rank < Self.colours.count else { return .init("converged elsewhere", color: Color(0x882255)) }
      return .init("converged to \(name(of: index))", color: Self.colours[rank])
    case .cycle: return .init("cycles", color: Color(0xD55E00))
    case .diverged: return .init("diverged", color: .masked)
    case .stillMoving: return .init("still moving", color: .grey)
    case .solverBrokeDown: return .init("inner solver broke down", color: .black)
    case nil: return nil
    }
  }

  private func name(of index: Int) -> String {
    guard equilibria.indices.contains(index) else {
      return index == 0 ? "the equilibrium" : "equilibrium \(index + 1)"
    }
    let coordinates = equilibria[index].x + equilibria[index].y
    return coordinates.count <= 4
      ? "(" + coordinates.map(\.short).joined(separator: ", ") + ")" : "equilibrium \(index + 1)"
  }

  /// On basins, the equilibria that lie on the picture: discs for those that some run reached, crosses for the others.
  private func equilibriumMarks(reached: Set<Double>) -> [PlotLayer] {
    guard case .start(let across, let i) = map.horizontal.quantity, case .start(let up, let j) = map.vertical.quantity,
      let left = map.horizontal.values.first, let right = map.horizontal.values.last,
      let bottom = map.vertical.values.first, let top = map.vertical.values.last
    else { return [] }
    var layers: [PlotLayer] = []
    var named: Set<String> = []
    for (index, equilibrium) in equilibria.enumerated() {
      let (x, y) = (equilibrium[across][i], equilibrium[up][j])
      guard (left...right).contains(x), (bottom...top).contains(y) else { continue }
      let isReached = reached.contains(Double(index))
      let label = isReached ? "equilibrium, reached" : "equilibrium, not reached"
      // White under black shows on every colour.
      layers.append(
        .marker(Marker(x: x, y: y, style: LineStyle(color: .white, marker: .disc, markerSize: isReached ? 2.2 : 2.6))))
      layers.append(
        .marker(
          Marker(
            named.insert(label).inserted ? label : nil, x: x, y: y,
            style: LineStyle(color: .black, marker: isReached ? .disc : .cross, markerSize: 1.4))))
    }
    return layers
  }
}
