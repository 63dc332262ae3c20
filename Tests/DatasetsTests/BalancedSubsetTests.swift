import Datasets
import TestSupport
import Testing

@Suite("Balanced subset") struct BalancedSubsetTests {
  private func digits(_ labels: [Int], classes: Int = 3) throws -> ImageDataset {
    try ImageDataset(
      name: "numbers", channels: 1, height: 1, width: 1, bytes: labels.indices.map { UInt8($0) }, labels: labels,
      classNames: (0..<classes).map(String.init))
  }

  /// Seven of three classes are 3 + 2 + 2; of each class other samples by another seed, those of fewer are among those of more.
  @Test func classesHaveEquallyMany() throws {
    let set = try digits((0..<60).map { $0 % 3 })
    let seven = try set.balanced(7, seed: 1)
    #expect(try (0..<3).map { label in try #require(seven.labels).count { $0 == label } } == [3, 2, 2])
    #expect(seven.indices == seven.indices.sorted() && Set(seven.indices).count == 7)
    #expect(try set.balanced(7, seed: 1).indices == seven.indices)
    #expect(try set.balanced(7, seed: 2).indices != seven.indices)
    #expect(try Set(set.balanced(30, seed: 1).indices).isSuperset(of: seven.indices))
    #expect(try set.balanced(60, seed: 1).indices == Array(0..<60))
  }

  /// Classes without a sample count for nothing.
  @Test func absentClassesAreLeftOut() throws {
    #expect(try digits([0, 0, 2, 2]).balanced(2, seed: 1).labels == [0, 2])
  }

  @Test func refusals() throws {
    let set = try digits([0, 1, 1, 2, 2, 2])
    #expect(errorText { try set.balanced(2, seed: 1) }?.contains("at least 3") ?? false)
    #expect(errorText { try set.balanced(6, seed: 1) }?.contains("at most 1 samples of the class '0'") ?? false)
    let points = try GaussianMixture.ring().sample(count: 8, seed: 1).withFields([(name: "point", field: "point")])
    #expect(errorText { try points.balanced(4, seed: 1) }?.contains("without labels") ?? false)
  }
}
