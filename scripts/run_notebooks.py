"""Executes notebooks and holds them to what a reader may expect: they end without an error, within two minutes, and are
committed with their outputs. Called by scripts/notebooks."""

import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

MOST_SECONDS = 120
MOST_BYTES = 1_500_000


def outputs_are_missing(notebook):
    """True where a cell of code has an output when executed and none as committed."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return bool(cells) and not any(cell.outputs for cell in cells)


def execute(path, folder):
    """The executed notebook and the seconds it took; raises CellExecutionError and CellTimeoutError."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=MOST_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    begun = time.monotonic()
    client.execute()
    return notebook, time.monotonic() - begun


def cleaned(notebook):
    """Without what differs from run to run and from machine to machine."""
    for cell in notebook.cells:
        cell.get("metadata", {}).pop("execution", None)
        if cell.cell_type != "code":
            continue
        # A bar that has been taken away again.
        cell.outputs = [o for o in cell.outputs if o.get("data", {}).get("text/plain") != ""]
        for output in cell.outputs:
            output.pop("transient", None)
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
         "language_info": {"name": "python"}})
    return notebook


def main(words):
    update = "--update" in words
    folder = Path(__file__).resolve().parent.parent / "notebooks"
    names = [word for word in words if word != "--update"]
    paths = [folder / (name if name.endswith(".ipynb") else name + ".ipynb") for name in names]
    status = 0
    os.environ["COUNTERPLAY_NOTEBOOKS"] = str(folder)
    for path in paths or sorted(folder.glob("*.ipynb")):
        committed = nbformat.read(path, as_version=4)
        # A folder of its own, so that what a notebook writes is gone with it.
        with tempfile.TemporaryDirectory(prefix="counterplay-notebook-") as scratch:
            try:
                notebook, seconds = execute(path, scratch)
            except (CellExecutionError, CellTimeoutError) as error:
                print(f"notebooks: {path.name}: a cell failed\n{error}", file=sys.stderr)
                status = 1
                continue
        print(f"notebooks: {path.name}: executed in {seconds:.0f} s", file=sys.stderr)
        if seconds > MOST_SECONDS:
            print(f"notebooks: {path.name}: at most {MOST_SECONDS} s are allowed", file=sys.stderr)
            status = 1
        if update:
            text = nbformat.writes(cleaned(notebook))
            temporary = path.with_suffix(".tmp")
            temporary.write_text(text + "\n", encoding="utf-8")
            temporary.replace(path)
            committed = notebook
        if outputs_are_missing(committed):
            print(f"notebooks: {path.name}: has no outputs; scripts/notebooks --update {path.stem}", file=sys.stderr)
            status = 1
        if path.stat().st_size > MOST_BYTES:
            print(f"notebooks: {path.name}: {path.stat().st_size} bytes; at most {MOST_BYTES}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
