import Experiments
import Foundation
import GameOptimizers
import Reports
import SmallGames
import TestSupport
import Testing

@Suite struct CommandLineTests {
  @Test(arguments: ["", "list", "run", "simulate", "map", "continue", "tune", "atlas", "train"])
  func helpHasExamples(command: String) throws {
    let result =
      command.isEmpty ? try Program.run("--help") : try Program.run(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("EXAMPLES"))
    #expect(result.output.contains("counterplay \(command.isEmpty ? "list" : command)"))
  }

  // The game's equilibria are in no catalogue: found, marked, and in a picture of the motion that would show nothing around 0.
  @Test func aTypedGamesPhasePlaneIsAroundItsEquilibrium() throws {
    let folder = try ScratchFolder()
    let result = try Program.run(
      "simulate", "--game", "x^4/4 - x^2/2 - y^2/2", "--start", "1.01,0.01", "--out", folder.url.path,
      environment: ["PATH": ""])
    #expect(result.status == 0, "\(result.errors)")
    let script = try #require(folder.names.first { $0.hasSuffix("phase-plane.gp") })
    let text = try String(contentsOf: folder.url.appendingPathComponent(script), encoding: .utf8)
    let range = try #require(text.firstMatch(of: /set xrange \[([0-9.]+):([0-9.]+)\]/))
    let (low, high) = (Double(range.1) ?? 0, Double(range.2) ?? 9)
    #expect(text.contains("equilibrium") && 0.9 < low && low < 1 && 1.01 < high && high < 1.1, "\(low) to \(high)")
  }

  @Test func listGivesTheCatalogues() throws {
    let result = try Program.run("list", "--json")
    #expect(result.status == 0)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    func names(_ key: String) -> [String] {
      (object[key] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
    }
    #expect(names("optimizers") == OptimizerCatalogue.all.map(\.card.name))
    #expect(names("games") == GameCatalogue.all.map(\.card.name))
    #expect(names("experiments") == ExperimentCatalogue.all.map(\.name))
    let plain = try Program.run("list")
    for card in OptimizerCatalogue.all.map(\.card) { #expect(plain.output.contains(card.name)) }
  }

  @Test func wrongUsageIs64AndSaysTheRemedy() throws {
    for (arguments, words) in [
      (["run", "icr-learning-sped"], "did you mean 'icr-learning-speed'?"),
      (["run"], "Missing expected argument"),
      (["simulate", "--optimizer", "simdg"], "did you mean 'simgd'?"),
      (["simulate", "--game", "nim"], "no game is named 'nim'"),
      (["simulate", "--start", "1,2,3"], "2 coordinate(s) was required, 3 given"),
      (["simulate", "--start", "1,x"], "--start"),
      (["simulate", "--steps", "0"], "at least 1"),
      (["simulate", "--hyperparameter", "beta=1"], "no parameter is named 'beta'; there are: eta-x, eta-y"),
      (["simulate", "--eta-x=-1"], "must be 0.0 or more"),
      (["simulate", "--game", "x^2 + 10*x*y +) y^2"], "             ^"),
      (["simulate", "--game-x", "x*y"], "go together"),
      (["simulate", "--game", "x*y", "--game-x", "x*y", "--game-y", "x*y"], "give one game"),
      (["simulate", "--game", "k*x*y"], "k"),
      (["simulate", "--game-file", "/nowhere.yaml"], "readable"),
      (["simulate", "--optimizer", "lookahead:simdg"], "simdg"),
      (["continue", "--along", "eta-y"], "--along"),
      (["continue", "--along", "zeta=0:1"], "no quantity is named 'zeta'; did you mean 'eta'?"),
      (["continue", "--optimizer", "adam", "--along", "eta=0.1:1"], "counterplay map --kind steps"),
      (["map", "--optimizer", "adam"], "counterplay map --kind steps"),
      (["continue", "--along", "start-x-0=0:1"], "only moves the start"),
      (["atlas", "--games", "nim"], "no game is named 'nim'"),
      (["map", "--horizontal", "eta-x=0.2:0.1"], "--horizontal"),
      (["map", "--horizontal", "eta-z=0:1"], "did you mean 'eta-x'? There are: eta, eta-x, eta-y, a, b, c, start-x-0"),
      (["map", "--horizontal", "eta=0.1:1"], "'eta' and 'eta-y' were given"),
      (["map", "--horizontal", "start-x-1=0:1"], "no quantity is named 'start-x-1'"),
      (["map", "--horizontal", "eta-x=-1:1"], "must be 0.0 or more"),
      (
        ["map", "--game", "eta*x*y", "--parameter", "eta=1", "--horizontal", "eta=1:2"],
        "say which: 'optimizer:eta' or 'game:eta'"
      ),
      (["map", "--equilibrium", "1,2,3"], "2 coordinate(s) was required, 3 given"),
      (["map", "--trajectory", "-1,0.1"], "must be 0.0 or more"),
      (["map", "--within", "0.1"], "--within goes with --kind steps"),
      (["map", "--steps", "100"], "--steps goes with --kind"),
      (["map", "--kind", "outcome", "--divergence-bound", "0"], "above 0"),
      (["map", "--threads", "0"], "at least 1"),
      (["map", "--resolution", "8x"], "--resolution"),
      (["map", "--resolution", "1"], "at least 2 nodes"),
      (["map", "--kind", "guess"], "--kind"),
      (["train", "--steps", "many"], "--steps"),
      (["frobnicate"], "Unexpected argument"),
      (["simulate", "--steps", "-1"], "at least 1, -1 was given"),
      (["simulate", "--eta-x", "-1"], "must be 0.0 or more"),
      (["simulate", "--steps", "2", "--eta-x", "1", "--steps", "2"], "--steps is given twice"),
      (["simulate", "--game", "bilinear", "--parameter", "b=1", "--parameter", "b=2"], "b is given twice"),
      (["simulate", "--eta-x", "1e-400"], "1e-400 is too small"),
      (["map", "--horizontal", "eta-x=1e-400:1"], "1e-400 is too small"),
      (["simulate", "--game", "x*y + 1/0"], "         ^"),
      (["simulate", "--game", "x² + 1/2xy"], "write /2*x or /(2*x)"),
      (["simulate", "--game", "-x"], "player y needs a variable"),
      (["atlas", "--eta", "-1:1", "--games", "bilinear"], "must be 0.0 or more"),
      (["simulate", "--game", "bilinear", "--scaling", "d"], "goes with a particle game"),
      (["simulate", "--game", "particles-line", "--scaling", "D + 1"], "required to be positive"),
      (["simulate", "--game", "particles-line", "--scaling", "x"], "write D"),
    ] {
      let process = Process()
      process.executableURL = Program.url
      process.arguments = arguments
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 64, "\(arguments)")
      #expect(text.contains(words), "\(arguments): \(text)")
      // The usage is that of the command which was wrong.
      let usage = arguments == ["frobnicate"] ? "Usage: counterplay <" : "Usage: counterplay \(arguments[0])"
      #expect(text.contains(usage), "\(arguments): \(text)")
    }
  }

