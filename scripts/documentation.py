#!/usr/bin/env python3
"""What scripts/docs needs to know of the library and its symbols.

    documentation.py modules               the names of the modules that are documented, one a line
    documentation.py undocumented GRAPHS   public symbols without a docstring, from symbol graphs; ends with 1 where there are any
    documentation.py catalogue FOLDER      docs/Counterplay.docc with its pictures and a page a module, as DocC takes it
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

package = pathlib.Path(__file__).resolve().parent.parent


def modules():
    """The Swift modules of the product Counterplay, those that they import, and the maps' kernels."""
    answer = subprocess.run(["swift", "package", "dump-package"], cwd=package, capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(f"swift package dump-package failed: {answer.stderr.strip()}")
    manifest = json.loads(answer.stdout)
    targets = {target["name"]: target for target in manifest["targets"]}
    products = {product["name"]: product["targets"] for product in manifest["products"]}
    found, rest = set(products["CounterplayKernels"]), list(products["Counterplay"])
    while rest:
        name = rest.pop()
        if name in targets and name not in found:
            found.add(name)
            rest += [(d.get("byName") or d.get("product") or d.get("target"))[0] for d in targets[name]["dependencies"]]
    return sorted(name for name in found if any((package / "Sources" / name).rglob("*.swift")))


def undocumented(graphs):
    """Public symbols that somebody wrote, without a docstring of their own or of the requirement that they fulfil."""
    found = set()
    for file in sorted(pathlib.Path(graphs).glob("*.symbols.json")):
        for symbol in json.loads(file.read_text())["symbols"]:
            place = symbol.get("location")
            if not place or "docComment" in symbol or symbol["kind"]["identifier"] == "swift.extension":
                continue
            source = pathlib.Path(place["uri"].removeprefix("file://"))
            if source.is_relative_to(package / "Sources"):
                line = place["position"]["line"] + 1
                found.add((str(source.relative_to(package)), line, ".".join(symbol["pathComponents"])))
    return sorted(found)


def rooms():
    """What docs/architecture.md says that each module holds."""
    held = {}
    text = (package / "docs/architecture.md").read_text()
    for line in re.search(r"\n## The rooms\n(.*?)\n## ", text, re.S).group(1).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3:
            for name in re.findall(r"`(\w+)`", cells[0]):
                held[name] = cells[1]
    return held


def catalogue(folder):
    """The catalogue as it lies in docs, its pictures from where they are drawn, and a page a module."""
    source, stage, held = package / "docs/Counterplay.docc", pathlib.Path(folder), rooms()
    shutil.copytree(source, stage)
    picture = re.compile(r"(!\[[^\]]*\]\()([^)]*/)?([^)/]+\.png)\)")
    for page in stage.glob("*.md"):
        text = page.read_text()
        for _, place, name in picture.findall(text):
            shutil.copyfile(source / place / name, stage / name)
        text = picture.sub(r"\1\3)", text)
        rows = [f"| ``{name}`` | {held[name]} |" for name in modules()]
        table = "\n".join(["## Modules", "", "| module | holds |", "|---|---|"] + rows)
        page.write_text(text.replace("<!-- modules -->", table))
    for name in modules():
        words = held[name]
        (stage / f"{name}.md").write_text(f"# ``{name}``\n\n{words[0].upper()}{words[1:]}.\n\nA module of <doc:Counterplay>.\n")


def main():
    match sys.argv[1:]:
        case ["modules"]:
            print("\n".join(modules()))
        case ["undocumented", graphs]:
            found = undocumented(graphs)
            for file, line, name in found:
                print(f"{file}:{line}: {name} has no docstring")
            sys.exit(1 if found else 0)
        case ["catalogue", folder]:
            catalogue(folder)
        case _:
            sys.exit(__doc__)


main()
