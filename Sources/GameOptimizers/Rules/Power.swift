import GameDynamics

/// baseⁿ for n ≥ 0, by squaring: about 2 log₂ n products, the same in every lane.
@inlinable
func power<S: Field>(_ base: S, _ n: Int) -> S {
  var result = S(1)
  var square = base
  var rest = n
  while rest > 0 {
    if rest & 1 == 1 { result = result * square }
    rest >>= 1
    if rest > 0 { square = square * square }
  }
  return result
}
