import Foundation
import Maps
import Testing

@Suite struct RowSchedulerTests {
  struct Failure: Error, Equatable { let row: Int }

  // Rows in order and each once, whatever the threads, and delivered on the thread that asked.
  @Test(arguments: [1, 2, 3, 8]) func rowsComeInOrder(threads: Int) throws {
    let asking = pthread_self()
    var rows: [[Double]] = []
    try RowScheduler.deal(3..<203, toThreads: threads, isCancelled: { false }) { queue in
      while let row = queue.next() {
        if row % 50 == 0 { Thread.sleep(forTimeInterval: 0.02) }
        queue.complete([Double(row), Double(row * row)])
      }
    } deliver: {
      #expect(pthread_equal(asking, pthread_self()) != 0 && !$0.isEmpty)
      rows += $0
    }
    #expect(rows == (3..<203).map { [Double($0), Double($0 * $0)] })
    #expect(try RowScheduler.values(ofRows: 5..<5, threads: threads, isCancelled: { false }) { { [Double($0)] } } == [])
  }

  // A worker may take rows before it has completed others, as kernels that run two groups beside each other do.
  @Test func rowsMayBeTakenAhead() throws {
    var rows: [[Double]] = []
    try RowScheduler.deal(0..<41, toThreads: 2, isCancelled: { false }) { queue in
      var ahead: [Int] = []
      while let row = queue.next() {
        ahead.append(row)
        if ahead.count == 3 { queue.complete([Double(ahead.removeFirst())]) }
      }
      for row in ahead { queue.complete([Double(row)]) }
    } deliver: {
      rows += $0
    }
    #expect(rows == (0..<41).map { [Double($0)] })
  }

  // What the first failing row throws, after all rows before it are delivered.
  @Test func aFailureIsThrownAfterTheRowsBeforeIt() throws {
    var rows: [[Double]] = []
    let error = #expect(throws: Failure.self) {
      try RowScheduler.deal(0..<100, toThreads: 3, isCancelled: { false }) { queue in
        while let row = queue.next() {
          if row >= 20 { throw Failure(row: row) }
          queue.complete([Double(row)])
        }
      } deliver: {
        rows += $0
      }
    }
    #expect(error == Failure(row: 20) && rows == (0..<20).map { [Double($0)] })
  }

  // A worker that cannot begin fails too, and one that is cancelled leaves what is complete.
  @Test func workersThatDoNotBeginAndCancelledOnes() throws {
    #expect(throws: Failure(row: -1)) {
      try RowScheduler.values(ofRows: 0..<4, threads: 2, isCancelled: { false }) { throw Failure(row: -1) }
    }
    let values = try RowScheduler.values(ofRows: 0..<4, threads: 2, isCancelled: { true }) { { [Double($0)] } }
    #expect(values == [])
  }

  // What the receiver throws (a full disk) ends the work, long before all rows are done.
  @Test func aReceiverThatFailsEndsTheWork() throws {
    let done = Counter()
    #expect(throws: Failure(row: 0)) {
      try RowScheduler.deal(0..<1_000_000, toThreads: 2, isCancelled: { false }) { queue in
        while let row = queue.next() {
          done.count()
          Thread.sleep(forTimeInterval: 0.001)
          queue.complete([Double(row)])
        }
      } deliver: { _ in
        throw Failure(row: 0)
      }
    }
    #expect(done.value < 100_000)
  }

  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var counted = 0
    func count() { lock.withLock { counted += 1 } }
    var value: Int { lock.withLock { counted } }
  }
}
