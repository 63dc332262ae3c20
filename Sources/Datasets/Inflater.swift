import CZlib
import DurableFiles

/// Ownership of one zlib stream that unpacks. It lives at a fixed address because zlib keeps a pointer back to it.
final class Inflater {
  /// What stands around the deflated bytes.
  enum Form {
    /// A gzip member: header, CRC-32, length.
    case gzip
    /// A zlib stream: two bytes before, an Adler-32 after.
    case zlib
  }

  private let stream: UnsafeMutablePointer<z_stream>

  init(_ form: Form, name: String) throws(FileError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let largestWindow: Int32 = 15
    let window = form == .gzip ? largestWindow + 16 : largestWindow  // with 16 a gzip header is compulsory
    let status = inflateInit2_(stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw FileError(
        .corruptGzip, subject: name, required: "a working zlib", given: "zlib that does not start (status \(status))",
        remedy: "free some memory, or install a zlib that matches the headers this was built with")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// zlib's own words for the last failure.
  var message: String? { stream.pointee.msg.map { String(cString: $0) } }

  func reset() { inflateReset(stream) }

  func step(_ input: ArraySlice<UInt8>, into target: UnsafeMutableRawBufferPointer) -> (
    consumed: Int, produced: Int, status: Int32
  ) {
    input.withUnsafeBufferPointer { source in
      let room = min(target.count, Int(UInt32.max))
      stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.pointee.avail_in = UInt32(clamping: source.count)
      stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room)
      let offered = Int(stream.pointee.avail_in)
      let status = inflate(stream, Z_NO_FLUSH)
      return (offered - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out), status)
    }
  }
}
