import CCrypto
import Foundation

/// The checksum SHA-256 of a stream of bytes (FIPS 180-4), for downloads and checkpoints; computed by libcrypto, with
/// the processor's own instructions where it has them.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// The checksum of nothing so far. Throws `brokenLibrary` where libcrypto refuses.
  public init() throws(FileError) {
    guard let context = EVP_MD_CTX_new() else { throw Self.broken("EVP_MD_CTX_new") }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      EVP_MD_CTX_free(context)
      throw Self.broken("EVP_DigestInit_ex")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in further bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// 64 hexadecimal digits. Ends the stream: nothing may be taken in afterwards.
  public mutating func hexadecimal() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// The checksum of these bytes as 64 hexadecimal digits. Throws `brokenLibrary`.
  public static func hexadecimal(of bytes: some ContiguousBytes) throws(FileError) -> String {
    var hash = try SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.hexadecimal()
  }

  /// The checksum of a file, read piece by piece. Throws `missingFile`, `unreadableFile` and `brokenLibrary`.
  public static func hexadecimal(ofFile url: URL) throws(FileError) -> String {
    var hash = try SHA256()
    let file = try OpenFile(url, .reading)
    var position = 0
    while true {
      let piece = try file.read(count: 1 << 20, at: position)
      if piece.isEmpty { return hash.hexadecimal() }
      piece.withUnsafeBytes { hash.update($0) }
      position += piece.count
    }
  }

  private static func broken(_ function: String) -> FileError {
    FileError(
      .brokenLibrary, subject: "libcrypto", required: "SHA-256", given: "\(function) failed",
      remedy: "free some memory, or install a libcrypto (libssl) that has SHA-256")
  }
}
