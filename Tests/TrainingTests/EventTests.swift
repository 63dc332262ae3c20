import Datasets
import DurableFiles
import Foundation
import Training
import TestSupport
import Testing

@Suite("Events") struct EventTests {
  @Test("the first bytes of an event file, worked out by a separate program")
  func golden() throws {
    try withFolder { folder in
      let writer = try TensorBoardWriter(folder: folder, clock: { 1.5 })
      try writer.scalar("a", 0.25, step: 300)
      try writer.flush()
      #expect(writer.url.lastPathComponent.hasPrefix("events.out.tfevents.0000000001."))
      let hexadecimal = try Data(contentsOf: writer.url).map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
      // TensorBoard's own RecordWriter and protocol buffers, of the same two events.
      #expect(
        hexadecimal
          == "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c1800000000000000a37f"
          + "4b2209000000000000f83f10ac022a0a0a080a0161150000803eb4fa9511")
    }
  }

  @Test("histograms: edges, counts and moments by hand; nothing finite; one value; the whole range of numbers")
  func histograms() {
    let some = Histogram(of: [0, 1, 2, 3, 4, 4, .nan, .infinity], buckets: 4)
    // Width 1: [0,1) 0, [1,2) 1, [2,3) 2, [3,4] 3 4 4.
    #expect(some.limits == [1, 2, 3, 4] && some.counts == [1, 1, 1, 3])
    #expect(some.count == 6 && some.sum == 14 && some.sumOfSquares == 46 && some.skipped == 2)
    #expect(some.minimum == 0 && some.maximum == 4)
    let none = Histogram(of: [.nan])
    #expect(none.count == 0 && none.counts == [0] && none.limits == [0] && none.skipped == 1)
    let equal = Histogram(of: [5, 5])
    #expect(equal.limits == [5] && equal.counts == [2])
    let wide = Histogram(of: [-Double.greatestFiniteMagnitude, 0, Double.greatestFiniteMagnitude], buckets: 3)
    #expect(wide.counts == [1, 1, 1] && wide.limits.allSatisfy(\.isFinite))
  }

  @Test("a metrics log: one object a line; a torn line and repeated steps are dropped on resuming")
  func metrics() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("run/metrics.jsonl")
      let log = try MetricsLog(url: url)
      try log.append(step: 1, ["g": 0.1, "d": .nan, "a \"b\"": 1e-300])
      try log.append(step: 2, ["g": 1.0 / 3])
      try log.append(step: 3, ["g": -.infinity])
      let whole = """
        {"step":1,"a \\"b\\"":1e-300,"d":null,"g":0.1}
        {"step":2,"g":0.3333333333333333}
        {"step":3,"g":null}

        """
      #expect(try String(contentsOf: url, encoding: .utf8) == whole)
      try Data((whole + "{\"step\":4,\"g\":0.").utf8).write(to: url)
      let resumed = try MetricsLog(url: url, resumingAt: 2)
      try resumed.append(step: 3, ["g": 9])
      #expect(
        try String(contentsOf: url, encoding: .utf8)
          == whole.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n{\"step\":3,\"g\":9.0}\n")
      for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
      }
      // A new run starts an empty log.
      try MetricsLog(url: url).append(step: 1, [:])
      #expect(try String(contentsOf: url, encoding: .utf8) == "{\"step\":1}\n")
    }
  }

  @Test("a log that cannot be written says where")
  func unwritable() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("file")
      try Data([1]).write(to: file)
      let inside = file.appendingPathComponent("metrics.jsonl")
      let error = try #require(caught(FileError.self) { try MetricsLog(url: inside) })
      #expect(error.problem == .unwritableFile && error.code == ENOTDIR)
      #expect(caught(FileError.self) { try TensorBoardWriter(folder: file) }?.code == ENOTDIR)
    }
  }

  @Test("files of one second have names of their own")
  func names() throws {
    try withFolder { folder in
      let writers = try (0..<3).map { _ in try TensorBoardWriter(folder: folder, clock: { 1e9 }) }
      #expect(Set(writers.map(\.url)).count == 3)
      for (number, writer) in writers.enumerated() {
        #expect(writer.url.lastPathComponent.hasPrefix("events.out.tfevents.1000000000."))
        #expect(writer.url.lastPathComponent.hasSuffix(".\(number)"))
      }
    }
  }

  /// The steps of a folder's events in the order in which readers come to them; a torn end is nil.
  static func steps(_ folder: URL) throws -> [Int?] {
    var steps: [Int?] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      var rest = try Data(contentsOf: folder.appendingPathComponent(name))[...]
      while !rest.isEmpty {
        let size = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let content = [UInt8](rest.dropFirst(12).prefix(size))
        guard rest.count >= size + 16 else {
          steps.append(nil)
          break
        }
        // Field 1, the time, takes 9 bytes; field 2 is the step; field 5 a summary.
        if content[9] == 0x10, content[11] == 5 << 3 | 2 { steps.append(Int(content[10])) }
        rest = rest.dropFirst(size + 16)
      }
    }
    return steps
  }

  @Test("after a kill and a resumption every step stands in the files once, ascending")
  func resumedFiles() throws {
    try withFolder { folder in
      let first = try TensorBoardWriter(folder: folder, clock: { 1000 })
      for step in 1...6 { try first.scalar("loss", Double(step), step: step) }
      try first.flush()
      try Data(contentsOf: first.url).dropLast(3).write(to: first.url)
      #expect(try Self.steps(folder) == [1, 2, 3, 4, 5, nil])
      for (time, start) in [(2000.0, 3), (3000, 4)] {
        try TensorBoardWriter.dropEvents(after: start, in: folder)
        let next = try TensorBoardWriter(folder: folder, resumingAt: start, clock: { time })
        for step in (start + 1)...6 { try next.scalar("loss", Double(step), step: step) }
        try next.synchronize()
        #expect(try Self.steps(folder) == [1, 2, 3, 4, 5, 6])
      }
      try Data([1]).write(to: folder.appendingPathComponent("notes.txt"))
      try TensorBoardWriter.dropEvents(after: nil, in: folder)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
    }
  }

  @Test(
    "TensorBoard reads scalars, images and histograms, across a torn file and a resumption",
    .enabled(if: PythonReader.executable != nil, Comment(rawValue: PythonReader.skipped)))
  func tensorBoard() throws {
    try withFolder { folder in
      let first = try TensorBoardWriter(folder: folder, clock: { 1000 })
      for step in 1...5 { try first.scalar("loss/generator", Double(step) / 8, step: step) }
      let pixels = (0..<12).map { UInt8(20 * $0) }
      try first.image("samples", PNGImage(width: 2, height: 2, channels: 3, bytes: pixels), step: 2)
      try first.histogram("weights", Histogram(of: [0, 1, 2, 3, 4, 4], buckets: 4), step: 2)
      try first.flush()
      // Killed in the middle of a record: the checksum of step 6 is missing.
      try first.scalar("loss/generator", 6, step: 6)
      try first.flush()
      let whole = try Data(contentsOf: first.url)
      try whole.dropLast(3).write(to: first.url)
      // Resumed from a checkpoint of step 3.
      let second = try TensorBoardWriter(folder: folder, resumingAt: 3, clock: { 2000 })
      for step in 4...6 { try second.scalar("loss/generator", 100 + Double(step), step: step) }
      try second.flush()
      let seen = try PythonReader.run(
        """
        import sys, json, struct
        from tensorboard.backend.event_processing import event_accumulator
        from tensorboard.compat.proto import event_pb2
        reader = event_accumulator.EventAccumulator(sys.argv[1], size_guidance={"images": 0, "histograms": 0, "scalars": 0,
                                                                              "tensors": 0})
        reader.Reload()
        print([[e.step, e.value, e.wall_time] for e in reader.Scalars("loss/generator")])
        for e in reader.Images("samples"):
            print(e.step, e.width, e.height, e.encoded_image_string[:4], len(e.encoded_image_string) > 60)
        for e in reader.Histograms("weights"):
            h = e.histogram_value
            print(e.step, h.min, h.max, h.num, h.sum, h.sum_squares, list(h.bucket_limit), list(h.bucket))
        """, [folder.path])
      #expect(
        seen == """
          [[1, 0.125, 1000.0], [2, 0.25, 1000.0], [3, 0.375, 1000.0], [4, 104.0, 2000.0], [5, 105.0, 2000.0], \
          [6, 106.0, 2000.0]]
          2 2 2 b'\\x89PNG' True
          2 0.0 4.0 6.0 14.0 46.0 [1.0, 2.0, 3.0, 4.0] [1.0, 1.0, 1.0, 3.0]
          """)
    }
  }
}
