#if COUNTERPLAY_TORCH
  import Foundation
  import GnuplotScripts

  /// Time and peak memory of a step of dc-cifar over batch (16 to 128) and width (half to one and a half times the paper's
  /// channels): Adam against PyTorch, ACGD at a relative residual of 1e-2 against CGDs, in two processes each that take
  /// turns. The time is the lesser of their medians.
  ///
  /// Takes some five minutes, so it runs by name alone. The table is written after every point, and a run goes on where an
  /// earlier one was stopped; delete the table to measure anew. Then come two sheets of charts, over batch and over width.
  struct GANScaling: BenchmarkCase {
    let name = "gan-scaling"
    let summary = "time and peak memory of Adam and ACGD on a convolutional pair over batch and width"
    let runsByDefault = false
    private static let file = "gan-scaling"

    /// One process of ours or of the peers'.
    private struct Series {
      let method: GANProbe.Method
      let isOurs: Bool

      static let all = GANProbe.Method.allCases.flatMap {
        [Series(method: $0, isOurs: true), Series(method: $0, isOurs: false)]
      }

      var label: String {
        switch (method, isOurs) {
        case (.adam, true): "Adam, Counterplay"
        case (.adam, false): "Adam, PyTorch"
        case (.acgd, true): "ACGD, Counterplay"
        case (.acgd, false): "ACGD, CGDs"
        }
      }
      var time: String { "\(label) (ms per step)" }
      var memory: String { "\(label) (MiB of the steps)" }
      var whole: String { "\(label) (MiB of the process)" }

      /// One process, or nil where there are no peers.
      func measure(batch: Int, width: Int, _ peers: PeerPrograms?) throws -> GANProbe.Result? {
        let probe = GANProbe(method, batch: batch, width: width, steps: method == .adam ? 12 : 4)
        if isOurs { return try probe.ours() }
        return try peers.map { try probe.theirs($0) }
      }
    }

    private static let batches = [16, 32, 64, 128]
    private static let widths = [32, 64, 96]
    private static let points =
      batches.map { (batch: $0, width: 64) } + widths.filter { $0 != 64 }.map { (batch: 64, width: $0) }

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      var values = try Self.earlier(in: setting.figures)
      func value(_ title: String, _ point: Int) -> Double { values[title]?[point] ?? .nan }
      for (place, point) in Self.points.enumerated() {
        let missing = Self.Series.all.filter { value($0.time, place).isNaN }
        if missing.isEmpty { continue }
        var results = [[GANProbe.Result]](repeating: [], count: missing.count)
        for _ in 0..<min(setting.rounds, 2) {
          for (i, series) in missing.enumerated() {
            guard let result = try series.measure(batch: point.batch, width: point.width, setting.peers) else {
              continue
            }
            results[i].append(result)
          }
        }
        for (series, results) in zip(missing, results) where !results.isEmpty {
          // Other work on the machine can only add to a time.
          let time = results.map(\.millisecondsPerStep).min() ?? .nan
          for (title, number) in [
            (series.time, time), (series.memory, Timing.median(results.map(\.added))),
            (series.whole, Timing.median(results.map(\.peak))),
          ] {
            values[title, default: [Double](repeating: .nan, count: Self.points.count)][place] = number
          }
        }
        try Self.table(values).write(to: setting.figures, name: Self.file)
      }
      try Self.draw(values, to: setting.figures)
      return Self.points.enumerated().flatMap { place, point in
        GANProbe.Method.allCases.flatMap { method in
          let (ours, theirs) = (Series(method: method, isOurs: true), Series(method: method, isOurs: false))
          return [(ours.time, theirs.time, "ms per step"), (ours.memory, theirs.memory, "MiB of steps")].map {
            let its = value($0.1, place)
            return BenchmarkRow(
              "dc-cifar-\(method.rawValue)-batch-\(point.batch)-width-\(point.width)", ours: value($0.0, place),
              unit: $0.2, peer: its.isNaN ? nil : method == .adam ? "pytorch" : "CGDs", theirs: its.isNaN ? nil : its)
          }
        }
      }
    }

    // MARK: - The table

    private static var titles: [String] { Series.all.flatMap { [$0.time, $0.memory, $0.whole] } }

    private static func table(_ values: [String: [Double]]) throws -> Table {
      try Table(
        [
          Table.Column("batch", points.map { Double($0.batch) }),
          Table.Column("width w (channels)", points.map { Double($0.width) }),
        ] + titles.map { Table.Column($0, values[$0] ?? points.map { _ in Double.nan }) })
    }

    /// What an earlier run has measured, by column; nothing where there was none. Throws where the file is another table.
    private static func earlier(in folder: URL) throws -> [String: [Double]] {
      let url = folder.appendingPathComponent(file + ".tsv")
      guard FileManager.default.fileExists(atPath: url.path) else { return [:] }
      let table = try Table(tsv: String(contentsOf: url, encoding: .utf8))
      let expected = try Self.table([:])
      guard table.columns.map(\.title) == expected.columns.map(\.title),
        table.columns.prefix(2) == expected.columns.prefix(2)
      else {
        throw BenchmarkError.wrongResult("\(url.path) is the table of other measurements; move it away")
      }
      print("  goes on from \(url.path)")
      return Dictionary(uniqueKeysWithValues: table.columns.map { ($0.title, $0.values) })
    }

    // MARK: - The charts

    private static func draw(_ values: [String: [Double]], to folder: URL) throws {
      let overBatch = points.indices.filter { points[$0].width == 64 }
      let overWidth = points.indices.filter { points[$0].batch == 64 }.sorted { points[$0].width < points[$1].width }
      let batch = Axis(
        "batch", unit: "samples", scale: .log, range: .between(14, 146),
        ticks: .labelled(batches.map { Axis.Tick(Double($0), "\($0)") }))
      let width = Axis(
        "width w", unit: "channels of D's first convolution", range: .between(26, 102),
        ticks: .labelled(widths.map { Axis.Tick(Double($0), "\($0)") }))
      let sheets = [
        (
          name: "batch", title: "dc-cifar, w = 64, 2 threads: a step of Adam and of ACGD (1e-2) over the batch",
          axis: batch, overBatch
        ),
        (
          name: "width", title: "dc-cifar, batch 64, 2 threads: a step of Adam and of ACGD (1e-2) over the width",
          axis: width, overWidth
        ),
      ]
      for (name, title, axis, places) in sheets {
        func panel(_ title: String, _ y: Axis, _ column: (Series) -> String) -> Figure {
          let layers = Series.all.filter { values[column($0)] != nil }.map { series in
            PlotLayer.linePoints(
              GnuplotScripts.Series(
                label: series.label,
                x: places.map { Double(name == "batch" ? points[$0].batch : points[$0].width) },
                y: places.map { values[column(series)]?[$0] ?? .nan }))
          }
          return Figure(title: title, x: axis, y: y, layers: layers)
        }
        let sheet = Sheet(
          title: title, columns: 2,
          panels: [
            panel("Time of a step", Axis("median time of a step", unit: "ms", scale: .log), \.time),
            panel(
              "Peak memory that the steps add",
              Axis("peak resident memory", unit: "MiB", range: .atLeast(0)), \.memory),
          ], size: PictureSize(width: 1000, height: 480))
        if case .notRendered(_, let reason) = try sheet.render(to: folder, name: "\(file)-\(name)") { print(reason) }
      }
    }
  }
#endif
