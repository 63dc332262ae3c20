import ComplexModule
import Foundation
import StabilityAnalysis

/// What a branch says, line by line and as a result.
public struct BranchReport {
  /// The lines, by the parameter's value; of a branch that turns back, in its order.
  public let lines: [String]
  /// `values` (how many), `range` (of those that were followed), `crossings`, `neutral`, `end` and `cycles`.
  public let result: [String: ResultValue]

  /// The report of a branch that was to be followed over a range, and of the cycles of period two that leave it.
  public init(_ branch: EquilibriumBranch, range: ClosedRange<Double>, cycles: [PeriodTwoBranch] = []) {
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
      if crossing.isTurn, crossing.kind == .pitchfork {
        return (
          crossing.value,
          "\(name) = \(crossing.value): pitchfork, met along its vertical arm with an eigenvalue at \(crossing.eigenvalue); the "
            + "parameter turns back, and another branch goes on on either side (--switch)"
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
      case .flip, .neimarkSacker: text += crossing.criticality.map { "; " + Self.words($0, crossing.kind) } ?? ""
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
    if let stable = Self.stable(branch) { lines.append((.infinity, stable)) }
    // Where the parameter turns back the order of the branch is not that of the parameter.
    let turns = branch.crossings.contains(where: \.isTurn)
    self.lines =
      (turns ? lines : lines.sorted { $0.value < $1.value }).map(\.text) + cycles.flatMap { Self.lines($0, name) }
    var result = Self.result(branch)
    result["cycles"] = .list(cycles.map { .object(Self.result($0)) })
    self.result = result
  }

  /// `stable for 0.1 < eta-y < 0.0169172932331`: along a branch that does not turn back.
  private static func stable(_ branch: EquilibriumBranch) -> String? {
    guard !branch.isWhole, let low = branch.values.first, let high = branch.values.last,
      zip(branch.values, branch.values.dropFirst()).allSatisfy(<)
    else { return nil }
    func text(_ value: Double) -> String { String(format: "%.12g", value) }
    let name = branch.parameter
    let ends = [low] + branch.crossings.map(\.value).filter { $0 > low && $0 < high }.sorted() + [high]
    var parts: [(low: Double, high: Double)] = []
    for (a, b) in zip(ends, ends.dropFirst()) where b > a {
      // Between two crossings stability does not change: any node there tells.
      let middle = a + (b - a) / 2
      let nearest = branch.values.indices.min { abs(branch.values[$0] - middle) < abs(branch.values[$1] - middle) }
      guard let nearest, branch.values[nearest] > a || a == low, branch.values[nearest] < b || b == high else {
        return nil
      }
      guard branch.counts[nearest].outside == 0, branch.counts[nearest].on == 0 else { continue }
      if let last = parts.last, last.high == a { parts[parts.count - 1].high = b } else { parts.append((a, b)) }
    }
    if parts.isEmpty { return "stable for no \(name) in the range" }
    return "stable for "
      + parts.map { part in
        part == (low, high)
          ? "all \(name) in the range"
          : (part.low == low ? "" : "\(text(part.low)) < ") + name + (part.high == high ? "" : " < \(text(part.high))")
      }.joined(separator: " and for ")
  }

  /// Which way stability is lost, in words.
  private static func words(_ criticality: Criticality, _ kind: EquilibriumBranch.Kind) -> String {
    let born = kind == .flip ? "cycle of period two" : "closed curve"
    let number = "coefficient \(criticality.coefficient.plain)"
    switch criticality.kind {
    case .soft:
      return "soft (supercritical, \(number)): "
        + (criticality.othersAreInside
          ? "where the equilibrium is unstable, a small \(born) attracts"
          : "a small \(born) is born, which repels as other eigenvalues are outside")
    case .hard:
      return
        "hard (subcritical, \(number)): where the equilibrium is stable, a small \(born) that repels bounds its basin, "
        + "and beyond runs jump far away"
    case .degenerate:
      return criticality.coefficient.isNaN
        ? "degenerate: the eigenvalue is not simple, and the cubic terms do not decide"
        : "degenerate: the cubic coefficient is 0 as far as can be told, as where the iteration is linear"
    case .resonant:
      return "a strong resonance (e^{iθ} is a third or fourth root of 1), where the normal form is another"
    }
  }

  private static func lines(_ cycle: PeriodTwoBranch, _ name: String) -> [String] {
    let stable = zip(cycle.values, cycle.counts).filter { $1.on == 0 && $1.outside == 0 }.map(\.0)
    let (first, last) = (cycle.values.first ?? .nan, cycle.values.last ?? .nan)
    var result = [
      "a cycle of period two goes from the flip at \(name) = \(first) to \(last)"
        + (cycle.isLost ? ", where it is lost" : "") + ": "
        + (stable.isEmpty
          ? "it repels" : "stable between \(stable.min() ?? .nan) and \(stable.max() ?? .nan), as followed")
    ]
    result += cycle.crossings.map { crossing in
      let what =
        switch crossing.kind {
        case .flip: "flip: a cycle of period four is born"
        case .neimarkSacker: "Neimark-Sacker: two closed curves are born"
        case .fold: "fold: the parameter turns back"
        case .transcritical, .pitchfork, .branchPoint: "branch point: another cycle crosses"
        }
      return "  the cycle at \(name) = \(crossing.value): \(what), an eigenvalue of two steps "
        + (crossing.isLeaving ? "leaves" : "enters") + " at \(crossing.eigenvalue)"
    }
    return result
  }

  private static func result(_ cycle: PeriodTwoBranch) -> [String: ResultValue] {
    [
      "range": ResultValue(cycle.values.min().flatMap { low in cycle.values.max().map { low...$0 } }),
      "lost": .flag(cycle.isLost),
      "crossings": .list(
        cycle.crossings.map {
          .object([
            "value": .number($0.value), "kind": .text($0.kind.rawValue), "leaving": .flag($0.isLeaving),
            "real": .number($0.eigenvalue.real), "imaginary": .number($0.eigenvalue.imaginary),
          ])
        }),
    ]
  }

  private static func result(_ branch: EquilibriumBranch) -> [String: ResultValue] {
    func eigenvalue(_ value: Complex<Double>) -> [String: ResultValue] {
      ["real": .number(value.real), "imaginary": .number(value.imaginary)]
    }
    let crossings: [ResultValue] = branch.crossings.map { crossing in
      let own: [String: ResultValue] = [
        "value": .number(crossing.value), "kind": .text(crossing.kind.rawValue), "leaving": .flag(crossing.isLeaving),
        "criticality": crossing.criticality.map { .text($0.kind.rawValue) } ?? .none,
        "coefficient": crossing.criticality.map { .number($0.coefficient) } ?? .none,
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
