import ArgumentParser
import Foundation

#if COUNTERPLAY_TORCH
  import Training
#endif

/// How the parameters of a new run begin: shared by the commands that train.
struct StartOptions: ParsableArguments {
  @Option(
    help: """
      Another run's folder, or one of its checkpoints: parameters are taken over by name, whatever its settings, data, \
      loss or optimizer; what it has not is drawn.
      """)
  var from: String?

  @Option(
    name: .customLong("adopt"),
    help: "With --from, only networks or layers of this name (generator, discriminator.main.0); may be repeated.")
  var adopted: [String] = []

  func validate() throws {
    if from == nil, !adopted.isEmpty {
      throw ValidationError("--adopt says what to take over from the run of --from; give both")
    }
  }

  #if COUNTERPLAY_TORCH
    /// The checkpoint of --from.
    func checkpoint() throws -> StoredCheckpoint? {
      try from.map { try CheckpointStore.find(URL(fileURLWithPath: $0, isDirectory: true)) }
    }

    func start() throws -> Start {
      guard let checkpoint = try checkpoint() else { return .drawn }
      var adoption = Adoption(checkpoint)
      adoption.only = adopted.isEmpty ? nil : adopted
      return .adopted(adoption)
    }
  #endif
}
