import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors

@Suite struct ArchitectureTests {
  /// (G, D) parameters by the sums in the comments: kernels + biases + gains and biases of batch normalization.
  static let counts: [String: (Int, Int)] = [
    // 2·128+128 + 128·128+128 + 128·2+2; the same with 1 at the end
    "mlp": (17_154, 17_025),
    // 100·256+256 + 256·512+512 + 512·784+784; 784·512+512 + 512·256+256 + 256+1
    "mlp-28": (559_632, 533_505),
    // 100·256·49 + 2·256 + 256·128·16 + 2·128 + 128·16; 128·16 + 128·256·16 + 2·256 + 256·49
    "dcgan-28": (1_781_504, 539_392),
    // 16(100·256 + 256·128 + 128·64 + 64·3) + 2(256+128+64); 16(3·64 + 64·128 + 128·256 + 256) + 2(128+256)
    "dcgan-32": (1_068_928, 663_296),
    // What PyTorch's DCGAN example has.
    "dcgan-64": (3_576_704, 2_765_568),
    // Ten more inputs: 10·256·49; 10·128·16
    "dcgan-28-conditional": (1_781_504 + 125_440, 539_392 + 20_480),
    // The ICR authors' networks.
    "icr-cifar": (1_195_587, 662_977),
    "icr-cifar-bn": (1_195_587, 662_977 + 2 * (64 + 128 + 256)),
    "icr-cifar-dropout": (1_195_587, 662_977),
    "icr-cifar-sn": (1_195_587, 662_977),
    // G: 128·512+512 + 2·512 + (32·16·16+16)+2·16 + (16·8·16+8)+2·8 + 8·3·16+3; D: 3·8·16+8 + 8·16·16+16 + 16·32·16+32 + 513.
    "icr-cifar-eighth": (77_771, 11_193),
    "icr-cifar-eighth-dropout": (77_771, 11_193),
    "icr-cifar-eighth-sn": (77_771, 11_193),
    "icr-mnist": (6_675_009, 1_102_721),
    // With widths a = 1024/d, b = 6272/d, c = 128/d, e = 64/d, i = 32/d: 96a+3a + ab+3b + 16ce+3e + 16e+1;
    // 26i + 25ie+e + a²+a + a+1
    "icr-mnist-half": (1_699_105, 276_417),
    "icr-mnist-quarter": (439_953, 69_473),
    "icr-mnist-eighth": (117_577, 17_553),
    "icr-mnist-eighth-dropout": (117_577, 17_553),
    "icr-mnist-eighth-sn": (117_577, 17_553),
    // 129·2048 + 3 blocks of (2(9·128²+128) + 2·256 + 128²+128) + 256 + 27·128+3
    // D: (27+1)128... see sngan-resnet-32, whose D has the same shapes
    "wgan-gp-resnet-32": (1_204_483, 1_053_825),
    // 129·4096 + 3 blocks of (2(9·256²+256) + 2·512 + 256²+256) + 512 + 27·256+3
    // (28+1152+1+3+1)·128 + (2·1153+129)·128 + 2·2·1153·128 + 129
    "sngan-resnet-32": (4_276_739, 1_053_825),
    // Six batch normalizations of 256 with ten rows instead of one; a table of ten rows of 128
    "sngan-resnet-32-conditional": (4_276_739 + 6 * 9 * 512, 1_053_825 + 10 * 128),
    // Four matrices of C·C/8 and γ
    "sagan-32": (4_276_739 + 4 * 256 * 32 + 1, 1_053_825 + 4 * 128 * 16 + 1),
    // dcganx of width w, L halvings, c channels: G 101·16·2^{L-1}w, then for i → o = i/2 25io+o + o²+o + 4o (norm), 25wc+c;
    // D 25cw+w, then for i → o = 2i the same, 16·2^{L-1}w+1.
    "cfg-dcganx-32": (469_345, 280_513),
    "cfg-dcganx-32-plain": (468_961, 279_745),
    "cfg-dcganx-32-w16": (169_393, 71_137),
    "cfg-dcganx-32-w16-plain": (169_201, 70_753),
    "cfg-dcganx-32-w4": (30_109, 4_825),
    "cfg-dcganx-32-w64": (1_464_131, 1_117_185),
    "cfg-dcganx-32-w64-plain": (1_463_363, 1_115_649),
    "cfg-dcganx-64": (5_221_699, 4_663_297),
    // 101·512 + 513·512 + 513 pixels; D as above
    "cfg-fc-32": (839_680, 280_513),
    "cfg-fc-32-shortcuts": (839_680, 280_513),
    "cfg-fc-32-w16": (839_680, 71_137),
    "cfg-fc-32-w64": (1_890_304, 1_117_185),
    "cfg-fc-64": (6_618_112, 4_663_297),
    // G 101·128w, blocks i → o of 9io+o + 9o²+o + io + 2o, 9wc+c; D blocks of 9ib+b + 9bo+o + io + 2o with b = i but
    // o in the first, 128w+1
    "cfg-resnet-64": (3_403_459, 2_544_833),
    "cfg-resnet-64-plain": (3_402_435, 2_542_913),
    "cfg-resnet-64-w16": (368_563, 161_585),
    "cfg-resnet-64-w4": (61_999, 10_733),
  ]

