import DurableFiles
import Foundation
import GnuplotScripts

/// The folder an experiment works in: it collects claims and files, and draws figures.
public final class Workbench {
  /// Where everything is written.
  public let folder: URL
  /// The seed of everything random.
  public let seed: UInt64
  /// How figures are rendered.
  public let gnuplot: Gnuplot
  /// The claims judged so far.
  public private(set) var claims: [Claim] = []
  /// The files written so far, by name.
  public private(set) var files: Set<String> = []
  /// What the user should be told: a figure that was not rendered, and how to render it.
  public private(set) var notices: [String] = []
  /// The numbers the experiment was run with.
  public var parameters: [String: Claim.Quantity] = [:]

  /// Asked some times a second while a figure is drawn: once true, scripts and data are written and nothing is drawn.
  public var isCancelled: () -> Bool = { false }
  private let made: [URL]

  /// A workbench in a folder, which is made if it is not there, and taken away again where nothing was put into it.
  public init(folder: URL, seed: UInt64 = 0, gnuplot: Gnuplot = Gnuplot()) throws {
    self.folder = folder
    self.seed = seed
    self.gnuplot = gnuplot
    made = try Folder.create(folder)
  }

  deinit { Folder.removeEmpty(made) }

  /// Judges a claim.
  public func judge(_ claim: Claim) { claims.append(claim) }

  /// Writes a figure's script and data and renders it. Where gnuplot is missing that is a notice, not an error.
  public func draw(_ drawing: some Drawing, _ name: String) throws {
    let described = try drawing.files(name: name)
    files.insert(name + ".gp")
    files.formUnion(described.data.keys)
    switch try drawing.render(to: folder, name: name, gnuplot: gnuplot, isCancelled: isCancelled) {
    case .rendered(let svg, let png, _): files.formUnion([svg.lastPathComponent, png.lastPathComponent])
    case .notRendered(_, let reason): notices.append(reason)
    }
  }

  /// Writes a table as `name.tsv`.
  public func write(_ table: Table, _ name: String) throws {
    files.insert(try table.write(to: folder, name: name).lastPathComponent)
  }

  /// Writes a map as `name.tsv` and `name.npy`.
  public func write(_ grid: Grid, _ name: String) throws {
    let (tsv, npy) = try grid.write(to: folder, name: name)
    files.formUnion([tsv.lastPathComponent, npy.lastPathComponent])
  }

  /// Notes a file that something else wrote into the folder.
  public func note(file: String) { files.insert(file) }

  /// The pictures drawn so far.
  public var pictures: [URL] {
    files.filter { $0.hasSuffix(".png") }.sorted().map { folder.appendingPathComponent($0) }
  }
}
