"""Finding the program, putting its command line together, running it."""

import os
import re
import shutil
import signal
import subprocess
import threading
from pathlib import Path

from .progress import Progress


class ProgramError(Exception):
    """The program is not there, or ended with an error: ``exit_code``, and ``errors``, what it said on standard error."""

    def __init__(self, message, exit_code=None, errors=""):
        super().__init__(message)
        self.exit_code = exit_code
        self.errors = errors


def find_program():
    """The path of the program: the one that ``COUNTERPLAY`` names, on the ``PATH``, or built here or in a folder above.

    Raises ``ProgramError``, which says how to build it.
    """
    named = os.environ.get("COUNTERPLAY")
    if named:
        if not (os.path.isfile(named) and os.access(named, os.X_OK)):
            raise ProgramError(f"COUNTERPLAY requires the path of the program, '{named}' is none; unset or correct it")
        return Path(named)
    found = shutil.which("counterplay")
    if found:
        return Path(found)
    for start in (Path.cwd(), Path(__file__).resolve().parent):
        for folder in (start, *start.parents):
            built = folder / ".build" / "release" / "counterplay"
            if built.is_file():
                return built
    raise ProgramError(
        "the program 'counterplay' is neither on the PATH nor built in this folder or one above; call `make build` in "
        "Counterplay's folder, or set COUNTERPLAY to its path"
    )


def text_of(value):
    """One option's value as it is typed: ``(0.01, 1)`` becomes ``0.01,1``, numbers their shortest exact decimals."""
    if isinstance(value, (tuple, list)):
        return ",".join(text_of(part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "item"):  # numpy's numbers
        return text_of(value.item())
    return repr(value) if isinstance(value, float) else str(value)


def arguments_of(options):
    """The words of a command line for options by name; see the table in python/README.md."""
    words = []
    for name, value in options.items():
        flag = "--" + name.strip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(flag)
        elif isinstance(value, dict):
            for key, one in value.items():
                if isinstance(one, tuple):
                    if len(one) != 2:
                        raise TypeError(f"{flag}: a range requires two numbers (low, high), {one!r} was given")
                    words += [flag, f"{key}={text_of(one[0])}:{text_of(one[1])}"]
                else:
                    words += [flag, key if one is None else f"{key}={text_of(one)}"]
        elif isinstance(value, list):
            for one in value:
                words += [flag, text_of(one)]
        else:
            words += [flag, text_of(value)]
    return words


_STEPS = re.compile(r"(?:step|row) (\d+)/(\d+)")
_PERCENT = re.compile(r"(\d+) ?%")


def share_of(line):
    """How far a line of progress says that the program is, from 0 to 1; None for other lines."""
    found = _STEPS.search(line)
    if found and int(found[2]) > 0:
        return min(1.0, int(found[1]) / int(found[2]))
    found = _PERCENT.search(line)
    return min(1.0, int(found[1]) / 100) if found else None


def call(words, progress=True, environment=None):
    """Runs the program with these words; returns (exit code, standard output, standard error without its progress).

    Progress is shown as a bar. Ctrl-C, and a notebook's stop button, are handed on: the program then ends its step and saves.
    """
    program = find_program()
    errors, fresh = _error_channel()
    process = subprocess.Popen(
        [str(program), *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
        env={**os.environ, **(environment or {})},
        start_new_session=True,  # so that Ctrl-C reaches it once, through us
    )
    if fresh is not None:
        os.close(errors)
    bar = Progress(words[0] if words else "counterplay", enabled=progress)
    said = []
    stream = process.stderr if fresh is None else os.fdopen(fresh, "rb", 0)
    watcher = threading.Thread(target=_watch, args=(stream, bar, said), daemon=True)
    watcher.start()
    try:
        with process.stdout:
            output = _output(process)
        code = process.wait()
        watcher.join()
    finally:
        bar.close()
    return code, output, "\n".join(said)


def _output(process):
    chunks = []
    while True:
        try:
            chunk = process.stdout.read(65536)
        except KeyboardInterrupt:
            process.send_signal(signal.SIGINT)
            continue
        if not chunk:
            return b"".join(chunks).decode("utf-8", "replace")
        chunks.append(chunk)


def _error_channel():
    """A terminal of the program's own, where there are such: on one it tells its progress five times a second."""
    try:
        import pty
        import tty

        ours, its = pty.openpty()
        tty.setraw(its)
        return its, ours
    except (ImportError, OSError):
        return subprocess.PIPE, None


def _watch(stream, bar, said):
    with stream:
        _read_lines(stream, bar, said)


def _read_lines(stream, bar, said):
    line = b""
    while True:
        try:
            chunk = stream.read(4096)
        except OSError:  # a terminal whose other end was closed
            chunk = b""
        for piece in re.split(rb"(\r|\n)", line + chunk):
            if piece in (b"\r", b"\n"):
                _take(line, bar, said)
                line = b""
            else:
                line = piece
        if not chunk:
            _take(line, bar, said)
            return


def _take(line, bar, said):
    text = line.decode("utf-8", "replace").replace("\x1b[K", "").strip()
    share = share_of(text)
    if share is not None:
        bar.show(share, text)
    elif text:
        said.append(text)
