"""The eigenvalues of COUNT real N x N matrices by NumPy, all in one call, as a user would have them of given Jacobians.

The matrices are I + 0.1 Z with standard normal Z, of a seed.
Prints a JSON line for every N: nanoseconds of wall time per matrix.

    eigenvalues.py COUNT N...
"""
import json
import statistics
import sys
import time

import numpy

count = int(sys.argv[1])
for n in map(int, sys.argv[2:]):
    matrices = numpy.eye(n) + 0.1 * numpy.random.default_rng(1).standard_normal((count, n, n))
    times = []
    for _ in range(4):
        begun = time.perf_counter()
        numpy.linalg.eigvals(matrices)
        times.append(time.perf_counter() - begun)
    print(json.dumps({"case": "eigenvalues", "peer": "numpy", "size": str(n),
                      "ns_per_matrix": statistics.median(times[1:]) / count * 1e9}), flush=True)