  /// What was asked for rightly and fails is 1, and no usage is printed.
  @Test func failuresAre1() throws {
    for arguments in [["--equilibrium", "-5,1"], []] {
      let folder = try ScratchFolder()
      let result = try Program.run(
        ["map", "--game", "exp(x)+y^2", "--resolution", "4", "--out", folder.url.path] + arguments)
      #expect(result.status == 1, "\(result.errors)")
      #expect(result.errors.contains("none") && !result.errors.contains("Usage"), "\(result.errors)")
    }
  }

  /// Values that begin with a minus, and games as they are printed: each as one whose outcome is known.
  @Test(
    arguments: [
      (["--game", "-x^2 + x*y"], "min_x max_y -x^2 + x*y"), (["--game-x", "-x*y", "--game-y", "-y^2"], "min_y -y^2"),
      (["--game", "−x² + 2xy·½"], "−x² + 2xy·½"), (["--start", "-1,2"], "a x²"), (["--start", "−1;2"], "a x²"),
      (["--game", "xy"], "min_x max_y xy"), (["--game", "bxy", "--parameter", "b=-2"], "bxy"),
      (["--game", "min_x ½x² + xy, max_y xy - y²"], "min_x ½x² + xy, max_y xy - y²"),
      (["--game", "xy + ε (y²/2 - y⁴/4)", "--parameter", "ε=0.01"], "xy + ε"),
    ])
  func valuesThatBeginWithAMinus(arguments: [String], words: String) throws {
    let folder = try ScratchFolder()
    let result = try Program.run(
      ["simulate", "--steps", "3", "--out", folder.url.path] + arguments, environment: ["PATH": ""])
    #expect(result.status == 0 && result.output.contains(words), "\(result.output) \(result.errors)")
  }

