import ArgumentParser
import Foundation
import Reports

/// How a command says what it found: in lines for people, or as one JSON object for programs.
struct ResultOptions: ParsableArguments {
  @Flag(help: "Print the result as one JSON object on standard output, and nothing else there (docs/results.md).")
  var json = false

  /// A line for people.
  func say(_ line: String) { if !json { print(line) } }

  /// Ends the result: notices on standard error, then where the files are, or the object with `folder` and `files`.
  func finish(_ command: String, _ bench: Workbench, files: [String]? = nil, _ found: [String: ResultValue]) throws {
    for notice in bench.notices { tell(notice) }
    let files = files ?? bench.files.sorted()
    guard json else { return print("written to \(bench.folder.path): \(files.joined(separator: ", "))") }
    let place: [String: ResultValue] = [
      "command": .text(command), "folder": .text(bench.folder.path), "files": .list(files.map { .text($0) }),
    ]
    print(try ResultValue.object(found.merging(place) { $1 }).json(), terminator: "")
  }
}
