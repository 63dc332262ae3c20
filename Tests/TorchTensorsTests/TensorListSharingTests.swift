import Testing
import TorchTensors

/// A list is a value: what others hold of it must never change. Whether a change happened in place is seen from the
/// identity of `flat`, which is replaced where new memory was taken.
@Suite struct TensorListSharingTests {
  @Test func aListThatNobodySharesChangesInPlace() throws {
    var list = try TensorListTests.list()
    let step = try TensorListTests.list(10)
    let before = ObjectIdentifier(list.flat)
    try list.add(step, times: 1)
    try list.scale(by: 2)
    #expect(ObjectIdentifier(list.flat) == before)
    #expect(try list.coordinates() == [22, 44, 66, 88, 110, 132, 154])
  }

  @Test func aCopyKeepsItsNumbers() throws {
    var list = try TensorListTests.list()
    let copy = list
    try list.add(copy, times: 1)
    try list.scale(by: 3)
    #expect(try copy.coordinates() == [1, 2, 3, 4, 5, 6, 7])
    #expect(try list.coordinates() == [6, 12, 18, 24, 30, 36, 42])
  }

  @Test func aKeptFlatTensorKeepsItsNumbers() throws {
    var list = try TensorListTests.list()
    let flat = list.flat
    try list.scale(by: 0)
    try expectClose(flat, [1, 2, 3, 4, 5, 6, 7])
  }

  /// A view's Swift object does not refer to `flat`; only libtorch knows that they share memory.
  @Test func keptViewsKeepTheirNumbersAndReleasedOnesCostNothing() throws {
    var list = try TensorListTests.list()
    let step = try TensorListTests.list(1)
    do {
      let views = try list.views()
      try list.add(step, times: 1)
      try withExtendedLifetime(views) { try expectClose(views[1], [5, 6]) }
    }
    #expect(try list.coordinates() == [2, 4, 6, 8, 10, 12, 14])
    let before = ObjectIdentifier(list.flat)
    try list.add(step, times: 1)
    #expect(ObjectIdentifier(list.flat) == before)
  }

  /// The graph of Σ b·y saved the leaf b = [5, 6] for ∂/∂y. The leaf itself is gone when the list changes, and the
  /// gradient must still be the old b.
  @Test func whatAGraphSavedKeepsItsNumbers() throws {
    var list = try TensorListTests.list()
    let y = try leaf([1, 1])
    func loss() throws -> Tensor { try (list.leaves()[1] * y).sum() }
    let value = try loss()
    let step = try TensorListTests.list(100)
    try list.add(step, times: 1)
    try expectClose(Tensor.gradients(of: [value], withRespectTo: [y])[0], [5, 6])
    #expect(try list.coordinates()[4] == 505)
  }

  /// f = s·(b₀² + b₁²) at b = (5, 6), s = 7: ∂f/∂b = 2 s b = (70, 84), ∂f/∂s = 61, ∂f/∂w = 0.
  @Test func leavesAreWhereGradientsEnd() throws {
    let list = try TensorListTests.list()
    let leaves = try list.leaves()
    #expect(leaves.allSatisfy { $0.requiresGradient })
    let f = try leaves[2] * (leaves[1] * leaves[1]).sum()
    let found = try Tensor.gradients(of: [f], withRespectTo: leaves, allowUnused: true)
    let gradient = try TensorList(flattening: found, like: list)
    #expect(try gradient.coordinates() == [0, 0, 0, 0, 70, 84, 61])
  }
}
