#!/usr/bin/env python3
"""Fetches libtorch out of the pip wheel of torch into a cache folder, and prints the folder it made.

The wheel's torch/lib and torch/include are a whole libtorch. The CPU build stands alone. The libtorch_cpu of a CUDA
build also needs libcudart and libcupti, which come from the wheels that the torch wheel depends on; whatever ldd does
not find is fetched the same way and put beside libtorch_cpu, where its run path finds it.

Called by `scripts/setup`, which holds a lock on the cache meanwhile. All is downloaded (pip checks the hashes) and
unpacked in a folder of its own, then renamed: a folder in the cache is whole or is not there. What an interrupted
call left is removed by the next. Needs nothing but Python's standard library (3.8 or later) and pip.
"""

import argparse
import functools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

# pip downloads for the Python that runs it. Any Python's wheel holds the same libtorch, so where that Python has no
# wheel (too old, too new), the wheel of one of these is taken.
OTHER_PYTHONS = ("3.12", "3.13", "3.11", "3.10")

# A library's name without "lib" -> the word that its wheel's name has in the place of it.
WHEEL_WORDS = {"cudart": "cuda-runtime", "cupti": "cuda-cupti", "nvrtc": "cuda-nvrtc"}


class FetchError(Exception):
    """What went wrong, and what helps."""

    def __init__(self, problem, *remedies):
        super().__init__(problem)
        self.remedies = remedies


def say(text):
    print(f"setup: {text}", file=sys.stderr, flush=True)


# ---------------------------------------------------------------------------------------------------------------- pip


def run_pip_download(requirement, folder, options):
    """Returns what pip wrote to standard error, and whether it succeeded. A terminal sees pip's progress bar."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"]
    command += ["-d", str(folder), *options, requirement]
    # pip's own temporary files go where there is known to be space; a virtual environment is not needed to download.
    environment = {**os.environ, "TMPDIR": str(folder), "PIP_REQUIRE_VIRTUALENV": "0"}
    progress = sys.stderr if sys.stderr.isatty() else subprocess.DEVNULL
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=progress, stderr=subprocess.PIPE)
    return done.stderr.decode(errors="replace"), done.returncode == 0


@functools.lru_cache(maxsize=None)
def download(requirement, parent):
    """The path of the wheel that fulfils `requirement`, downloaded into a new folder below `parent`."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wheel-", dir=parent))
    say(f"downloading {requirement} by pip")
    log, done = run_pip_download(requirement, folder, [])
    first_log = log
    for version in OTHER_PYTHONS:
        # Only "there is no such wheel for this Python" is worth another try.
        if done or "No matching distribution" not in log or re.search(r"Retrying|[Cc]onnect|resolution", log):
            break
        log, done = run_pip_download(requirement, folder, ["--python-version", version])
    if not done:
        lines = [line for line in first_log.splitlines() if line.startswith(("ERROR", "OSError"))]
        for line in (lines or first_log.splitlines())[-3:]:
            say(f"  pip: {line[:300]}")
        raise FetchError(
            f"pip could not download {requirement}",
            "is there a network, and does pip reach its index? then call again",
            "or put the wheel into a folder and name that by PIP_FIND_LINKS=/folder (with PIP_NO_INDEX=1 offline)",
            "or set LIBTORCH to a libtorch of that version",
            "or go on with the toy half alone: make demo COUNTERPLAY_WITHOUT_LIBTORCH=1",
        )
    return next(folder.glob("*.whl"))


# ------------------------------------------------------------------------------------------------------------- wheels


