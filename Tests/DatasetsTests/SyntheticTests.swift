import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("Synthetic points") struct SyntheticPointTests {
  @Test("the first points of a separate implementation, seed 2024")
  func golden() throws {
    // By a Python program with its own generator, sampler and formulas, with C's sin, cos and log.
    let known: [(any PointDistribution, [Double], [Int])] = [
      (
        GaussianMixture.ring(),
        [2.030145581472872, -0.008937829561742347, -0.06602671375039894, -2.014626170583492, 0.009257964028437284],
        [0, 6, 2]
      ),
      (
        GaussianMixture.grid(),
        [0.030145581472872347, -4.008937829561742, -4.066026713750398, 3.985373829416508, 2.0092579640284374],
        [2, 20, 8]
      ),
      (
        Spiral(),
        [-0.9358147704830828, 1.5211219251821004, 0.46987856083313456, -0.31742174622024916, 0.61634638505354],
        [0, 1, 0]
      ),
    ]
    for (distribution, values, labels) in known {
      let set = try distribution.sample(count: 3, seed: 2024)
      for (value, known) in zip(set.values, values) { #expect(abs(value - known) < 1e-14) }
      #expect(set.labels == labels)
    }
  }

  @Test("a smaller sample is the beginning of a larger one; seeds differ", arguments: 0..<3)
  func prefix(entry: Int) throws {
    let distribution = PointDistributions.catalogue[entry]
    let large = try distribution.sample(count: 500, seed: 1)
    let small = try distribution.sample(count: 100, seed: 1)
    #expect(Array(large.values.prefix(200)) == small.values)
    #expect(try distribution.sample(count: 500, seed: 1) == large)
    #expect(try distribution.sample(count: 500, seed: 2).fingerprint != large.fingerprint)
    #expect(large.classNames == distribution.classNames && !distribution.summary.isEmpty)
    for count in [0, -1] {
      #expect(
        error { () throws(FileError) in try distribution.sample(count: count, seed: 1) }?.problem == .wrongShape)
    }
  }

  @Test("the catalogue's names are distinct and its length is the one these tests know")
  func catalogue() {
    #expect(PointDistributions.catalogue.map(\.name) == ["ring", "grid", "spiral"])
  }

  @Test("ring: moments of the radius, all modes equally often, noise of the right size")
  func ring() throws {
    let ring = GaussianMixture.ring()
    for (k, centre) in ring.centres.enumerated() {
      #expect(abs(centre.x - 2 * cos(Double.pi * Double(k) / 4)) < 1e-15)
      #expect(abs(centre.y - 2 * sin(Double.pi * Double(k) / 4)) < 1e-15)
    }
    let count = 40_000
    let set = try ring.sample(count: count, seed: 42)
    let labels = try #require(set.labels)
    var perMode = [Int](repeating: 0, count: 8)
    var (radius, noise, squares, fourth) = (0.0, 0.0, 0.0, 0.0)
    for i in 0..<count {
      perMode[labels[i]] += 1
      let point = SIMD2(set.values[2 * i], set.values[2 * i + 1])
      radius += (point * point).sum().squareRoot() / Double(count)
      let z = (point - ring.centres[labels[i]]) / 0.05
      noise += z.sum() / Double(2 * count)
      squares += (z * z).sum() / Double(2 * count)
      fourth += (z * z * z * z).sum() / Double(2 * count)
    }
    // E r = 2 + σ²/(2·2) + … = 2.000625; its standard error is 0.05/√40000 = 0.00025. Five of them each, below.
    #expect(abs(radius - 2.000625) < 0.00125)
    #expect(abs(noise) < 5 / Double(2 * count).squareRoot())
    #expect(abs(squares - 1) < 5 * (2 / Double(2 * count)).squareRoot())
    // A normal variable's fourth moment is 3, and the variance of z⁴ is 105 - 9.
    #expect(abs(fourth - 3) < 5 * (96 / Double(2 * count)).squareRoot())
    let chiSquare = perMode.reduce(0.0) { $0 + pow(Double($1) - 5000, 2) / 5000 }
    #expect(chiSquare < 29.9)  // the 0.9999 quantile with 7 degrees of freedom is 29.88
  }

  @Test("grid: 25 centres from (-4, -4) to (4, 4), and every point is near its own")
  func grid() throws {
    let grid = GaussianMixture.grid()
    #expect(grid.centres.count == 25 && grid.centres.first == SIMD2(-4, -4) && grid.centres.last == SIMD2(4, 4))
    let set = try grid.sample(count: 5000, seed: 3)
    let labels = try #require(set.labels)
    #expect(Set(labels).count == 25)
    for i in 0..<set.count {
      let offset = SIMD2(set.values[2 * i], set.values[2 * i + 1]) - grid.centres[labels[i]]
      #expect((offset * offset).sum().squareRoot() < 0.05 * 6)  // exp(-18): once in 65 million points
    }
  }

  @Test("spiral: without noise each point satisfies the arm's equation")
  func spiral() throws {
    let set = try Spiral(standardDeviation: 0).sample(count: 2000, seed: 8)
    let labels = try #require(set.labels)
    for i in 0..<set.count {
      let (x, y) = (set.values[2 * i], set.values[2 * i + 1])
      let s = (x * x + y * y).squareRoot() / 2
      let angle = 2 * Double.pi * (1.5 * s + Double(labels[i]) / 2)
      #expect(abs(x - 2 * s * cos(angle)) < 1e-12 && abs(y - 2 * s * sin(angle)) < 1e-12 && s < 1)
    }
  }

  @Test("parameters without a meaning are refused")
  func wrong() {
    let distributions: [any PointDistribution] = [
      GaussianMixture.ring(modes: 0), GaussianMixture.ring(modes: -1), GaussianMixture.grid(side: -2),
      GaussianMixture.ring(standardDeviation: -1), GaussianMixture.ring(standardDeviation: .nan),
      GaussianMixture.ring(radius: .infinity), Spiral(arms: 0), Spiral(turns: .nan), Spiral(radius: .infinity),
      Spiral(turns: 1e300, radius: 1e300),
    ]
    for distribution in distributions.dropLast() {
      #expect(
        error { () throws(FileError) in try distribution.sample(count: 4, seed: 0) }?.problem == .invalidArgument)
    }
    // Finite but absurd: any answer will do, a crash will not.
    _ = try? distributions.last?.sample(count: 4, seed: 0)
  }
}

