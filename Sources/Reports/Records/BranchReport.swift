import ComplexModule
import StabilityAnalysis

/// What a branch says, line by line and as a result.
public struct BranchReport {
  /// The lines, by the parameter's value; of a branch that turns back, in its order.
  public let lines: [String]
  /// `values` (how many), `range` (of those that were followed), `crossings`, `neutral` and `end`.
  public let result: [String: ResultValue]

  /// The report of a branch that was to be followed over a range.
  public init(_ branch: EquilibriumBranch, range: ClosedRange<Double>) {
    let name = branch.parameter
    var lines: [(value: Double, text: String)] = branch.crossings.map { crossing in
      let goes = crossing.isLeaving ? "leaves" : "enters"
      if branch.isWhole {
        let side = crossing.isLeaving ? "outside" : "inside"
        return (
          crossing.value,
          "from \(name) = \(Int(crossing.value)) on an eigenvalue is \(side) the unit circle, "
            + "at \(crossing.eigenvalue)"
        )
      }
      var text =
        "\(name) = \(crossing.value): \(crossing.kind.rawValue), an eigenvalue \(goes) the unit circle at "
        + "\(crossing.eigenvalue)"
      switch crossing.kind {
      case .fold: text += "; the parameter turns back, and the other equilibrium is followed from here on"
      case .transcritical: text += "; another branch passes through this one, and they exchange stability (--switch)"
      case .pitchfork: text += "; another branch crosses here, of two equilibria beside this one (--switch)"
      case .branchPoint: text += "; the equilibrium goes on, as on a line of equilibria or where a hyperparameter moves"
      case .flip, .neimarkSacker: break
      }
      return (crossing.value, text)
    }
    lines += branch.neutral.map { stretch in
      (
        stretch.range.lowerBound,
        "\(name) from \(stretch.range.lowerBound) to \(stretch.range.upperBound): \(stretch.count) eigenvalue(s) on the "
          + "unit circle, neutral as far as rounding can tell"
      )
    }
    if branch.crossings.isEmpty, branch.end == nil {
      let last = branch.values.last ?? range.upperBound
      lines.append(
        (range.lowerBound, "no eigenvalue crosses the unit circle between \(name) = \(range.lowerBound) and \(last)"))
    }
    if let end = branch.end {
      lines.append(
        (
          end.value,
          end.isFold
            ? "\(name) = \(end.value): fold, an eigenvalue goes to +1 and the equilibrium is lost; the branch is followed up "
              + "to here"
            : "\(name) = \(end.value): the equilibrium is lost, with no eigenvalue at +1 (\(end.eigenvalue)); take more "
              + "--nodes, or give --equilibrium"
        ))
    }
    // Round a fold the order of the branch is not that of the parameter.
    let turns = branch.crossings.contains { $0.kind == .fold }
    self.lines = (turns ? lines : lines.sorted { $0.value < $1.value }).map(\.text)
    result = Self.result(branch)
  }

  private static func result(_ branch: EquilibriumBranch) -> [String: ResultValue] {
    func eigenvalue(_ value: Complex<Double>) -> [String: ResultValue] {
      ["real": .number(value.real), "imaginary": .number(value.imaginary)]
    }
    let crossings: [ResultValue] = branch.crossings.map { crossing in
      let own: [String: ResultValue] = [
        "value": .number(crossing.value), "kind": .text(crossing.kind.rawValue), "leaving": .flag(crossing.isLeaving),
      ]
      return .object(own.merging(eigenvalue(crossing.eigenvalue)) { $1 })
    }
    let neutral: [ResultValue] = branch.neutral.map {
      .object(["range": ResultValue($0.range), "eigenvalues": .number(Double($0.count))])
    }
    let end: ResultValue =
      branch.end.map {
        let own: [String: ResultValue] = ["value": .number($0.value), "fold": .flag($0.isFold)]
        return .object(own.merging(eigenvalue($0.eigenvalue)) { $1 })
      } ?? .none
    let ends = branch.values.min().flatMap { low in branch.values.max().map { low...$0 } }
    return [
      "values": .number(Double(branch.values.count)), "range": ResultValue(ends), "crossings": .list(crossings),
      "neutral": .list(neutral), "end": end,
    ]
  }
}
