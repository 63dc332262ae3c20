import CSQLite
import DurableFiles
import Foundation

/// A file of SQLite, used by one thread at a time: statements with values, rows of integers, reals and texts.
final class SQLiteDatabase {
  /// A value of a row, or one that is bound.
  enum Value: Equatable {
    case integer(Int)
    case real(Double)
    case text(String)
  }

  private let handle: OpaquePointer
  private let path: String
  private var prepared: [String: OpaquePointer] = [:]

  /// Opens a file, or makes it. What is committed survives a kill of the program and a loss of power: every commit is on the
  /// disk when it returns.
  init(_ url: URL, readOnly: Bool = false) throws(FileError) {
    path = url.path
    var opened: OpaquePointer?
    let flags = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let code = sqlite3_open_v2(url.path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let words = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw FileError(
        readOnly ? .unreadableFile : .unwritableFile, subject: url.path, required: "a database of SQLite", given: words,
        remedy: readOnly ? "name the folder of a study (--out)" : "choose a folder that can be written to")
    }
    handle = opened
    sqlite3_busy_timeout(handle, 5000)
    if readOnly { return }
    _ = try run("PRAGMA journal_mode = WAL")
    _ = try run("PRAGMA synchronous = FULL")
    _ = try run("PRAGMA foreign_keys = ON")
  }

  deinit {
    for statement in prepared.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Runs one statement with values in place of its question marks; returns its rows. Throws `FileError.malformed` with
  /// SQLite's words.
  @discardableResult
  func run(_ sql: String, _ values: [Value] = []) throws(FileError) -> [[Value]] {
    let statement = try statement(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (place, value) in values.enumerated() {
      let number = Int32(place + 1)
      let code =
        switch value {
        case .integer(let integer): sqlite3_bind_int64(statement, number, Int64(integer))
        case .real(let real): sqlite3_bind_double(statement, number, real)
        case .text(let text):
          // SQLITE_TRANSIENT: the text is copied.
          sqlite3_bind_text(statement, number, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
      guard code == SQLITE_OK else { throw failure(sql) }
    }
    var rows: [[Value]] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_DONE: return rows
      case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { value(statement, $0) })
      default: throw failure(sql)
      }
    }
  }

  /// How many rows the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }

  private func statement(_ sql: String) throws(FileError) -> OpaquePointer {
    if let known = prepared[sql] { return known }
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw failure(sql) }
    prepared[sql] = statement
    return statement
  }

  private func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer(Int(sqlite3_column_int64(statement, column)))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
    default: .text(sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "")
    }
  }

  private func failure(_ sql: String) -> FileError {
    let words = String(cString: sqlite3_errmsg(handle))
    let code = sqlite3_errcode(handle)
    if code == SQLITE_FULL {
      return FileError(
        .diskFull, subject: path, required: "room on the disk for an answer", given: words, remedy: "free some space")
    }
    return FileError(
      code == SQLITE_READONLY ? .readOnly : .malformed, subject: path, required: "a database that answers '\(sql)'",
      given: words, remedy: "take the folder of a study, or another one for a new study")
  }
}
