import Datasets
import DurableFiles
import Foundation
import TestSupport
import Testing

@Suite("Laplacian pyramids") struct PyramidTests {
  /// `count` images of random bytes, as data sets have them: b / 127.5 - 1.
  private func images(_ count: Int, channels: Int, height: Int, width: Int, seed: UInt64 = 5) throws -> ImageDataset {
    var generator = SeededRandom(seed: seed)
    return try ImageDataset(
      name: "noise", channels: channels, height: height, width: width,
      bytes: (0..<count * channels * height * width).map { _ in UInt8(generator.next() & 0xff) },
      labels: (0..<count).map { $0 % 2 }, classNames: ["a", "b"])
  }

  /// Any size and depth, sides that do not halve, sizes that are not halves: at most 1e-6 away, and every byte comes back.
  @Test(arguments: [
    (28, 28, [7, 14, 28]), (32, 32, [8, 16, 32]), (28, 28, [8, 14, 28]), (13, 7, [2, 4, 7, 13]), (1, 1, [1]),
    (5, 9, [1, 2, 3, 4, 5]), (96, 64, [8, 16, 32, 64, 96]),
  ])
  func imagesComeBack(height: Int, width: Int, heights: [Int]) throws {
    let set = try images(3, channels: 3, height: height, width: width)
    let pyramid = try LaplacianPyramid(heights: heights, of: .init(height, width))
    #expect(pyramid.count == heights.count && pyramid.sizes.last == .init(height, width))
    let fine = try set.batch([0, 1, 2])
    let coefficients = pyramid.decomposed(fine, count: 3, channels: 3)
    #expect(zip(coefficients, pyramid.sizes).allSatisfy { $0.count == 9 * $1.height * $1.width })
    let back = pyramid.composed(coefficients, count: 3, channels: 3)
    let worst = zip(fine, back).map { abs($0 - $1) }.max() ?? 1
    #expect(worst <= 1e-6 && back.count == fine.count)
    let size = 3 * height * width
    for i in 0..<3 {
      let image = try PNGImage(planes: back[i * size..<(i + 1) * size], channels: 3, height: height, width: width)
      #expect(try image == set.image(i))
    }
  }

  /// fl(I - u) is off by at most half a unit in the last place of h; with |h| ≤ |I| / 4 that is an eighth of one of I, so
  /// that u + h rounds to I itself.
  @Test func bitForBitWhereCoefficientsAreSmall() throws {
    let pyramid = try LaplacianPyramid(heights: [7, 14, 28], of: .init(28, 28))
    let digits = try DrawnDigits.make(count: 8, seed: 4)
    let fine = try digits.batch(Array(0..<8))
    let coefficients = pyramid.decomposed(fine, count: 8, channels: 1)
    let back = pyramid.composed(coefficients, count: 8, channels: 1)
    let last = try #require(coefficients.last)
    let small = fine.indices.filter { abs(last[$0]) <= abs(fine[$0]) / 4 }
    #expect(small.count > fine.count / 2)
    // The coarser image differs by its own rounding, so compare with the level's own sum.
    let level = pyramid.enlarged(2)(fine, count: 8, of: [1, 28, 28])
    #expect(small.allSatisfy { level[$0] + last[$0] == fine[$0] })
    #expect(zip(fine, back).allSatisfy { abs($0 - $1) <= 1e-6 })
  }

  /// Two rows to one and back have the weights ½ and 1, so whole numbers stay dyadic and nothing is rounded.
  @Test func bitForBitWhereNothingIsRounded() throws {
    let pyramid = try LaplacianPyramid([.init(1, 1), .init(2, 2)])
    let images: [Float] = (0..<4 * 50).map { Float(($0 * 37) % 256) / 128 - 1 }
    let coefficients = pyramid.decomposed(images, count: 50, channels: 1)
    // The coarse pixel is the mean.
    #expect(coefficients[0][0] == (images[0] + images[1] + images[2] + images[3]) / 4)
    #expect(pyramid.composed(coefficients, count: 50, channels: 1) == images)
  }

