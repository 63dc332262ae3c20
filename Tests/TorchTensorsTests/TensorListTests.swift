import Foundation
import Testing
import TorchTensors

@Suite struct TensorListTests {
  static func layout() throws -> ParameterLayout {
    try ParameterLayout([.init(name: "w", shape: [2, 2]), .init(name: "b", shape: [2]), .init(name: "s", shape: [])])
  }

  /// w = [[1, 2], [3, 4]], b = [5, 6], s = 7, times `factor`.
  static func list(_ factor: Double = 1, dtype: DType = .float64) throws -> TensorList {
    try TensorList(zeros: layout(), dtype: dtype)
      .replacingCoordinates(with: (1...7).map { factor * Double($0) })
  }

  @Test func layoutsKnowTheirPlaces() throws {
    let layout = try Self.layout()
    #expect(layout.count == 7)
    #expect(layout.offsets == [0, 4, 6])
    #expect(layout.index(of: "b") == 1)
    #expect(layout.index(of: "x") == nil)
    #expect(layout.entries[2].count == 1)
    #expect(try layout == Self.layout())
    #expect(try layout != ParameterLayout([.init(name: "w", shape: [4])]))
    let tensors = [(name: "a", tensor: try Tensor.zeros([3]))]
    #expect(try ParameterLayout(of: tensors).entries == [.init(name: "a", shape: [3])])
  }

  @Test func layoutsAreCodedAsTheirEntries() throws {
    let layout = try Self.layout()
    let data = try JSONEncoder().encode(layout)
    #expect(try JSONDecoder().decode(ParameterLayout.self, from: data) == layout)
    let twice = Data(#"[{"name":"a","shape":[1]},{"name":"a","shape":[2]}]"#.utf8)
    #expect(throws: TorchError.self) { try JSONDecoder().decode(ParameterLayout.self, from: twice) }
  }

  @Test func impossibleLayoutsAreRefused() {
    let twice = torchError { try ParameterLayout([.init(name: "a", shape: []), .init(name: "a", shape: [])]) }
    #expect(twice?.description == "ParameterLayout: each name must be unique, and 'a' occurs twice")
    #expect(torchError { try ParameterLayout([.init(name: "a", shape: [-1])]) }?.operation == "ParameterLayout")
    #expect(
      torchError { try ParameterLayout([.init(name: "a", shape: [.max, 2])]) }?.message.contains("countable") == true)
  }

