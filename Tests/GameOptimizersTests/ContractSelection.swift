import Foundation

/// Which optimizers the contract tests run: all, or those that COUNTERPLAY_OPTIMIZER names, with commas. A name stands for
/// itself and for the compositions with it; a composition that is in no list is run too.
///
///     COUNTERPLAY_OPTIMIZER=ogda swift test --filter 'everyOptimizer'
enum ContractSelection {
  static func of(_ all: [String], withCompositions: Bool = false) -> [String] {
    guard let wanted = ProcessInfo.processInfo.environment["COUNTERPLAY_OPTIMIZER"], !wanted.isEmpty else { return all }
    return wanted.split(separator: ",").flatMap { name in
      let found = all.filter { $0 == name || withCompositions && $0.split(separator: ":").contains(name) }
      return found.isEmpty ? [String(name)] : found
    }
  }
}
