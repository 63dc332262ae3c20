import DurableFiles
import Foundation
import Testing

@Suite("SHA-256") struct SHA256Tests {
  @Test("the vectors of FIPS 180-4, and a million letters in pieces")
  func vectors() throws {
    let known = [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ]
    for (text, sum) in known { #expect(try SHA256.hexadecimal(of: Data(text.utf8)) == sum) }
    var hash = try SHA256()
    var rest = 1_000_000
    for size in [1, 62, 63, 64, 65, 127, 128, 1000] + [Int](repeating: 9973, count: 200) where rest > 0 {
      let piece = [UInt8](repeating: UInt8(ascii: "a"), count: min(size, rest))
      piece.withUnsafeBytes { hash.update($0) }
      rest -= piece.count
    }
    #expect(rest == 0)
    #expect(hash.hexadecimal() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    // All lengths around the block size, in one piece and byte by byte.
    for count in 50...130 {
      let bytes = (0..<count).map { UInt8($0) }
      var single = try SHA256()
      for byte in bytes { [byte].withUnsafeBytes { single.update($0) } }
      #expect(try single.hexadecimal() == SHA256.hexadecimal(of: bytes))
    }
  }
}