  @Test func tensorsGoInAndOut() throws {
    let layout = try Self.layout()
    let tensors = try [tensor([1, 2, 3, 4], [2, 2]).transpose(), tensor([5, 6]), leaf([7], [])]
    let list = try TensorList(flattening: tensors, layout)
    try expectClose(list.flat, [1, 3, 2, 4, 5, 6, 7], shape: [7])
    #expect(!list.flat.requiresGradient)
    let views = try list.views()
    #expect(views.map(\.shape) == [[2, 2], [2], []])
    try expectClose(views[0], [1, 3, 2, 4])
    #expect(views.allSatisfy { !$0.requiresGradient })
    try expectClose(#require(list["b"]), [5, 6])
    #expect(try list["x"] == nil)
    #expect(try list.to(.float32).dtype == .float32)
    #expect(try list.coordinates() == [1, 3, 2, 4, 5, 6, 7])
    try expectClose(TensorList(copying: tensor([1, 2, 3, 4, 5, 6, 7], [7, 1]), layout).flat, [1, 2, 3, 4, 5, 6, 7])
  }

  @Test func unusedGradientsAreZeros() throws {
    let list = try Self.list()
    let gradients = try TensorList(flattening: [nil, tensor([1, 2]), nil], like: list)
    #expect(try gradients.coordinates() == [0, 0, 0, 0, 1, 2, 0])
    #expect(gradients.dtype == .float64)
  }

  @Test func wrongShapesAndCountsAreRefused() throws {
    let layout = try Self.layout()
    let few = torchError { try TensorList(flattening: [tensor([1])], layout) }
    #expect(few?.description == "TensorList(flattening:): the layout's 3 tensors are required, given 1")
    let shape = torchError {
      try TensorList(flattening: [tensor([1, 2, 3, 4]), tensor([1, 2]), tensor([1], [])], layout)
    }
    #expect(shape?.message == "'w' must have the shape [2, 2], given [4]")
    let list = try Self.list()
    #expect(torchError { try TensorList(flattening: [nil, nil], like: list) }?.message.contains("given 2") == true)
    #expect(
      torchError { try list.replacingCoordinates(with: [1]) }?.message
        == "the layout's 7 numbers are required, given 1")
    #expect(torchError { try TensorList(copying: tensor([1]), layout) }?.message.contains("shape [1]") == true)
    let other = try TensorList(zeros: ParameterLayout([.init(name: "w", shape: [7])]), dtype: .float64)
    let mixed = torchError { try list + other }
    #expect(
      mixed?.description
        == "TensorList +: two lists of one layout are required, given 3 tensors of 7 elements and 1 of 7; "
        + "they first differ at 'w' [2, 2] and 'w' [7]")
  }

  @Test func verbs() throws {
    let a = try Self.list()
    let b = try Self.list(2)
    #expect(try (a + b).coordinates() == [3, 6, 9, 12, 15, 18, 21])
    #expect(try (a - b).coordinates() == [-1, -2, -3, -4, -5, -6, -7])
    #expect(try (3 * a).coordinates() == [3, 6, 9, 12, 15, 18, 21])
    // 1 + 4 + 9 + 16 + 25 + 36 + 49 = 140.
    #expect(try a.dot(b) == 280)
    #expect(try abs(a.norm() - 11.832159566199232) < 1e-14)
    #expect(try a.multiplied(elementwise: b).coordinates() == [2, 8, 18, 32, 50, 72, 98])
    #expect(try b.divided(elementwise: a).coordinates() == [2, 2, 2, 2, 2, 2, 2])
    #expect(try a.multiplied(elementwise: a).squareRoots().coordinates() == a.coordinates())
    #expect(
      try a.maximum(elementwise: 2 * b - (12 * a.zero.adding(constant: 1))).coordinates() == [1, 2, 3, 4, 8, 12, 16])
    #expect(try a.adding(constant: 0.5).coordinates() == [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5])
    #expect(try a.clamped(low: 2, high: 3).coordinates() == [2, 2, 3, 3, 3, 3, 3])
    #expect(try a.zero.coordinates() == [0, 0, 0, 0, 0, 0, 0])
    #expect(a.dimension == 7 && a.count == 7)
    #expect(try a.isFinite())
    #expect(try !((1 / 0.0) * a).isFinite())
    var c = a
    try c.add(b, times: -0.5)
    #expect(try c.coordinates() == [0, 0, 0, 0, 0, 0, 0])
    try c.add(a, times: 2)
    try c.scale(by: 0.5)
    #expect(try c.coordinates() == a.coordinates())
    try c.add(c, times: 1)
    #expect(try c.coordinates() == b.coordinates())
  }

  /// 4096² = 2²⁴ and then 1 eight times: a float32 sum would stay at 2²⁴, whose neighbour is 2²⁴ + 2.
  @Test func innerProductsOfFloatsAreSummedInDouble() throws {
    let layout = try ParameterLayout([.init(name: "x", shape: [9])])
    let x = try TensorList(zeros: layout).replacingCoordinates(with: [4096, 1, 1, 1, 1, 1, 1, 1, 1])
    #expect(x.dtype == .float32)
    #expect(try x.dot(x) == 16_777_224)
  }

  @Test func anEmptyLayoutIsAVectorOfNoNumbers() throws {
    let none = try TensorList(zeros: ParameterLayout([]))
    #expect(try none.views().isEmpty)
    #expect(try none.dot(none) == 0)
    #expect(try TensorList(flattening: [], ParameterLayout([])).count == 0)
  }
}
