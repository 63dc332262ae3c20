import Foundation

/// Deals rows out to threads: a thread takes the next row when it is done with one.
package enum RowScheduler {
  /// The values of the rows, in order, each by the function that a thread has made for itself. Otherwise as `deal`.
  package static func values(
    ofRows rows: Range<Int>, threads: Int, isCancelled: @Sendable () -> Bool,
    _ makeWorker: @Sendable () throws -> (Int) throws -> [Double]
  ) throws -> [[Double]] {
    var values: [[Double]] = []
    try deal(rows, toThreads: threads, isCancelled: isCancelled) { queue in
      let worker = try makeWorker()
      while let row = queue.next() { queue.complete(try worker(row)) }
    } deliver: {
      values += $0
    }
    return values
  }

  /// Lets threads work through the rows, and hands `deliver` what is complete, in order: on this thread, soon at first, then
  /// about once a second. Where the job is cancelled, that ends before the first row that is missing. What `work` throws counts
  /// as thrown by the first row that it has not completed; what the first such row threw is thrown when all before it is
  /// delivered. What `deliver` throws ends the work.
  package static func deal(
    _ rows: Range<Int>, toThreads threads: Int, isCancelled: @Sendable () -> Bool,
    work: @Sendable (RowQueue) throws -> Void, deliver: ([[Double]]) throws -> Void
  ) throws {
    guard !rows.isEmpty else { return }
    let board = RowBoard(rows)
    func deliverComplete() throws {
      let rows = board.removeComplete()
      if !rows.isEmpty { try deliver(rows) }
    }
    try WorkerThreads.run(min(threads, rows.count)) {
      withoutActuallyEscaping(isCancelled) { isCancelled in
        let queue = RowQueue(board, isCancelled)
        do {
          try work(queue)
        } catch {
          queue.fail(error)
        }
      }
    } meanwhile: { isDone in
      var milliseconds = 16
      while !isDone(.milliseconds(milliseconds)) {
        do {
          try deliverComplete()
        } catch {
          board.stop()
          throw error
        }
        milliseconds = min(2 * milliseconds, 1000)
      }
    }
    try deliverComplete()
    try board.check()
  }
}

/// The rows as one thread sees them.
package final class RowQueue {
  private let board: RowBoard
  private let isCancelled: () -> Bool
  private var taken: [Int] = []

  fileprivate init(_ board: RowBoard, _ isCancelled: @escaping () -> Bool) {
    (self.board, self.isCancelled) = (board, isCancelled)
  }

  /// The next row, for this thread alone; nil where none is left, or nothing more is wanted.
  package func next() -> Int? {
    guard !isCancelled(), let row = board.take() else { return nil }
    taken.append(row)
    return row
  }

  /// Hands over the values of the first row that was taken and not completed.
  package func complete(_ values: [Double]) {
    guard !taken.isEmpty else { return }
    board.put(taken.removeFirst(), .success(values))
  }

  fileprivate func fail(_ error: any Error) {
    if let row = taken.first ?? board.take() { board.put(row, .failure(error)) }
  }
}

/// Which row is next, and what has come of those taken.
private final class RowBoard: @unchecked Sendable {
  // Everything below is touched under the lock alone.
  private let lock = NSLock()
  private var next: Int
  private var end: Int
  private var firstHere: Int
  private var results: [Int: Result<[Double], any Error>] = [:]

  init(_ rows: Range<Int>) {
    (next, end, firstHere) = (rows.lowerBound, rows.upperBound, rows.lowerBound)
  }

  func take() -> Int? {
    lock.withLock {
      guard next < end else { return nil }
      next += 1
      return next - 1
    }
  }

  func put(_ row: Int, _ result: Result<[Double], any Error>) {
    lock.withLock {
      results[row] = result
      // Nothing after a failure is wanted.
      if case .failure = result { next = end }
    }
  }

  /// No row is given out any more.
  func stop() { lock.withLock { next = end } }

  /// The rows that are complete and were not removed, up to the first that is missing or failed.
  func removeComplete() -> [[Double]] {
    lock.withLock {
      var rows: [[Double]] = []
      while case .success(let values)? = results[firstHere] {
        rows.append(values)
        results[firstHere] = nil
        firstHere += 1
      }
      return rows
    }
  }

  /// Throws what the first row that failed threw.
  func check() throws {
    try lock.withLock {
      for row in results.keys.sorted() { _ = try results[row]?.get() }
    }
  }
}
