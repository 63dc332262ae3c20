"""Random formulas with their values and derivatives, for SymPyOracleTests (see scripts/check-formulas).

    formula_oracle.py COUNT SEED FILE

Writes lines of tab-separated fields: formula, k, x, y, f, f_x, f_y, f_xx, f_xy, f_yy. The formula is text in
Counterplay's notation; the numbers are SymPy's derivatives of the tree that the text was made from (not of the text, so
that precedence is tested too), evaluated with 50 digits and rounded. Points at which a part of the formula is infinite, on
a kink or at the end of its domain are left out: SymPy simplifies 1/(1/x) to x, and is then no oracle at 0. So are points
at which a function loses digits whoever computes it (tan of 1e5), since all is compared to 1e-12.
"""

import multiprocessing
import random
import signal
import sys

import mpmath
import sympy

X, Y, K = sympy.symbols("x y k", real=True)
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def piecewise_max(a, b):
    return sympy.Piecewise((a, a > b), (b, True))


FUNCTIONS = {
    "exp": sympy.exp, "log": sympy.log, "sqrt": sympy.sqrt, "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan,
    "asin": sympy.asin, "acos": sympy.acos, "atan": sympy.atan, "sinh": sympy.sinh, "cosh": sympy.cosh,
    "tanh": sympy.tanh, "abs": lambda u: piecewise_max(u, -u), "relu": lambda u: piecewise_max(u, sympy.Integer(0)),
    "softplus": lambda u: sympy.log(1 + sympy.exp(u)), "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
    "sign": lambda u: sympy.Piecewise((1, u > 0), (-1, True)),
}  # fmt: skip
# What binds how tightly: a sum, a product, a sign, a power, a primary.
SUM, PRODUCT, SIGN, POWER, PRIMARY = range(5)


class Edge(Exception):
    """A part of a formula is infinite, on a kink or at the end of its domain."""


def away(u, edge):
    if abs(u - edge) < 1e-2:
        raise Edge
    return u


def sound(u):
    if not isinstance(u, mpmath.mpf) or not mpmath.isfinite(u) or abs(u) > 1e6:
        raise Edge
    return u


def power(a, b):
    return sound(away(a, 0) ** b)


def within(u):
    if abs(u) > 1 - 2e-2:
        raise Edge
    return u


def small(u):
    if abs(u) > 10:
        raise Edge
    return u


def positive(u):
    if u < 0:
        raise Edge
    return u


# Each function with a check of its argument: where it is smooth and does not lose digits.
NUMERIC = {name: (small, getattr(mpmath, name)) for name in "exp sin cos tan sinh cosh tanh atan".split()}
NUMERIC |= {name: (lambda u: away(u, 0), getattr(mpmath, name)) for name in ["log", "sqrt", "sign"]}
NUMERIC |= {name: (within, getattr(mpmath, name)) for name in ["asin", "acos"]}
NUMERIC |= {
    "abs": (lambda u: away(u, 0), abs), "relu": (lambda u: away(u, 0), lambda u: max(u, mpmath.mpf(0))),
    "softplus": (small, lambda u: mpmath.log(1 + mpmath.exp(u))),
    "sigmoid": (small, lambda u: 1 / (1 + mpmath.exp(-u))),
}  # fmt: skip


def applied(name, u):
    check, function = NUMERIC[name]
    return sound(function(check(u)))


def number(rng):
    text = rng.choice(["2", "3", "0.5", ".25", "1.5", "7", "1e-1", "10", "½", "5."])
    values = {"½": sympy.Rational(1, 2)}
    value = values.get(text) or sympy.Rational(text.rstrip("."))
    return text, value, PRIMARY, lambda x, y, k: mpmath.mpf(value.p) / value.q


def inside(part, level):
    text, own = part[0], part[2]
    return text if own >= level else f"({text})"


