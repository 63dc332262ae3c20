"""The package against the program itself, and what it does without one."""

import math
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
import counterplay  # noqa: E402
from counterplay.program import arguments_of, share_of  # noqa: E402


class CommandLines(unittest.TestCase):
    def test_values_become_words(self):
        words = arguments_of({
            "game": "x*y", "steps": 100, "quick": True, "resume": False, "seed": None, "start": (1, 0.5),
            "regularizer": ["r1=5", "r2"], "parameter": {"b": 3}, "horizontal": {"eta-x": (0.01, 1)},
            "over": {"eta": None, "momentum": (0, 0.9)}, "eta_x": np.float64(0.1),
        })
        self.assertEqual(words, [
            "--game", "x*y", "--steps", "100", "--quick", "--start", "1,0.5", "--regularizer", "r1=5", "--regularizer",
            "r2", "--parameter", "b=3", "--horizontal", "eta-x=0.01:1", "--over", "eta", "--over", "momentum=0:0.9",
            "--eta-x", "0.1",
        ])
        with self.assertRaises(TypeError):
            arguments_of({"along": {"eta": (1, 2, 3)}})

    def test_progress_is_read_off_lines(self):
        self.assertEqual(share_of("spectral-radius: row 32/128"), 0.25)
        self.assertEqual(share_of("step 5/10  3.1 steps/s  f 0.2"), 0.5)
        self.assertEqual(share_of("searching: 40 %"), 0.4)
        self.assertIsNone(share_of("interrupted; nothing was written"))

    def test_a_program_that_is_not_there_is_said(self):
        with mock.patch.dict(os.environ, {"COUNTERPLAY": "/nowhere/counterplay"}):
            with self.assertRaisesRegex(counterplay.ProgramError, "unset or correct it"):
                counterplay.run("list")


class Files(unittest.TestCase):
    def test_tables_and_metrics(self):
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "t.tsv"
            table.write_text("a\tb\n1\tNaN\n2.5\t-inf\n")
            read = counterplay.read_table(table)
            self.assertEqual(list(read), ["a", "b"])
            self.assertEqual(read["a"].tolist(), [1, 2.5])
            self.assertTrue(math.isnan(read["b"][0]) and read["b"][1] == -math.inf)
            self.assertIn("<th>a</th>", read._repr_html_())
            table.write_text("a\tb\n1\n")
            with self.assertRaisesRegex(ValueError, "line 2"):
                counterplay.read_table(table)
            metrics = Path(folder) / "metrics.jsonl"
            metrics.write_text('{"step": 1, "f": 0.5}\n{"step": 2, "f": null, "note": "x"}\n')
            read = counterplay.read_metrics(metrics)
            self.assertEqual(read["step"].tolist(), [1, 2])
            self.assertTrue(read["f"][0] == 0.5 and math.isnan(read["f"][1]))


class TheProgram(unittest.TestCase):
    def test_a_map_has_its_axes(self):
        # xy under CGD: ρ = 1/√(1 + η_x η_y).
        result = counterplay.run(
            "map", game="bilinear", optimizer="cgd", horizontal={"eta-x": (0.1, 1)}, vertical={"eta-y": (0.5, 2)},
            resolution="7x5")
        chart = result.map()
        self.assertEqual(chart.values.shape, (5, 7))
        self.assertEqual((chart.horizontal.name, chart.vertical.name), ("eta-x", "eta-y"))
        exact = 1 / np.sqrt(1 + np.outer(chart.vertical.values, chart.horizontal.values))
        np.testing.assert_allclose(chart.values, exact, rtol=1e-9)
        self.assertEqual(chart.extent, (0.1, 1.0, 0.5, 2.0))
        self.assertNotIn("written to", repr(result))

    def test_tune_finds_what_theory_says(self):
        # xy under extragradient: η = √½, ρ = √¾, stable below 1.
        tuned = counterplay.run("tune", game="bilinear", optimizer="extragradient", over={"eta": (0.01, 2)})
        record = tuned.json("tune")
        self.assertAlmostEqual(record["quantities"][0]["best"], math.sqrt(0.5), places=6)
        self.assertAlmostEqual(record["quantities"][0]["stable"]["high"]["value"], 1, places=8)
        self.assertAlmostEqual(tuned.table("tune-eta")["spectral-radius"].min(), math.sqrt(0.75), places=9)

    def test_a_run_in_a_folder_of_the_users(self):
        with tempfile.TemporaryDirectory() as folder:
            result = counterplay.run("simulate", game="x^2 + x*y - y^2", optimizer="cgd", steps=50, out=Path(folder) / "run")
            trajectory = result.table("trajectory")
            self.assertEqual(list(trajectory), ["step", "x", "y"])
            self.assertLess(abs(trajectory["x"][-1]), abs(trajectory["x"][0]))
            with self.assertRaisesRegex(FileNotFoundError, "trajectory"):
                result.path("nothing.tsv")

    def test_errors_carry_the_programs_words(self):
        with self.assertRaises(counterplay.ProgramError) as caught:
            counterplay.run("simulate", game="quadrtic")
        self.assertEqual(caught.exception.exit_code, 64)
        self.assertIn("did you mean", caught.exception.errors)

    def test_a_command_without_a_folder(self):
        self.assertIn("ogda", counterplay.run("list").text)

    def test_an_experiments_claims(self):
        result = counterplay.run("run", "icr-bilinear", quick=True)
        self.assertEqual(result.exit_code, 0)
        self.assertTrue(result.claims and all(claim["holds"] for claim in result.claims))
        self.assertEqual(result.json()["experiment"], "icr-bilinear")


if __name__ == "__main__":
    unittest.main()
