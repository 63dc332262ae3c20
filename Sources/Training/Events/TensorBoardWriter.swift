import Datasets
import DurableFiles
import Foundation

/// Writes a run's numbers, images and histograms as TensorBoard's event files.
///
/// Every process writes a file of its own into the run's folder. A resumed run begins with a mark by which TensorBoard
/// drops what it has already read of the steps that are now repeated; `dropEvents` takes them out of the older files.
///
/// Source: TensorFlow's `event.proto`, `summary.proto` and TFRecord framing.
public final class TensorBoardWriter: Sendable {
  /// The event file.
  public let url: URL
  private let log: AppendingFile
  private let clock: @Sendable () -> Double

  /// Starts an event file in `folder`, which is created where it is missing.
  ///
  /// - `resumingAt`: the step of the checkpoint that the run goes on from; nil for a new run.
  /// - `clock`: seconds since 1970, the time of every event.
  ///
  /// Throws `FileError`.
  public convenience init(
    folder: URL, resumingAt step: Int? = nil,
    clock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
  ) throws(FileError) {
    try self.init(
      folder: folder, name: "\(Self.hostName()).\(ProcessInfo.processInfo.processIdentifier)",
      resumingAt: step, clock: clock)
  }

  init(folder: URL, name: String, resumingAt step: Int?, clock: @escaping @Sendable () -> Double) throws(FileError) {
    self.clock = clock
    // TensorBoard reads the files of a folder in the order of their names, so the time comes first, ten digits wide, and
    // a number tells files of one second apart.
    var number = 0
    var file: (url: URL, log: AppendingFile)?
    let seconds = String(Int(max(0, min(clock(), 1e10 - 1))))
    let time = String(repeating: "0", count: 10 - seconds.count) + seconds
    while file == nil {
      let url = folder.appendingPathComponent("\(EventFiles.prefix)\(time).\(name).\(number)")
      if let log = try AppendingFile(creating: url) { file = (url, log) }
      number += 1
    }
    guard let file else { throw .writing(folder, "creating an event file", EEXIST) }
    url = file.url
    log = file.log
    try append(step: nil) { $0.string(3, "brain.Event:2") }
    // SessionLog.START: events of this and later steps in older files are orphans.
    if let step { try append(step: step + 1) { event in event.message(7) { $0.integer(1, 1) } } }
    try flush()
  }

  /// A number. Stored in single precision, as TensorBoard shows it.
  public func scalar(_ tag: String, _ value: Double, step: Int) throws(FileError) {
    try summary(tag, step: step) { $0.float(2, Float(value)) }
  }

  /// An image, such as a grid of samples. Throws `FileError`; `invalidArgument` for an image that libpng cannot hold.
  public func image(_ tag: String, _ image: PNGImage, step: Int) throws(FileError) {
    let png = try image.encoded()
    try summary(tag, step: step) { value in
      value.message(4) {
        $0.integer(1, Int64(image.height))
        $0.integer(2, Int64(image.width))
        $0.integer(3, Int64(image.channels))
        $0.data(4, png)
      }
    }
  }

  /// A distribution, such as that of a layer's weights.
  public func histogram(_ tag: String, _ histogram: Histogram, step: Int) throws(FileError) {
    try summary(tag, step: step) { value in
      value.message(5) {
        $0.double(1, histogram.minimum)
        $0.double(2, histogram.maximum)
        $0.double(3, histogram.count)
        $0.double(4, histogram.sum)
        $0.double(5, histogram.sumOfSquares)
        $0.doubles(6, histogram.limits)
        $0.doubles(7, histogram.counts)
      }
    }
  }

  /// Hands what was written to the system, so that readers see it. Events wait for this, or for 64 kB of them.
  public func flush() throws(FileError) { try log.flush() }

  /// Flushes the events to the disk, as before a checkpoint that must not be ahead of them.
  public func synchronize() throws(FileError) { try log.synchronize() }

  /// Drops what earlier event files in a folder have of steps after `step`, which a run that goes on from there repeats;
  /// nil, for a run from the start, drops all of them. Throws `FileError`.
  public static func dropEvents(after step: Int?, in folder: URL) throws(FileError) {
    try EventFiles.drop(after: step, in: folder)
  }

  private func summary(
    _ tag: String, step: Int, _ fill: (inout ProtobufMessage) -> Void
  ) throws(FileError) {
    try append(step: step) { event in
      event.message(5) { summary in
        summary.message(1) { value in
          value.string(1, tag)
          fill(&value)
        }
      }
    }
  }

  /// The machine's own word for itself; Foundation's would ask the network.
  private static func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    let status = gethostname(&name, name.count - 1)
    let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      .filter { $0.isLetter || $0.isNumber || $0 == "-" }
    return status == 0 && !text.isEmpty ? text : "localhost"
  }

  private func append(step: Int?, _ fill: (inout ProtobufMessage) -> Void) throws(FileError) {
    var event = ProtobufMessage()
    event.double(1, clock())
    if let step { event.integer(2, Int64(step)) }
    fill(&event)
    try log.append(RecordFraming.frame(event.bytes))
  }
}