  /// SimGD asks for two gradients a step; what was asked for is said, and stands in the table and in a figure.
  @Test func simulateCounts() throws {
    let folder = try ScratchFolder()
    let arguments = [
      "simulate", "--game", "bilinear", "--optimizer", "simgd", "--steps", "5", "--out", folder.url.path,
    ]
    let result = try Program.run(arguments + ["--count"], environment: ["PATH": ""])
    #expect(result.output.contains("asked of the game in 5 steps: 10 gradients, 0 Hessian products, 5 looks"))
    #expect(folder.names.contains { $0.hasSuffix("-distances-by-cost.gp") })
    let file = try #require(folder.names.first { $0.hasSuffix("-trajectory.tsv") })
    let table = try String(contentsOf: folder.url.appendingPathComponent(file), encoding: .utf8)
    #expect(table.contains("gradients\thessian-products\tlooks"))
    #expect(table.split(separator: "\n").last?.hasSuffix("\t10\t0\t5") == true, "\(table)")
  }

  @Test func runWritesItsRecord() throws {
    let folder = try ScratchFolder()
    let result = try Program.run("run", "icr-bilinear", "--out", folder.url.path, "--seed", "9")
    #expect(result.status == 0)
    let record = try JSONDecoder().decode(
      RunRecord.self, from: Data(contentsOf: folder.url.appendingPathComponent("record.json")))
    #expect(record.experiment == "icr-bilinear")
    #expect(record.seed == 9)
    #expect(Set(record.files + ["record.json"]) == folder.names)
  }

  /// The typed quadratic game runs as the built-in one does: same points, written to the same digits.
  @Test func aTypedGameIsTheBuiltInOne() throws {
    let (built, typed) = (try ScratchFolder(), try ScratchFolder())
    for (folder, game) in [
      (built, ["--game", "quadratic"]), (typed, ["--game", "x^2 + k*x*y + y^2", "--parameter", "k=10"]),
    ] {
      let process = Process()
      process.executableURL = Program.url
      process.arguments =
        [
          "simulate", "--optimizer", "cgd", "--eta-x", "0.05", "--eta-y", "0.05", "--steps", "50", "--out",
          folder.url.path,
        ]
        + game
      process.environment = ["PATH": ""]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let tables = try [built, typed].map {
      try String(contentsOf: $0.file(endingWith: "-trajectory.tsv"), encoding: .utf8)
    }
    #expect(tables[0] == tables[1])
  }

  @Test func matricesComeFromAFile() throws {
    let folder = try ScratchFolder()
    let file = folder.url.appendingPathComponent("game.yaml")
    try Data("A: [[1, 0], [0, 2]]\nB: [[1, 2], [3, 4]]\nC: [[-1, 0], [0, -1]]\n".utf8).write(to: file)
    let result = try Program.run(
      "simulate", "--game-file", file.path, "--optimizer", "simgd", "--steps", "2000", "--out",
      folder.url.appendingPathComponent("out").path, environment: ["PATH": ""])
    #expect(result.status == 0)
    #expect(result.output.contains("converged"))
  }

  @Test func continuationFindsTheBoundary() throws {
    let folder = try ScratchFolder()
    let result = try Program.run(
      "continue", "--game", "bilinear", "--optimizer", "ogda", "--along", "eta=0.05:1", "--nodes", "60", "--out",
      folder.url.path, environment: ["PATH": ""])
    #expect(result.status == 0)
    // OGDA on xy is stable up to η = 1/√3.
    let match = try #require(result.output.firstMatch(of: /eta = ([0-9.]+): Neimark-Sacker/))
    #expect(abs((Double(match.1) ?? 0) - 1 / 3.0.squareRoot()) < 1e-10)
    #expect(
      folder.names.isSuperset(
        of: ["eigenvalues.tsv", "crossings.tsv", "eigenvalues-plane.gp"].map { "ogda-bilinear-" + $0 }))
  }

