import Foundation

extension String {
  /// Symbols such as `η_x` as the charts want them: `η_{x}`.
  public var typeset: String {
    var result = ""
    var subscripts = false
    for character in self {
      if subscripts {
        result += "{\(character)}"
        subscripts = false
      } else {
        result.append(character)
        subscripts = character == "_"
      }
    }
    return result
  }
}

extension Double {
  /// To four significant digits, for legends and titles.
  var short: String {
    let text = String(format: "%.4g", self)
    return text == "-0" ? "0" : text.replacingOccurrences(of: "-", with: "−")
  }
}
