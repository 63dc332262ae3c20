import Foundation

/// A matrix of Double in NumPy's `.npy` format, version 1.0: little-endian float64 in C order.
///
/// The layout: the six bytes `\x93NUMPY`, the version (1, 0), the header's length as a little-endian UInt16, the header
/// (a Python dictionary, padded with spaces and closed by a newline so that the data starts at a multiple of 64), the
/// values. Source: the format's specification in numpy.lib.format.
struct NPYFile: Equatable {
  let rows: Int
  let columns: Int
  let values: [Double]

  /// The file's bytes.
  var bytes: Data {
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    let unpadded = 10 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    var data = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
    data.append(contentsOf: [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)])
    data.append(contentsOf: header.utf8)
    data.reserveCapacity(data.count + 8 * values.count)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }
}
