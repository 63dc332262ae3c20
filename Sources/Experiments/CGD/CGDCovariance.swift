import Foundation
import GnuplotScripts
import ModelProblems
import Reports
import SmallGames

/// Covariance estimation in d dimensions, at equal numbers of gradients and Hessian products: CGD alone takes step sizes
/// so large that it arrives.
public struct CGDCovariance: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "cgd-covariance"
  /// The line in `counterplay list`.
  public let summary = "CGD, OGDA, SGA and ConOpt estimate a covariance, by counted gradients and Hessian products"
  /// The paper whose claims are judged.
  public let source = ComparedMethods.paper

  /// Nothing to choose: its numbers are those of the authors' code.
  public init() {}

  private static let methods = [
    ComparedMethods.cgd, ComparedMethods.ogda, ComparedMethods.sga, ComparedMethods.consensus,
  ]
  private static let etas = [0.005, 0.025, 0.1, 0.4]

  /// One dimension's runs.
  private struct Block {
    let dimension: Int
    let seeds: [UInt64]
    /// By method, η and seed.
    var runs: [String: [CovarianceRun]] = [:]
  }

  /// Measures, judges the claims and draws; throws what the workbench cannot write, and `CancellationError`.
  public func perform(on bench: Workbench) throws {
    let isFull = bench.budget == .full
    let budget = isFull ? 100_000 : 3000
    bench.parameters = [
      "sigma": .text("UUᵀ, U standard normal"),
      "start": .text("V = U + uniform(-½, ½), W = AAᵀ, A uniform(-½, ½)"), "gamma": .number(1),
      "passes": .number(Double(budget)), "cgd-tolerance": .number(1e-6),
      "solver": .text("conjugate gradients from the last solution; always for x, where the authors' code alternates"),
    ]
    let dimensions = isFull ? [(20, 5), (60, 5)] : [(4, 2)]
    for (index, (dimension, count)) in dimensions.enumerated() {
      var block = Block(dimension: dimension, seeds: bench.seeds(count))
      let shares = isFull ? [(0.0, 0.1), (0.1, 0.9)][index] : (0, 1)
      try run(&block, budget, from: shares.0, share: shares.1, on: bench)
      judge(block, on: bench)
      try bench.draw(figure(block, budget), "cgd-covariance-d-\(dimension)")
      try writeTable(block, on: bench)
    }
  }

  private func run(
    _ block: inout Block, _ budget: Int, from begin: Double, share: Double, on bench: Workbench
  ) throws {
    let total = Double(block.seeds.count * Self.methods.count * Self.etas.count)
    var done = 0.0
    for method in Self.methods {
      for eta in Self.etas {
        for seed in block.seeds {
          let what = "d = \(block.dimension), \(method.title), η = \(eta), seed \(seed)"
          bench.progress(begin + share * done / total, what)
          let run = try bench.part(
            "d\(block.dimension)-\(method.id)-\(eta)-\(seed)", key: "\(budget) passes, \(CovarianceRun.version)"
          ) {
            try CovarianceRun(
              method.id, on: CovarianceGameFamily(dimension: block.dimension, seed: seed), eta: eta, budget: budget
            ) { if bench.isCancelled() { throw CancellationError() } }
          }
          block.runs["\(method.id)-\(eta)", default: []].append(run)
          done += 1
        }
      }
    }
  }

  /// The paper has one draw of U, whose least singular value decides the rate: what is judged is the median over draws.
  private func judge(_ block: Block, on bench: Workbench) {
    let d = block.dimension
    func claim(
      _ id: String, _ statement: String, _ expected: String, _ method: ComparedMethods.Method, _ etas: [Double],
      scaled scale: (CovarianceRun) -> Double = { $0.end }, holds: (Double) -> Bool
    ) {
      let cells = etas.map { eta in Spread((block.runs["\(method.id)-\(eta)"] ?? []).map(scale)) }
      let words = zip(etas, cells).map { eta, cell in
        String(
          format: "η = %g: %.3g (%.2g to %.2g)", eta, cell.median, cell.values.min() ?? .nan, cell.values.max() ?? .nan)
      }
      bench.judge(
        Claim(
          "d-\(d)-\(id)",
          "d = \(d), \(statement): median (and range) over \(block.seeds.count) draws of U and the start",
          source: source, expected: .text(expected), measured: .text(words.joined(separator: "; ")), basis: .figure,
          holds: cells.allSatisfy { holds($0.median) }))
    }
    let (cgd, ogda) = (ComparedMethods.cgd, ComparedMethods.ogda)
    let (sga, consensus) = (ComparedMethods.sga, ComparedMethods.consensus)
    for method in Self.methods {
      claim(
        "\(method.id)-at-0.4", "\(method.title) at the largest step size, error at the end",
        method.id == cgd.id ? "finite" : "diverged", method, [0.4]
      ) { $0.isFinite == (method.id == cgd.id) }
    }
    // The small form, of which the paper has no figure.
    guard d >= 20 else { return }
    let bound = d == 20 ? 1e-8 : 1e-4
    claim("cgd-converges", "CGD, error at the end", "below \(bound)", cgd, [0.4]) { $0 < bound }
    claim("cgd-is-stable", "CGD at every step size, error at the end", "finite", cgd, Self.etas) { $0.isFinite }
    claim("ogda-does-not-arrive", "OGDA, error at the end", "never below 0.01", ogda, Self.etas) { $0 >= 0.01 }
    let larger = Array(Self.etas.dropFirst())
    if d == 20 {
      claim("sga-converges", "SGA, error at the end", "below 1e-4", sga, [0.005]) { $0 < 1e-4 }
      claim("sga-diverges", "SGA at larger step sizes", "diverged", sga, larger) { $0 == .infinity }
      claim(
        "conopt-is-slow", "ConOpt, error at the end over that of the start", "at least 0.1", consensus, Self.etas,
        scaled: { $0.end / ($0.errors.first ?? .nan) }
      ) { $0 >= 0.1 }
    } else {
      for method in [sga, consensus] {
        claim("\(method.id)-diverges", "\(method.title) at every step size", "diverged", method, Self.etas) {
          $0 == .infinity
        }
      }
    }
  }

  /// The error against passes, of the first seed; runs that diverged are not drawn, as in the paper.
  private func figure(_ block: Block, _ budget: Int) -> Figure {
    var layers: [PlotLayer] = []
    for (index, method) in Self.methods.enumerated() {
      for (shade, eta) in Self.etas.enumerated() {
        guard let run = block.runs["\(method.id)-\(eta)"]?.first, !run.diverged else { continue }
        var style = LineStyle.numbered(index)
        style.dash = LineStyle.Dash.allCases[shade]
        layers.append(
          .line(
            Series(label: "\(method.title), η = \(eta)", x: run.passes.map(Double.init), y: run.errors, style: style)))
      }
    }
    return Figure(
      title: "Covariance estimation, d = \(block.dimension): what \(budget) passes buy (diverged runs are not drawn)",
      x: Axis("passes: gradients and Hessian products", range: .between(0, Double(budget))),
      y: Axis("error √(‖VVᵀ − Σ‖^{2} + ‖½(W + Wᵀ)‖^{2})", scale: .log), layers: layers, legend: .right,
      size: PictureSize(width: 1000, height: 650))
  }

  private func writeTable(_ block: Block, on bench: Workbench) throws {
    var columns = [Table.Column("seed", block.seeds.map { Double($0) })]
    for method in Self.methods {
      for eta in Self.etas {
        guard let runs = block.runs["\(method.id)-\(eta)"] else { continue }
        columns.append(.init("\(method.id)-\(eta)-error", runs.map(\.end)))
        columns.append(.init("\(method.id)-\(eta)-steps", runs.map { Double($0.steps) }))
        columns.append(.init("\(method.id)-\(eta)-gradients", runs.map { Double($0.counts.gradients) }))
        columns.append(.init("\(method.id)-\(eta)-hessian-products", runs.map { Double($0.counts.hessianProducts) }))
      }
    }
    try bench.write(try Table(columns), "cgd-covariance-d-\(block.dimension)-ends")
  }
}
