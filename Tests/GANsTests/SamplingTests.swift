import Datasets
import DurableFiles
import Evaluation
import Foundation
import GANs
import Training
import Testing
import TorchTensors

@Suite("Sampling") struct SamplingTests {
  @Test func pathsEndWhereTheyShould() {
    let (a, b) = ([3.0, 0], [0, 4.0])
    for path in LatentPaths.Path.allCases {
      let way = LatentPaths.between(a, b, steps: 5, along: path)
      #expect(way.count == 5)
      #expect(zip(way[0] + way[4], a + b).allSatisfy { abs($0 - $1) < 1e-12 })
    }
    #expect(LatentPaths.between(a, b, steps: 3, along: .line)[1] == [1.5, 2])
    // At a right angle the middle of the great circle is (a + b) sin 45° / sin 90° = (a + b)/√2.
    let middle = LatentPaths.between(a, b, steps: 3, along: .sphere)[1]
    #expect(abs(middle[0] - 3 / 2.0.squareRoot()) < 1e-12 && abs(middle[1] - 4 / 2.0.squareRoot()) < 1e-12)
    // Parallel vectors, and zero, have no great circle: the line.
    #expect(LatentPaths.between([1, 0], [2, 0], steps: 3, along: .sphere)[1] == [1.5, 0])
    #expect(LatentPaths.between([0, 0], [2, 0], steps: 3, along: .sphere)[1] == [1, 0])
    #expect(LatentPaths.between(a, b, steps: 1, along: .line) == [a])
  }

  /// mean{(1,0), (3,0)} - mean{(0,2)} + mean{(1,1)} = (2,0) - (0,2) + (1,1) = (3,-1).
  @Test func arithmeticAveragesAndAdds() {
    let result = LatentPaths.arithmetic(plus: [[[1, 0], [3, 0]], [[1, 1]]], minus: [[[0, 2]]], length: 2)
    #expect(result == [3, -1])
  }

  /// Samples of the set itself are their own nearest, at distance 0, whatever the pieces it is searched in.
  @Test(arguments: [3, 7, 1000]) func theNearestOfATrainingSampleIsItself(piece: Int) throws {
    let data = try DrawnDigits.make(count: 20, seed: 1)
    let own = try Tensor(floats: data.batch([4, 17]), shape: [2, 1, 28, 28])
    let matches = try NearestSamples.find(own, in: data, piece: piece)
    #expect(matches.map(\.index) == [4, 17])
    #expect(matches.allSatisfy { $0.distance < 0.05 })
    // Against the distances to all samples, one by one.
    let other = try Tensor.zeros([1, 1, 28, 28])
    let distances = try (0..<20).map { try data.batch([$0]).reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let found = try NearestSamples.find(other, in: data, piece: piece)[0]
    #expect(abs(found.distance - Double(distances.min() ?? 0)) < 1e-3)
    #expect(throws: TrainingError.self) { try NearestSamples.find(Tensor.zeros([1, 2]), in: data) }
  }

  @Test func foldersAreRecognised() throws {
    try withFolder { folder in
      #expect(throws: FileError.self) { try TrainingData.load(folder.path, seed: 0) }
      let digits = try DrawnDigits.make(count: 4, seed: 0)
      for index in 0..<4 {
        let place = folder.appendingPathComponent("class\(index % 2)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try digits.image(index).write(to: place.appendingPathComponent("\(index).png"))
      }
      let images = try TrainingData.load(folder.path, seed: 0, imageSize: 16, imageChannels: 1)
      #expect(images.sampleShape == [1, 16, 16] && images.count == 4 && images.classNames == ["class0", "class1"])
      // One record of CIFAR-10 beside them: the set's own file decides.
      try Data([3] + [UInt8](repeating: 9, count: 3072)).write(to: folder.appendingPathComponent("data_batch_1.bin"))
      #expect(try TrainingData.load(folder.path, seed: 0).sampleShape == [3, 32, 32])
    }
    #expect(try TrainingData.load("shapes", seed: 0).sampleShape == [3, 32, 32])
  }
}
