import GameDynamics
import GnuplotScripts
import Maps

extension MapChart {
  /// How runs end, one colour for each outcome that occurs; over coordinates of the start, the basins of attraction, with
  /// the equilibria as points.
  static func outcome(_ settings: Settings) -> MapChart {
    MapChart(
      .outcome(
        .init(
          steps: settings.steps, convergenceBound: settings.within, divergenceBound: settings.divergenceBound))
    ) { finding in
      let parts = finding.summary.outcomes.map { "\($0.nodes) \(finding.name(of: $0.outcome))" }
      return "outcomes of \(finding.nodes) nodes: \(parts.joined(separator: ", "))"
    } figure: {
      try OutcomeMapFigure(drawing: $0).figure()
    }
  }
}

extension MapChart.Choice {
  static let outcome = Self(
    "outcome", "converged to which equilibrium, at rest elsewhere, cycles, drifts, diverged, not settled", steps: 2000,
    takes: [.within, .divergenceBound]
  ) { [.outcome($0)] }

  static let basins = Self(
    "basins", "outcome over the coordinates of the start: basins of attraction", steps: 2000,
    takes: [.within, .divergenceBound], isOverStarts: true
  ) { [.outcome($0)] }
}

extension MapFinding {
  fileprivate func name(of outcome: MapOutcome) -> String {
    switch outcome {
    case .equilibrium(let index):
      guard equilibria.indices.contains(index), equilibria[index].x.count + equilibria[index].y.count <= 4 else {
        return "converge to equilibrium \(index + 1)"
      }
      let point = equilibria[index]
      return "converge to (\((point.x + point.y).map(\.plain).joined(separator: ", ")))"
    default: return outcome.phrase
    }
  }
}

extension PlanarMap.Axis {
  /// True of coordinates of the start.
  fileprivate var isOfStart: Bool { if case .start = quantity { true } else { false } }
}

/// The picture of a map of outcomes.
struct OutcomeMapFigure {
  let drawing: MapDrawing

  private var map: PlanarMap { drawing.map }
  private var equilibria: [Players<[Double]>] { drawing.equilibria }

  /// The figure.
  func figure() throws -> Figure {
    let frame = drawing.frame
    var nodes: [Double: Int] = [:]
    for value in map.values where MapOutcome(code: value) != nil { nodes[value, default: 0] += 1 }
    // Colours go to the equilibria with the most nodes; the rest, and all with less than a hundredth, share one.
    let ranked = nodes.keys.filter { $0 >= 0 }.sorted { (nodes[$1] ?? 0, $0) < (nodes[$0] ?? 0, $1) }
    let own = ranked.enumerated().prefix { rank, code in
      rank < Self.colours.count && (ranked.count <= 2 || 100 * (nodes[code] ?? 0) >= map.values.count)
    }.map(\.element)
    let others = ranked.dropFirst(own.count)
    var categories: [Palette.Category] = []
    var places: [Double: Double] = [:]
    for (rank, code) in own.enumerated() {
      places[code] = Double(categories.count)
      categories.append(.init("converged to \(name(of: Int(code)))", color: Self.colours[rank]))
    }
    if !others.isEmpty {
      for code in others { places[code] = Double(categories.count) }
      let few = others.count <= 3 ? others.map { name(of: Int($0)) }.joined(separator: ", ") : "\(others.count) others"
      let count = others.reduce(0) { $0 + (nodes[$1] ?? 0) }
      categories.append(.init("converged to \(few): \(count) nodes", color: Color(0x882255)))
    }
    let cycles = nodes.keys.filter { MapOutcome(code: $0)?.isCycle == true }
    for code in nodes.keys.filter({ $0 < 0 && !cycles.contains($0) }).sorted(by: >) {
      guard let category = category(of: code) else { continue }
      places[code] = Double(categories.count)
      categories.append(category)
    }
    categorise(cycles, nodes, &categories, &places)
    if categories.isEmpty { categories = [.init("no outcome", color: .masked)] }
    let grid = try frame.grid { places[$0] ?? .nan }
    var figure = try frame.figure([
      .heatMap(HeatMap(grid, colorLabel: "", palette: .categories(categories), maskedLabel: "no outcome"))
    ])
    // There is no colour bar.
    figure.size.width = 800
    figure.layers += cycleMarks() + equilibriumMarks(reached: Set(ranked))
    return figure
  }

  /// For equilibria: Okabe and Ito's colours but those that mean something else below.
  static let colours = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xF0E442].map(Color.init)

  /// For cycles: vermilion first, and colours that are no equilibrium's.
  private static let cycleColours = [0xD55E00, 0xAA4499, 0x999933, 0x661100, 0x88CCEE, 0xDDCC77].map(Color.init)

  /// Cycles have colours of their own, those with the most nodes; the others share one.
  private func categorise(
    _ codes: [Double], _ nodes: [Double: Int], _ categories: inout [Palette.Category], _ places: inout [Double: Double]
  ) {
    func count(_ code: Double) -> Int { nodes[code] ?? 0 }
    let ranked = codes.sorted { (count($1), $1) < (count($0), $0) }
    let own = ranked.prefix(ranked.count <= Self.cycleColours.count ? ranked.count : Self.cycleColours.count - 1)
      .sorted(by: >)
    for (rank, code) in own.enumerated() {
      places[code] = Double(categories.count)
      categories.append(.init(cycleName(code), color: Self.cycleColours[rank]))
    }
    let others = ranked.dropFirst(own.count)
    guard !others.isEmpty else { return }
    for code in others { places[code] = Double(categories.count) }
    categories.append(
      .init(
        "\(others.count) other cycles: \(others.reduce(0) { $0 + count($1) }) nodes",
        color: Self.cycleColours[Self.cycleColours.count - 1]))
  }

  private func cycleName(_ code: Double) -> String {
    switch MapOutcome(code: code) {
    case .knownCycle(let k):
      return "cycle \(k + 1)" + (drawing.cycles.indices.contains(k) ? ": \(drawing.cycles[k].words)" : "")
    case .periodic(let period): return "cycles, back after \(period) steps"
    default:
      if !drawing.cycles.isEmpty { return "other cycles" }
      return map.horizontal.isOfStart && map.vertical.isOfStart ? "cycles" : "cycles, no period seen"
    }
  }

  private func category(of code: Double) -> Palette.Category? {
    switch MapOutcome(code: code) {
    case .diverged: return .init("diverged", color: .masked)
    case .unsettled: return .init("not settled", color: .grey)
    case .drifting: return .init("drifts", color: Color(0x44AA99))
    case .atRest: return .init("at rest elsewhere", color: Color(0x332288))
    case .solverBrokeDown: return .init("inner solver broke down", color: .black)
    case .equilibrium, .cycle, .knownCycle, .periodic, nil: return nil
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

  /// On basins, the points of the cycles.
  private func cycleMarks() -> [PlotLayer] {
    guard case .start(let across, let i) = map.horizontal.quantity, case .start(let up, let j) = map.vertical.quantity
    else { return [] }
    return drawing.cycles.enumerated().flatMap { index, cycle -> [PlotLayer] in
      let shown = cycle.points.filter {
        map.horizontal.range.contains($0[across][i]) && map.vertical.range.contains($0[up][j])
      }
      // White under black shows on every colour.
      return [(Color.white, 0.9, nil), (.black, 0.45, index == 0 ? "points of cycles" : nil)].map {
        color, size, label in
        .points(
          Series(
            label: label, x: shown.map { $0[across][i] }, y: shown.map { $0[up][j] },
            style: LineStyle(color: color, marker: .disc, markerSize: size)))
      }
    }
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
