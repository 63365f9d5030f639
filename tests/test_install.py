"""What ./run and the image install: locked, hashed, with a known licence, and nothing that belongs to training."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-uv.lock"]
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)", re.MULTILINE)


def locked(lock: str) -> dict[str, str]:
    """Name and version of each package in a lock file."""
    return {found["name"]: found["version"] for found in REQUIREMENT.finditer((ROOT / lock).read_text("utf-8"))}


def declared(requirements: list[str]) -> set[str]:
    """Names in a list of requirements of pyproject.toml."""
    return {re.split(r"[\[<>=;~! ]", requirement)[0].lower() for requirement in requirements}


@pytest.fixture(scope="module")
def pyproject() -> dict[str, dict[str, list[str]]]:
    content: dict[str, dict[str, list[str]]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return content


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes(lock: str) -> None:
    entries = (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()
    assert entries
    assert not [entry for entry in entries if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry)]


def test_locks_hold_what_the_project_declares(pyproject: dict[str, dict[str, list[str]]]) -> None:
    run_time = declared(pyproject["project"]["dependencies"])
    tests = declared(pyproject["dependency-groups"]["test"])
    assert run_time <= locked("requirements.lock").keys()
    assert run_time | tests <= locked("requirements-test.lock").keys()


def test_tests_run_on_the_versions_that_are_installed() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-test.lock").items()


def test_nothing_of_the_training_is_installed() -> None:
    assert not {"torch", "onnx", "odoo-addon-l10n-th-fonts"} & locked("requirements-test.lock").keys()


def test_every_package_has_a_known_licence() -> None:
    listed = re.findall(r"^\| ([a-z0-9-]+) \| [^|]+ \|", (ROOT / "THIRD_PARTY.md").read_text("utf-8"), re.MULTILINE)
    assert {name for lock in LOCKS for name in locked(lock)} <= set(listed)


@pytest.mark.parametrize("arguments", [["--twice"], ["--once", "more"], ["tests"]])
def test_wrong_usage_of_run_is_answered_with_its_usage(arguments: list[str]) -> None:
    outcome = subprocess.run([ROOT / "run", *arguments], capture_output=True, text=True, check=False)
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("usage: ./run")
    assert not outcome.stdout
