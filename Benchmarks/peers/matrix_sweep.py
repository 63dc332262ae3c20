"""Maps of the bilinear game x'By of 3 + 3 numbers in JAX: what a user would write, one run and jax.vmap over the step sizes.

SIDE x SIDE pairs of step sizes in [0.001, 0.15]^2, STEPS steps each from (1, ..., 1), float64. B is the catalogue's, with
singular values 1, 1/2, 1/4. SimGD; and CGD, whose 3 x 3 system is solved anew at every step ("cgd"), as for any game, or
inverted once, because it is constant here ("cgd-inverted-once").
Prints a JSON line a method: nanoseconds of wall time per point and step.

    matrix_sweep.py SIDE STEPS
"""
import json
import sys

import jax
import jax.numpy as jnp
from timing import seconds

jax.config.update("jax_enable_x64", True)
side, steps = int(sys.argv[1]), int(sys.argv[2])

B = (jnp.eye(3) - 2 / 3 * jnp.ones((3, 3))) * jnp.array([1.0, 0.5, 0.25])
line = jnp.linspace(0.001, 0.15, side)
of_x, of_y = (axis.ravel() for axis in jnp.meshgrid(line, line))
start = (jnp.ones(3), jnp.ones(3))


def simgd(state, p, q):
    x, y = state
    return x - p * (B @ y), y + q * (B.T @ x)


def cgd(state, p, q):
    x, y = state
    move = jnp.linalg.solve(jnp.eye(3) + p * q * (B @ B.T), B @ y + q * (B @ (B.T @ x)))
    return x - p * move, y + q * (B.T @ (x - p * move))


def cgd_inverted_once(p, q):
    inverse = jnp.linalg.inv(jnp.eye(3) + p * q * (B @ B.T))

    def step(state):
        x, y = state
        move = inverse @ (B @ y + q * (B @ (B.T @ x)))
        return x - p * move, y + q * (B.T @ (x - p * move))

    return jax.lax.fori_loop(0, steps, lambda _, state: step(state), start)


def run(step):
    return lambda p, q: jax.lax.fori_loop(0, steps, lambda _, state: step(state, p, q), start)


for method, one in (("simgd", run(simgd)), ("cgd", run(cgd)), ("cgd-inverted-once", cgd_inverted_once)):
    every = jax.jit(jax.vmap(one))
    taken = seconds(every, of_x, of_y, rounds=5)
    print(json.dumps({"case": "sweep-bilinear-nd", "peer": "jax-vmap", "method": method,
                      "ns_per_point_step": taken / (side * side * steps) * 1e9}), flush=True)
