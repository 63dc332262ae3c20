import ArgumentParser
import Foundation
import Reports

#if COUNTERPLAY_TORCH
  import Training
  import TorchTensors
#endif

/// `counterplay arithmetic`: sums and differences of averaged latent vectors.
struct ArithmeticCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "arithmetic", abstract: "Adds and subtracts averages of latent vectors and draws the result.",
    discussion: """
      The samples of `counterplay sample` with the same seed are numbered row by row from 0. Each --plus and --minus is
      a group of such numbers, whose latent vectors are averaged. Writes arithmetic.png (of points: arithmetic.tsv), a
      row for each group, its members and then their average, and in the last row the result.

      EXAMPLES
        counterplay arithmetic out/train --plus 3,17,40 --minus 5,8,21 --plus 2,30,44
      """)

  @OptionGroup var options: GeneratorOptions

  @OptionGroup var pictures: PictureOptions

  @Option(help: "Numbers of samples whose average is added; may be repeated.")
  var plus: [NumberList]

  @Option(help: "Numbers of samples whose average is subtracted; may be repeated.")
  var minus: [NumberList] = []

  @OptionGroup var output: OutputFolder

  func validate() throws {
    for list in plus + minus {
      guard let numbers = list.wholeNumbers, numbers.allSatisfy({ (0..<1_000_000).contains($0) }) else {
        throw ValidationError("--plus and --minus require numbers of samples from 0, \(list.numbers) was given")
      }
    }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let generator = try options.latentModel(for: "arithmetic")
      let (added, subtracted) = (plus.compactMap(\.wholeNumbers), minus.compactMap(\.wholeNumbers))
      let size = generator.latentSize
      let last = (added + subtracted).flatMap { $0 }.max() ?? 0
      let numbers = try generator.latent(last + 1, seed: options.seed).doubles()
      func vectors(_ group: [Int]) -> [[Double]] { group.map { Array(numbers[$0 * size..<($0 + 1) * size]) } }
      let result = LatentPaths.arithmetic(
        plus: added.map(vectors), minus: subtracted.map(vectors), length: size)
      let average = { LatentPaths.arithmetic(plus: [$0], minus: [], length: size) }
      let columns = ((added + subtracted).map(\.count).max() ?? 0) + 1
      // Rows are filled up by repeating the average.
      var rows: [[Double]] = []
      for group in (added + subtracted).map(vectors) {
        rows += group + Array(repeating: average(group), count: columns - group.count)
      }
      rows += Array(repeating: result, count: columns)
      let latent = try Tensor(rows.flatMap { $0 }, shape: [rows.count, size])
      let bench = try Workbench(folder: output.url(default: "arithmetic"), seed: options.seed)
      try pictures.write(
        generator.samples(of: latent, labels: options.labels(rows.count)), columns: columns, on: bench, "arithmetic")
      print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}

extension NumberList {
  /// The same as whole numbers; nil where one is not.
  fileprivate var wholeNumbers: [Int]? {
    let whole = numbers.compactMap { Int(exactly: $0) }
    return whole.count == numbers.count ? whole : nil
  }
}
