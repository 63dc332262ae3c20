"""What the program writes, as arrays, tables and figures. The files themselves: docs/python.md."""

import html
import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


class Table(dict):
    """Columns by their titles, each an array of float64; printed as a table in notebooks."""

    rows_shown = 12

    @property
    def row_count(self):
        """The number of rows."""
        return len(next(iter(self.values()), ()))

    def __repr__(self):
        return f"Table of {self.row_count} rows: {', '.join(self)}"

    def _repr_html_(self):
        head = "".join(f"<th>{html.escape(title)}</th>" for title in self)
        rows = list(zip(*self.values()))
        body = "".join(
            "<tr>" + "".join(f"<td>{value:.6g}</td>" for value in row) + "</tr>" for row in rows[: self.rows_shown])
        more = f"<p>… {len(rows)} rows in all</p>" if len(rows) > self.rows_shown else ""
        return f"<table><tr>{head}</tr>{body}</table>{more}"


def read_table(path):
    """A .tsv of named columns. Raises ``ValueError`` for a line with another number of fields than the first."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    titles = lines[0].split("\t")
    rows = [line.split("\t") for line in lines[1:] if line]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(titles):
            raise ValueError(f"{path}, line {number}: {len(titles)} fields were required, {len(row)} are there")
    return Table((title, np.array([float(row[k]) for row in rows])) for k, title in enumerate(titles))


@dataclass(frozen=True)
class Axis:
    """One axis of a map: what is typed for it, its symbol, what it means, its values."""

    name: str
    symbol: str
    meaning: str
    values: np.ndarray


@dataclass(frozen=True)
class Map:
    """A map: ``values[j, i]`` belongs to ``vertical.values[j]`` and ``horizontal.values[i]``; NaN where there is none."""

    kind: str
    horizontal: Axis
    vertical: Axis
    values: np.ndarray

    @property
    def extent(self):
        """For matplotlib's ``imshow(map.values, origin="lower", extent=map.extent, aspect="auto")``."""
        ends = (self.horizontal.values[0], self.horizontal.values[-1], self.vertical.values[0], self.vertical.values[-1])
        return tuple(float(end) for end in ends)


def read_map(path):
    """The map of an .npy and the ``-axes.json`` beside it."""
    path = Path(path)
    axes = json.loads(path.with_name(path.stem + "-axes.json").read_text(encoding="utf-8"))
    made = [
        Axis(axes[side]["name"], axes[side]["symbol"], axes[side]["meaning"], np.array(axes[side]["values"], dtype=float))
        for side in ("horizontal", "vertical")
    ]
    values = np.load(path, mmap_mode="r")
    if values.shape != (len(made[1].values), len(made[0].values)):
        raise ValueError(f"{path} has the shape {values.shape}, its axes {len(made[1].values)} x {len(made[0].values)}")
    return Map(axes["kind"], *made, values)


def read_metrics(path):
    """A metrics.jsonl as columns; NaN where a line lacks a number. Text is left out."""
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line]
    names = {name: None for line in lines for name, value in line.items() if isinstance(value, (int, float))}

    def number(value):
        return float(value) if isinstance(value, (int, float)) else float("nan")

    return Table((name, np.array([number(line.get(name)) for line in lines])) for name in names)


class Figure:
    """A picture that the program drew; the script that draws it anew is beside it (``.gp``)."""

    def __init__(self, path, width=640):
        self.path = Path(path)
        self.width = width

    def _repr_png_(self):
        data = self.path.read_bytes()
        try:
            from PIL import Image
        except ImportError:
            return data
        # Notebooks are committed: a chart of 256 colours takes a fifth of the bytes.
        with Image.open(io.BytesIO(data)) as picture:
            picture = picture.convert("RGB")
            if picture.width > self.width:
                picture = picture.resize((self.width, round(picture.height * self.width / picture.width)), Image.LANCZOS)
            out = io.BytesIO()
            picture.quantize(256).save(out, format="PNG", optimize=True)
        return out.getvalue()

    def __repr__(self):
        return f"Figure({str(self.path.name)!r})"
