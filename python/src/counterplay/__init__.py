"""Runs the program ``counterplay`` and returns what it writes as arrays, tables and figures."""

from .files import Axis, Figure, Map, Table, read_map, read_metrics, read_table
from .program import ProgramError, find_program
from .result import Result, run

__all__ = [
    "Axis", "Figure", "Map", "ProgramError", "Result", "Table", "find_program", "read_map", "read_metrics", "read_table",
    "run",
]