@Suite("Drawn digits") struct DrawnDigitsTests {
  @Test("labelled in turn, seeded, with the beginning of a larger set equal to a smaller one")
  func determinism() throws {
    let set = try DrawnDigits.make(count: 40, seed: 1)
    #expect(set.sampleShape == [1, 28, 28] && set.count == 40)
    #expect(set.labels == (0..<40).map { $0 % 10 })
    #expect(try DrawnDigits.make(count: 15, seed: 1).bytes == Array(set.bytes.prefix(15 * 784)))
    #expect(try DrawnDigits.make(count: 40, seed: 2).fingerprint != set.fingerprint)
    // Pinned when the drawing was looked at: a change of the drawing changes every run that uses it.
    #expect(set.fingerprint.description == "58fbf2d2a2836795")
    #expect(error { () throws(FileError) in try DrawnDigits.make(count: 0, seed: 1) }?.problem == .wrongShape)
  }

  @Test("ink like handwriting's, whole within the frame, and ten classes that can be told apart")
  func looks() throws {
    let set = try DrawnDigits.make(count: 2000, seed: 5)
    var means = [[Double]](repeating: [Double](repeating: 0, count: 784), count: 10)
    for i in 0..<set.count {
      let image = set.bytes[i * 784..<(i + 1) * 784]
      let ink = image.reduce(0.0) { $0 + Double($1) } / (784 * 255)
      #expect(ink > 0.03 && ink < 0.35)  // MNIST's digits lie between 0.02 and 0.4, around 0.13
      let whole = (0..<784).allSatisfy { (place: Int) -> Bool in
        let (row, column) = place.quotientAndRemainder(dividingBy: 28)
        return image[image.startIndex + place] == 0 || ((1...26).contains(row) && (1...26).contains(column))
      }
      #expect(whole, "image \(i) touches the border")
      for (place, byte) in image.enumerated() { means[i % 10][place] += Double(byte) / 200 }
    }
    // The nearest class mean of the first half recognises most of fresh images; chance is one in ten.
    let fresh = try DrawnDigits.make(count: 500, seed: 6)
    var right = 0
    for i in 0..<fresh.count {
      let image = fresh.bytes[i * 784..<(i + 1) * 784]
      let distances = means.map { mean in
        zip(image, mean).reduce(0.0) { (sum: Double, pair: (UInt8, Double)) -> Double in
          let difference = Double(pair.0) - pair.1
          return sum + difference * difference
        }
      }
      if distances.indices.min(by: { distances[$0] < distances[$1] }) == i % 10 { right += 1 }
    }
    #expect(right > 350, "\(right) of 500")
  }
}
