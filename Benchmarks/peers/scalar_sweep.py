"""Maps of x^2 + 10xy + y^2 in JAX: what a user would write, one run and jax.vmap over the step sizes.

SIDE x SIDE pairs of step sizes in [0.001, 0.15]^2, STEPS steps each from (1, 1), float64, under SimGD and CGD (by its closed
form for two numbers). Three numbers a node:

- distance: to the equilibrium (0, 0) after the last step;
- rate: the factor a step by which it changes, by least squares on its logarithm over the second half of the run;
- outcome: whether the run comes within 1e-6 of the equilibrium, farther than 1e6 from it, or neither.

Prints a JSON line a method and number: nanoseconds of wall time per point and step.

    scalar_sweep.py SIDE STEPS
"""
import json
import sys

import jax
import jax.numpy as jnp
from timing import seconds

jax.config.update("jax_enable_x64", True)
side, steps = int(sys.argv[1]), int(sys.argv[2])

line = jnp.linspace(0.001, 0.15, side)
of_x, of_y = (axis.ravel() for axis in jnp.meshgrid(line, line))
start = (jnp.float64(1), jnp.float64(1))


def simgd(state, p, q):
    x, y = state
    return x - p * (2 * x + 10 * y), y + q * (10 * x + 2 * y)


def cgd(state, p, q):
    x, y = state
    gx, gy = 2 * x + 10 * y, 10 * x + 2 * y
    d = 1 / (1 + 100 * p * q)
    return x - p * d * (gx + 10 * q * gy), y + q * d * (gy - 10 * p * gx)


def squared(state):
    return state[0] ** 2 + state[1] ** 2


def distance(step):
    def one(p, q):
        return jnp.sqrt(squared(jax.lax.fori_loop(0, steps, lambda _, s: step(s, p, q), start)))
    return one


def rate(step):
    half = steps // 2
    middle = (steps - half - 1) / 2

    def one(p, q):
        def logged(t, carry):
            state, covariance = step(carry[0], p, q), carry[1]
            return state, covariance + (t - middle) * 0.5 * jnp.log(squared(state))

        there = jax.lax.fori_loop(0, half, lambda _, s: step(s, p, q), start)
        _, covariance = jax.lax.fori_loop(0, steps - half, logged, (there, jnp.float64(0)))
        return jnp.exp(covariance / jnp.sum((jnp.arange(steps - half) - middle) ** 2))
    return one


def outcome(step):
    def one(p, q):
        def advance(_, carry):
            state, verdict = carry
            state = step(state, p, q)
            size = squared(state)
            now = jnp.where(size <= 1e-12, 0, jnp.where(size <= 1e12, -1, -2))
            return state, jnp.where(verdict == -1, now, verdict)
        return jax.lax.fori_loop(0, steps, advance, (start, jnp.int64(-1)))[1]
    return one


for method, step in (("simgd", simgd), ("cgd", cgd)):
    for number, one in (("distance", distance(step)), ("rate", rate(step)), ("outcome", outcome(step))):
        every = jax.jit(jax.vmap(one))
        taken = seconds(every, of_x, of_y, rounds=3)
        print(json.dumps({"case": "scalar-maps", "peer": "jax-vmap", "method": method, "number": number,
                          "ns_per_point_step": taken / (side * side * steps) * 1e9}), flush=True)
