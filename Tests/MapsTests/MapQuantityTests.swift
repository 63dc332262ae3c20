import GameDynamics
import GameOptimizers
import Maps
import SmallGames
import Testing

/// Axes by name, both step sizes on one axis, and the closed form over any plane.
@Suite struct RunQuantityTests {
  @Test func everyQuantityIsFoundByItsName() throws {
    for optimizer in OptimizerCatalogue.all {
      for game in [QuadraticGameFamily() as any GameFamily, BilinearGameFamily()] {
        let all = RunQuantity.all(of: optimizer, on: game)
        #expect(Set(all.map(\.fullName)).count == all.count)
        for quantity in all {
          #expect(try RunQuantity(named: quantity.fullName, of: optimizer, on: game) == quantity)
          let axis = try PlanarMap.Axis(quantity, of: optimizer, on: game, range: 0...1, count: 2)
          #expect(!axis.symbol.isEmpty && !axis.meaning.isEmpty)
        }
      }
    }
  }

  @Test func misspeltNamesAreSuggested() {
    let error = #expect(throws: CatalogueError.self) {
      try RunQuantity(named: "eta-w", of: SimGDFamily(), on: BilinearGameFamily())
    }
    #expect("\(error as Any)".contains("did you mean 'eta-x'"))
  }

  // Over η for both, a map has the values of the diagonal of the map over both step sizes.
  @Test func bothStepSizesAreTheDiagonal() throws {
    let (optimizer, game) = (SimGDFamily(), QuadraticGameFamily())
    func plane(_ x: RunQuantity, _ y: RunQuantity) throws -> MapPlane {
      try MapPlane(
        RunSetup(optimizer, on: game),
        horizontal: .init(x, of: optimizer, on: game, range: 0.01...0.3, count: 12),
        vertical: .init(y, of: optimizer, on: game, range: 0.01...0.3, count: 12))
    }
    let square = try MapJob(plane(.hyperparameter("eta-x"), .hyperparameter("eta-y")), .spectralRadius).map()
    let both = try MapJob(plane(.bothStepSizes, .start(.x, 0)), .spectralRadius).map()
    for i in 0..<12 { for j in 0..<12 { #expect(both[i, j] == square[i, i]) } }
  }

  // The closed form follows the axes: over b and η, and over c and η_x, it is the radius of the map.
  @Test func theoryOverAnyAxes() throws {
    let game = QuadraticGameFamily()
    for name in ["simgd", "altgd", "ogda", "extragradient", "cgd"] {
      let optimizer = try OptimizerCatalogue.named(name)
      for (x, y) in [
        (RunQuantity.gameParameter("b"), RunQuantity.bothStepSizes), (.gameParameter("c"), .hyperparameter("eta-x")),
      ] {
        let plane = try MapPlane(
          RunSetup(optimizer, on: game),
          horizontal: .init(x, of: optimizer, on: game, range: 3...5, count: 5),
          vertical: .init(y, of: optimizer, on: game, range: 0.02...0.2, count: 5))
        let map = try MapJob(plane, .spectralRadius).map()
        let theory = try #require(try plane.theory())
        for (j, v) in plane.vertical.values.enumerated() {
          for (i, u) in plane.horizontal.values.enumerated() {
            #expect(abs(map[i, j] - theory.spectralRadius(u, v)) < 1e-6, "\(name) \(u) \(v)")
          }
        }
      }
    }
    // Over starts there is nothing to draw.
    let optimizer = SimGDFamily()
    let starts = try MapPlane(
      RunSetup(optimizer, on: game),
      horizontal: .init(.start(.x, 0), of: optimizer, on: game, range: 0...1, count: 2),
      vertical: .init(.start(.y, 0), of: optimizer, on: game, range: 0...1, count: 2))
    #expect(try starts.theory().map(\.formula) == nil)
  }
}
