import Foundation
import GameDynamics
import GnuplotScripts
import Maps
import StabilityAnalysis

/// Maps of one plane in a folder: the numbers as .npy, streamed row by row, and as .tsv where they are few, figures, the
/// trajectories of marked nodes, and what the maps say in a sentence each.
///
/// Memory does not grow with the maps: figures and sentences come from rows that are read back.
public struct MapPortfolio {
  /// The jobs of the kinds that are mapped over a plane; several are compared.
  public let jobs: [MapJob]
  private let charts: [MapChart]
  /// What the files are called, before the kind's name.
  public let name: String
  /// Values of the horizontal and the vertical quantity whose runs are drawn and marked on the maps.
  public var trajectories: [(horizontal: Double, vertical: Double)] = []

  /// Maps of more nodes than this are not written as .tsv too: that would be tens of megabytes.
  public static let mostNodesOfTable = 1 << 18
  /// A figure shows at most this many nodes a side.
  public static let mostNodesOfFigure = 512

  /// Maps of one plane. Throws what evaluating the game throws.
  public init(_ plane: MapPlane, _ charts: [MapChart], threads: Int? = nil) throws {
    self.charts = charts
    jobs = charts.map { chart in threads.map { MapJob(plane, chart.kind, threads: $0) } ?? MapJob(plane, chart.kind) }
    name = try RunName(plane.setup).text
  }

  private var plane: MapPlane { jobs[0].plane }

  private func file(_ job: MapJob) -> String { "\(name)-\(job.kind.name)" }

  /// Where the numbers of a job go.
  public func url(of job: MapJob, in folder: URL) -> URL { folder.appendingPathComponent(file(job) + ".npy") }

  /// Computes the maps' numbers; with `resuming`, only those that an interrupted run has left.
  ///
  /// `progress` is told how many of how many rows there are. Throws `MapError.cancelled` when it was; then the same call
  /// with `resuming` goes on.
  public func compute(
    in folder: URL, resuming: Bool, isCancelled: @Sendable () -> Bool, progress: (MapJob, Int, Int) -> Void
  ) throws {
    for job in jobs { try job.check() }
    for job in jobs {
      var file = try NPYRowFile(url(of: job, in: folder), of: job, resuming: resuming)
      let rows = job.plane.vertical.values.count
      try job.run(into: &file, isCancelled: isCancelled) { progress(job, $0, rows) }
    }
  }

  /// Writes tables and figures of the computed maps; returns what they say.
  public func present(on bench: Workbench) throws -> MapReport {
    var report = MapReport()
    guard !jobs.isEmpty else { return report }
    let equilibria = plane.gameVaries ? [] : try plane.equilibriaOfItsParameters(for: jobs[0].kind)
    report.result["horizontal"] = MapReport.axis(plane.horizontal)
    report.result["vertical"] = MapReport.axis(plane.vertical)
    report.result["equilibria"] = .list(equilibria.map { ResultValue($0) })
    let cycles = try plane.cycles(for: jobs[0].kind, targets: equilibria) ?? []
    if jobs[0].kind.cycleCriteria != nil { report.result["cycles"] = .list(cycles.map(\.result)) }
    let marks = try drawTrajectories(on: bench, towards: equilibria.first)
    for (chart, job) in zip(charts, jobs) {
      let url = url(of: job, in: bench.folder)
      let reader = try NPYRowReader(url, of: plane)
      for file in [url, url.appendingPathExtension("txt")] where FileManager.default.fileExists(atPath: file.path) {
        bench.note(file: file.lastPathComponent)
      }
      bench.note(file: try MapAxesFile(of: job).write(to: bench.folder, name: file(job)).lastPathComponent)
      var summary = MapSummary(of: job.kind)
      try reader.forEachRow { _, row in summary.add(row) }
      report.add(
        job, summary, file: url.lastPathComponent,
        sentence: chart.sentence(MapFinding(summary: summary, equilibria: equilibria)))
      if summary.nodes <= Self.mostNodesOfTable {
        try bench.write(table(reader, job.kind), file(job) + "-nodes")
      } else {
        report.lines.append(
          "no .tsv: \(summary.nodes) nodes are more than \(Self.mostNodesOfTable); the .npy has them all")
      }
      let thinned = try reader.map(of: plane, most: Self.mostNodesOfFigure)
      if thinned.values.count < summary.nodes {
        report.lines.append(
          "the figure shows \(thinned.horizontal.values.count) x \(thinned.vertical.values.count) of the nodes")
      }
      var drawing = MapDrawing(
        title: try MapTitle(plane: plane, kind: job.kind).text, map: thinned, equilibria: equilibria, cycles: cycles,
        theory: try plane.theory(), marks: marks, startSize: plane.startSize)
      if job.kind.name == MapKind.spectralRadius.name { drawing.boundary = try tellBoundary(on: bench, &report) }
      try bench.draw(try chart.figure(drawing), file(job))
    }
    report.lines += cycles.enumerated().map { $1.sentence($0) }
    if !cycles.isEmpty {
      try bench.draw(
        CyclesFigure(cycles, title: try MapTitle(plane: plane, kind: nil).text, of: plane).sheet(), "\(name)-cycles")
    }
    if let first = equilibria.first, let line = try lineOfEquilibria(through: first) { report.lines.append(line) }
    if charts.count == 2, let arrival = charts[1].arrival {
      let comparison = try MapComparison(radii(in: bench.folder), rates(in: bench.folder), arrival: arrival)
      report.lines.append(comparison.sentence)
      report.result["comparison"] = comparison.result
    }
    return report
  }

