import NeuralNetworks
import Testing
import TorchTensors

@Suite struct NetworkTests {
  /// A network with batch statistics, dropout and singular vectors.
  static func network() throws -> Network {
    try Network([
      SpectralNorm(Linear(3, 6)), BatchNorm(6), Activation.tanh, Dropout(0.5),
      Sequential([Linear(6, 8), Dropout(0.5)]),
    ])
  }

  struct Setting {
    let network: Network
    let parameters: TensorList
    let buffers: TensorList
    let input: Tensor

    init() throws {
      network = try NetworkTests.network()
      parameters = try network.initialParameters(seed: 1, dtype: .float64)
      buffers = try network.initialBuffers(for: parameters, seed: 2)
      input = try RandomStream(seed: 3).normal([5, 3], dtype: .float64)
    }

    func output(_ pass: ForwardPass) throws -> [Double] {
      try withoutGradient { try network(input, parameters.views(), buffers: buffers.views(), in: pass).doubles() }
    }
  }

  /// 0.75 · 2 + 0.25 · 6 = 3 for the statistics; the singular vectors, which come first, are the latest: 6.
  @Test func averagesAreOfStatisticsAlone() throws {
    let player = try PlayerNetworks([(name: "net", network: Self.network())])
    let zeros = try TensorList(zeros: player.bufferLayout, dtype: .float64)
    let (start, latest) = (try zeros.adding(constant: 2), try zeros.adding(constant: 6))
    var average = start
    try player.average(&average, with: latest, decay: 0.75)
    #expect(try average["net.0.weight_u"]?.doubles() == Array(repeating: 6, count: 6))
    #expect(try average["net.0.weight_v"]?.doubles() == Array(repeating: 6, count: 3))
    #expect(try average["net.1.running_mean"]?.doubles() == Array(repeating: 3, count: 6))
    #expect(try average["net.1.running_var"]?.doubles() == Array(repeating: 3, count: 6))
    #expect(try start.coordinates().allSatisfy { $0 == 2 } && latest.coordinates().allSatisfy { $0 == 6 })
  }

