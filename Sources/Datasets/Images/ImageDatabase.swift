import CLMDB
import DurableFiles
import Foundation

/// A folder that is an LMDB database of encoded images, as LSUN is published: of each entry the key is a name and the
/// value the content of an image file. To `ImageFolder` it is a folder of so many files.
///
/// Mapped into memory and read where it lies; any number of threads may read. Nothing must write to it meanwhile: it is
/// opened without locks, so that it may lie on a disk that cannot be written to. Limits: a database whose inner pages are
/// damaged may end the program, as LMDB trusts them; one that is cut off is refused.
///
/// Source: F. Yu, A. Seff, Y. Zhang, S. Song, T. Funkhouser and J. Xiao, "LSUN: Construction of a Large-scale Image Dataset
/// using Deep Learning with Humans in the Loop", 2015, arXiv:1506.03365.
final class ImageDatabase: @unchecked Sendable {
  // Unchecked: the environment is only read, in transactions of the reading thread's own (MDB_NOTLS).
  private let environment: OpaquePointer
  private let table: MDB_dbi
  private let path: String

  /// The file that tells a database.
  private static let fileName = "data.mdb"

  /// Whether a folder is a database.
  static func isDatabase(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + fileName) }

  /// Opens the database of a folder. Throws `corruptDatabase`.
  init(folder path: String) throws(FileError) {
    var environment: OpaquePointer?
    var table = MDB_dbi()
    do throws(Failure) {
      try Self.check(mdb_env_create(&environment))
      guard let environment else { throw Failure(code: ENOMEM) }
      try Self.check(
        mdb_env_open(environment, path, UInt32(MDB_RDONLY | MDB_NOLOCK | MDB_NOTLS | MDB_NORDAHEAD), 0o444))
      try Self.reading(environment) { transaction throws(Failure) in
        try Self.check(mdb_dbi_open(transaction, nil, 0, &table))
      }
      (self.environment, self.table, self.path) = (environment, table, path)
    } catch {
      mdb_env_close(environment)
      throw Self.corrupt(path, error.words)
    }
    // Beyond the file's end the map has no memory, and reading there would end the program.
    var (facts, pages) = (MDB_envinfo(), MDB_stat())
    mdb_env_info(self.environment, &facts)
    mdb_env_stat(self.environment, &pages)
    let required = (facts.me_last_pgno + 1) * Int(pages.ms_psize)
    let size = (try? FileManager.default.attributesOfItem(atPath: path + "/" + Self.fileName))?[.size] as? Int
    guard let size, size >= required else {
      throw Self.corrupt(path, "\(Self.fileName) has \(size ?? 0) bytes of \(required)")
    }
  }

  deinit { mdb_env_close(environment) }

  /// All keys, in the order of their bytes. Throws `corruptDatabase`, also where a key is no text.
  func keys() throws(FileError) -> [String] {
    var keys: [String] = []
    do throws(Failure) {
      try Self.reading(environment) { transaction throws(Failure) in
        var cursor: OpaquePointer?
        try Self.check(mdb_cursor_open(transaction, table, &cursor))
        defer { mdb_cursor_close(cursor) }
        var (key, value) = (MDB_val(), MDB_val())
        while true {
          let code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
          if code == MDB_NOTFOUND { break }
          try Self.check(code)
          let bytes = UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size)
          guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure(code: MDB_BAD_VALSIZE) }
          keys.append(text)
        }
      }
    } catch {
      throw Self.corrupt(path, error.words)
    }
    return keys
  }

  /// The value of a key. Throws `missingFile`, `corruptDatabase`.
  func content(_ key: String) throws(FileError) -> [UInt8] {
    var content: [UInt8] = []
    do throws(Failure) {
      try Self.reading(environment) { transaction throws(Failure) in
        var bytes = Array(key.utf8)
        var failure: Failure?
        bytes.withUnsafeMutableBytes { buffer in
          var (name, value) = (MDB_val(mv_size: buffer.count, mv_data: buffer.baseAddress), MDB_val())
          do throws(Failure) {
            try Self.check(mdb_get(transaction, table, &name, &value))
            content = Array(UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size))
          } catch { failure = error }
        }
        if let failure { throw failure }
      }
    } catch {
      throw error.code == MDB_NOTFOUND
        ? FileError(
          .missingFile, subject: path, required: "an entry '\(key)'", given: "a database without it",
          remedy: "start again, so that its entries are listed anew") : Self.corrupt(path, error.words)
    }
    return content
  }

  // MARK: - LMDB's codes

  private struct Failure: Error {
    var code: Int32
    var words: String { String(cString: mdb_strerror(code)) }
  }

  private static func check(_ code: Int32) throws(Failure) {
    if code != 0 { throw Failure(code: code) }
  }

  private static func reading(
    _ environment: OpaquePointer, _ body: (OpaquePointer) throws(Failure) -> Void
  ) throws(Failure) {
    var transaction: OpaquePointer?
    try check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction))
    guard let transaction else { throw Failure(code: ENOMEM) }
    defer { mdb_txn_abort(transaction) }
    try body(transaction)
  }

  private static func corrupt(_ path: String, _ words: String) -> FileError {
    FileError(
      .corruptDatabase, subject: path, required: "a whole LMDB database of images",
      given: "one that LMDB refuses (\(words))",
      remedy: "download or unpack it again")
  }
}