  private func table(_ reader: NPYRowReader, _ kind: MapKind) throws -> Table {
    let (x, y) = (plane.horizontal, plane.vertical)
    var columns: [[Double]] = [[], [], []]
    try reader.forEachRow { j, row in
      columns[0] += x.values
      columns[1] += Array(repeating: y.values[j], count: row.count)
      columns[2] += row
    }
    let distinct = x.name != y.name
    return try Table([
      .init(distinct ? x.name : x.quantity.fullName, columns[0]),
      .init(distinct ? y.name : y.quantity.fullName, columns[1]), .init(kind.name, columns[2]),
    ])
  }

  private func radii(in folder: URL) throws -> NPYRowReader {
    try NPYRowReader(url(of: jobs[0], in: folder), of: plane)
  }
  private func rates(in folder: URL) throws -> NPYRowReader {
    try NPYRowReader(url(of: jobs[1], in: folder), of: plane)
  }

  /// The stability boundary through at most so many cells a side.
  static let mostNodesOfBoundary = 65

  /// Computes the boundary, writes it as a table, and says for which values of either quantity the equilibrium is stable.
  private func tellBoundary(on bench: Workbench, _ report: inout MapReport) throws -> StabilityBoundary? {
    guard
      let boundary = try StabilityBoundary(
        in: plane.sampled(most: Self.mostNodesOfBoundary), withSecondary: true)
    else { return nil }
    let sections = try plane.stableSections()
    report.lines += sections.map(\.sentence)
    report.result["sections"] = .list(sections.map(\.result))
    let primary = boundary.pieces.count
    let points = (boundary.pieces + boundary.secondary).enumerated().flatMap { index, piece in
      piece.points.map { (index, piece.kind, $0) }
    }
    if !points.isEmpty {
      let distinct = plane.horizontal.name != plane.vertical.name
      try bench.write(
        Table([
          .init(distinct ? plane.horizontal.name : plane.horizontal.quantity.fullName, points.map(\.2.horizontal)),
          .init(distinct ? plane.vertical.name : plane.vertical.quantity.fullName, points.map(\.2.vertical)),
          .init("real", points.map(\.2.eigenvalue.real)), .init("imaginary", points.map(\.2.eigenvalue.imaginary)),
          .init("piece", points.map { Double($0.0 + 1) }),
          .init("secondary", points.map { $0.0 < primary ? 0 : 1 }),
        ]), "\(name)-boundary")
    }
    func pieces(_ list: [(kind: StabilityBoundary.Kind, points: [StabilityBoundary.Point])]) -> ResultValue {
      .list(list.map { .object(["kind": .text($0.kind.rawValue), "points": .number(Double($0.points.count))]) })
    }
    report.result["boundary"] = pieces(boundary.pieces)
    report.result["secondary"] = pieces(boundary.secondary)
    return boundary
  }

  /// Says so where the equilibrium that is looked at does not stand alone.
  private func lineOfEquilibria(through point: Players<[Double]>) throws -> String? {
    let isolation = try EquilibriumFinder().isolation(of: point, plane.setup.game, plane.setup.gameParameters)
    guard case .onALine(let direction) = isolation else { return nil }
    return "the equilibria form a line, through \(MotionReport.text(point)) along \(MotionReport.text(direction)): "
      + "an eigenvalue is 1 there, and where on it a run ends depends on where it starts"
  }

  /// Draws the runs of the chosen nodes, and returns their marks, which look as the runs do.
  private func drawTrajectories(on bench: Workbench, towards target: Players<[Double]>?) throws -> [MapMark] {
    guard !trajectories.isEmpty else { return [] }
    let symbols = [plane.horizontal, plane.vertical].map(\.symbol.typeset)
    var shown: [(label: String, trajectory: Trajectory)] = []
    for place in trajectories {
      shown.append(
        (
          "\(symbols[0]) = \(place.horizontal.short), \(symbols[1]) = \(place.vertical.short)",
          try Trajectory(plane.setup(at: place), steps: 500)
        ))
    }
    let title = try MapTitle(plane: plane, kind: nil).text
    if let target {
      try bench.draw(
        DistanceChart.figure(
          title: title, shown.map { .init($0.label, $0.trajectory.distances(to: target)) }), "\(name)-distances")
    }
    // With a parameter of the game on an axis the runs belong to different fields.
    if plane.setup.game.card.dimensions == Players(x: 1, y: 1), !plane.gameVaries {
      var figure = PhasePlane(
        title: title, game: plane.setup.game, parameters: plane.setup.gameParameters, trajectories: shown)
      figure.equilibrium = target
      try bench.draw(figure.figure(), "\(name)-phase-plane")
    }
    return zip(trajectories, shown).enumerated().map { index, one in
      MapMark(one.1.label, x: one.0.horizontal, y: one.0.vertical, trajectory: index)
    }
  }
}
