import DurableFiles
import Foundation
import Testing

@Suite("NumPy files") struct NPYTests {
  @Test("the header's bytes, and what is read back")
  func header() throws {
    try withFolder { folder in
      let header = NPYHeader(rows: 2, columns: 3)
      // 10 bytes, 62 of the dictionary, spaces and a newline up to 128.
      let text = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"
      let expected = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(text.utf8)
      #expect(header.bytes.count == 128 && header.length == 128 && header.bytes.last == 10)
      #expect(header.bytes.starts(with: expected))
      let url = folder.appendingPathComponent("a.npy")
      let values = [1.5, -2, .nan, .infinity, 0, 1e-300]
      try AtomicFile.write(header.bytes + NPYHeader.encode(values), to: url)
      let rows = try NPYRows(url)
      #expect(rows.header == header)
      #expect(try rows.row(1) == [.infinity, 0, 1e-300] && rows.row(0).prefix(2) == [1.5, -2])
      var seen: [Int] = []
      try rows.forEachRow(stride: 2) { row, _ in seen.append(row) }
      #expect(seen == [0])
    }
  }

  @Test("headers that other writers make are read; what is none, or of another length, is refused")
  func others() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.npy")
      func problem(_ text: String, version: UInt8 = 1, data: Int = 16) throws -> FileError.Problem? {
        let length = text.utf8.count
        let size = (0..<(version == 1 ? 2 : 4)).map { UInt8(length >> (8 * $0) & 0xff) }
        try AtomicFile.write(
          [0x93] + Array("NUMPY".utf8) + [version, 0] + size + Array(text.utf8) + [UInt8](repeating: 0, count: data),
          to: url)
        return error { () throws(FileError) in try NPYHeader(of: url) }?.problem
      }
      let sound = "{\"shape\":(1,2),'fortran_order':  False, 'descr':'<f8'}\n"
      #expect(try problem(sound) == nil)
      #expect(try NPYHeader(of: url).columns == 2)
      #expect(try problem(sound, version: 2) == nil)
      #expect(try problem(sound, data: 15) == .truncated)
      #expect(try problem(sound, data: 17) == .trailingBytes)
      let single = sound.replacingOccurrences(of: "<f8", with: "<f4")
      #expect(try problem(single) == .trailingBytes && problem(single, data: 8) == nil)
      #expect(try NPYRows(url).row(0) == [0, 0])
      #expect(try problem(sound.replacingOccurrences(of: "<f8", with: "<i8")) == .malformedHeader)
      #expect(try problem(sound.replacingOccurrences(of: "False", with: "True")) == .malformedHeader)
      #expect(try problem(sound.replacingOccurrences(of: "(1,2)", with: "(2,)")) == .malformedHeader)
      #expect(try problem(sound.replacingOccurrences(of: "(1,2)", with: "(4611686018427387904,4)")) == .malformedHeader)
      try AtomicFile.write("x", to: url)
      #expect(error { () throws(FileError) in try NPYHeader(of: url) }?.problem == .malformedHeader)
      let nowhere = folder.appendingPathComponent("nowhere.npy")
      #expect(error { () throws(FileError) in try NPYHeader(of: nowhere) }?.problem == .missingFile)
    }
  }

  @Test("a matrix in pieces is the matrix, and has its name once it is whole")
  func pieces() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.npy")
      let writer = try NPYWriter(url, rows: 3, columns: 2)
      try writer.append([1, 2])
      try writer.append([3, 4, 5, 6])
      #expect(!FileManager.default.fileExists(atPath: url.path))
      #expect(error { () throws(FileError) in try writer.append([7, 8]) }?.problem == .malformed)
      try writer.finish()
      let rows = try NPYRows(url)
      #expect(try rows.row(0) == [1, 2] && rows.row(2) == [5, 6] && rows.header == NPYHeader(rows: 3, columns: 2))
      let short = try NPYWriter(url, rows: 2, columns: 2)
      try short.append([1, 2])
      #expect(error { () throws(FileError) in try short.append([1]) }?.problem == .malformed)
      #expect(error { () throws(FileError) in try short.finish() }?.problem == .malformed)
      #expect(try NPYRows(url).header.rows == 3, "the old one stays")
    }
  }

  // 1.5 and -0.1 as float32, little-endian.
  @Test("float32 is read as the nearest doubles are")
  func single() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.npy")
      let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n"
      let values: [UInt8] = [0, 0, 0xC0, 0x3F, 0xCD, 0xCC, 0xCC, 0xBD]
      try AtomicFile.write(
        [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8) + values, to: url)
      #expect(try NPYRows(url).row(0) == [1.5, Double(Float(-0.1))])
    }
  }
}
