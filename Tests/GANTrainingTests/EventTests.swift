






          + "4b2209000000000000f83f10ac022a0a0a080a0161150000803eb4fa9511")
          == "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c1800000000000000a37f"
          == whole.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n{\"step\":3,\"g\":9.0}\n")
        """
        """
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        #expect(writer.url.lastPathComponent.hasPrefix("events.out.tfevents.1000000000."))
        #expect(writer.url.lastPathComponent.hasSuffix(".\(number)"))
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
        hexadecimal
        import sys, json, struct
        try String(contentsOf: url, encoding: .utf8)
        {"step":1,"a \\"b\\"":1e-300,"d":null,"g":0.1}
        {"step":2,"g":0.3333333333333333}
        {"step":3,"g":null}
      #expect(
      #expect(
      #expect(Set(writers.map(\.url)).count == 3)
      #expect(caught(FileError.self) { try TensorBoardWriter(folder: file) }?.code == ENOTDIR)
      #expect(error.problem == .unwritableFile && error.code == ENOTDIR)
      #expect(try String(contentsOf: url, encoding: .utf8) == "{\"step\":1}\n")
      #expect(try String(contentsOf: url, encoding: .utf8) == whole)
      #expect(writer.url.lastPathComponent.hasPrefix("events.out.tfevents.0000000001."))
      // A new run starts an empty log.
      // Killed in the middle of a record: the checksum of step 6 is missing.
      // Resumed from a checkpoint of step 3.
      // TensorBoard's own RecordWriter and protocol buffers, of the same two events.
      for (number, writer) in writers.enumerated() {
      for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      for step in 1...5 { try first.scalar("loss/generator", Double(step) / 8, step: step) }
      for step in 4...6 { try second.scalar("loss/generator", 100 + Double(step), step: step) }
      let error = try #require(caught(FileError.self) { try MetricsLog(url: inside) })
      let file = folder.appendingPathComponent("file")
      let first = try TensorBoardWriter(folder: folder, clock: { 1000 })
      let hexadecimal = try Data(contentsOf: writer.url).map { byte in
      let inside = file.appendingPathComponent("metrics.jsonl")
      let log = try MetricsLog(url: url)
      let pixels = (0..<12).map { UInt8(20 * $0) }
      let resumed = try MetricsLog(url: url, resumingAt: 2)
      let second = try TensorBoardWriter(folder: folder, resumingAt: 3, clock: { 2000 })
      let seen = try PythonReader.run(
      let url = folder.appendingPathComponent("run/metrics.jsonl")
      let whole = """
      let whole = try Data(contentsOf: first.url)
      let writer = try TensorBoardWriter(folder: folder, clock: { 1.5 })
      let writers = try (0..<3).map { _ in try TensorBoardWriter(folder: folder, clock: { 1e9 }) }
      try Data((whole + "{\"step\":4,\"g\":0.").utf8).write(to: url)
      try Data([1]).write(to: file)
      try MetricsLog(url: url).append(step: 1, [:])
      try first.flush()
      try first.flush()
      try first.histogram("weights", Histogram(of: [0, 1, 2, 3, 4, 4], buckets: 4), step: 2)
      try first.image("samples", PNGImage(width: 2, height: 2, channels: 3, bytes: pixels), step: 2)
      try first.scalar("loss/generator", 6, step: 6)
      try log.append(step: 1, ["g": 0.1, "d": .nan, "a \"b\"": 1e-300])
      try log.append(step: 2, ["g": 1.0 / 3])
      try log.append(step: 3, ["g": -.infinity])
      try resumed.append(step: 3, ["g": 9])
      try second.flush()
      try whole.dropLast(3).write(to: first.url)
      try writer.flush()
      try writer.scalar("a", 0.25, step: 300)
      }
      }
      }.joined()
    "TensorBoard reads scalars, images and histograms, across a torn file and a resumption",
    #expect(equal.limits == [5] && equal.counts == [2])
    #expect(none.count == 0 && none.counts == [0] && none.limits == [0] && none.skipped == 1)
    #expect(some.count == 6 && some.sum == 14 && some.sumOfSquares == 46 && some.skipped == 2)
    #expect(some.limits == [1, 2, 3, 4] && some.counts == [1, 1, 1, 3])
    #expect(some.minimum == 0 && some.maximum == 4)
    #expect(wide.counts == [1, 1, 1] && wide.limits.allSatisfy(\.isFinite))
    .enabled(if: PythonReader.executable != nil, Comment(rawValue: PythonReader.skipped)))
    // Width 1: [0,1) 0, [1,2) 1, [2,3) 2, [3,4] 3 4 4.
    let equal = Histogram(of: [5, 5])
    let none = Histogram(of: [.nan])
    let some = Histogram(of: [0, 1, 2, 3, 4, 4, .nan, .infinity], buckets: 4)
    let wide = Histogram(of: [-Double.greatestFiniteMagnitude, 0, Double.greatestFiniteMagnitude], buckets: 3)
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    }
    }
    }
    }
  @Test(
  @Test("a log that cannot be written says where")
  @Test("a metrics log: one object a line; a torn line and repeated steps are dropped on resuming")
  @Test("files of one second have names of their own")
  @Test("histograms: edges, counts and moments by hand; nothing finite; one value; the whole range of numbers")
  @Test("the first bytes of an event file, worked out by a separate program")
  func golden() throws {
  func histograms() {
  func metrics() throws {
  func names() throws {
  func tensorBoard() throws {
  func unwritable() throws {
  }
  }
  }
  }
  }
@Suite("Events") struct EventTests {
import Datasets
import DurableFiles
import Foundation
import GANTraining
import Testing
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
