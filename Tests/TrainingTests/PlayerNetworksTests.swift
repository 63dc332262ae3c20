import NeuralNetworks
import Testing
import TorchTensors

/// Named networks of one player, and parameters that rest.
@Suite("A player's networks") struct PlayerNetworksTests {
  static func pair(rests: (String) -> Bool = { _ in false }) throws -> PlayerNetworks {
    try PlayerNetworks(
      [
        (name: "a", network: Network([Linear(2, 3), BatchNorm(3), Linear(3, 2)])),
        (name: "b", network: Network([Linear(2, 2)])),
      ], rests: rests)
  }

  @Test func namesAreThoseOfTheNetworks() throws {
    let whole = try Self.pair()
    #expect(
      whole.layout.entries.map(\.name) == [
        "a.0.weight", "a.0.bias", "a.1.weight", "a.1.bias", "a.2.weight", "a.2.bias", "b.0.weight", "b.0.bias",
      ])
    #expect(whole.restingLayout.entries.isEmpty && !whole.stands && whole.restingBuffers.isEmpty)
    #expect(whole.bufferLayout.entries.map(\.name) == ["a.1.running_mean", "a.1.running_var"])
    #expect(try PlayerNetworks.none.parameterCount == 0 && !PlayerNetworks.none.stands)
    #expect(throws: TorchError.self) {
      try PlayerNetworks([(name: "a", network: Network([Linear(1, 1)])), (name: "a", network: Network([Linear(1, 1)]))])
    }
  }

  /// What rests is drawn as it would be, leaves the vector, and gives the same output from its own list.
  @Test func restingParametersLeaveTheVectorAndNothingElse() throws {
    let (whole, part) = (try Self.pair(), try Self.pair { $0.hasPrefix("a.1.") || $0 == "b.0.bias" })
    #expect(part.layout.entries.map(\.name) == ["a.0.weight", "a.0.bias", "a.2.weight", "a.2.bias", "b.0.weight"])
    #expect(part.restingLayout.entries.map(\.name) == ["a.1.weight", "a.1.bias", "b.0.bias"])
    #expect(part.restingBuffers == [0, 1] && !part.stands, "the resting layer keeps its statistics")
    let (all, split) = (try whole.initialParameters(seed: 4), try part.initialParameters(seed: 4))
    for list in [split.moving, split.resting] {
      for entry in list.layout.entries {
        #expect(try list[entry.name]?.doubles() == all.moving[entry.name]?.doubles(), "\(entry.name)")
      }
    }
    let input = try RandomStream(seed: 1).normal([5, 2])
    let buffers = try whole.initialBuffers(moving: all.moving, resting: all.resting, seed: 4)
    for name in ["a", "b"] {
      let expected = try StandingNetworks(whole, buffers: buffers)(name, input, all.moving.views())
      let found = try StandingNetworks(part, resting: split.resting, buffers: buffers)(
        name, input, split.moving.views())
      #expect(try found.doubles() == expected.doubles())
    }
    #expect(throws: TorchError.self) { try StandingNetworks(part)("a", input, split.moving.views()) }
    #expect(throws: TorchError.self) { try StandingNetworks(whole)("c", input, all.moving.views()) }
  }

  /// Recorded statistics of layers that rest are not taken over.
  @Test func buffersOfRestingLayersStay() throws {
    let part = try Self.pair { $0.hasPrefix("a.1.") }
    let numbers = try part.initialParameters(seed: 4)
    let buffers = try part.initialBuffers(moving: numbers.moving, resting: numbers.resting, seed: 4)
    let recorder = BufferRecorder()
    let standing = try StandingNetworks(part, resting: numbers.resting, buffers: buffers, recorder: recorder)
    _ = try standing("a", RandomStream(seed: 1).normal([5, 2]), numbers.moving.views())
    #expect(!recorder.isEmpty)
    #expect(try part.committed(recorder, to: buffers).coordinates() == buffers.coordinates())
    let free = try Self.pair()
    #expect(try free.committed(recorder, to: buffers).coordinates() != buffers.coordinates())
  }

  /// A player all of whose parameters are to rest stands, and its vector stays in the game.
  @Test func whoRestsWhollyStands() throws {
    let all = try Self.pair { _ in true }
    #expect(all.stands && all.layout.entries.count == 8 && all.restingLayout.entries.isEmpty)
  }

  /// A network or a layer more leaves the others' draws as they were.
  @Test func drawsHangOnNames() throws {
    let alone = try PlayerNetworks([(name: "b", network: Network([Linear(2, 2)]))])
    let (a, b) = (try alone.initialParameters(seed: 4).moving, try Self.pair().initialParameters(seed: 4).moving)
    #expect(try a["b.0.weight"]?.doubles() == b["b.0.weight"]?.doubles())
  }
}
