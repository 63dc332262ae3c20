import Datasets
import Foundation
import GnuplotScripts

/// What a study's judgements say: for each source the share judged real against the exposure, and how often its images
/// deceive people who have time to look.
public struct JudgementReport: Sendable {
  /// The share of a source's images that were judged real at one exposure.
  public struct Point: Sendable {
    /// Milliseconds.
    public let exposure: Double
    /// How many judgements, and how many of them said real.
    public let judged: Int, saidReal: Int
    /// The share with its interval of 95 %.
    public var interval: WilsonInterval { WilsonInterval(saidReal, of: judged) }
  }

  /// How often people are wrong about a generator's images and the real ones, with time to look.
  public struct Deception: Sendable {
    /// ½ (share of generated images judged real + share of real images judged generated): ½ is chance, above it the generated
    /// ones look more real than the real ones.
    public let score: Double
    /// The middle 95 % of the resampled studies.
    public let interval: ClosedRange<Double>
    /// How many judgements of the generator's images and of real ones it is from.
    public let judged: (generated: Int, real: Int)
  }

  /// The sources' names; the first is what is real.
  public let sources: [String]
  /// For each source its points, one an exposure at which it was judged.
  public let points: [[Point]]
  /// For each generator its deception; nil where it, or what is real, was not judged for so long.
  public let deceptions: [Deception?]
  /// How many sessions there are judgements of, how many judgements count, and how many do not, since the screen did not keep
  /// the exposure to a frame.
  public let sessions: Int, counted: Int, inexact: Int

  /// Exposures from here on count as time to look, in milliseconds.
  public static let longExposure = 900.0

  /// A report of judgements.
  ///
  /// The interval of a deception is by a bootstrap in two stages: sessions are drawn with replacement, then as many of each
  /// drawn session's judgements as it has, since judgements of one person belong together. `replicates` studies are drawn,
  /// by the seed.
  ///
  /// Source: S. Zhou et al., "HYPE: A Benchmark for Human eYe Perceptual Evaluation of Generative Models", 2019,
  /// arXiv:1904.01121, HYPE_∞ (its error rate with unlimited time; here that of the three longest exposures).
  public init(_ judgements: [Judgement], sources: [String], replicates: Int = 2000, seed: UInt64 = 0) {
    let exact = judgements.filter { $0.isExact && sources.indices.contains($0.source) }
    self.sources = sources
    counted = exact.count
    inexact = judgements.count - exact.count
    sessions = Set(exact.map(\.session)).count
    points = sources.indices.map { source in
      let own = Dictionary(grouping: exact.filter { $0.source == source }, by: \.exposure)
      return own.sorted { $0.key < $1.key }.map { exposure, all in
        Point(exposure: exposure, judged: all.count, saidReal: all.count(where: \.saysReal))
      }
    }
    let long = exact.filter { $0.exposure >= Self.longExposure }
    let bySession = Dictionary(grouping: long, by: \.session).sorted { $0.key < $1.key }.map(\.value)
    deceptions = sources.indices.dropFirst().map { source in
      Self.deception(of: source, bySession, replicates: replicates, seed: seed)
    }
  }

  private static func deception(
    of source: Int, _ sessions: [[Judgement]], replicates: Int, seed: UInt64
  ) -> Deception? {
    /// Judged and wrong, of the generator's images and of real ones.
    struct Counts {
      var generated = 0, deceived = 0, real = 0, doubted = 0
      mutating func add(_ judgement: Judgement, of source: Int) {
        if judgement.source == source {
          generated += 1
          deceived += judgement.saysReal ? 1 : 0
        } else if judgement.source == 0 {
          real += 1
          doubted += judgement.saysReal ? 0 : 1
        }
      }
      var score: Double? {
        generated == 0 || real == 0
          ? nil : (Double(deceived) / Double(generated) + Double(doubted) / Double(real)) / 2
      }
    }
    var all = Counts()
    for judgement in sessions.joined() { all.add(judgement, of: source) }
    guard let score = all.score else { return nil }
    var generator = SeededGenerator(seed: seed, stream: StreamPurpose.judgements, index: .max - UInt64(source))
    var scores: [Double] = []
    for _ in 0..<replicates {
      var drawn = Counts()
      for _ in sessions.indices {
        let session = sessions[generator.integer(below: sessions.count)]
        for _ in session.indices { drawn.add(session[generator.integer(below: session.count)], of: source) }
      }
      if let score = drawn.score { scores.append(score) }
    }
    scores.sort()
    guard let least = scores.first, let greatest = scores.last else { return nil }
    let cut = Int(0.025 * Double(scores.count))
    let interval = scores.count < 40 ? least...greatest : scores[cut]...scores[scores.count - 1 - cut]
    return Deception(score: score, interval: interval, judged: (all.generated, all.real))
  }