  /// Each says what the run does, not that it still moves.
  @Test func simulateSaysHowRunsEnd() throws {
    for (arguments, words) in [
      (["--game", "bilinear", "--optimizer", "altgd", "--eta-x", "0.1", "--eta-y", "0.1"], "cycles on a closed curve"),
      (["--game", "bilinear", "--eta-x", "0.1", "--eta-y", "0.1"], "diverges, by a factor 1.00"),
      (["--game", "x^2 - y^2", "--eta-x", "1", "--eta-y", "0.1"], "cycles with period 2"),
      (["--game", "x^4/4 - x^2/2 - y^2/2", "--start=-0.1,1", "--eta-x", "0.2", "--eta-y", "0.2"], "(-1, 0)"),
      (["--game", "x^2*y", "--eta-x", "0.1", "--eta-y", "0.1"], "on a line of equilibria"),
      // It keeps its distance to the line x = y, and what that is measured to is no point by itself.
      (
        ["--game", "(x-y)^2", "--start", "1,0", "--eta-x", "0.1", "--eta-y", "0.1", "--steps", "50"],
        "(0.5, 0.5), one of a line of them"
      ),
      (["--game", "quadratic", "--eta-x", "0.09", "--eta-y", "0.01", "--steps", "2000"], "converged to (0, 0) after"),
    ] {
      let folder = try ScratchFolder()
      let process = Process()
      process.executableURL = Program.url
      process.arguments = ["simulate", "--out", folder.url.path] + arguments
      process.environment = ["PATH": ""]
      let output = Pipe()
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(text.contains(words), "\(arguments): \(text)")
    }
  }

  @Test func atlasDrawsEveryOptimizer() throws {
    let folder = try ScratchFolder()
    let result = try Program.run(
      "atlas", "--games", "bilinear,cournot", "--resolution", "4", "--steps", "40", "--out", folder.url.path,
      environment: ["PATH": ""])
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.names.isSuperset(of: ["atlas.gp", "atlas-bilinear.gp", "atlas-cournot.gp", "cournot-simgd.npy"]))
    // The step sizes of the trajectories are marked on the maps in the trajectories' colours.
    let scripts = try ["atlas-bilinear.gp", "atlas-bilinear-trajectories.gp"].map {
      try String(contentsOf: folder.url.appendingPathComponent($0), encoding: .utf8)
    }
    for (label, colour) in [("η_{x} = 1.2, η_{y} = 0.15", "#0072b2"), ("η_{x} = 0.41, η_{y} = 0.41", "#d55e00")] {
      for script in scripts {
        let legend = script.split(separator: "\n").last { $0.contains("keyentry") && $0.contains(label) }
        #expect(legend?.contains(colour) == true, "\(label)")
      }
    }
    #expect(!folder.names.contains("cournot-cgd.npy"), "CGD by conjugate gradients takes zero-sum games alone")
    for card in OptimizerCatalogue.all.map(\.card) where !card.needsCurvatureOfY {
      #expect(folder.names.contains("bilinear-\(card.name).tsv"))
    }
  }

  @Test func missingGnuplotLeavesTheScripts() throws {
    let folder = try ScratchFolder()
    let result = try Program.run(
      "simulate", "--game", "bilinear", "--optimizer", "altgd", "--steps", "50", "--out", folder.url.path,
      environment: ["PATH": ""])
    #expect(result.status == 0)
    #expect(
      folder.names.isSuperset(of: ["trajectory.tsv", "phase-plane.gp", "distances.gp"].map { "altgd-bilinear-" + $0 }))
    #expect(!folder.names.contains("altgd-bilinear-phase-plane.png"))
    #expect(result.errors.contains("gnuplot"))
  }

  @Test func unwritableFolderIsAnError() throws {
    let folder = try ScratchFolder()
    // A file where a folder is needed: fails for root too.
    let blocked = folder.url.appendingPathComponent("blocked")
    try Data().write(to: blocked)
    let result = try Program.run("simulate", "--out", blocked.appendingPathComponent("inside").path)
    #expect(result.status == 1)
    #expect(!result.errors.isEmpty)
  }

  @Test func mapsAgreeOnTheCommandLine() throws {
    let folder = try ScratchFolder()
    let result = try Program.run(
      "map", "--game", "quadratic", "--optimizer", "simgd", "--kind", "both", "--resolution", "12", "--steps", "4000",
      "--out", folder.url.path, environment: ["PATH": ""])
    #expect(result.status == 0)
    let names = ["spectral-radius", "convergence-rate"].flatMap { kind in
      [".npy", ".npy.txt", "-nodes.tsv", ".gp"].map { "simgd-quadratic-\(kind)\($0)" }
    }
    #expect(folder.names.isSuperset(of: names))
    let match = try #require(result.output.firstMatch(of: /differ by at most ([0-9.e-]+)/))
    #expect((Double(match.1) ?? 1) < 1e-3)
  }
}
