import DurableFiles
import Foundation
import GnuplotScripts

/// The folder an experiment works in: it collects claims and files, and draws figures.
public final class Workbench {
  /// Where everything is written.
  public let folder: URL
  /// The seed of everything random; of several, the first.
  public let seed: UInt64
  /// What may be spent.
  public let budget: Budget
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

  /// What was kept from an earlier call, parts and training runs, took there, in seconds of wall time.
  public private(set) var secondsOfKeptParts = 0.0
  /// The seeds that the experiment ran, where it ran several; `seeds(_:)` notes them.
  public private(set) var seedsRun: [UInt64] = []
  /// The folder of the data set, where the user named one and the experiment needs one.
  public var data: URL?
  /// How many seeds are run, where the user has said so, in place of the experiment's own number.
  public var seedCount: Int?
  /// How many threads networks are trained with, where the user has said so.
  public var threads: Int?
  /// Told how far the experiment is: the share that is done, from 0 to 1, and what is being done. At most a few times a
  /// second is enough.
  public var progress: (_ share: Double, _ what: String) -> Void = { _, _ in }

  /// What an experiment may spend.
  public enum Budget: String, Codable, Sendable, CaseIterable {
    /// The reference run, by which the claims are judged: an hour of one core at most, scaled down where the source's own
    /// size takes longer.
    case full
    /// The source's own size, where `full` is smaller, whatever it takes.
    case original
    /// The same in small, for tests and a first look: well below a minute.
    case quick
  }

  /// Asked some times a second while a figure is drawn: once true, scripts and data are written and nothing is drawn.
  public var isCancelled: () -> Bool = { false }
  private let made: [URL]

  /// A workbench in a folder, which is made if it is not there, and taken away again where nothing was put into it.
  public init(folder: URL, seed: UInt64 = 0, budget: Budget = .full, gnuplot: Gnuplot = Gnuplot()) throws {
    self.folder = folder
    self.seed = seed
    self.budget = budget
    self.gnuplot = gnuplot
    made = try Folder.create(folder)
  }

  deinit { Folder.removeEmpty(made) }

  /// So many seeds, or as many as the user wants (`seedCount`), counted from `seed`; they are noted in the record.
  public func seeds(_ count: Int) -> [UInt64] {
    let seeds = (0..<UInt64(max(1, seedCount ?? count))).map { seed &+ $0 }
    seedsRun = Array(Set(seedsRun).union(seeds)).sorted()
    return seeds
  }

  /// A part of a long experiment, computed once: kept in the folder's `parts/NAME.json`, so that an interrupted
  /// experiment goes on behind the parts that it has. `key` says all that the part depends on; a part that was kept under
  /// another key, seed, budget or version is computed anew.
  ///
  /// Throws `CancellationError` before a part is begun once the user has asked to stop, what `compute` throws, and
  /// `FileError` where it cannot be kept.
  public func part<Value: Codable>(_ name: String, key: String = "", _ compute: () throws -> Value) throws -> Value {
    let place = folder.appendingPathComponent("parts/\(name).json")
    let whole = "\(key); seed \(seed), \(budget.rawValue), \(counterplayVersion)"
    // One that cannot be read is one to compute, whatever is wrong with it.
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    if let data = try? Data(contentsOf: place), let kept = try? decoder.decode(Part<Value>.self, from: data),
      kept.key == whole
    {
      secondsOfKeptParts += kept.seconds
      return kept.value
    }
    if isCancelled() { throw CancellationError() }
    let begun = ContinuousClock.now
    let value = try compute()
    let took = begun.duration(to: .now) / .seconds(1)
    _ = try Folder.create(place.deletingLastPathComponent())
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try AtomicFile.write(encoder.encode(Part(key: whole, seconds: took, value: value)), to: place)
    return value
  }

  /// Counts what an earlier call has spent on work that goes on here, beside the parts: on training runs.
  public func count(secondsOfEarlierCalls seconds: Double) { secondsOfKeptParts += seconds }

  private struct Part<Value: Codable>: Codable {
    var key: String
    var seconds: Double
    var value: Value
  }

  /// Judges a claim.
  public func judge(_ claim: Claim) { claims.append(claim) }

  /// Writes a figure's script and data and renders it. Where gnuplot is missing that is a notice, not an error.
  public func draw(_ drawing: some Drawing, _ name: String) throws {
    let described = try drawing.files(name: name)
    files.insert(name + ".gp")
    files.formUnion(described.data.keys)
    if let kept = try EditedScript.setAside(in: folder, name: name) {
      notices.append(
        "\(name).gp was edited since it was written, or is of an older version: it is kept as \(kept.lastPathComponent), "
          + "which draws the same pictures; run it by gnuplot to have them as they were")
    }
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
