"""How long the peers' functions in JAX take."""
import statistics
import time

import jax


def seconds(function, *arguments, rounds):
    """The median wall time of a compiled function's calls after the first, which compiles it."""
    jax.block_until_ready(function(*arguments))
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        jax.block_until_ready(function(*arguments))
        times.append(time.perf_counter() - begun)
    return statistics.median(times)
