import Foundation

/// Waits until something holds, for a minute at most; says whether it does.
func waitUntil(_ condition: () -> Bool) -> Bool {
  let end = Date().addingTimeInterval(60)
  while Date() < end {
    if condition() { return true }
    Thread.sleep(forTimeInterval: 0.002)
  }
  return false
}
