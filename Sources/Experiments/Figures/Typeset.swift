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