def metadata(wheel):
    """The METADATA lines of an open wheel."""
    name = next(name for name in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
    return wheel.read(name).decode(errors="replace").splitlines()


def requirements(wheel):
    """(name, extras, version specifier, marker) of each Requires-Dist line."""
    pattern = re.compile(r"Requires-Dist:\s*([\w.-]+)\s*(?:\[([^\]]*)\])?\s*\(?([^;)]*)\)?\s*(?:;(.*))?$")
    found = []
    for line in metadata(wheel):
        match = pattern.match(line)
        if match:
            name, extras, specifier, marker = match.groups()
            extras = [extra.strip() for extra in (extras or "").split(",")]
            found.append((name, extras, specifier.replace(" ", ""), marker or ""))
    return found


def copy_member(wheel, member, destination):
    destination.parent.mkdir(parents=True, exist_ok=True)
    with wheel.open(member) as source, open(destination, "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def unpack_libtorch(wheel, stage):
    """Unpacks include/ and lib/, less the library that is Python's."""
    for member in wheel.infolist():
        parts = pathlib.PurePosixPath(member.filename).parts
        if member.is_dir() or ".." in parts or parts[0] not in ("torch", "torch.libs"):
            continue
        if parts[0] == "torch.libs":  # what a wheel's repair tool collects, found by libtorch_cpu's run path
            copy_member(wheel, member, stage / "lib" / parts[-1])
        elif parts[1] in ("include", "lib") and parts[-1] != "libtorch_python.so":
            copy_member(wheel, member, stage.joinpath(*parts[1:]))


def libraries_not_found(library):
    output = subprocess.run(["ldd", str(library)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode()
    return re.findall(r"^\s*(\S+) => not found", output, re.MULTILINE)


def wheel_with(library, needed, parent):
    """The path of a downloaded wheel that ought to hold `library`, by the requirements `needed`; None where none does.

    A requirement names it directly (nvidia-cuda-runtime-cu12), or as an extra of a collection
    (cuda-toolkit[cudart]), whose own requirements then tell.
    """
    stem = re.match(r"(?:lib)?([A-Za-z]+)", library).group(1).lower()
    word = WHEEL_WORDS.get(stem, stem)
    for name, _, specifier, _ in needed:
        if re.search(rf"(^|-){re.escape(word)}(-|$)", name.lower().replace("_", "-")):
            return download(name + specifier, parent)
    for name, extras, specifier, _ in needed:
        if stem in extras:
            with zipfile.ZipFile(download(name + specifier, parent)) as collection:
                inner = requirements(collection)
            chosen = [one for one in inner if re.search(rf"""extra\s*==\s*['"]{re.escape(stem)}['"]""", one[3])]
            return wheel_with(library, chosen, parent) if chosen else None
    return None


def supply_what_is_not_found(stage, needed, work):
    """Puts beside libtorch_cpu the libraries that it needs and that neither the wheel nor the system has."""
    library = stage / "lib" / "libtorch_cpu.so"
    tried = set()
    while True:
        missing = libraries_not_found(library)
        if not missing:
            return
        for name in missing:
            source = None if name in tried else wheel_with(name, needed, work)
            tried.add(name)
            members = []
            if source:
                with zipfile.ZipFile(source) as wheel:
                    members = [one for one in wheel.infolist() if one.filename.rpartition("/")[2] == name]
                    for member in members[:1]:
                        copy_member(wheel, member, stage / "lib" / name)
            if not members:
                raise FetchError(
                    f"libtorch_cpu.so needs {name}, which no wheel that torch depends on was found to hold",
                    "take the CPU build: put its wheel (torch-...+cpu-...whl) into a folder and set PIP_FIND_LINKS to it",
                    f"or install {name} on the system, or set LIBTORCH to a whole libtorch",
                )


# --------------------------------------------------------------------------------------------------------------- cache


def write_manifest(stage):
    """The libraries with their sizes, and the number of headers, sorted: what `libtorch_problem` compares."""
    libraries = [one for one in (stage / "lib").iterdir() if one.is_file()]
    lines = [f"{one.stat().st_size} lib/{one.name}" for one in libraries]
    lines.append(str(sum(len(files) for _, _, files in os.walk(stage / "include"))))
    (stage / "manifest").write_text("".join(line + "\n" for line in sorted(lines)))


def fetch(cache, series):
    for leftover in cache.glob(".fetch-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    work = pathlib.Path(tempfile.mkdtemp(prefix=".fetch-", dir=cache))
    try:
        path = download(f"torch=={series}.*", work)
        stage = work / "libtorch"
        say(f"unpacking {path.name}")
        with zipfile.ZipFile(path) as wheel:
            version = next(line for line in metadata(wheel) if line.startswith("Version:")).split()[1]
            needed = requirements(wheel)
            unpack_libtorch(wheel, stage)
        path.unlink()
        supply_what_is_not_found(stage, needed, work)
        write_manifest(stage)
        kind = "cuda" if (stage / "lib" / "libtorch_cuda.so").exists() else "cpu"
        folder = cache / f"libtorch-{version.partition('+')[0]}-{kind}"
        if folder.exists():  # found to be damaged by the caller
            folder.rename(work / "damaged")
        stage.rename(folder)
        return folder
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", required=True, type=pathlib.Path, help="the folder to put libtorch-VERSION-KIND into")
    parser.add_argument("--series", required=True, help="the version's first two numbers, for example 2.13")
    arguments = parser.parse_args()
    try:
        print(fetch(arguments.cache, arguments.series))
    except FetchError as error:
        say(f"error: {error}")
        for remedy in error.remedies:
            say(f"  remedy: {remedy}")
        sys.exit(1)
    except (OSError, zipfile.BadZipFile) as error:
        say(f"error: libtorch could not be unpacked: {error}")
        say("  remedy: see that the disk has 2 GB free and is writable, then call again")
        sys.exit(1)


if __name__ == "__main__":
    main()
