import Foundation

extension String {
  /// Symbols such as `η_x` as the charts want them: `η_{x}`.
  public var typeset: String {
    var result = ""
    var rest = self[...]
    while let character = rest.popFirst() {
      result.append(character)
      guard character == "_", rest.first != "{" else { continue }
      // The whole rest of a name is lowered: k_max, and what an underscore lowers in it further.
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      result += "{\(String(name).typeset)}"
      rest = rest.dropFirst(name.count)
    }
    return result
  }
}

extension Double {
  /// To four significant digits, for legends and titles: `0.866`, `10^{−6}`, `2.5·10^{−7}`.
  var short: String {
    let parts = String(format: "%.4g", self).replacingOccurrences(of: "-", with: "−").split(separator: "e")
    guard parts.count == 2 else { return parts[0] == "−0" ? "0" : String(parts[0]) }
    let sign = parts[1].hasPrefix("−") ? "−" : ""
    let exponent = "10^{\(sign)\(parts[1].drop { "+−0".contains($0) })}"
    return parts[0] == "1" ? exponent : "\(parts[0])·\(exponent)"
  }

  /// To six significant digits, for sentences.
  var plain: String { String(format: "%.6g", self == 0 ? 0 : self) }
}
