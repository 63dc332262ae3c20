"""Running a command, and what came of it."""

import json
import shutil
import tempfile
import weakref
from pathlib import Path

from .files import Figure, read_map, read_metrics, read_table
from .program import ProgramError, arguments_of, call

# They write no folder, or one that is called otherwise.
_WITHOUT_FOLDER = {"list", "data", "help"}
# Exit codes that are answers: a claim of an experiment does not hold.
_ANSWERS = {0, 3}


def run(command, *arguments, out=None, progress=True, environment=None, **options):
    """Runs ``counterplay COMMAND ARGUMENTS --OPTION VALUE …`` and returns a ``Result``.

    - ``out``: the folder to write to; without it, one that lives as long as the result is used.
    - ``progress``: whether a bar shows how far it is.
    - ``environment``: more variables for the program, as ``{"OMP_NUM_THREADS": "1"}``.
    - Options: see python/README.md. Words with a hyphen as ``--eta-x`` are ``eta_x``.

    Raises ``ProgramError`` where the program ends with an error, with its own words.
    """
    words = [command, *(str(argument) for argument in arguments)]
    is_ours = out is None and command not in _WITHOUT_FOLDER
    if is_ours:
        out = tempfile.mkdtemp(prefix="counterplay-")
    if out is not None:
        words += ["--out", str(out)]
    words += arguments_of(options)
    folder = Path(out) if out is not None else None
    code, text, errors = call(words, progress, environment)
    result = Result(words, code, text, errors, folder)
    if is_ours:
        weakref.finalize(result, shutil.rmtree, folder, ignore_errors=True)
    if code not in _ANSWERS:
        said = errors.strip() or text.strip() or "it said nothing"
        raise ProgramError(f"counterplay {' '.join(words)} ended with {code}: {said}", code, errors)
    return result


class Result:
    """What a command said and wrote."""

    def __init__(self, words, exit_code, text, errors, folder):
        self.words = words
        #: 0, or 3 where a claim of an experiment does not hold.
        self.exit_code = exit_code
        #: Standard output.
        self.text = text
        #: Standard error, without progress.
        self.errors = errors
        #: Where it wrote.
        self.folder = folder

    @property
    def files(self):
        """The names of all files, as paths from the folder."""
        if self.folder is None:
            return []
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())

    def path(self, name, ending=""):
        """The path of a file by its name, with or without its ending and what the run is called: ``trajectory`` finds
        ``simgd-quadratic-trajectory.tsv``. Raises ``FileNotFoundError``, which names those there are."""
        for candidate in (name, name + ending):
            if self.folder is not None and (self.folder / candidate).is_file():
                return self.folder / candidate
        found = [file for file in self.files if file.endswith(("-" + name, "-" + name + ending)) and file.endswith(ending)]
        if len(found) == 1:
            return self.folder / found[0]
        there = ", ".join(name for name in self.files if name.endswith(ending)) or "none"
        raise FileNotFoundError(f"no file '{name}{'' if name.endswith(ending) else ending}'; there are: {there}")

    def table(self, name):
        """A .tsv as columns."""
        return read_table(self.path(name, ".tsv"))

    def map(self, name=None):
        """A map: the only one, or by its name."""
        return read_map(self.path(name or self._only("-axes.json")[: -len("-axes.json")], ".npy"))

    def json(self, name="record"):
        """A .json."""
        return json.loads(self.path(name, ".json").read_text(encoding="utf-8"))

    @property
    def claims(self):
        """The claims of an experiment's record."""
        return self.json("record")["claims"]

    def metrics(self):
        """metrics.jsonl of a training run, as columns."""
        return read_metrics(self.path("metrics.jsonl"))

    def figure(self, name=None, width=640):
        """A picture: the only one, or by its name."""
        return Figure(self.path(name or self._only(".png"), ".png"), width)

    @property
    def figures(self):
        """All pictures."""
        return [Figure(self.folder / name) for name in self.files if name.endswith(".png")]

    def _only(self, ending):
        found = [name for name in self.files if name.endswith(ending)]
        if len(found) != 1:
            there = ", ".join(found) or "none"
            raise FileNotFoundError(f"one file '…{ending}' was required, there are: {there}; say which")
        return found[0]

    def __repr__(self):
        # Where it wrote differs from run to run.
        said = "\n".join(line for line in self.text.splitlines() if not line.startswith("written to "))
        return said.rstrip() or f"Result of counterplay {' '.join(self.words)}"
