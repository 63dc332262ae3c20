import TorchTensors

/// Draws samples batch by batch and takes their features, or finds them where they were kept.
struct FeatureDrawing {
  let extractor: any FeatureExtractor
  let cache: FeatureCache?
  /// Whether the samples themselves are wanted too.
  let needsSamples: Bool

  /// Samples drawn at once.
  static let batch = 250
  /// What samples of a set may take in memory to be kept, in bytes.
  static let mostSampleBytes = 384 << 20

  /// The features of the samples at these places.
  func set(_ source: any SampleSource, _ places: [Int]) throws -> FeatureSet {
    let size = source.sampleShape.reduce(4, *) * places.count
    let keepsSamples = needsSamples && size <= Self.mostSampleBytes
    let found = cache?.load(source, extractor, places)
    if let found, !keepsSamples { return try FeatureSet(features: found.features, logits: found.logits) }
    var features: [Tensor] = [], logits: [Tensor] = [], samples: [Tensor] = []
    for start in stride(from: 0, to: places.count, by: Self.batch) {
      let drawn = try source.samples(Array(places[start..<min(start + Self.batch, places.count)])).to(.cpu)
      if keepsSamples { samples.append(drawn) }
      guard found == nil else { continue }
      let made = try withoutGradient { try extractor.features(of: drawn) }
      features.append(try made.features.to(.cpu))
      if let own = made.logits { logits.append(try own.to(.cpu)) }
    }
    let whole = try samples.isEmpty ? nil : Tensor.concatenate(samples)
    if let found { return try FeatureSet(features: found.features, logits: found.logits, samples: whole) }
    let made = (
      features: try Tensor.concatenate(features), logits: logits.isEmpty ? nil : try Tensor.concatenate(logits)
    )
    // Pixels are the samples; keeping them twice saves nothing.
    if !(extractor is PixelFeatures) { try cache?.save(made, of: source, extractor, places) }
    return try FeatureSet(features: made.features, logits: made.logits, samples: whole)
  }
}
