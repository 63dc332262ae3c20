import StabilityAnalysis

/// What a branch says, line by line.
public struct BranchReport {
  /// The lines, by the parameter's value.
  public let lines: [String]

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
      if crossing.kind == .branchPoint {
        text +=
          "; the equilibrium goes on: transcritical, pitchfork or a line of equilibria, which the eigenvalue alone "
          + "cannot tell"
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
    self.lines = lines.sorted { $0.value < $1.value }.map(\.text)
  }
}
