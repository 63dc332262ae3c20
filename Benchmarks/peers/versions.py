"""The versions of the peers, one JSON line each."""
import importlib.metadata
import json
import platform

print(json.dumps({"case": "version", "peer": "python", "version": platform.python_version()}))
for package in ("numpy", "numba", "jax", "torch", "CGDs", "torch-fidelity"):
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        continue
    print(json.dumps({"case": "version", "peer": package, "version": version}))
