import Foundation
import GnuplotScripts
import Maps
import RealModule
import TestSupport
import Testing

/// `counterplay map` as a user runs it: known answers of every kind, and files that survive signals.
@Suite(.serialized) struct MapCommandTests {
  /// Runs `map` without gnuplot into a folder and returns the nodes of the one .tsv.
  func nodes(_ folder: ScratchFolder, _ arguments: [String]) throws -> (table: Table, output: String) {
    let result = try Self.map(folder.url, arguments)
    try #require(result.status == 0, "\(result.errors)")
    let name = try #require(folder.names.first { $0.hasSuffix("-nodes.tsv") })
    let text = try String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)
    return (try Table(tsv: text), result.output)
  }

  static func map(_ folder: URL, _ arguments: [String]) throws -> Program.Result {
    let process = try start(folder, arguments, errors: Pipe())
    let errors = (process.standardError as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data()
    let output = (process.standardOutput as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data()
    process.waitUntilExit()
    return Program.Result(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }

  static func start(_ folder: URL, _ arguments: [String], errors: Pipe? = nil) throws -> Process {
    let process = Process()
    process.executableURL = Program.url
    process.arguments = ["map", "--out", folder.path] + arguments
    process.environment = ["PATH": ""]
    process.standardOutput = errors == nil ? FileHandle.nullDevice : Pipe()
    process.standardError = errors ?? FileHandle.nullDevice
    try process.run()
    return process
  }

  // x² - y² with y at rest on 0: x ← (1 - 2η) x, so within d after the least n with x₀ (1 - 2η)ⁿ ≤ d.
  @Test func stepsOfGradientDescentOnAParabola() throws {
    let folder = try ScratchFolder()
    let (table, _) = try nodes(
      folder,
      [
        "--game", "quadratic", "--parameter", "b=0", "--parameter", "c=-1", "--kind", "steps", "--within", "1e-3",
        "--steps", "50", "--start", "1;0", "--horizontal", "eta=0.01:0.45", "--vertical", "start-x-0=0.9:2",
        "--resolution", "23x7",
      ])
    #expect(table.rowCount == 23 * 7 && table.columns.map(\.title) == ["eta", "start-x-0", "steps-to-convergence"])
    var masked = 0
    for row in 0..<table.rowCount {
      let (eta, x, steps) = (table.columns[0].values[row], table.columns[1].values[row], table.columns[2].values[row])
      let exact = Double.log(x / 1e-3) / -Double.log(1 - 2 * eta)
      if exact > 50 {
        #expect(steps.isNaN)
        masked += 1
      } else {
        #expect(steps == exact.rounded(.up), "\(eta) \(x)")
      }
    }
    #expect(masked > 0 && masked < table.rowCount)
  }

  // f = x⁴/4 - x²/2 + xy/2 - y²/2 has wells at ±(√3/2, √3/4) and is the same under (x, y) → (-x, -y).
  @Test func basinsOfTwoWells() throws {
    let folder = try ScratchFolder()
    let (table, output) = try nodes(
      folder,
      [
        "--game", "x^4/4 - x^2/2 + x*y/2 - y^2/2", "--hyperparameter", "eta-x=0.05", "--hyperparameter", "eta-y=0.05",
        "--kind", "basins", "--resolution", "16",
      ])
    #expect(
      output.contains("128 converge to (0.866025, 0.433013), 128 converge to (-0.866025, -0.433013)"), "\(output)")
    let (x, y, code) = (table.columns[0].values, table.columns[1].values, table.columns[2].values)
    #expect(x.min() == -2 && x.max() == 2 && y.min() == -2 && y.max() == 2)
    for row in code.indices {
      // 0, 1, 2 by coordinates: the left well, the saddle, the right well.
      #expect(code[row] == 2 - code[code.count - 1 - row])
      if abs(x[row]) > 1 { #expect(code[row] == (x[row] > 0 ? 2 : 0)) }
    }
    let script = try String(contentsOf: folder.file(endingWith: "-outcome.gp"), encoding: .utf8)
    #expect(script.contains("maxcolors 2") && script.contains("unset colorbox"))
    for label in ["converged to (−0.866, −0.433)", "converged to (0.866, 0.433)", "equilibrium, not reached"] {
      #expect(script.contains(label), "\(label)")
    }
  }

  // f = x⁴/4 - x²/2, y likewise for -f: wells at (±1, ±1). From a window around (0, 1.5) runs leave for (±1, 1), which are
  // far outside of it; the names are those that the whole plane has.
  @Test func outcomesDoNotDependOnTheWindow() throws {
    let folder = try ScratchFolder()
    let (_, output) = try nodes(
      folder,
      [
        "--game", "x^4/4 - x^2/2 - y^4/4 + y^2/2", "--kind", "outcome", "--hyperparameter", "eta-x=0.05",
        "--hyperparameter", "eta-y=0.05", "--horizontal", "start-x-0=-5e-7:5e-7", "--vertical", "start-y-0=1.5:1.6",
        "--resolution", "8",
      ])
    #expect(output.contains("32 converge to (-1, 1), 32 converge to (1, 1)"), "\(output)")
  }

  // From x = 1000 the slope of √(1 + x²) is 1: a drift, which was called a cycle.
  @Test func aDriftIsNoCycle() throws {
    let folder = try ScratchFolder()
    let (_, output) = try nodes(
      folder,
      [
        "--game-x", "sqrt(1 + x^2)", "--game-y", "y^2/2", "--kind", "outcome", "--start", "1000,0", "--horizontal",
        "eta-x=0.001:0.01", "--steps", "500", "--resolution", "4",
      ])
    #expect(output.contains("16 drift"), "\(output)")
  }

  // On x²y equilibria form the line x = 0, with an eigenvalue 1 everywhere; AltGD on xy is neutral.
  @Test func neutralIsAThirdAnswer() throws {
    let (first, second) = (try ScratchFolder(), try ScratchFolder())
    let line = try nodes(first, ["--game", "x^2*y", "--resolution", "5"]).output
    #expect(line.contains("0 of 25 nodes converge, 25 neutral") && line.contains("equilibria form a line"), "\(line)")
    let circle = try nodes(second, ["--game", "bilinear", "--optimizer", "altgd", "--resolution", "8"]).output
    #expect(circle.contains("0 of 64 nodes converge, 64 neutral"), "\(circle)")
  }

  // SimGD near the well x = 1 of x⁴/4 - x²/2, ρ = |1 - 2η| or |1 - η|; from (-0.5, 1) runs go to x = -1, from (0.5, 1)
  // they arrive at 1.
  @Test func onlyRunsThatArriveAreCompared() throws {
    let common = [
      "--game", "x^4/4 - x^2/2 - y^2/2", "--kind", "both", "--equilibrium", "1,0", "--horizontal", "eta-x=0.02:0.2",
      "--vertical", "eta-y=0.02:0.2", "--resolution", "6", "--steps", "500",
    ]
    let (first, second) = (try ScratchFolder(), try ScratchFolder())
    let there = try Self.map(first.url, common + ["--start", "0.5,1"]).output
    let difference = try #require(there.firstMatch(of: /differ by at most ([0-9.e-]+) at the 36 nodes/), "\(there)")
    #expect((Double(difference.1) ?? 1) < 1e-2)
    let elsewhere = try Self.map(second.url, common + ["--start", "-0.5,1"]).output
    #expect(elsewhere.contains("36 with ρ < 1 whose run goes elsewhere"), "\(elsewhere)")
  }

  // cos x - cos y has wells at odd multiples of π in both coordinates. From -8 to 8 four of them lie in the window, and
  // sixteen are reached, twelve from the rim: the four with the most nodes have colours, and the rest is named and counted.
  @Test func coloursGoToTheLargestBasins() throws {
    let folder = try ScratchFolder()
    _ = try nodes(
      folder,
      [
        "--game", "cos(x) - cos(y)", "--kind", "basins", "--horizontal", "start-x-0=-8:8", "--vertical",
        "start-y-0=-8:8", "--resolution", "32", "--steps", "1500", "--hyperparameter", "eta-x=0.1", "--hyperparameter",
        "eta-y=0.1",
      ])
    let script = try String(contentsOf: folder.file(endingWith: "-outcome.gp"), encoding: .utf8)
    for well in ["(3.142, 3.142)", "(−3.142, 3.142)", "(3.142, −3.142)", "(−3.142, −3.142)"] {
      #expect(script.contains("converged to \(well)"))
    }
    // 1024 nodes less four basins of 144 and two of 48.
    #expect(script.contains("converged to 10 others: 352 nodes") && script.contains("maxcolors 7"))
    #expect(script.contains("set key at screen"), "the legend lies beside the plot")
  }

  // AltGD on xy keeps an ellipse where η_x η_y < 4 and diverges beyond.
  @Test func alternatingDescentCycles() throws {
    let folder = try ScratchFolder()
    let (table, _) = try nodes(
      folder,
      [
        "--game", "bilinear", "--optimizer", "altgd", "--kind", "outcome", "--horizontal", "eta-x=0.1:4", "--vertical",
        "eta-y=0.1:4", "--resolution", "12", "--steps", "1000",
      ])
    var seen: Set<Double> = []
    for row in 0..<table.rowCount {
      let product = table.columns[0].values[row] * table.columns[1].values[row]
      // On the boundary growth is slow.
      guard abs(product - 4) > 0.2 else { continue }
      let outcome = MapOutcome(code: table.columns[2].values[row])
      // 2 cos θ = 2 - η_x η_y: some nodes come round after whole numbers of steps.
      #expect(product < 4 ? outcome?.isCycle == true : outcome == .diverged, "\(product)")
      seen.insert(table.columns[2].values[row])
    }
    #expect(seen.isSuperset(of: [-1, -2]))
  }

  // a = 1, b = 0, c = 1: x ← (1 - 2η_x) x, y ← (1 + 2η_y) y, so λ = log (1 + 2η_y), and the distance after n steps from
  // (0, 1) is (1 + 2η_y)ⁿ.
  @Test func exponentsAndDistancesOfADiagonalMap() throws {
    let common = ["--game", "quadratic", "--parameter", "b=0", "--resolution", "6", "--start", "0,1"]
    let (first, second) = (try ScratchFolder(), try ScratchFolder())
    let exponents = try nodes(first, common + ["--kind", "lyapunov", "--steps", "1500"]).table
    let distances = try nodes(second, common + ["--kind", "distance", "--steps", "40"]).table
    for row in 0..<36 {
      let factor = 1 + 2 * exponents.columns[1].values[row]
      if factor > 1.02 { #expect(abs(exponents.columns[2].values[row] - Double.log(factor)) < 1e-6) }
      #expect(abs(distances.columns[2].values[row] / Double.pow(factor, 40) - 1) < 1e-12)
    }
  }

  @Test func trajectoriesAreDrawnAndMarked() throws {
    let folder = try ScratchFolder()
    let (_, _) = try nodes(
      folder, ["--resolution", "8", "--trajectory", "0.09,0.01", "--trajectory", "0.03,0.03"])
    #expect(folder.names.isSuperset(of: ["simgd-quadratic-phase-plane.gp", "simgd-quadratic-distances.gp"]))
    let scripts = try ["spectral-radius", "phase-plane"].map {
      try String(contentsOf: folder.url.appendingPathComponent("simgd-quadratic-\($0).gp"), encoding: .utf8)
    }
    for script in scripts {
      let line = script.split(separator: "\n").first { $0.contains("η_{x} = 0.03, η_{y} = 0.03") }
      #expect(line?.contains("#d55e00") == true && line?.contains("pt 5") == true, "\(line ?? "")")
    }
  }

  /// A map that takes some seconds.
  static let slow = [
    "--game", "x^4/4 - x^2/2 + x*y/2 - y^2/2", "--kind", "lyapunov", "--steps", "20000", "--resolution",
    "96x160",
    "--threads", "2",
  ]
  static let file = "simgd-typed-x-4-4-x-2-2-x-y-2-y-2-2-1e090f-lyapunov-exponent.npy"

  static func size(_ url: URL) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: url.path))?[.size] as? Int) ?? 0
  }

  @Test func interruptedAndResumedIsStraightThrough() throws {
    let scratch = try ScratchFolder()
    let (straight, broken) = (scratch.url.appendingPathComponent("a"), scratch.url.appendingPathComponent("b"))
    #expect(try Self.map(straight, Self.slow + ["--resume"]).status == 0)
    let whole = try Data(contentsOf: straight.appendingPathComponent(Self.file))
    let part = broken.appendingPathComponent(Self.file + ".part")
    var ended = 0
    for (signal, status) in [(SIGKILL, SIGKILL), (SIGINT, 130), (SIGTERM, 143), (SIGUSR1, 138)] as [(Int32, Int32)] {
      let before = Self.size(part)
      let pipe = Pipe()
      let process = try Self.start(broken, Self.slow + ["--resume"], errors: pipe)
      #expect(waitUntil { Self.size(part) > before + 8 * 96 || !process.isRunning })
      if process.isRunning {
        kill(process.processIdentifier, signal)
        ended += 1
      }
      let errors = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == status, "\(errors)")
      #expect((process.terminationReason == .uncaughtSignal) == (signal == SIGKILL))
      if signal != SIGKILL { #expect(errors.contains("--resume goes on"), "\(errors)") }
      #expect(!FileManager.default.fileExists(atPath: broken.appendingPathComponent(Self.file).path))
    }
    #expect(ended == 4, "the runs were over before they could be ended")
    // The unfinished rows of another map are refused and kept.
    let kept = try Data(contentsOf: part)
    let other = try Self.map(broken, Self.slow + ["--resume", "--start", "2,2"])
    #expect(other.status == 64 && other.errors.contains("is of another map"), "\(other.errors)")
    #expect(try Data(contentsOf: part) == kept)
    let last = try Self.map(broken, Self.slow + ["--resume"])
    #expect(last.status == 0, "\(last.errors)")
    #expect(try Data(contentsOf: broken.appendingPathComponent(Self.file)) == whole)
    #expect(!FileManager.default.fileExists(atPath: part.path))
  }

  /// A finished map stays whole under its name while another is computed, whatever ends that.
  @Test func aFinishedMapIsReplacedAtTheEnd() throws {
    let folder = try ScratchFolder()
    let quick = ["--resolution", "96x160", "--steps", "8", "--threads", "1"]
    func arguments(_ more: [String]) -> [String] {
      Array(Self.slow.prefix(4)) + more
    }
    #expect(try Self.map(folder.url, arguments(quick)).status == 0)
    let url = folder.url.appendingPathComponent(Self.file)
    let first = try Data(contentsOf: url)
    let process = try Self.start(folder.url, Self.slow)
    let part = url.appendingPathExtension("part")
    #expect(waitUntil { Self.size(part) > 8 * 96 || !process.isRunning })
    // Meanwhile nobody else may write there.
    let second = try Self.map(folder.url, Self.slow)
    #expect(second.status == 64 && second.errors.contains("another process"), "\(second.errors)")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "the run was over before it could be killed")
    #expect(try Data(contentsOf: url) == first)
  }

  /// Every kind: the numbers do not depend on how many threads compute them.
  @Test(arguments: ["spectral", "rate", "steps", "distance", "outcome", "basins", "lyapunov"])
  func threadsChangeNothing(kind: String) throws {
    let (one, three) = (try ScratchFolder(), try ScratchFolder())
    let game = ["--game", "x^3 - 3*x + k*x*y - y^2", "--parameter", "k=1", "--kind", kind, "--resolution", "40x9"]
    let axes = kind == "basins" ? [] : ["--horizontal", "k=-1:1", "--vertical", "eta=0.01:0.3"]
    let steps = kind == "spectral" ? [] : ["--steps", "60"]
    for (folder, threads) in [(one, "1"), (three, "3")] {
      let result = try Self.map(folder.url, game + axes + steps + ["--threads", threads])
      #expect(result.status == 0, "\(result.errors)")
    }
    let name = try #require(one.names.first { $0.hasSuffix(".npy") })
    let (a, b) = (
      try Data(contentsOf: one.url.appendingPathComponent(name)),
      try Data(contentsOf: three.url.appendingPathComponent(name))
    )
    #expect(a == b && a.count > 8 * 360)
    #expect(one.names.contains(String(name.dropLast(4)) + ".gp"))
  }

  /// A map with more nodes than a table should have: no .tsv, the figure thinned, and both are told.
  @Test func largeMapsAreThinned() throws {
    let folder = try ScratchFolder()
    let result = try Self.map(folder.url, ["--kind", "distance", "--steps", "4", "--resolution", "700x400"])
    #expect(result.status == 0)
    #expect(result.output.contains("no .tsv") && result.output.contains("350 x 400 of the nodes"), "\(result.output)")
    #expect(!folder.names.contains { $0.hasSuffix("-nodes.tsv") })
    #expect(folder.names.contains("simgd-quadratic-final-distance.npy"))
  }
}
