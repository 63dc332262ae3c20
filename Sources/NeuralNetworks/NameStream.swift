/// The number of the stream of random numbers that belongs to a name: its FNV-1a hash in 64 bits,
///
///     h ← 14695981039346656037,   then h ← (h ⊕ byte) · 1099511628211 mod 2⁶⁴ for each byte of the name in UTF-8
///
/// So a layer that is put between named ones leaves their draws as they were, and the same names draw the same numbers on
/// every machine. (Swift's own hashes differ from process to process.) Two names of one network share a stream with one
/// chance in 2⁶⁴.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo and D. Eastlake, "The FNV Non-Cryptographic Hash Algorithm",
/// draft-eastlake-fnv, 2011.
public func streamNumber(of name: String) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}
