import ArgumentParser
import Datasets
import Foundation

/// `counterplay data`: published data sets.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Gets published data sets.",
    discussion: """
      EXAMPLES
        counterplay data list
        counterplay data get mnist --out data/mnist
      """,
    subcommands: [List.self, Get.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows the data sets that can be got.",
      discussion: """
        EXAMPLES
          counterplay data list
        """)

    func run() throws {
      for set in DatasetDownload.catalogue {
        print("\(set.name)  \(set.summary); \(set.byteCount / 1_000_000) MB\n    \(set.source)")
      }
    }
  }

  struct Get: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Downloads a data set: resumed where it was interrupted, verified by its checksums, whole or not at all.",
      discussion: """
        EXAMPLES
          counterplay data get fashion-mnist
          counterplay data get cifar-10 --out data/cifar-10
        """)

    @Argument(help: "The data set, by its name in `counterplay data list`.")
    var name: String

    @Option(help: "The folder to write to; made if it is not there. [default: data/ and the set's name]")
    var out: String?

    func run() throws {
      let set: DatasetDownload
      do {
        set = try DatasetDownload.named(name)
      } catch {
        throw ValidationError(error.description)
      }
      let folder = URL(fileURLWithPath: out ?? "data/\(name)", isDirectory: true)
      if set.isComplete(in: folder) {
        print("\(name) is in \(folder.path) already")
        return
      }
      var shown = ""
      let files = try set.fetch(into: folder) { progress in
        let line = "\(progress.file): \(100 * progress.received / max(1, progress.expected))%"
        if line != shown, isatty(2) == 1 { FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8)) }
        shown = line
      }
      if isatty(2) == 1, !shown.isEmpty { tell("") }
      print("written to \(folder.path): \(files.map(\.lastPathComponent).joined(separator: ", "))")
    }
  }
}
