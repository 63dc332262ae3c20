import Datasets
import DurableFiles
import Foundation

/// Where a study's answers are kept: a table of sessions and one of judgements in a file of SQLite.
///
/// A judgement is on the disk when `record` returns. A session is known by a random token of 128 bits, which its page
/// keeps to go on; neither addresses nor times of day are kept, so nothing says who answered or when. Used by one thread
/// at a time.
public final class AnswerStore {
  /// The file's name in a study's folder.
  public static let fileName = "answers.sqlite"

  private let database: SQLiteDatabase
  private let url: URL

  /// The answers of a folder, for a study: an empty file is made where there is none. Throws `FileError.foreign` where the
  /// answers are those of another study.
  public init(folder: URL, study: Study) throws(FileError) {
    _ = try Folder.create(folder)
    url = folder.appendingPathComponent(Self.fileName)
    database = try SQLiteDatabase(url)
    try database.run("CREATE TABLE IF NOT EXISTS study (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
    try database.run(
      "CREATE TABLE IF NOT EXISTS session (number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE) STRICT")
    try database.run(
      """
      CREATE TABLE IF NOT EXISTS judgement (
        session INTEGER NOT NULL REFERENCES session (number), trial INTEGER NOT NULL, source INTEGER NOT NULL,
        image INTEGER NOT NULL, exposure REAL NOT NULL, shown REAL NOT NULL, frames INTEGER NOT NULL, frame REAL NOT NULL,
        says_real INTEGER NOT NULL, reaction REAL NOT NULL, PRIMARY KEY (session, trial)) STRICT
      """)
    try database.run("INSERT OR IGNORE INTO study VALUES ('identity', ?)", [.text(study.identity)])
    let kept = try Self.value("identity", in: database)
    guard kept == study.identity else {
      throw FileError(
        .foreign, subject: url.path, required: "the answers of this study: \(study.identity)", given: kept ?? "none",
        remedy: "give the same runs, data and numbers again, or another folder (--out) for a new study")
    }
    for (place, source) in study.sources.enumerated() {
      try database.run("INSERT OR IGNORE INTO study VALUES (?, ?)", [.text("source-\(place)"), .text(source.name)])
    }
  }

  /// The answers of a folder, to be read alone. Throws `FileError.missingFile` where there are none.
  public init(reading folder: URL) throws(FileError) {
    url = folder.appendingPathComponent(Self.fileName)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw FileError(
        .missingFile, subject: url.path, required: "the answers of a study", given: "no such file",
        remedy: "name the folder of one that was begun (--out)")
    }
    database = try SQLiteDatabase(url, readOnly: true)
  }

  private static func value(_ key: String, in database: SQLiteDatabase) throws(FileError) -> String? {
    guard case .text(let text) = try database.run("SELECT value FROM study WHERE key = ?", [.text(key)]).first?.first
    else { return nil }
    return text
  }

  // MARK: - Sessions

  /// A new session; its token.
  public func begin() throws(FileError) -> String {
    var system = SystemRandomNumberGenerator()
    let token = (0..<2).map { _ in
      let digits = String(system.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    try database.run(
      "INSERT INTO session SELECT coalesce(max(number) + 1, 0), ? FROM session", [.text(token)])
    return token
  }

  /// The number of the session with this token; nil where there is none.
  public func session(_ token: String) throws(FileError) -> Int? {
    guard
      case .integer(let number) = try database.run("SELECT number FROM session WHERE token = ?", [.text(token)]).first?
        .first
    else { return nil }
    return number
  }

  /// How many judgements a session has made: trials are judged in order, so it is the number of the next.
  public func answered(_ session: Int) throws(FileError) -> Int {
    guard
      case .integer(let count) = try database.run(
        "SELECT count(*) FROM judgement WHERE session = ?", [.integer(session)]
      ).first?.first
    else { return 0 }
    return count
  }

  /// Keeps a judgement; false where the trial has been judged before, and then nothing changes.
  public func record(_ judgement: Judgement) throws(FileError) -> Bool {
    try database.run(
      "INSERT OR IGNORE INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(judgement.session), .integer(judgement.trial), .integer(judgement.source), .integer(judgement.image),
        .real(judgement.exposure), .real(judgement.shown), .integer(judgement.frames), .real(judgement.frame),
        .integer(judgement.saysReal ? 1 : 0), .real(judgement.reaction),
      ])
    return database.changes > 0
  }

  // MARK: - Reading

  /// The names of the sources, in the study's order.
  public func sourceNames() throws(FileError) -> [String] {
    var names: [String] = []
    while let name = try Self.value("source-\(names.count)", in: database) { names.append(name) }
    return names
  }

  /// All judgements, by session and trial.
  public func judgements() throws(FileError) -> [Judgement] {
    try database.run("SELECT * FROM judgement ORDER BY session, trial").compactMap(Self.judgement)
  }

  private static func judgement(_ row: [SQLiteDatabase.Value]) -> Judgement? {
    let integers = row.compactMap { value -> Int? in if case .integer(let integer) = value { integer } else { nil } }
    let reals = row.compactMap { value -> Double? in if case .real(let real) = value { real } else { nil } }
    // session, trial, source, image, frames, says_real; exposure, shown, frame, reaction.
    guard integers.count == 6, reals.count == 4 else { return nil }
    return Judgement(
      session: integers[0], trial: integers[1], source: integers[2], image: integers[3], exposure: reals[0],
      shown: reals[1], frames: integers[4], frame: reals[2], saysReal: integers[5] == 1, reaction: reals[3])
  }
}