  @Test func namesAreThoseOfSequential() throws {
    let network = try Self.network()
    #expect(
      network.layout.entries.map(\.name) == [
        "0.weight_orig", "0.bias", "1.weight", "1.bias", "4.0.weight", "4.0.bias",
      ])
    #expect(
      network.bufferLayout.entries.map(\.name) == ["0.weight_u", "0.weight_v", "1.running_mean", "1.running_var"])
  }

  /// Same pass, same numbers; another seed or another call, another mask; evaluation has none.
  @Test func masksBelongToThePass() throws {
    let setting = try Setting()
    let first = try setting.output(ForwardPass(seed: 7))
    #expect(try setting.output(ForwardPass(seed: 7)) == first)
    #expect(try setting.output(ForwardPass(seed: 8)) != first)
    #expect(try setting.output(ForwardPass(seed: 7, call: 1)) != first)
    let evaluated = try setting.output(ForwardPass(mode: .evaluation, seed: 7))
    #expect(try setting.output(ForwardPass(mode: .evaluation, seed: 8)) == evaluated)
    #expect(!evaluated.contains(0))
    // Outputs are dropped with probability ½: of 40, zeros number 20 ± 5σ, σ = √10.
    let zeros = first.filter { $0 == 0 }.count
    #expect(abs(zeros - 20) <= 15)
  }

  /// Two layers of dropout of one network have different masks, and the kept are divided by 1 - p.
  @Test func dropoutKeepsTheMean() throws {
    let network = try Network([Dropout(0.2), Dropout(0.2)])
    let ones = try Tensor.ones([100, 100], dtype: .float64)
    let values = try network(ones, [], in: ForwardPass(seed: 5)).doubles()
    // 1 / 0.8² where both keep, which has probability 0.64: 10⁴ draws, σ of the mean 1/0.64·√(.64·.36/10⁴) = 0.0075.
    #expect(Set(values.map { ($0 * 1e6).rounded() }) == [0, 1_562_500])
    let mean = values.reduce(0, +) / 1e4
    #expect(abs(mean - 1) < 5 * 0.0075)
  }

  /// The first rows of a batch meet the masks that they meet in the whole of it.
  @Test(arguments: [false, true]) func aPartHasTheMasksOfTheWhole(wholeChannels: Bool) throws {
    let network = try Network([Dropout(0.5, wholeChannels: wholeChannels), Dropout(0.3)])
    let images = try Tensor.ones([32, 3, 2, 2], dtype: .float64)
    let whole = try network(images, [], in: ForwardPass(seed: 5))
    let part = try network(
      images.narrow(0, start: 0, length: 5), [], in: ForwardPass(seed: 5, wholeBatch: 32))
    #expect(try part.doubles() == whole.narrow(0, start: 0, length: 5).doubles())
    let error = torchError { try network(images, [], in: ForwardPass(seed: 5, wholeBatch: 5)) }
    #expect(error != nil, "a part is not larger than the whole")
  }

  /// A layer put between named ones leaves their parameters, buffers and masks as they were; the same layers under other
  /// names are drawn anew.
  @Test func streamsHangOnNames() throws {
    func layers(_ prefix: String = "") -> [(name: String, layer: any Layer)] {
      [
        (prefix + "in", Linear(3, 6)), (prefix + "norm", SpectralNorm(Linear(6, 6))), (prefix + "drop", Dropout(0.5)),
        (prefix + "out", Sequential(named: [("linear", Linear(6, 6)), ("drop", Dropout(0.5))])),
      ]
    }
    func start(_ network: Network) throws -> [String: [Double]] {
      let parameters = try network.initialParameters(seed: 1, stream: 2, dtype: .float64)
      let buffers = try network.initialBuffers(for: parameters, seed: 1, stream: 5)
      var all: [String: [Double]] = [:]
      for list in [parameters, buffers] {
        for (entry, tensor) in zip(list.layout.entries, try list.views()) { all[entry.name] = try tensor.doubles() }
      }
      return all
    }
    let plain = try start(Network(named: layers()))
    let grown = try start(
      Network(named: [("first", Linear(3, 3))] + layers()[..<2] + [("between", Linear(6, 6))] + layers()[2...]))
    #expect(plain.count == 8)
    for (name, values) in plain { #expect(grown[name] == values, "\(name)") }
    #expect(try start(Network(named: layers("other-")))["other-in.weight"] != plain["in.weight"])
    // Equal shapes under two names are drawn apart.
    #expect(grown["between.weight"] != grown["out.linear.weight"])

    // Masks: of the dropout alone, with and without an identity before it.
    let ones = try Tensor.ones([20, 6], dtype: .float64)
    func mask(_ named: [(name: String, layer: any Layer)]) throws -> [Double] {
      try Network(named: named)(ones, [], in: ForwardPass(seed: 9)).doubles()
    }
    let alone = try mask([("drop", Dropout(0.5))])
    #expect(try mask([("before", Activation.identity), ("drop", Dropout(0.5))]) == alone)
    #expect(try mask([("outer", Sequential(named: [("drop", Dropout(0.5))]))]) != alone)
    #expect(try mask([("other", Dropout(0.5))]) != alone)
  }

  /// The authors' published values (Fowler, Noll, Vo: test_fnv.c), and one of ours by an independent program.
  @Test func namesAreHashedByFNV1a() {
    #expect(streamNumber(of: "") == 0xcbf2_9ce4_8422_2325)
    #expect(streamNumber(of: "a") == 0xaf63_dc4c_8601_ec8c)
    #expect(streamNumber(of: "foobar") == 0x8594_4171_f739_67e8)
    #expect(streamNumber(of: "0.weight") == 0x7da8_902a_ccdf_89ef)
  }

  @Test func wholeChannelsShareTheirFate() throws {
    let images = try Tensor.ones([8, 8, 3, 3], dtype: .float64)
    let network = try Network([Dropout(0.5, wholeChannels: true)])
    let sums = try network(images, [], in: ForwardPass(seed: 5)).sum([2, 3]).doubles()
    #expect(Set(sums) == [0, 18])
  }

  /// Evaluations leave buffers alone; a recorder collects, in sequence, and the caller commits.
  @Test func buffersMoveOnlyWhenCommitted() throws {
    let setting = try Setting()
    let before = try setting.buffers.coordinates()
    let plain = try setting.output(ForwardPass(seed: 7))
    let recorder = BufferRecorder()
    #expect(try setting.output(ForwardPass(seed: 7, recorder: recorder)) == plain)
    #expect(try setting.buffers.coordinates() == before)
    let once = try recorder.committed(to: setting.buffers)
    #expect(try setting.buffers.coordinates() == before)
    #expect(try once.coordinates() != before)
    // running ← 0.9 running + 0.1 batch from (0, 1): after two passes with the same batch 0.19 of the batch's mean.
    _ = try setting.output(ForwardPass(seed: 7, recorder: recorder))
    let twice = try recorder.committed(to: setting.buffers)
    let mean = try #require(try once["1.running_mean"]).doubles()
    let second = try #require(try twice["1.running_mean"]).doubles()
    for (a, b) in zip(mean, second) { #expect(abs(b - 1.9 * a) < 1e-12) }
    recorder.clear()
    #expect(try recorder.committed(to: setting.buffers).coordinates() == before)
  }

  /// The first singular value of the normalized weight is 1: Gram's matrix has the largest eigenvalue 1, which power
  /// iteration finds here independently of the layer.
  @Test func spectralNormIsOne() throws {
    let network = try Network([SpectralNorm(ConvTranspose2d(3, 4, kernel: 2, bias: false))])
    let parameters = try network.initialParameters(seed: 1, dtype: .float64)
    var buffers = try network.initialBuffers(for: parameters, seed: 2)
    let input = try RandomStream(seed: 4).normal([1, 3, 2, 2], dtype: .float64)
    try withoutGradient {
      for _ in 0..<200 {
        let recorder = BufferRecorder()
        _ = try network(input, parameters.views(), buffers: buffers.views(), in: ForwardPass(recorder: recorder))
        buffers = try recorder.committed(to: buffers)
      }
      // The network is linear in its weight: feeding unit images reads the normalized weight [3, 4, 2, 2].
      var rows: [Tensor] = []
      for channel in 0..<3 {
        let unit = try Tensor((0..<3).map { $0 == channel ? 1 : 0 }, shape: [1, 3, 1, 1], dtype: .float64)
        rows.append(try network(unit, parameters.views(), buffers: buffers.views()))
      }
      // Outputs as rows: [4, 3·2·2].
      let matrix = try Tensor.concatenate(rows, 0).transpose(0, 1).reshape([4, 12])
      var v = try Tensor.ones([12], dtype: .float64)
      for _ in 0..<500 {
        let w = try matrix.transpose().matmul(matrix.matmul(v))
        v = try w / w.norm()
      }
      #expect(abs(try matrix.matmul(v).norm().item() - 1) < 1e-9)
    }
  }

  /// Q Qᵀ = gain² I for wide tensors, Qᵀ Q for tall ones.
  @Test(arguments: [[3, 2, 2], [6, 1, 2]])
  func orthogonalStart(_ shape: [Int]) throws {
    struct Holder: Layer {
      let parameters: [ParameterDeclaration]
      func callAsFunction(_ x: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor { x }
    }
    let network = try Network([
      Holder(parameters: [ParameterDeclaration("weight", shape, .orthogonal(gain: 2))])
    ])
    let flat = try network.initialParameters(seed: 1, dtype: .float64).views()[0].flatten(1)
    let rows = shape[0]
    let columns = shape[1] * shape[2]
    let gram = try rows <= columns ? flat.matmul(flat.transpose()) : flat.transpose().matmul(flat)
    let side = min(rows, columns)
    try expectClose(gram, (0..<side * side).map { $0 % (side + 1) == 0 ? 4 : 0 }, tolerance: 1e-12)
  }

  @Test func errorsSayWhatIsRequired() throws {
    let setting = try Setting()
    let none = torchError { try setting.network(setting.input, setting.parameters.views()) }
    #expect(none?.message.contains("initialBuffers") == true)
    let wrong = torchError {
      try setting.network(setting.input, setting.parameters.views(), buffers: [setting.input])
    }
    #expect(wrong?.message.contains("4 buffers are required, or none, given 1") == true)
    let conditional = try Network([ConcatenateLabels(classes: 3)])
    #expect(torchError { try conditional(setting.input, []) }?.message.contains("condition 'label'") == true)
    let norm = try Network([BatchNorm(3)])
    let one = try setting.input.narrow(0, start: 0, length: 1)
    let weights = try norm.initialParameters(seed: 1, dtype: .float64).views()
    #expect(torchError { try norm(one, weights) }?.message.contains("more than one value") == true)
    #expect(torchError { try Network([Linear(0, 3)]) }?.message.contains("0.weight") == true)
    #expect(torchError { try Network([Dropout(1)])(setting.input, []) }?.message.contains("given 1.0") == true)
  }

  /// The label's place as numbers beside a vector and as channels beside an image.
  @Test func concatenation() throws {
    let labels = try Tensor(int64s: [2, 0])
    let network = try Network([ConcatenateLabels(classes: 3)])
    let vectors = try network(
      Tensor([5, 6], shape: [2, 1], dtype: .float64), [], in: ForwardPass(conditions: .label(labels)))
    try expectClose(vectors, [5, 0, 0, 1, 6, 1, 0, 0], shape: [2, 4])
    let images = try network(
      Tensor([5, 6, 7, 8], shape: [2, 1, 1, 2], dtype: .float64), [], in: ForwardPass(conditions: .label(labels)))
    try expectClose(images, [5, 6, 0, 0, 0, 0, 1, 1, 7, 8, 1, 1, 0, 0, 0, 0], shape: [2, 4, 1, 2])
  }

  /// A condition beside the input: numbers as constant channels, images as channels, texts through an encoder whose
  /// table stands under its name; what does not fit is said.
  @Test func conditionsBesideTheInput() throws {
    let images = try Tensor([5, 6, 7, 8], shape: [2, 1, 1, 2], dtype: .float64)
    let told = Conditions([
      "coarse": try Tensor([1, 2, 3, 4], shape: [2, 1, 1, 2], dtype: .float64),
      "size": try Tensor([10, 20], shape: [2, 1], dtype: .float64),
      "text": try Tensor(int64s: [0, 1, 1, 1], shape: [2, 2]),
    ])
    let pass = ForwardPass(conditions: told)
    let network = try Network([ConcatenateCondition("coarse"), ConcatenateCondition("size")])
    #expect(network.conditions == ["coarse", "size"])
    try expectClose(
      network(images, [], in: pass), [5, 6, 1, 2, 10, 10, 7, 8, 3, 4, 20, 20], shape: [2, 3, 1, 2])
    // The means of rows 0, 1 and of rows 1, 1 of the table (2, 0), (4, 6): (3, 3) and (4, 6).
    let reader = try Network(named: [
      ("text", ConcatenateCondition("text", through: [("words", Embedding(2, 2)), ("mean", Mean(1))]))
    ])
    #expect(reader.layout.entries.map(\.name) == ["text.words.weight"])
    let table = try Tensor([2, 0, 4, 6], shape: [2, 2], dtype: .float64)
    try expectClose(
      reader(Tensor([1, 1], shape: [2, 1], dtype: .float64), [table], in: pass), [1, 3, 3, 1, 4, 6], shape: [2, 3])
    let flat = try Network([Flatten(), ConcatenateCondition("coarse")])
    #expect(torchError { try flat(images, [], in: pass) }?.message.contains("encoder (Flatten") == true)
    #expect(
      torchError { try network(images, [], in: ForwardPass(conditions: .label(Tensor(int64s: [0, 1])))) }?.message
        .contains("condition 'coarse' of every sample, and the pass has 'label'") == true)
  }
}
