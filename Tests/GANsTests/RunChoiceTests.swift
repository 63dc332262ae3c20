import Foundation
import GANs
import Training
import Testing
import TorchTensors

/// What is chosen for settings that are left open: the length of schedules, the number of threads.
@Suite("Choices of a run") struct RunChoiceTests {
  func effective(_ optimizer: String, steps: Int, _ hyperparameters: [String: Double] = [:]) throws
    -> Settings<RunSettings>
  {
    var c = TrainingConfiguration()
    (c.optimizer, c.steps, c.hyperparameters) = (optimizer, steps, hyperparameters)
    return try c.effective().run
  }

  /// `cosine:adam` for 1500 steps moved nothing from step 1000 on, the schedule's standard length.
  @Test func schedulesWithAnEndHaveTheRunsLength() throws {
    #expect(try effective("cosine:adam", steps: 1500).hyperparameters["schedule-steps"] == 1500)
    #expect(try effective("linear:alternating:adam", steps: 7).hyperparameters["schedule-steps"] == 7)
    #expect(try effective("cosine:adam", steps: 0).hyperparameters["schedule-steps"] == 1)
    // A half-life is none of the run's; the outer of two schedules has names of its own.
    #expect(try effective("staircase:adam", steps: 1500).hyperparameters["schedule-steps"] == 1000)
    let both = try effective("cosine:staircase:adam", steps: 1500).hyperparameters
    #expect(both["schedule-steps"] == 1000 && both["outer-schedule-steps"] == 1500)
    let given = try effective("cosine:adam", steps: 1500, ["schedule-steps": 10])
    #expect(given.hyperparameters["schedule-steps"] == 10)
  }

  @Test func aScheduleThatEndsEarlyIsSaid() throws {
    #expect(try effective("cosine:adam", steps: 1500).scheduleNotice(isResumed: false) == nil)
    #expect(try effective("adam", steps: 1500).scheduleNotice(isResumed: false) == nil)
    #expect(try effective("staircase:adam", steps: 1500).scheduleNotice(isResumed: false) == nil)
    let early = try effective("cosine:adam", steps: 1500, ["schedule-steps": 1000])
    let notice = try #require(early.scheduleNotice(isResumed: false))
    #expect(notice.contains("cosine schedule ends at step 1000") && notice.contains("nothing moves"))
    #expect(notice.contains("leave schedule-steps out"))
    #expect(try #require(early.scheduleNotice(isResumed: true)).contains("needs a new run"))
    let rest = try effective("linear:adam", steps: 9, ["schedule-steps": 5, "schedule-final": 0.25])
    #expect(try #require(rest.scheduleNotice(isResumed: false)).contains("stay at 0.25 times"))
  }

  @Test func aResumedRunKeepsItsThreads() throws {
    var mine = TrainingConfiguration().run
    var stored = mine
    stored.threads = 3
    #expect(try ThreadChoice(mine, resuming: stored, work: 0) == ThreadChoice(stored, resuming: stored, work: 0))
    #expect(try ThreadChoice(mine, resuming: stored, work: 0).count == 3)
    mine.threads = 2
    #expect(try ThreadChoice(mine, work: 0).count == 2)
    let other = try ThreadChoice(mine, resuming: stored, work: 0)
    #expect(other.count == 2 && other.notice?.contains("had 3 threads so far and goes on with 2") == true)
    // What older programs have not recorded was libtorch's own choice.
    stored.threads = nil
    mine.threads = nil
    #expect(try ThreadChoice(mine, resuming: stored, work: 0).count == TorchRuntime.threadCount())
  }

  @Test func smallNetworksTakeOneThread() throws {
    let environment = ProcessInfo.processInfo.environment
    guard environment["OMP_NUM_THREADS"] == nil, environment["MKL_NUM_THREADS"] == nil else { return }
    var c = TrainingConfiguration()
    c.data = "ring"
    c.hidden = [128, 128]
    // (64·128 + 128² + 128·2) + (2·128 + 128² + 128) weights, 64 samples.
    #expect(c.work == Double((8192 + 16384 + 256) + (256 + 16384 + 128)) * 64)
    #expect(try ThreadChoice(c.run, work: c.work).count == 1)
    c.hidden = nil
    c.architecture = "dcgan-32"
    #expect(try ThreadChoice(c.run, work: c.work).count == min(8, TorchRuntime.threadCount()))
    c.architecture = "mlp"
    #expect(c.work.isFinite)
  }
}