  /// Halving has the weights (1, 3, 3, 1)/8 and doubling (3, 1)/4, at the border what of them there is.
  @Test func weightsAreThoseOfTriangles() {
    let half = ImageScaling.matrix(from: 8, to: 4)
    #expect(Array(half[8..<16]) == [0, 0.125, 0.375, 0.375, 0.125, 0, 0, 0])
    let double = ImageScaling.matrix(from: 4, to: 8)
    #expect(Array(double[4 * 3..<4 * 4]) == [0, 0.75, 0.25, 0] && Array(double[0..<4]) == [1, 0, 0, 0])
    // Rows sum to one, so that a grey image stays grey.
    for (old, new) in [(28, 14), (14, 28), (13, 7), (7, 13), (5, 5)] {
      let matrix = ImageScaling.matrix(from: old, to: new)
      for row in 0..<new { #expect(abs(matrix[row * old..<(row + 1) * old].reduce(0, +) - 1) < 1e-6) }
    }
    let grey = ImageScaling([.init(3, 2), .init(6, 9)])(Array(repeating: 0.25, count: 24), count: 2, of: [1, 3, 4])
    #expect(grey.count == 108 && grey.allSatisfy { abs($0 - 0.25) < 1e-6 })
  }

  /// The data of a level, in batches: coefficients on the coarse image are the image of that level.
  @Test func levelsAreDataSets() throws {
    let set = try images(5, channels: 1, height: 12, width: 10)
    let pyramid = try LaplacianPyramid(levels: 3, of: .init(12, 10))
    #expect(pyramid.sizes == [.init(3, 3), .init(6, 5), .init(12, 10)])
    let levels = try pyramid.sizes.indices.map { try pyramid.level($0, of: set) }
    #expect(levels[0].fields.map(\.name) == ["image", "label"] && levels[0].sampleShape == [1, 3, 3])
    #expect(levels[1].fields.map(\.name) == ["coefficients", "coarse", "label"])
    #expect(levels[1].field("coefficients")?.kind == .reals && levels[1].field("coarse")?.kind == .pixels)
    #expect(levels[2].labels == set.labels && levels[2].count == 5)
    let fine = try set.batch([4, 1])
    for level in 1...2 {
      let batch = try levels[level].fieldBatch(at: [4, 1])
      let sum = zip(try batch.floats("coefficients"), try batch.floats("coarse")).map { $0 + $1 }
      let image = pyramid.image(level)(fine, count: 2, of: [1, 12, 10])
      #expect(zip(sum, image).allSatisfy { abs($0 - $1) <= 1e-6 })
      // What the finer level is told is an enlargement of this level's image.
      if level == 1 {
        let enlarged = ImageScaling(to: .init(12, 10))(image, count: 2, of: [1, 6, 5])
        #expect(try levels[2].fieldBatch(at: [4, 1]).floats("coarse") == enlarged)
      }
    }
    #expect(Set(levels.map(\.fingerprint) + [set.fingerprint]).count == 4)
  }

  @Test func whatIsNoPyramidIsRefused() throws {
    let set = try images(2, channels: 1, height: 4, width: 4)
    for heights in [[], [4, 4], [8, 4], [2, 8], [0, 4]] {
      #expect(
        error { () throws(FileError) in try LaplacianPyramid(heights: heights, of: .init(4, 4)) }?.problem
          == .invalidArgument)
    }
    #expect(error { () throws(FileError) in try LaplacianPyramid(levels: 4, of: .init(2, 2)) } != nil)
    let other = try LaplacianPyramid(heights: [4, 8], of: .init(8, 8))
    #expect(error { () throws(FileError) in try other.level(1, of: set) }?.problem == .wrongShape)
    #expect(error { () throws(FileError) in try other.level(2, of: set) }?.problem == .invalidArgument)
    #expect(LaplacianPyramid.standardHeights(of: 28) == [7, 14, 28])
    #expect(LaplacianPyramid.standardHeights(of: 32) == [8, 16, 32] && LaplacianPyramid.standardHeights(of: 5) == [5])
  }

  /// Squares of copies, also where sides are no multiples.
  @Test func picturesAreEnlargedBySquares() throws {
    let image = try PNGImage(width: 2, height: 1, channels: 1, bytes: [10, 20])
    #expect(try image.repeated(width: 4, height: 2).bytes == [10, 10, 20, 20, 10, 10, 20, 20])
    #expect(try image.repeated(width: 3, height: 1).bytes == [10, 20, 20])
  }
}
