import ArgumentParser
import Datasets
import DurableFiles
import Foundation
import HumanEvaluation
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
  import TorchTensors
  import Training
#endif

/// `counterplay judge`: people say which images are real.
struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Serves a page on which people judge images real or generated, and reports what they said.",
    discussion: """
      The page shows real images first, then single ones for one of 11 exposures from 50 to 2000 ms, exact to a frame of the
      screen, then a mask. Half are of --data, the others of the runs A, B, … alike. Answers are kept in answers.sqlite, each
      as soon as it is given; nothing is kept of the person. A page that was closed goes on where it was. Ctrl-C ends the
      server; the same command goes on.

      --report reads the answers and writes judgements.tsv, judged-real (the share judged real against exposure, with Wilson's
      intervals) and record.json; it may be called while people judge.

      The server listens on this machine alone, unless --host names an address of it that others reach. Whoever reaches it
      may then judge; it keeps no secrets but which images are generated.

      EXAMPLES
        counterplay judge out/lapgan out/gan --data data/mnist --port 8377 --out out/judge
        counterplay judge --report --out out/judge
      """)

  @Argument(help: "Runs of `counterplay train`, or folders of images: what is generated.")
  var runs: [String] = []

  @Option(help: "What is real: a data set, as in `counterplay train`.")
  var data: String?

  @Option(help: "The port of the page; 0 for any that is free.")
  var port = 8377

  @Option(help: "The address to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 for every network that it is in.")
  var host = "127.0.0.1"

  @Option(help: "How many images a session shows.")
  var trials = 110

  @Option(help: "How many images of each source are drawn.")
  var images = 300

  @Option(help: "The seed of the images, their order and exposures.")
  var seed: UInt64 = 0

  @Flag(help: "Report the answers in the folder of a study, and serve nothing.")
  var report = false

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  func validate() throws {
    if report, !runs.isEmpty || data != nil {
      throw ValidationError("--report reads the study's folder (--out) alone; leave out runs and --data")
    }
    if !report, runs.isEmpty || data == nil {
      throw ValidationError("runs to judge and --data, what is real, are required (or --report)")
    }
    if !(0...65_535).contains(port) { throw ValidationError("--port must be from 0 to 65535, \(port) was given") }
    if !(1...10_000).contains(images) { throw ValidationError("--images must be from 1 to 10000, \(images) was given") }
    if !(1...10_000).contains(trials) { throw ValidationError("--trials must be from 1 to 10000, \(trials) was given") }
  }

  func run() throws {
    let folder = output.url(default: "judge")
    if report { return try tellReport(folder) }
    #if COUNTERPLAY_TORCH
      try serve(study(), folder)
    #else
      throw MissingLibtorch()
    #endif
  }

  private func tellReport(_ folder: URL) throws {
    let answers = try AnswerStore(reading: folder)
    let report = JudgementReport(try answers.judgements(), sources: try answers.sourceNames(), seed: seed)
    for line in report.lines { results.say(line) }
    let bench = try Workbench(folder: folder, seed: seed)
    var found: [String: ResultValue] = [
      "sessions": .number(Double(report.sessions)), "judgements": .number(Double(report.counted)),
      "inexact": .number(Double(report.inexact)),
    ]
    func number(_ value: Double?) -> ResultValue { value.map { ResultValue.number($0) } ?? ResultValue.none }
    found["generators"] = .list(
      zip(report.sources.dropFirst(), report.deceptions).map { source, deception in
        .object([
          "name": .text(source), "deception": number(deception?.score), "low": number(deception?.interval.lowerBound),
          "high": number(deception?.interval.upperBound),
        ])
      })
    if report.counted > 0 {
      try bench.write(report.table(), "judgements")
      try bench.draw(report.figure(), "judged-real")
    }
    try results.finish("judge", bench, found)
  }

  #if COUNTERPLAY_TORCH
    /// The images of all sources, drawn ahead.
    private func study() throws -> Study {
      let generated = try runs.map { try drawn($0) }
      guard let shape = generated.first?.shape else { throw ValidationError("a run to judge is required") }
      let real = try TrainingData.load(
        data ?? "", seed: seed, imageSize: shape.last ?? 32, imageChannels: shape.first ?? 3)
      guard real.sampleShape.count == 3 else {
        throw ValidationError("--data must be images, '\(real.name)' has samples of shape \(real.sampleShape)")
      }
      return try Study(
        real: Study.Source(name: real.name, images: chosen(real, images + Study.exampleCount)),
        generated: generated.map(\.source), seed: seed, trials: trials)
    }

    private func drawn(_ name: String) throws -> (source: Study.Source, shape: [Int]) {
      let place = URL(fileURLWithPath: name, isDirectory: true)
      let isRun = StoredModel.isThere(place)
      guard isRun else {
        let set = try TrainingData.load(name, seed: seed)
        return (Study.Source(name: place.lastPathComponent, images: try chosen(set, images)), set.sampleShape)
      }
      let generator = try StoredModel(folder: place).model()
      guard generator.data.sampleShape.count == 3 else {
        throw ValidationError("'\(name)' must be a run that makes images, it makes \(generator.data.sampleShape)")
      }
      let pictures = try SampleSheet.images(generator.samples(Array(0..<images), seed: seed))
      return (Study.Source(name: place.lastPathComponent, images: pictures), generator.data.sampleShape)
    }

    /// `count` images of a set by the seed, or all where there are fewer.
    private func chosen(_ set: any Dataset, _ count: Int) throws -> [PNGImage] {
      var sampler = try BatchSampler(count: set.count, batchSize: min(count, set.count), seed: seed)
      let indices = sampler.indices(ofStep: 0)
      return try SampleSheet.images(Tensor(floats: set.batch(indices), shape: [indices.count] + set.sampleShape))
    }
  #endif

  private func serve(_ study: Study, _ folder: URL) throws {
    let lock = try RunFolderLock(folder: folder)
    defer { lock.release() }
    let interruption = Interruption()
    let isLocal = ["127.0.0.1", "localhost", "::1"].contains(host)
    let site = try JudgeSite(
      study: study, answers: AnswerStore(folder: folder, study: study),
      hosts: isLocal ? ["localhost", "127.0.0.1", "::1"] : nil)
    let server = try JudgeServer(site, host: host, port: port) { tell("Error: \($0)") }
    let shown = isLocal ? "localhost" : host
    results.say("judge at http://\(shown):\(server.port)/ (Ctrl-C ends; answers are in \(folder.path))")
    // Whoever started it by a program waits for the address.
    fflush(nil)
    if !isLocal { tell("whoever reaches \(host) may judge: leave --host out for this machine alone") }
    interruption.guarding {
      while !interruption.wasAsked { Thread.sleep(forTimeInterval: 0.05) }
    }
    try server.stop()
    if let code = interruption.exitCode { throw ExitCode(code) }
  }
}
