import Foundation

/// One open file: the system's calls with typed errors, closed at the end of its life.
///
/// The only place in the project that calls `open`, `write`, `fsync` and their kin. Interrupted calls are repeated.
package struct OpenFile: ~Copyable {
  /// How a file is opened.
  package enum Mode {
    /// To be read; it must be there.
    case reading
    /// To be written; it must not be there.
    case creating
    /// To be read and written anywhere; made where it is missing.
    case updating
  }

  package let url: URL
  private let descriptor: Int32

  /// Throws `missingFile`, `unreadableFile`, or what `FileError.writing` says.
  package init(_ url: URL, _ mode: Mode) throws(FileError) {
    self.url = url
    let flags =
      switch mode {
      case .reading: O_RDONLY
      case .creating: O_WRONLY | O_CREAT | O_EXCL
      case .updating: O_RDWR | O_CREAT
      }
    descriptor = Self.repeated { openFile(url.path, flags | O_CLOEXEC) }
    if descriptor < 0 {
      if case .reading = mode { throw .reading(url, errno) }
      throw .writing(url, "creating it", errno)
    }
  }

  deinit { _ = closeFile(descriptor) }

  // MARK: - Bytes

  /// Writes all of it where the last write ended.
  package func write(_ bytes: some ContiguousBytes) throws(FileError) {
    let code = bytes.withUnsafeBytes { bytes -> Int32 in
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let written = Self.repeated { writeFile(descriptor, part.baseAddress, part.count) }
        if written < 0 { return errno }
        rest = rest.dropFirst(written)
      }
      return 0
    }
    if code != 0 { throw .writing(url, "writing", code) }
  }

  /// Up to `count` bytes from `offset` on; fewer only at the end of the file.
  package func read(count: Int, at offset: Int) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let (filled, code) = bytes.withUnsafeMutableBytes { read(into: $0, at: offset) }
    if code != 0 { throw .reading(url, code) }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// The whole file.
  package func content() throws(FileError) -> Data {
    var bytes = Data(count: try length)
    let (filled, code) = bytes.withUnsafeMutableBytes { read(into: $0, at: 0) }
    if code != 0 { throw .reading(url, code) }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Returns how many bytes there were, and an error number or zero.
  private func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> (filled: Int, code: Int32) {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let received = Self.repeated { pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled)) }
      if received < 0 { return (filled, errno) }
      if received == 0 { break }
      filled += received
    }
    return (filled, 0)
  }

  package var length: Int {
    get throws(FileError) {
      var status = stat()
      if fstat(descriptor, &status) != 0 { throw .reading(url, errno) }
      return Int(status.st_size)
    }
  }

  /// Cuts the file off, and writes on from there.
  package func truncate(to length: Int) throws(FileError) {
    let code = Self.repeated { Int(ftruncate(descriptor, off_t(length))) }
    if code != 0 || lseek(descriptor, off_t(length), SEEK_SET) < 0 { throw .writing(url, "cutting it off", errno) }
  }

  /// Flushes what was written to the disk.
  package func synchronize() throws(FileError) {
    if Self.repeated({ Int(fsync(descriptor)) }) != 0 { throw .writing(url, "flushing", errno) }
  }

  // MARK: - Locks

  /// Takes the file for this opening of it alone; false where another has it. Throws where the file system has no locks.
  package func tryLock() throws(FileError) -> Bool {
    if Self.repeated({ Int(lockFile(descriptor)) }) == 0 { return true }
    if errno == EWOULDBLOCK { return false }
    throw .writing(url, "locking", errno, required: "a file system that has locks")
  }

  /// Whether the path still leads to this file: another process may have renamed or removed it meanwhile.
  package var isStillThere: Bool {
    var (mine, there) = (stat(), stat())
    return fstat(descriptor, &mine) == 0 && stat(url.path, &there) == 0 && mine.st_ino == there.st_ino
      && mine.st_dev == there.st_dev
  }

  /// A call that a signal interrupts is made again.
  private static func repeated<Number: BinaryInteger>(_ call: () -> Number) -> Number {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}

// C's functions, outside of the type: names of its own hide some of them, and `flock` is a structure's name too.
private func openFile(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o666) }
private func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func writeFile(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
private func lockFile(_ descriptor: Int32) -> Int32 { flock(descriptor, LOCK_EX | LOCK_NB) }
