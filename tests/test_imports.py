"""Imports point one way, models <- extractors <- docproc, in no circle, and `__init__.py` files are empty."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "models": {"models"},
    "extractors": {"models", "extractors"},
    "docproc": {"models", "extractors", "docproc", "samples"},
    "samples": {"models", "extractors", "samples"},
}
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in MAY_IMPORT
    for path in (ROOT / package).rglob("*.py")
}


@cache
def imported_by(module: str) -> set[str]:
    """Our modules that a module names in an import, wherever in its text that stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            # `from package import name`: the name is a module of the package, or something inside it.
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name if name in MODULES else name.rpartition(".")[0] for name in found} & MODULES.keys()


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package: str) -> None:
    modules = [module for module in MODULES if module.split(".")[0] == package]
    assert modules
    wrong = [
        f"{module} imports {imported}"
        for module in modules
        for imported in imported_by(module)
        if imported.split(".")[0] not in MAY_IMPORT[package]
    ]
    assert not wrong


def test_no_module_imports_itself_in_a_circle() -> None:
    TopologicalSorter({module: imported_by(module) - {module} for module in MODULES}).prepare()


def test_init_files_are_empty() -> None:
    assert not [module for module, path in MODULES.items() if path.name == "__init__.py" and path.stat().st_size]
