import CLMDB
import CTurboJPEG
import CWebP
import CZlib
import Datasets
import DurableFiles
import Foundation

/// The error that `body` throws, or nil where it throws none.
func error<Result>(of body: () throws(FileError) -> Result) -> FileError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// An IDX file by hand: magic, big-endian sizes, elements.
func idx(_ shape: [Int], _ elements: [UInt8], type: UInt8 = 0x08) -> [UInt8] {
  [0, 0, type, UInt8(shape.count)] + shape.flatMap { size in [24, 16, 8, 0].map { UInt8(size >> $0 & 0xff) } }
    + elements
}

/// One gzip member, made by zlib itself.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
  let written = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      return deflate(&stream, Z_FINISH) == Z_STREAM_END ? target.count - Int(stream.avail_out) : 0
    }
  }
  return Array(output.prefix(written))
}

/// A PNG file by hand: the header, further chunks, and the packed rows (each a filter byte 0 and its pixels).
func png(
  width: UInt32, height: UInt32, depth: UInt8, colourType: UInt8, chunks: [(String, [UInt8])] = [], rows: [UInt8]
) -> [UInt8] {
  func bigEndian(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(number >> $0 & 0xff) } }
  func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return bigEndian(UInt32(content.count)) + body + bigEndian(UInt32(crc32(0, body, UInt32(body.count))))
  }
  var packed = [UInt8](repeating: 0, count: rows.count + 100)
  var size = UInt(packed.count)
  compress(&packed, &size, rows, UInt(rows.count))
  let header = bigEndian(width) + bigEndian(height) + [depth, colourType, 0, 0, 0]
  return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header)
    + chunks.flatMap { chunk($0.0, $0.1) } + chunk("IDAT", Array(packed.prefix(Int(size)))) + chunk("IEND", [])
}

/// A small generator for tests (xorshift64*), unrelated to the module's own.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_f491_4f6c_dd1d
  }
}

/// Runs `body` with a fresh folder and removes it afterwards.
func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("datasets-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

/// The real MNIST files: in $COUNTERPLAY_DATA or its folder mnist, or in ../shared/data/mnist beside the package.
enum RealData {
  static let mnist: URL? = {
    var folders: [URL] = []
    if let named = ProcessInfo.processInfo.environment["COUNTERPLAY_DATA"], !named.isEmpty {
      let folder = URL(fileURLWithPath: named)
      folders += [folder, folder.appendingPathComponent("mnist")]
    }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    folders.append(package.deletingLastPathComponent().appendingPathComponent("shared/data/mnist"))
    return folders.first { folder in
      MNIST.imageFileNames(.train).contains {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
      }
    }
  }()

  /// CIFAR-10's binary version, whole or in part, found in the same places.
  static let cifar10: URL? = {
    var folders: [URL] = []
    if let named = ProcessInfo.processInfo.environment["COUNTERPLAY_DATA"], !named.isEmpty {
      folders.append(URL(fileURLWithPath: named).appendingPathComponent("cifar-10"))
    }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    folders.append(package.deletingLastPathComponent().appendingPathComponent("shared/data/cifar-10"))
    return folders.first { folder in
      ["data_batch_1.bin", "test_batch.bin"].allSatisfy {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
      }
    }
  }()
}

/// A JPEG file, made by libturbojpeg itself. `pixels` is RGB, or grey with one channel.
func jpeg(width: Int, height: Int, channels: Int = 3, quality: Int32 = 95, _ pixels: [UInt8]) -> [UInt8] {
  guard let encoder = tjInitCompress() else { return [] }
  defer { tjDestroy(encoder) }
  var output: UnsafeMutablePointer<UInt8>?
  var size: UInt = 0
  let isGrey = channels == 1
  let status = tjCompress2(
    encoder, pixels, Int32(width), 0, Int32(height), Int32((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue), &output, &size,
    Int32((isGrey ? TJSAMP_GRAY : TJSAMP_444).rawValue), quality, 0)
  defer { tjFree(output) }
  return status == 0 ? Array(UnsafeBufferPointer(start: output, count: Int(size))) : []
}

/// A lossless WebP file, made by libwebp itself. `pixels` is RGB, or RGBA with four channels.
func webp(width: Int, height: Int, channels: Int = 3, _ pixels: [UInt8]) -> [UInt8] {
  var output: UnsafeMutablePointer<UInt8>?
  let encode = channels == 4 ? WebPEncodeLosslessRGBA : WebPEncodeLosslessRGB
  let size = encode(pixels, Int32(width), Int32(height), Int32(width * channels), &output)
  defer { WebPFree(output) }
  return Array(UnsafeBufferPointer(start: output, count: size))
}

/// An LMDB database of these entries, made by LMDB itself. Throws its code.
func writeDatabase(_ entries: [(key: String, value: [UInt8])], to folder: URL) throws {
  struct Code: Error { var code: Int32 }
  func check(_ code: Int32) throws { if code != 0 { throw Code(code: code) } }
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  var environment: OpaquePointer?
  try check(mdb_env_create(&environment))
  defer { mdb_env_close(environment) }
  mdb_env_set_mapsize(environment, 1 << 24)
  try check(mdb_env_open(environment, folder.path, 0, 0o644))
  var transaction: OpaquePointer?
  try check(mdb_txn_begin(environment, nil, 0, &transaction))
  var table = MDB_dbi()
  try check(mdb_dbi_open(transaction, nil, 0, &table))
  for (key, value) in entries {
    var (name, content) = (Array(key.utf8), value)
    try name.withUnsafeMutableBytes { name in
      try content.withUnsafeMutableBytes { content in
        var key = MDB_val(mv_size: name.count, mv_data: name.baseAddress)
        var value = MDB_val(mv_size: content.count, mv_data: content.baseAddress)
        try check(mdb_put(transaction, table, &key, &value, 0))
      }
    }
  }
  try check(mdb_txn_commit(transaction))
}
