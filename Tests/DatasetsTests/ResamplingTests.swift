import Datasets
import DurableFiles
import Testing

@Suite("Resampling") struct ResamplingTests {
  private func row(_ bytes: [UInt8], to width: Int) throws -> [UInt8] {
    try PNGImage(width: bytes.count, height: 1, channels: 1, bytes: bytes).resized(width: width, height: 1).bytes
  }

  @Test("weights by hand")
  func known() throws {
    // Halving: the new pixel's centre lies on the edge of old pixels 1 and 2 of 4, the triangle reaches two old pixels
    // each way: (1, 3, 3, 1) / 8 in the middle; at the border the outer ones are missing: (3, 3, 1) / 7.
    // Four pixels to two: first centre 1: offsets -.5, .5, 1.5 weigh 3/4, 3/4, 1/4.
    #expect(try row([0, 70, 140, 210], to: 2) == [50, 160])  // (3·0 + 3·70 + 140)/7 = 50, mirrored 210 - 50
    #expect(try row([10, 10, 10, 80, 80, 80], to: 3)[0] == 10)
    // Doubling: centres at ±1/4: 3/4 and 1/4 of the neighbours; the border repeats the border.
    #expect(try row([0, 100], to: 4) == [0, 25, 75, 100])
    #expect(try row([7], to: 3) == [7, 7, 7])
  }

  @Test("constants stay, the identity stays, ramps stay ramps, the mean stays nearly")
  func properties() throws {
    for (old, new) in [(5, 3), (3, 8), (64, 10), (10, 64), (7, 7), (100, 1)] {
      #expect(try row([UInt8](repeating: 203, count: old), to: new).allSatisfy { $0 == 203 })
      let ramp = try row((0..<old).map { UInt8(255 * $0 / max(1, old - 1)) }, to: new)
      #expect(zip(ramp, ramp.dropFirst()).allSatisfy { $0 <= $1 })
    }
    var generator = TestGenerator(state: 4)
    let noise = (0..<64 * 48 * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let image = try PNGImage(width: 64, height: 48, channels: 3, bytes: noise)
    #expect(try image.resized(width: 64, height: 48) == image)
    let small = try image.resized(width: 16, height: 12)
    let means = [image, small].map { Double($0.bytes.reduce(0) { $0 + Int($1) }) / Double($0.bytes.count) }
    #expect(abs(means[0] - means[1]) < 2)
    // Antialiasing: noise is averaged away, where picking pixels would keep all of it.
    let spread = small.bytes.reduce(0.0) { $0 + (Double($1) - means[1]) * (Double($1) - means[1]) }
    #expect((spread / Double(small.bytes.count)).squareRoot() < 30, "74 before")
  }

  @Test("rows and columns are treated alike; channels do not mix")
  func transposed() throws {
    var generator = TestGenerator(state: 9)
    let plane = (0..<20 * 20).map { _ in UInt8.random(in: 0...255, using: &generator) }
    func transpose(_ bytes: [UInt8], _ width: Int) -> [UInt8] {
      let height = bytes.count / width
      return (0..<width).flatMap { x in (0..<height).map { bytes[$0 * width + x] } }
    }
    let image = try PNGImage(width: 20, height: 20, channels: 1, bytes: plane)
    let turned = try PNGImage(width: 20, height: 20, channels: 1, bytes: transpose(plane, 20))
    let (wide, tall) = (try image.resized(width: 30, height: 7), try turned.resized(width: 7, height: 30))
    // Rounding happens once, at the end, but sums run in another order.
    #expect(zip(transpose(wide.bytes, 30), tall.bytes).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    let red = try PNGImage(
      width: 20, height: 20, channels: 3, bytes: plane.flatMap { [$0, 0, 255] }
    ).resized(width: 9, height: 9)
    let grey = try image.resized(width: 9, height: 9)
    #expect(red.bytes == grey.bytes.flatMap { [$0, 0, 255] })
  }

  @Test("the centre of a wide and of a tall image; grey and colour")
  func crops() throws {
    // 6x2: the middle two columns.
    let wide = try PNGImage(width: 6, height: 2, channels: 1, bytes: [0, 0, 8, 9, 0, 0, 0, 0, 6, 7, 0, 0])
    #expect(try wide.centreSquare(2).bytes == [8, 9, 6, 7])
    let tall = try PNGImage(width: 1, height: 3, channels: 3, bytes: [1, 1, 1, 2, 3, 4, 9, 9, 9])
    #expect(try tall.centreSquare(1).bytes == [2, 3, 4])
    #expect(try tall.centreSquare(2).bytes == [2, 3, 4, 2, 3, 4, 2, 3, 4, 2, 3, 4])
    let colours = try PNGImage(width: 3, height: 1, channels: 3, bytes: [255, 0, 0, 0, 255, 0, 255, 255, 255])
    #expect(try colours.withChannels(1).bytes == [76, 150, 255])  // 76.245, 149.685
    #expect(try wide.withChannels(3).bytes.prefix(9).suffix(3) == [8, 8, 8])
    #expect(try colours.withChannels(3) == colours)
    #expect(error { () throws(FileError) in try colours.withChannels(2) }?.problem == .wrongShape)
    #expect(error { () throws(FileError) in try colours.centreSquare(0) }?.problem == .invalidArgument)
  }
}
