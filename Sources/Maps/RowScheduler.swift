import Dispatch
import Foundation

/// Deals rows out to threads: each thread makes a worker of its own and takes the next row when it is done with one.
enum RowScheduler {
  /// The values of the rows, in order. Where the job is cancelled, those before the first row that is missing; where a
  /// row fails, throws what the first failing row threw.
  static func values(
    ofRows rows: Range<Int>, threads: Int, isCancelled: @Sendable () -> Bool,
    _ makeWorker: @Sendable () throws -> (Int) throws -> [Double]
  ) throws -> [[Double]] {
    let board = Board(rows)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, rows.count))) { _ in
      let worker = Result { try makeWorker() }
      while !isCancelled(), let row = board.take() {
        board.put(row, Result { try worker.get()(row) })
      }
    }
    return try board.complete()
  }

  /// Which row is next, and what has come of those taken.
  private final class Board: @unchecked Sendable {
    // Everything below is touched under the lock alone.
    private let lock = NSLock()
    private let rows: Range<Int>
    private var next: Int
    private var results: [Result<[Double], any Error>?]

    init(_ rows: Range<Int>) {
      self.rows = rows
      next = rows.lowerBound
      results = Array(repeating: nil, count: rows.count)
    }

    func take() -> Int? {
      lock.withLock {
        guard next < rows.upperBound else { return nil }
        next += 1
        return next - 1
      }
    }

    func put(_ row: Int, _ result: Result<[Double], any Error>) {
      lock.withLock {
        results[row - rows.lowerBound] = result
        // Nothing after a failure is wanted.
        if case .failure = result { next = rows.upperBound }
      }
    }

    func complete() throws -> [[Double]] {
      try lock.withLock {
        for case .failure(let error)? in results { throw error }
        return results.prefix { $0 != nil }.compactMap { try? $0?.get() }
      }
    }
  }
}
