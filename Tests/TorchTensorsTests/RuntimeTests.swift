import Dispatch
import Foundation
import Testing
import TorchTensors

@Suite struct RuntimeTests {
  @Test func theVersionIsTheOneThatWasBuiltAgainst() {
    #expect(TorchRuntime.version.hasPrefix("2."))
  }

  @Test func threads() throws {
    let before = try TorchRuntime.threadCount()
    #expect(before > 0)
    try TorchRuntime.setThreadCount(1)
    #expect(try TorchRuntime.threadCount() == 1)
    try TorchRuntime.setThreadCount(before)
    let error = torchError { try TorchRuntime.setThreadCount(0) }
    #expect(error?.description == "setThreadCount: the number of threads must be positive, given 0")
  }

  /// What threads leave for the first one.
  private final class Shared: @unchecked Sendable {
    // Both are touched under the lock alone, or after the threads.
    private let lock = NSLock()
    private var tensors: [Tensor] = []
    private(set) var problems: [String] = []

    func hand(over tensor: Tensor) { lock.withLock { tensors.append(tensor) } }
    func note(_ problem: String) { lock.withLock { problems.append(problem) } }
    /// How many there were.
    func freeAll() -> Int {
      defer { tensors = [] }
      return tensors.count
    }
  }

  /// With freed blocks kept by size: sizes on both sides of many bounds between size classes, made and freed in changing
  /// order on four threads, a third of them freed on the first. Every tensor must hold its own number until its end.
  @Test func blocksThatAreKeptAreNobodyElses() throws {
    TorchRuntime.keepFreedMemory()
    let sizes = (4...18).flatMap { (k: Int) -> [Int] in
      let (octave, step) = (1 << k, 5 << (k - 2))
      return [octave - 1, octave, octave + 1, step, step + 1]
    }
    let shared = Shared()
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      do {
        var kept: [(tensor: Tensor, number: Double)] = []
        for round in 0..<600 {
          let number = Double(1000 * thread + round)
          kept.append((try Tensor.zeros([sizes[(7 * round + thread) % sizes.count]]).fill_(number), number))
          guard round % 4 != 0 else { continue }
          let (tensor, expected) = kept.remove(at: 5 * round % kept.count)
          let error = try (tensor - expected).abs().max().item()
          if error != 0 { shared.note("\(expected) was overwritten: off by \(error)") }
          if round % 3 == 0 { shared.hand(over: tensor) }
        }
      } catch { shared.note("\(error)") }
    }
    #expect(shared.freeAll() > 0 && shared.problems == [])
  }

  @Test func devices() throws {
    #expect(Device.cpu.isAvailable)
    #expect(Device.cuda(2).description == "cuda:2")
    try Device.cpu.synchronize()
    #expect(try Tensor.ones([1]).to(Device.cpu).device == .cpu)
  }

  @Test(.enabled(if: !Device.cuda(0).isAvailable, "this machine has a CUDA device"))
  func aMissingCUDADeviceIsExplained() {
    let error = torchError { try Tensor.zeros([1], device: .cuda(0)) }
    #expect(error?.operation == "full")
    let library = error?.message.hasPrefix("a CUDA device needs libtorch_cuda.so beside libtorch_cpu") == true
    let device = error?.message.hasPrefix("CUDA device 0 was asked for, and this machine has 0") == true
    #expect(library || device)
    #expect(torchError { try RandomStream(seed: 1, device: .cuda(0)) }?.operation == "RandomStream")
  }

  @Test(.enabled(if: !Device.mps.isAvailable, "this machine has an MPS device"))
  func aMissingMPSDeviceIsAnError() {
    #expect(torchError { try Tensor.zeros([1], device: .mps) }?.operation == "full")
  }

  /// Each iteration makes a graph of second order with some twenty tensors of 8 KiB. Were one of them leaked in each of
  /// 10,000 iterations, memory would grow by 80 MB. The last part leaks one on purpose, to show that the measure sees it.
  /// In a process of its own, since the other suites' allocations would be measured, too.
  @Test(.enabled(if: residentBytes() != nil, "/proc/self/statm is missing"))
  func memoryStaysFlat() async {
    await #expect(processExitsWith: .success) {
      let x = try RandomStream(seed: 1).normal([32, 32], dtype: .float64).setRequiresGradient(true)
      func iteration() throws -> Tensor {
        let loss = try (x.tanh() * x).mean()
        let gradient = try Tensor.gradients(of: [loss], withRespectTo: [x], createGraph: true)[0]
        return try Tensor.gradients(of: [gradient], withRespectTo: [x], cotangents: [gradient.detach()])[0]
      }
      let growth = try growthOfMemory(over: 10_000) { _ = try iteration() }
      #expect(growth < 20_000_000, "resident memory grew by \(growth) bytes")
      var kept: [Tensor] = []
      let leaked = try growthOfMemory(over: 10_000) { kept.append(try iteration()) }
      #expect(leaked > 60_000_000, "80 MB that were kept on purpose show as \(leaked) bytes")
      #expect(kept.count == 11_000)
    }
  }

  /// Failures must free what they made, too.
  @Test(.enabled(if: residentBytes() != nil, "/proc/self/statm is missing"))
  func failuresDoNotLeak() async {
    await #expect(processExitsWith: .success) {
      let x = try Tensor.ones([32, 32], dtype: .float64).setRequiresGradient(true)
      let unused = try Tensor.ones([32, 32], dtype: .float64).setRequiresGradient(true)
      let growth = try growthOfMemory(over: 5000) {
        let y = try x * 2
        _ = try? Tensor.gradients(of: [y.sum()], withRespectTo: [x, unused])
        _ = try? y.matmul(.zeros([3, 3]))
      }
      #expect(growth < 20_000_000, "resident memory grew by \(growth) bytes")
    }
  }
}

/// By how many bytes this process grew in `count` iterations, after 1000 that are not counted.
private func growthOfMemory(over count: Int, _ iteration: () throws -> Void) throws -> Int {
  for _ in 0..<1000 { try iteration() }
  let start = try #require(residentBytes())
  for _ in 0..<count { try iteration() }
  return try #require(residentBytes()) - start
}

/// The second number of statm is the resident size in pages.
func residentBytes() -> Int? {
  guard let line = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
  let numbers = line.split(separator: " ").compactMap { Int($0) }
  return numbers.count > 1 ? numbers[1] * Int(sysconf(Int32(_SC_PAGESIZE))) : nil
}