def formula(rng, depth):
    """A random expression: its text, its SymPy tree, how tightly it binds, and its value as it is written."""
    if depth == 0 or rng.random() < 0.1:
        pick = rng.random()
        if pick < 0.4:
            return "x", X, PRIMARY, lambda x, y, k: x
        if pick < 0.75:
            return "y", Y, PRIMARY, lambda x, y, k: y
        return ("k", K, PRIMARY, lambda x, y, k: k) if pick < 0.85 else number(rng)
    kind = rng.random()
    a = formula(rng, depth - 1)
    u = a[3]
    if kind < 0.3:
        name = rng.choice(list(FUNCTIONS))
        bars = name == "abs" and rng.random() < 0.5 and "|" not in a[0]
        text = f"|{a[0]}|" if bars else f"{name}({a[0]})"
        return text, FUNCTIONS[name](a[1]), PRIMARY, lambda *p: applied(name, u(*p))
    if kind < 0.38:
        return f"{rng.choice('-−')}{inside(a, SIGN)}", -a[1], SIGN, lambda *p: -u(*p)
    if kind < 0.48:
        n = rng.choice([2, 2, 3, 4, 5, -1, -2])
        text = inside(a, PRIMARY) + (str(n).translate(SUPERSCRIPTS) if rng.random() < 0.5 else f"^{n}")
        return text, a[1] ** n, POWER, lambda *p: power(u(*p), n)
    b = formula(rng, depth - 1)
    v = b[3]
    if kind < 0.53:
        # SymPy writes 10^(10^7) out in full.
        if b[1].is_number and not abs(b[1].evalf()) < 20:
            raise Edge
        return (
            f"{inside(a, PRIMARY)}^{inside(b, SIGN)}", a[1] ** b[1], POWER, lambda *p: power(positive(u(*p)), v(*p)),
        )  # fmt: skip
    if kind < 0.57:
        if rng.random() < 0.5:
            return (
                f"max({a[0]}, {b[0]})", piecewise_max(a[1], b[1]), PRIMARY,
                lambda *p: max(away(u(*p), v(*p)), v(*p)),
            )  # fmt: skip
        return (
            f"min({a[0]}, {b[0]})", -piecewise_max(-a[1], -b[1]), PRIMARY,
            lambda *p: min(away(u(*p), v(*p)), v(*p)),
        )  # fmt: skip
    if kind < 0.7:
        return f"{inside(a, SUM)} + {inside(b, PRODUCT)}", a[1] + b[1], SUM, lambda *p: u(*p) + v(*p)
    if kind < 0.8:
        text = f"{inside(a, SUM)} {rng.choice('-−')} {inside(b, PRODUCT)}"
        return text, a[1] - b[1], SUM, lambda *p: u(*p) - v(*p)
    if kind < 0.9:
        text = f"{inside(a, PRODUCT)}{rng.choice(['*', ' * ', '·', '×'])}{inside(b, SIGN)}"
        return text, a[1] * b[1], PRODUCT, lambda *p: sound(u(*p) * v(*p))
    text = f"{inside(a, PRODUCT)}/{inside(b, SIGN)}"
    return text, a[1] / b[1], PRODUCT, lambda *p: sound(u(*p) / away(v(*p), 0))


def expire(*_):
    raise TimeoutError("SymPy takes too long for this one")


def case(seed):
    """One line, or nothing where no point was found at which everything is real and of ordinary size."""
    signal.signal(signal.SIGALRM, expire)
    signal.alarm(5)
    try:
        return attempt(seed)
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)


def attempt(seed):
    rng = random.Random(seed)
    try:
        part = formula(rng, rng.randint(2, 4))
        # Both variables and the parameter are there; side by side where that may be.
        beside = {"2kxy": 2 * K * X * Y, "kx·y": K * X * Y, "xy k": K * X * Y, "½ x y k": X * Y * K / 2}
        more = rng.choice(list(beside))
        text, tree = f"{inside(part, SUM)} + {more}", part[1] + beside[more]
        first = [sympy.diff(tree, v) for v in (X, Y)]
        second = [sympy.diff(first[0], X), sympy.diff(first[0], Y), sympy.diff(first[1], Y)]
        everything = sympy.lambdify((X, Y, K), [tree, *first, *second], modules="mpmath", cse=True)
    except TimeoutError:
        raise
    except Exception:  # zoo and nan in the tree, such as 1/(x - x)
        return None
    mpmath.mp.dps = 50
    for _ in range(12):
        k, x, y = rng.uniform(0.5, 2), rng.uniform(-2, 2), rng.uniform(-2, 2)
        try:
            sound(part[3](mpmath.mpf(x), mpmath.mpf(y), mpmath.mpf(k)))
            values = [mpmath.mpmathify(v) for v in everything(mpmath.mpf(x), mpmath.mpf(y), mpmath.mpf(k))]
        except TimeoutError:
            raise
        except Exception:
            continue
        real = all(isinstance(v, mpmath.mpf) and mpmath.isfinite(v) and abs(v) < 1e4 for v in values)
        if real:
            return "\t".join([text] + [repr(float(v)) for v in [k, x, y, *values]])
    return None


def main():
    count, seed, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    lines = []
    with multiprocessing.Pool() as pool:
        for line in pool.imap(case, (seed * 1_000_000_007 + i for i in range(20 * count)), chunksize=20):
            if line:
                lines.append(line)
            if len(lines) == count:
                pool.terminate()
                break
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


main()
