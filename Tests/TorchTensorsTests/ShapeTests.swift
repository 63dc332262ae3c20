import Testing
import TorchTensors

@Suite struct ShapeTests {
  @Test func rearranging() throws {
    let x = try Tensor.arange(to: 6).reshape([2, 3])
    try expectClose(x.reshape([3, -1]), [0, 1, 2, 3, 4, 5], shape: [3, 2])
    try expectClose(x.transpose(), [0, 3, 1, 4, 2, 5], shape: [3, 2])
    try expectClose(x.permute([1, 0]), [0, 3, 1, 4, 2, 5], shape: [3, 2])
    try expectClose(x.flatten(), [0, 1, 2, 3, 4, 5], shape: [6])
    try expectClose(x.flip([1]), [2, 1, 0, 5, 4, 3])
    #expect(try x.unsqueeze(1).shape == [2, 1, 3])
    #expect(try x.unsqueeze(1).squeeze(1).shape == [2, 3])
    try expectClose(tensor([1, 2], [2, 1]).expand([-1, 3]), [1, 1, 1, 2, 2, 2], shape: [2, 3])
    try expectClose(tensor([1, 2]).repeat([2, 2]), [1, 2, 1, 2, 1, 2, 1, 2], shape: [2, 4])
    let error = torchError { try x.reshape([4, 2]) }
    #expect(error?.description == "reshape: shape '[4, 2]' is invalid for input of size 6")
    #expect(torchError { try x.transpose().view([6]) }?.message.contains("view size is not compatible") == true)
  }

  @Test func joiningAndSplitting() throws {
    let x = try tensor([1, 2], [1, 2])
    let y = try tensor([3, 4], [1, 2])
    try expectClose(.concatenate([x, y]), [1, 2, 3, 4], shape: [2, 2])
    try expectClose(.concatenate([x, y], 1), [1, 2, 3, 4], shape: [1, 4])
    try expectClose(.stack([x, y], -1), [1, 3, 2, 4], shape: [1, 2, 2])
    let parts = try Tensor.arange(to: 5).split([2, 3])
    try expectClose(parts[0], [0, 1])
    try expectClose(parts[1], [2, 3, 4])
    let error = torchError { try Tensor.arange(to: 5).split([2, 2]) }
    #expect(error?.description == "split: lengths that add up to 5 are required, given [2, 2]")
    #expect(torchError { try Tensor.concatenate([]) }?.operation == "concatenate")
  }

  @Test func selecting() throws {
    let x = try Tensor.arange(to: 6).reshape([2, 3])
    try expectClose(x.narrow(1, start: 1, length: 2), [1, 2, 4, 5], shape: [2, 2])
    try expectClose(x.slice(1, 0..<3, step: 2), [0, 2, 3, 5], shape: [2, 2])
    try expectClose(x.select(0, 1), [3, 4, 5], shape: [3])
    try expectClose(x.indexSelect(1, Tensor(int64s: [2, 0])), [2, 0, 5, 3], shape: [2, 2])
    try expectClose(x.gather(1, Tensor(int64s: [2, 0], shape: [2, 1])), [2, 3], shape: [2, 1])
    try expectClose(x.embedding(Tensor(int64s: [1, 0])), [3, 4, 5, 0, 1, 2], shape: [2, 3])
    #expect(try Tensor(int64s: [1, 0]).oneHot(classes: 3).int64s() == [0, 1, 0, 1, 0, 0])
    #expect(torchError { try x.narrow(1, start: 2, length: 2) }?.operation == "narrow")
    #expect(torchError { try x.select(0, 2) }?.message.contains("out of range") == true)
  }

  @Test func sorting() throws {
    let x = try tensor([3, 1, 2, -1, 5, 0], [2, 3])
    try expectClose(x.sorted(), [1, 2, 3, -1, 0, 5], shape: [2, 3])
    try expectClose(x.sorted(0), [-1, 1, 0, 3, 5, 2], shape: [2, 3])
    try expectClose(x.sorted(descending: true), [3, 2, 1, 5, 0, -1], shape: [2, 3])
    try expectClose(x, [3, 1, 2, -1, 5, 0])
    // An element keeps its gradient on its way to another place: Σᵢ i · sortedᵢ has at 3, 1, 2 the slopes 2, 0, 1.
    let y = try leaf([3, 1, 2])
    let sum = try (y.sorted() * tensor([0, 1, 2])).sum()
    try expectClose(Tensor.gradients(of: [sum], withRespectTo: [y])[0], [2, 0, 1])
    #expect(torchError { try x.sorted(2) }?.operation == "sorted")
  }

  @Test func channelsLastKeepsIndicesAndMovesMemory() throws {
    let x = try Tensor.arange(to: 8).reshape([1, 2, 2, 2])
    let y = try x.contiguous(.channelsLast)
    #expect(try y.isContiguous(.channelsLast))
    #expect(try !y.isContiguous())
    try expectClose(y, [0, 1, 2, 3, 4, 5, 6, 7], shape: [1, 2, 2, 2])
    #expect(try y.contiguous().isContiguous())
  }

  @Test func viewsShareAndClonesDoNot() throws {
    let x = try tensor([1, 2])
    let clone = try x.clone()
    let view = try x.view([1, 2])
    try x.zero_()
    try expectClose(clone, [1, 2])
    try expectClose(view, [0, 0])
  }
}
