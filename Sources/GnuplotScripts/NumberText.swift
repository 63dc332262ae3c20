/// The shortest decimal text that reads back as exactly `value`, the same in every locale: `0.1`, `1e-05`, `3`, `NaN`,
/// `inf`, `-inf`. A trailing `.0` is dropped; negative zero stays `-0`.
func numberText(_ value: Double) -> String {
  if value.isNaN { return "NaN" }
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The value that `text` stands for, or nil; the inverse of `numberText`.
func number(in text: Substring) -> Double? {
  switch text {
  case "NaN", "nan": return .nan
  case "inf": return .infinity
  case "-inf": return -.infinity
  default: return Double(text)
  }
}

/// Decimal places are enough where a value is a share of the sheet; rounding keeps the script readable.
func fractionText(_ value: Double) -> String {
  numberText((value * 10_000).rounded() / 10_000)
}
