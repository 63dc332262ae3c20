import Foundation
import GameDynamics
import GameExpressions
import Testing

/// Random formulas against SymPy, whose values `scripts/check-formulas` puts into a file; skipped without it.
@Suite struct SymPyOracleTests {
  static let file = ProcessInfo.processInfo.environment["COUNTERPLAY_FORMULA_ORACLE"]

  @Test(.enabled(if: file != nil, "scripts/check-formulas runs it"))
  func valuesAndDerivatives() throws {
    let text = try String(contentsOfFile: try #require(Self.file), encoding: .utf8)
    let names = ["f", "f_x", "f_y", "f_xx", "f_xy", "f_yy"]
    var worst = [Double](repeating: 0, count: names.count)
    var (count, beyond, unread) = (0, 0, 0)
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      let numbers = try fields.dropFirst().map { try #require(Double($0)) }
      let (k, x, y) = (numbers[0], numbers[1], numbers[2])
      count += 1
      let family: TypedGameFamily
      do {
        family = try TypedGameFamily(
          zeroSum: fields[0], parameters: fields[0].contains("k") ? [(name: "k", value: k)] : [])
      } catch {
        unread += 1
        Issue.record("\(fields[0]): \(error)")
        continue
      }
      let here = try family.at([x], [y])
      let h = here.hessians.x
      let found = [
        here.losses.x, here.gradients.x.x[0], here.gradients.x.y[0], h.x.x[0][0], h.x.y[0][0], h.y.y[0][0],
      ]
      for (i, (a, b)) in zip(found, numbers.dropFirst(3)).enumerated() {
        let error = abs(a - b) / (1 + abs(b))
        if error > worst[i] || error.isNaN { worst[i] = error }
        guard !(error <= 1e-12) else { continue }
        beyond += 1
        Issue.record("\(fields[0]) at k = \(k), x = \(x), y = \(y): \(names[i]) is \(a), by SymPy \(b)")
      }
    }
    let errors = zip(names, worst).map { "\($0) \($1)" }.joined(separator: ", ")
    print("SymPyOracleTests: \(count) formulas, \(unread) unread, \(beyond) numbers beyond 1e-12; greatest: \(errors)")
  }
}
