import DurableFiles
import Foundation
import TorchTensors

extension CheckpointStore {
  /// Throws where a checkpoint of this size would not fit: to be asked before the first step, not after hours.
  ///
  /// Any state of the run will do, such as that of its start. Throws `diskFull` where the disk (or the quota) has
  /// not room for one, `tooLarge` where one file would be longer than this process may write (`ulimit -f`). What other
  /// programs write meanwhile nobody can foresee. Costs a system call.
  public func requireRoom<State, Memory>(for state: RunState<State, Memory>) throws {
    var state = state
    var writer = RunStateWriter()
    try state.visit(&writer)
    let entries = writer.optimizer.vectors + writer.memory.vectors
    try requireRoom(
      weights: writer.weights.reduce(0) { $0 + $1.tensor.count * ($1.tensor.dtype?.byteCount ?? 8) },
      optimizer: Self.size(entries.map(\.value)) + 8 * (writer.optimizer.scalars.count + writer.memory.scalars.count))
  }

  /// Bytes of both files' tensors.
  func requireRoom(weights: Int, optimizer: Int) throws(FileError) {
    // Headers and the description take some kilobytes more: what is refused here is certain not to fit.
    let needed = weights + optimizer
    let free = [Folder.freeBytes(at: folder), quota?.remaining].compactMap { $0 }.min() ?? Int.max
    if free < needed {
      throw FileError(
        .diskFull, subject: folder.path, required: "room for one checkpoint, \(Self.megabytes(needed))",
        given: Self.megabytes(free), remedy: "free some space on the disk, or choose another output folder")
    }
    if let longest = Folder.longestFile, longest < max(weights, optimizer) {
      throw FileError(
        .tooLarge, subject: folder.path, required: "files of \(Self.megabytes(max(weights, optimizer)))",
        given: "a limit of \(Self.megabytes(longest)) a file",
        remedy: "raise the limit on the size of files (`ulimit -f unlimited`)")
    }
  }

  private static func size(_ lists: [TensorList]) -> Int {
    lists.reduce(0) { $0 + $1.count * ($1.dtype?.byteCount ?? 8) }
  }

  private static func megabytes(_ bytes: Int) -> String {
    "\((Double(bytes) / 1e5).rounded(.up) / 10) MB"
  }
}