  @Test func cataloguedNamesAreUniqueAndCounted() {
    let names = ArchitectureCatalogue.all.map(\.card.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names) == Set(Self.counts.keys))
  }

  /// Shapes, parameter counts, and that the start is finite, for every pair.
  @Test(arguments: ArchitectureCatalogue.all.map(\.card.name))
  func pairFitsItsCard(_ name: String) throws {
    let pair = try ArchitectureCatalogue.named(name)
    let card = pair.card
    let (g, d) = (try pair.generator(), try pair.discriminator())
    let expected = try #require(Self.counts[name])
    #expect(g.parameterCount == expected.0)
    #expect(d.parameterCount == expected.1)
    let x = try g.initialParameters(seed: 1)
    let y = try d.initialParameters(seed: 2)
    let stream = try RandomStream(seed: 3)
    let latent = try stream.normal([2, card.latentSize])
    var pass = ForwardPass()
    if let classes = card.classes { pass.conditions = .label(try Tensor(int64s: [0, Int64(classes - 1)])) }
    try withoutGradient {
      let samples = try g(latent, x.views(), buffers: g.initialBuffers(for: x, seed: 4).views(), in: pass)
      #expect(samples.shape == [2] + card.sampleShape)
      if card.sampleShape.count == 3 {
        #expect(try samples.abs().max().item() <= 1)
      }
      let logits = try d(samples, y.views(), buffers: d.initialBuffers(for: y, seed: 5).views(), in: pass)
      #expect(logits.shape == [2, 1])
      #expect(try logits.isAllFinite())
    }
  }

  /// All networks of the CFG paper start as its runs did: weights N(0, 0.01²), the last layer's too, gains 1, biases 0. The
  /// deviation of n draws is off by less than 5/√(2n) of itself.
  @Test(arguments: ArchitectureCatalogue.all.map(\.card.name).filter { $0.hasPrefix("cfg-") })
  func networksOfCFGStartSmall(_ name: String) throws {
    let pair = try ArchitectureCatalogue.named(name)
    for network in [try pair.generator(), try pair.discriminator()] {
      let drawn = try network.initialParameters(seed: 7)
      for (entry, tensor) in zip(drawn.layout.entries, try drawn.views()) {
        if entry.shape.count > 1 {
          let n = Double(tensor.count)
          let deviation = try tensor.square().mean().item().squareRoot()
          #expect(abs(deviation / 0.01 - 1) < 5 / (2 * n).squareRoot(), "\(name) \(entry.name): \(deviation)")
        } else {
          let constant: Double = entry.name.hasSuffix("bias") ? 0 : 1
          #expect(try (tensor - constant).abs().max().item() == 0, "\(name) \(entry.name)")
        }
      }
    }
  }

  /// 0, 1, …, n - 1.
  static func count(_ n: Int) throws -> Tensor { try Tensor((0..<n).map(Double.init), dtype: .float64) }

  /// The same numbers from the same parameters as PyTorch's networks, under the same names.
  @Test(arguments: try ArchitectureCase.all())
  func matchesPyTorch(_ known: ArchitectureCase) throws {
    let pair = try ArchitectureCatalogue.named(known.name)
    for (network, expected, shape) in [
      (try pair.generator(), known.generator, [pair.card.latentSize]),
      (try pair.discriminator(), known.discriminator, pair.card.sampleShape),
    ] {
      #expect(
        network.layout.entries.map { ArchitectureCase.Entry(name: $0.name, shape: $0.shape) } == expected.parameters)
      let numbers = try Self.count(network.parameterCount).sin() * 0.05
      let parameters = try TensorList(copying: numbers, network.layout)
      let input = try Self.count(3 * shape.reduce(1, *)).cos().reshape([3] + shape)
      let output = try withoutGradient { try network(input, parameters.views()) }
      #expect(output.shape == expected.output.shape)
      let every = max(1, output.count / 16)
      let some = try output.reshape([-1]).slice(0, 0..<output.count, step: every)
      try expectClose(some, expected.output.values, tolerance: 1e-9)
    }
  }

  @Test func adaptedToOtherData() throws {
    let grey = try ArchitectureCatalogue.named("dcgan-32", channels: 1, classes: 4, latentSize: 7)
    #expect(grey.card.sampleShape == [1, 32, 32])
    #expect(grey.card.latentSize == 7)
    #expect(grey.card.classes == 4)
    // 16(11·256 + 256·128 + 128·64 + 64) + 2(256+128+64)
    #expect(try grey.generator().parameterCount == 16 * (11 * 256 + 256 * 128 + 128 * 64 + 64) + 896)
  }

  @Test func refusalsSayWhatCanBeDone() {
    let unknown = #expect(throws: CatalogueError.self) { try ArchitectureCatalogue.named("dcgan-23") }
    #expect(unknown?.description.contains("did you mean 'dcgan-28'") == true)
    let refused = #expect(throws: ArchitectureError.self) { try ArchitectureCatalogue.named("icr-mnist", classes: 10) }
    #expect(refused?.description.contains("sngan-resnet-32-conditional") == true)
    let senseless = #expect(throws: ArchitectureError.self) { try ArchitectureCatalogue.named("dcgan-32", channels: 0) }
    #expect(senseless?.description.contains("0 channels") == true)
  }
}
