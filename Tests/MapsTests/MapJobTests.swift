import DurableFiles
import Foundation
import GameDynamics
import GameOptimizers
import Maps
import SmallGames
import Testing

/// Maps do not depend on threads, kernels, or on whether they went to memory or to a file, at once or in two goes.
@Suite struct MapJobTests {
  func plane(_ optimizer: String = "simgd", resolution: Int = 45) throws -> MapPlane {
    let family = try OptimizerCatalogue.named(optimizer)
    let game = QuadraticGameFamily()
    return try MapPlane(
      RunSetup(family, on: game), stepSizesOfX: 0.001...0.4, stepSizesOfY: 0.001...0.15,
      resolution: resolution)
  }

  static let kinds: [MapKind] = [
    .spectralRadius, .convergenceRate(steps: 60), .stepsToConvergence(within: 1e-3, atMost: 200),
    .finalDistance(steps: 100), .outcome(.init(steps: 200, window: 40)), .lyapunovExponent(steps: 60),
  ]

  func bits(_ map: PlanarMap) -> [UInt64] { map.values.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } }

  @Test(arguments: kinds)
  func threadsAndKernelsChangeNothing(kind: MapKind) throws {
    for name in ["simgd", "cgd"] {
      let plane = try plane(name)
      let reference = try MapJob(plane, kind, threads: 1, kernels: nil).map()
      #expect(reference.values.count == 45 * 45)
      for threads in [1, 2, 5] {
        #expect(bits(try MapJob(plane, kind, threads: threads).map()) == bits(reference), "\(name) \(threads)")
      }
    }
  }

  @Test func fileEqualsMemoryAndResumingEqualsAtOnce() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("counterplay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let job = MapJob(try plane(), .finalDistance(steps: 50), threads: 2)
    let url = folder.appendingPathComponent("map.npy")
    var whole = try NPYRowFile(url, of: job, resuming: false)
    try job.run(into: &whole)
    let bytes = try Data(contentsOf: url)
    let values = bytes.suffix(8 * 45 * 45)
    #expect(values == (try job.map()).values.withUnsafeBytes { Data($0) })
    #expect((bytes.count - values.count) % 64 == 0)
    #expect(String(decoding: bytes.dropFirst(10).prefix(60), as: UTF8.self).contains("'shape': (45, 45)"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["map.npy", "map.npy.txt"])
    // A finished file of the same map is known again, and not computed once more.
    var again = try NPYRowFile(url, of: job, resuming: true)
    #expect(again.completeRows == 45)
    try job.run(into: &again, isCancelled: { true })
    #expect(try Data(contentsOf: url) == bytes)
    #expect(try NPYRowFile(url, of: MapJob(plane(), .finalDistance(steps: 51)), resuming: true).completeRows == 0)

    // Cancelled after some rows, and half a row left by a kill.
    let other = folder.appendingPathComponent("other.npy")
    let count = Counter(limit: 20)
    let complete: Int
    do {
      var first = try NPYRowFile(other, of: job, resuming: true)
      #expect(throws: MapError.self) { try job.run(into: &first, isCancelled: { count.isSpent }) }
      complete = first.completeRows
    }
    #expect(complete > 0 && complete < 45)
    #expect(!FileManager.default.fileExists(atPath: other.path))
    let part = try FileHandle(forWritingTo: other.appendingPathExtension("part"))
    try part.seekToEnd()
    try part.write(contentsOf: Data(repeating: 7, count: 100))
    try part.close()
    var second = try NPYRowFile(other, of: job, resuming: true)
    #expect(second.completeRows == complete)
    try job.run(into: &second)
    #expect(try Data(contentsOf: other) == bytes)

    // The unfinished file of another map is refused, and left alone.
    let third = folder.appendingPathComponent("third.npy")
    _ = try NPYRowFile(third, of: MapJob(try plane(resolution: 44), .finalDistance(steps: 50)), resuming: false)
    let error = #expect(throws: FileError.self) { try NPYRowFile(third, of: job, resuming: true) }
    #expect("\(error as Any)".contains("is of another map"))
  }

  /// Two processes, or two writers of one, do not write the same rows.
  @Test func aFileHasOneWriter() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("counterplay-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let job = MapJob(try plane(), .finalDistance(steps: 50))
    let url = folder.appendingPathComponent("map.npy")
    let first = try NPYRowFile(url, of: job, resuming: false)
    for resuming in [false, true] {
      let error = #expect(throws: FileError.self) { try NPYRowFile(url, of: job, resuming: resuming) }
      #expect("\(error as Any)".contains("another process"))
    }
    #expect(first.completeRows == 0)
  }

  /// Rows read back are those written, and a thinned map has every k-th node of both axes.
  @Test func readingBackAndThinning() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("counterplay-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let job = MapJob(try plane(), .finalDistance(steps: 20))
    let url = folder.appendingPathComponent("map.npy")
    var file = try NPYRowFile(url, of: job, resuming: false)
    try job.run(into: &file)
    let map = try job.map()
    let reader = try NPYRowReader(url, of: job.plane)
    var rows: [Double] = []
    try reader.forEachRow { _, row in rows += row }
    #expect(rows == map.values)
    // 45 nodes, at most 10: every fifth.
    let thin = try reader.map(of: job.plane, most: 10)
    #expect(thin.horizontal.values == (0..<9).map { map.horizontal.values[5 * $0] })
    for j in 0..<9 { for i in 0..<9 { #expect(thin[i, j] == map[5 * i, 5 * j]) } }
    #expect(throws: FileError.self) { try NPYRowReader(url, of: plane(resolution: 44)) }
  }

  /// True from the n-th question on.
  final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int
    init(limit: Int) { left = limit }
    var isSpent: Bool {
      lock.withLock {
        left -= 1
        return left < 0
      }
    }
  }

  @Test func fingerprintsTellJobsApart() throws {
    let plane = try plane()
    var others = Set<String>()
    for kind in Self.kinds { others.insert(MapJob(plane, kind).fingerprint) }
    others.insert(MapJob(plane, .finalDistance(steps: 101)).fingerprint)
    others.insert(MapJob(try self.plane("altgd"), .spectralRadius).fingerprint)
    #expect(others.count == Self.kinds.count + 2)
    #expect(
      MapJob(plane, .spectralRadius, threads: 1, kernels: nil).fingerprint == MapJob(plane, .spectralRadius).fingerprint
    )
  }

  @Test func axesThatCannotBe() throws {
    let family = SimGDFamily()
    let game = QuadraticGameFamily()
    func plane(_ a: RunQuantity, _ b: RunQuantity, _ range: ClosedRange<Double> = 0.1...1) throws -> MapPlane {
      try MapPlane(
        RunSetup(family, on: game), horizontal: .init(a, symbol: "a", range: range, count: 3),
        vertical: .init(b, symbol: "b", range: range, count: 3))
    }
    #expect(throws: QuantityError.self) { try plane(.start(.x, 0), .start(.x, 1)) }
    #expect(throws: MapError.self) { try plane(.start(.x, 0), .start(.x, 0)) }
    #expect(throws: MapError.self) { try plane(.start(.x, 0), .start(.y, 0), 1...1) }
    #expect(throws: ParameterError.self) { try plane(.hyperparameter("eta-z"), .start(.y, 0)) }
    #expect(throws: ParameterError.self) { try plane(.hyperparameter("eta-x"), .start(.y, 0), -1...1) }
    #expect(throws: MapError.sameQuantityTwice(name: "eta", other: "eta-y")) {
      try plane(.bothStepSizes, .hyperparameter("eta-y"))
    }
  }

  // At b = 2 with a = c = 1 the equilibria are a line and the catalogue knows no isolated one. K is nilpotent there, so
  // whatever point of the line is taken, the radius is 1; its neighbours are not disturbed.
  @Test func aNodeWithoutIsolatedEquilibriumSpoilsNothing() throws {
    let family = SimGDFamily()
    let game = QuadraticGameFamily()
    let map = try MapJob(
      MapPlane(
        RunSetup(family, on: game),
        horizontal: .init(.gameParameter("b"), symbol: "b", range: 2...3, count: 3),
        vertical: .init(.bothStepSizes, symbol: "η", range: 0.1...1, count: 3)), .spectralRadius
    ).map()
    for (j, eta) in map.vertical.values.enumerated() {
      #expect(map[0, j].isNaN || abs(map[0, j] - 1) < 1e-6)
      for i in 1..<3 {
        let b = map.horizontal.values[i]
        // det (I - K) = (1 - 2η)(1 + 2η) + b²η², complex eigenvalues.
        #expect(abs(map[i, j] - (1 + (b * b - 4) * eta * eta).squareRoot()) < 1e-12)
      }
    }
  }
}
