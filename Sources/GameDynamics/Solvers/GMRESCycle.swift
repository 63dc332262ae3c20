/// The iterations of GMRES between two restarts: an orthonormal basis v₀, v₁, … of the Krylov space of the residual, and
/// the least-squares problem min_c ‖ ‖r‖ e₀ - H c ‖ kept triangular by Givens rotations.
///
/// A lane that is done contributes zero vectors and unit columns, which leave its solution untouched, so that every
/// lane computes what it would compute alone.
@usableFromInline
struct GMRESCycle<V: Vector> {
  @usableFromInline typealias S = V.Scalar
  /// Where iterations still go on.
  @usableFromInline var active: S.Mask
  /// Where the last call of `extend` spent an iteration.
  @usableFromInline var extended: S.Mask
  /// Where the operator is singular on the space, or a product was not finite.
  @usableFromInline var brokeDown: S.Mask
  @usableFromInline var basis: [V]
  /// Column j of the triangular factor has j + 1 entries.
  @usableFromInline var columns: [[S]] = []
  @usableFromInline var cosines: [S] = []
  @usableFromInline var sines: [S] = []
  /// The rotated right-hand side, and what is left of it: the residual's norm with its sign.
  @usableFromInline var rotated: [S] = []
  @usableFromInline var rest: S

  @usableFromInline
  init(from r: V, squaredNorm: S, active: S.Mask) throws {
    self.active = active
    extended = active
    brokeDown = S.Mask(repeating: false)
    rest = Self.root(squaredNorm, where: active)
    basis = [try Self.normalised(r, norm: rest, where: active)]
  }

  /// How many columns there are.
  @usableFromInline var count: Int { columns.count }

  /// √s, and a plain 0 where s is 0 or the mask is false: a dual's √0 would have an infinite tangent, and norms carry
  /// none.
  @inlinable
  static func root(_ s: S, where mask: S.Mask) -> S {
    s.squareRoot().replacing(with: S(0), where: mask.inverted.or(s.equals(S(0))))
  }

  /// v / norm, and zero where the mask is false or the norm is 0.
  @inlinable
  static func normalised(_ v: V, norm: S, where mask: S.Mask) throws -> V {
    let void = mask.inverted.or(norm.equals(S(0)))
    let scaled = try (S(1) / norm).replacing(with: S(0), where: void) * v
    return void.any ? try scaled.replacing(with: v.zero, where: void) : scaled
  }

  /// One more basis vector: Arnoldi's step by modified Gram-Schmidt, then the column's rotations. A lane whose residual
  /// falls to the threshold is done.
  @inlinable
  mutating func extend(_ apply: (V) throws -> V, threshold: S) throws {
    extended = active
    var w = try apply(basis[count])
    var column: [S] = []
    for v in basis {
      let h = try w.euclideanDot(v)
      try w.add(v, times: -h)
      column.append(h)
    }
    let ww = try w.euclideanDot(w)
    let finite = ww.isLess(than: S(.infinity))
    brokeDown = brokeDown.or(active.and(finite.inverted))
    active = active.and(finite)
    var used = active
    for i in column.indices { column[i] = column[i].replacing(with: S(0), where: used.inverted) }
    let subdiagonal = Self.root(ww, where: used)
    for i in cosines.indices {
      let (a, b) = (column[i], column[i + 1])
      column[i] = cosines[i] * a + sines[i] * b
      column[i + 1] = cosines[i] * b - sines[i] * a
    }
    let last = column[count]
    let diagonal = Self.root(last * last + subdiagonal * subdiagonal, where: used)
    // The column is a combination of those before: A maps the space onto less than itself.
    let singular = used.and(diagonal.equals(S(0)))
    brokeDown = brokeDown.or(singular)
    used = used.and(singular.inverted)
    let unused = used.inverted
    let cosine = (last / diagonal).replacing(with: S(1), where: unused)
    let sine = (subdiagonal / diagonal).replacing(with: S(0), where: unused)
    if unused.any { for i in column.indices { column[i] = column[i].replacing(with: S(0), where: unused) } }
    column[count] = diagonal.replacing(with: S(1), where: unused)
    rotated.append((cosine * rest).replacing(with: S(0), where: unused))
    rest = (-sine * rest).replacing(with: rest, where: unused)
    cosines.append(cosine)
    sines.append(sine)
    columns.append(column)
    active = used.and((rest * rest).isAtMost(threshold).inverted)
    basis.append(try Self.normalised(w, norm: subdiagonal, where: active))
  }

  /// x plus the combination of basis vectors with the least residual.
  @inlinable
  func added(to x: V) throws -> V {
    var coefficients = rotated
    for j in columns.indices.reversed() {
      for i in columns.indices.dropFirst(j + 1) {
        coefficients[j] = coefficients[j] - columns[i][j] * coefficients[i]
      }
      coefficients[j] = coefficients[j] / columns[j][j]
    }
    var result = x
    for (c, v) in zip(coefficients, basis) { try result.add(v, times: c) }
    return result
  }
}