  // MARK: - For people

  /// A row an exposure and source.
  public func table() throws -> Table {
    let rows = points.enumerated().flatMap { source, points in points.map { (source: source, point: $0) } }
    func column(_ title: String, _ value: (Point) -> Double) -> Table.Column {
      .init(title, rows.map { value($0.point) })
    }
    let names = sources.enumerated().map { "\($0) \($1)" }.joined(separator: ", ")
    return try Table([
      .init("source (\(names))", rows.map { Double($0.source) }), column("exposure (ms)") { $0.exposure },
      column("judged") { Double($0.judged) }, column("judged real") { Double($0.saidReal) },
      column("share judged real") { $0.interval.share }, column("low, 95 %") { $0.interval.low },
      column("high, 95 %") { $0.interval.high },
    ])
  }

  /// The share judged real against exposure, with Wilson's intervals, a line a source.
  public func figure() -> Figure {
    var layers: [PlotLayer] = [.horizontalLine(at: 50, label: "a guess")]
    for (source, points) in points.enumerated() where !points.isEmpty {
      let style = LineStyle.numbered(source)
      // Beside each other, so that intervals at one exposure do not hide one another.
      let aside = pow(1.025, Double(source) - Double(sources.count - 1) / 2)
      layers.append(
        .linePoints(
          Series(
            label: sources[source], x: points.map { $0.exposure * aside },
            y: points.map { 100 * $0.interval.share }, style: style)))
      // One after another with a gap between, so that all of a source are one line of the figure's data.
      var bars = Series(x: [], y: [], style: LineStyle(color: style.color, width: 1.5))
      for point in points {
        let x = point.exposure * aside
        bars.x += [x, x, .nan]
        bars.y += [100 * point.interval.low, 100 * point.interval.high, .nan]
      }
      layers.append(.line(bars))
    }
    return Figure(
      title: "Images judged real: \(counted) judgements of \(sessions) sessions, 95 % intervals",
      x: Axis(
        "exposure", unit: "ms", scale: .log, range: .between(40, 2500),
        ticks: .labelled([50, 100, 200, 500, 1000, 2000].map { .init(Double($0), "\($0)") })),
      y: Axis("share judged real", unit: "%", range: .between(0, 100)), layers: layers)
  }

  /// The scores in words, a line each.
  public var lines: [String] {
    func percent(_ share: Double) -> String { String(format: "%.1f", 100 * share) }
    var lines = ["\(counted) judgements of \(sessions) sessions"]
    if inexact > 0 {
      lines.append(
        "\(inexact) more do not count: the screen kept the image for more or less than a frame beside its time")
    }
    for (source, found) in zip(sources.dropFirst(), deceptions) {
      guard let found else {
        lines.append("\(source): not judged yet at exposures of \(Int(Self.longExposure)) ms and more")
        continue
      }
      lines.append(
        "\(source): people with time to look are wrong in \(percent(found.score)) % (95 %: "
          + "\(percent(found.interval.lowerBound)) to \(percent(found.interval.upperBound))), 50 % being chance; "
          + "\(found.judged.generated) generated and \(found.judged.real) real images")
    }
    return lines
  }
}
