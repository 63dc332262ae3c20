import DurableFiles
import Foundation
import HumanEvaluation
import TestSupport
import Testing

@Suite("Studies") struct StudyTests {
  /// 50 · 40^(k/10): from 50 to 2000 in ten equal factors of 40^(1/10) = 1.446.
  @Test func exposuresAreElevenFrom50To2000() {
    #expect(Study.exposures == [50, 72, 105, 151, 219, 316, 457, 661, 956, 1383, 2000])
  }

  @Test func plansAreFunctionsOfSeedAndNumber() throws {
    let study = try Studies.two(trials: 60)
    #expect(study.plan(ofSession: 3) == (try Studies.two(trials: 60)).plan(ofSession: 3))
    #expect(study.plan(ofSession: 3) != study.plan(ofSession: 4))
    #expect(study.plan(ofSession: 3) != (try Studies.two(trials: 60, seed: 8)).plan(ofSession: 3))
    for trial in (0..<20).flatMap({ study.plan(ofSession: $0) }) {
      #expect(study.sources[trial.source].images.indices.contains(trial.image))
      #expect(Study.exposures.indices.contains(trial.exposure))
    }
    // 16 real ones are examples and in no trial.
    #expect(study.sources[0].images.count == 40 && study.examples.count == 16)
    #expect(study.examples.allSatisfy { !study.sources[0].images.contains($0) })
  }

  /// Half real; the other half of both generators alike; exposures alike. Of n = 6000 draws with probability p the count is
  /// within 4 √(n p (1 - p)).
  @Test func sourcesAndExposuresAreBalanced() throws {
    let study = try Studies.two(trials: 60)
    let trials = (0..<100).flatMap { study.plan(ofSession: $0) }
    func check(_ count: Int, _ p: Double) {
      let n = Double(trials.count)
      #expect(abs(Double(count) - n * p) < 4 * (n * p * (1 - p)).squareRoot())
    }
    check(trials.count { $0.source == 0 }, 0.5)
    for source in 1...2 { check(trials.count { $0.source == source }, 0.25) }
    for exposure in 0..<11 { check(trials.count { $0.exposure == exposure }, 1 / 11) }
  }

  /// With 40 images of each source and 60 trials, none comes twice unless all have come.
  @Test func imagesComeOnceARound() throws {
    let study = try Studies.two(trials: 60)
    for session in 0..<10 {
      let plan = study.plan(ofSession: session)
      for source in 0..<3 {
        let images = plan.filter { $0.source == source }.map(\.image)
        #expect(Set(images.prefix(40)).count == min(40, images.count))
      }
    }
  }

  @Test func whatIsNoStudyIsRefused() throws {
    let real = Study.Source(name: "data", images: try Studies.images(40, grey: 9))
    let one = Study.Source(name: "a", images: try Studies.images(3, grey: 1))
    func refused(_ make: () throws -> Study) -> FileError? {
      do { _ = try make() } catch { return error as? FileError }
      return nil
    }
    #expect(refused { try Study(real: real, generated: []) } != nil)
    #expect(refused { try Study(real: one, generated: [one]) } != nil)
    #expect(refused { try Study(real: real, generated: [one, one]) }?.required.contains("name of its own") == true)
    let large = Study.Source(name: "b", images: try Studies.images(3, grey: 1, side: 9))
    #expect(refused { try Study(real: real, generated: [large]) }?.problem == .wrongShape)
    #expect(refused { try Study(real: real, generated: [one], trials: 0) } != nil)
  }
}

@Suite("Answers") struct AnswerStoreTests {
  private func judgement(_ session: Int, _ trial: Int, saysReal: Bool = true) -> Judgement {
    Judgement(
      session: session, trial: trial, source: 1, image: 5, exposure: 105, shown: 100.2, frames: 6, frame: 16.7,
      saysReal: saysReal, reaction: 712.25)
  }

  @Test func judgementsAreReadBack() throws {
    let (folder, study) = (try ScratchFolder(), try Studies.two())
    do {
      let store = try AnswerStore(folder: folder.url, study: study)
      let tokens = try (0..<3).map { _ in try store.begin() }
      #expect(Set(tokens).count == 3 && tokens.allSatisfy { $0.utf8.count == 32 })
      #expect(try tokens.map { try store.session($0) } == [0, 1, 2] && store.session("none") == nil)
      #expect(try store.record(judgement(1, 0)))
      #expect(try store.record(judgement(1, 1, saysReal: false)))
      #expect(try !store.record(judgement(1, 1, saysReal: true)), "once, and the first stays")
      #expect(try store.answered(1) == 2 && store.answered(0) == 0)
    }
    let reader = try AnswerStore(reading: folder.url)
    #expect(try reader.judgements() == [judgement(1, 0), judgement(1, 1, saysReal: false)])
    #expect(try reader.sourceNames() == ["data", "a", "b"])
    // The same study goes on, another is refused.
    #expect(try AnswerStore(folder: folder.url, study: study).answered(1) == 2)
    let other = try Studies.two(seed: 8)
    #expect { try AnswerStore(folder: folder.url, study: other) } throws: { ($0 as? FileError)?.problem == .foreign }
    #expect { try AnswerStore(reading: folder.url.appendingPathComponent("none")) } throws: {
      ($0 as? FileError)?.problem == .missingFile
    }
  }

  /// What the file has of a person: nothing but numbers of the trials.
  @Test func nothingIdentifiesAPerson() throws {
    let (folder, study) = (try ScratchFolder(), try Studies.two())
    let visitor = try Visitor(study, in: folder.url)
    let token = try visitor.begin()
    let agent = ["user-agent": "Browser of J. Doe", "x-forwarded-for": "10.1.2.3", "cookie": "id=doe"]
    _ = visitor.ask("GET", "/sessions/\(token)/trials/0.png", headers: agent)
    #expect(visitor.ask("POST", "/sessions/\(token)/trials/0", Visitor.judgement(), headers: agent).status == 200)
    for name in folder.names {
      let content = String(decoding: try Data(contentsOf: folder.url.appendingPathComponent(name)), as: UTF8.self)
      for word in ["Doe", "doe", "10.1.2.3"] { #expect(!content.contains(word), "\(name)") }
    }
  }

  @Test func whatIsNoDatabaseIsNamed() throws {
    let folder = try ScratchFolder()
    try Data("not a database, and long enough to be none of SQLite's".utf8).write(
      to: folder.url.appendingPathComponent(AnswerStore.fileName))
    #expect { try AnswerStore(folder: folder.url, study: Studies.two()) } throws: {
      "\($0)".contains("not a database")
    }
  }
}
