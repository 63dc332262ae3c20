import Foundation

/// How many damaged inputs the fuzz tests try: $COUNTERPLAY_FUZZ_ROUNDS, else 100,000. `scripts/fuzz` asks for a million.
public let fuzzRounds =
  ProcessInfo.processInfo.environment["COUNTERPLAY_FUZZ_ROUNDS"].flatMap { Int($0) }.map { max(1000, $0) } ?? 100_000
