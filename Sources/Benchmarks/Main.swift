import ArgumentParser
import Foundation

/// `counterplay-bench`: measures, prints a table, writes `bench.json`.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "counterplay-bench",
    abstract: "Measures Counterplay, and its peers in the same run.",
    discussion: """
      Every figure is a median over rounds in which ours and the peers' take turns; ratio = theirs / ours, so above 1
      ours is better. `make bench` calls it with the peers' Python environment.

      gan-scaling takes some five minutes and runs by name alone (--case gan-scaling): it writes a table and charts of
      time and memory over batch and width, and goes on where an earlier run was stopped.
      """)

  @Option(help: "The Python with the peers installed; without it only our own figures are measured.")
  var peers: String?

  @Option(help: "The folder of our programs for the peers.")
  var programs = "Benchmarks/peers"

  @Option(help: "The maintainers' sweep.")
  var sweep = "../shared/peers/sweep.py"

  @Option(help: "Where the figures are written.")
  var output = "bench.json"

  @Option(help: "How often ours and theirs take turns.")
  var rounds = 5

  @Option(help: "How many cores are used; all by default.")
  var cores: Int?

  @Option(name: .customLong("case"), help: "Measure this case alone; may be given several times.")
  var cases: [String] = []

  @Option(help: "Where gan-scaling writes its table and charts.")
  var figures = "out/gan-scaling"

  // What the cases that measure memory start this program with: see GANProbe.
  @Option(help: .hidden)
  var probe: String?

  func validate() throws {
    if rounds < 1 { throw ValidationError("--rounds must be at least 1, \(rounds) was given") }
    if let cores, cores < 1 { throw ValidationError("--cores must be at least 1, \(cores) was given") }
    let known = BenchmarkCatalogue.all.map(\.name)
    for name in cases where !known.contains(name) {
      throw ValidationError("no case is named '\(name)'; there are: \(known.joined(separator: ", "))")
    }
  }

  func run() throws {
    if let probe { return try Self.run(probe: probe) }
    let setting = BenchmarkSetting(
      peers: peers.map {
        PeerPrograms(
          python: $0, folder: URL(fileURLWithPath: programs), sweep: URL(fileURLWithPath: sweep))
      }, rounds: rounds, cores: cores ?? ProcessInfo.processInfo.activeProcessorCount,
      figures: URL(fileURLWithPath: figures))
    let machine = try MachineCard(setting)
    print("\(machine.processor), \(machine.cores) cores, \(machine.coresUsed) used; \(machine.system)")
    print(machine.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    var rows: [BenchmarkRow] = []
    for benchmark in BenchmarkCatalogue.all
    where cases.contains(benchmark.name) || (cases.isEmpty && benchmark.runsByDefault) {
      print("\n\(benchmark.name): \(benchmark.summary)")
      fflush(nil)
      let measured = try benchmark.measure(setting)
      print(BenchmarkTable.text(measured))
      rows += measured
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(BenchmarkFile(machine: machine, rows: rows)).write(
      to: URL(fileURLWithPath: output), options: .atomic)
    print("\nwritten to \(output)")
  }

  private static func run(probe text: String) throws {
    #if COUNTERPLAY_TORCH
      guard let probe = GANProbe(commas: text) else {
        throw ValidationError("--probe requires METHOD,BATCH,WIDTH,STEPS such as adam,64,64,4; '\(text)' was given")
      }
      try probe.runHere()
    #else
      throw ValidationError("--probe requires a build with libtorch; make setup installs it")
    #endif
  }
}

/// What `bench.json` holds.
struct BenchmarkFile: Encodable {
  /// What it was measured on.
  let machine: MachineCard
  /// The figures.
  let rows: [BenchmarkRow]
}
