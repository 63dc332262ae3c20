import DurableFiles
import Foundation

/// One file from one of its addresses, by `curl`: resumed, verified, renamed.
struct FileDownload {
  let file: DatasetDownload.RemoteFile
  let target: URL

  private var part: URL { target.appendingPathExtension("part") }

  private var received: Int {
    ((try? FileManager.default.attributesOfItem(atPath: part.path))?[.size] as? Int) ?? 0
  }

  /// Fetches and verifies; what has arrived of an interrupted transfer stays for the next call.
  func run(_ progress: (DatasetDownload.Progress) -> Void) throws(FileError) {
    guard let curl = Self.curl else {
      throw FileError(
        .missingProgram, subject: "curl", required: "the program curl on the PATH", given: "none",
        remedy: "install it (Debian: apt-get install curl), or put \(target.path) there yourself")
    }
    var failure: FileError?
    for address in file.addresses {
      do throws(FileError) {
        try transfer(address, curl: curl, progress)
        return try finish()
      } catch {
        // The next address may serve what this one does not; what is full or unwritable stays so.
        if [.unwritableFile, .diskFull, .readOnly, .tooLarge].contains(error.problem) { throw error }
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private func transfer(
    _ address: String, curl: URL, _ progress: (DatasetDownload.Progress) -> Void
  ) throws(FileError) {
    if received > file.byteCount { try remove() }
    if received == file.byteCount { return }
    let start = received
    var (status, answer) = try call(curl, address, resume: start > 0, progress)
    // 33: the server has no ranges; 36: what it gives does not continue what is here. From the beginning, then.
    if start > 0, status == 33 || status == 36 {
      try remove()
      (status, answer) = try call(curl, address, resume: false, progress)
    }
    if status == 0 { return }
    throw Self.failure(address, status, answer: answer, received: received, of: file.byteCount, part: part)
  }

  /// curl's exit status, and the status that the HTTP server answered with ("000" where none did).
  private func call(
    _ curl: URL, _ address: String, resume: Bool, _ progress: (DatasetDownload.Progress) -> Void
  ) throws(FileError) -> (status: Int32, answer: String) {
    let process = Process()
    process.executableURL = curl
    process.arguments =
      [
        "--disable",  // a user's .curlrc must not change what happens here
        "--silent", "--fail", "--location", "--max-redirs", "10", "--proto", "=http,https",
        "--connect-timeout", "20", "--speed-time", "30", "--speed-limit", "100",
        "--output", part.path, "--write-out", "%{http_code}",
      ] + (resume ? ["--continue-at", "-"] : []) + ["--", address]
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw FileError(
        .missingProgram, subject: curl.path, required: "a program that starts", given: error.localizedDescription,
        remedy: "install curl anew, or put \(target.path) there yourself")
    }
    while process.isRunning {
      progress(.init(file: file.name, received: min(received, file.byteCount), expected: file.byteCount))
      Thread.sleep(forTimeInterval: 0.1)
    }
    process.waitUntilExit()
    progress(.init(file: file.name, received: min(received, file.byteCount), expected: file.byteCount))
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return (process.terminationReason == .exit ? process.terminationStatus : -1, answer)
  }

  /// Checks size and checksum; what is wrong is removed, since nothing can be resumed from it.
  private func finish() throws(FileError) {
    let sum = try SHA256.hexadecimal(ofFile: part)
    guard sum == file.sha256 else {
      let size = received
      try remove()
      throw FileError(
        .wrongChecksum, subject: target.path, required: "\(file.byteCount) bytes with the SHA-256 \(file.sha256)",
        given: "\(size) bytes with \(sum)",
        remedy: "call again; if it happens again, the published file has changed or the network alters it")
    }
    let status = renameFile(part.path, target.path)
    if status != 0 { throw .writing(target, "renaming", errno) }
  }

  private func remove() throws(FileError) {
    if unlink(part.path) != 0, errno != ENOENT { throw .writing(part, "removing it", errno) }
  }

  private static func unwritable(_ part: URL, _ given: String) -> FileError {
    FileError(
      .unwritableFile, subject: part.path, required: "a folder that is writable and has room", given: given,
      remedy: "check the folder's permissions, or free some space on the disk; then call again")
  }

  /// What curl's exit status means.
  private static func failure(
    _ address: String, _ status: Int32, answer: String, received: Int, of size: Int, part: URL
  ) -> FileError {
    switch status {
    case 22:
      FileError(
        .refusedDownload, subject: address, required: "the file", given: "the HTTP status \(answer)",
        remedy: "the file may have moved: fetch it by hand, or report this")
    case 23: unwritable(part, "curl could not write (status 23)")
    case 18, 28, 52, 55, 56, 92, -1:
      FileError(
        .interruptedDownload, subject: address, required: "\(size) bytes",
        given: "\(received) of them before the transfer ended (curl's status \(status))",
        remedy: "call again: it goes on where it stopped")
    default:
      FileError(
        .unreachable, subject: address, required: "a server that answers", given: "curl's status \(status)",
        remedy: "is there a network, and is a proxy needed (https_proxy)? then call again")
    }
  }

  /// curl on the PATH.
  static let curl: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    .map { URL(fileURLWithPath: String($0)).appendingPathComponent("curl") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

private func renameFile(_ from: String, _ to: String) -> Int32 { rename(from, to) }
