"""`docproc export` and `docproc audit verify` from a shell: what is wrong, then one sentence, and the status."""

from __future__ import annotations

from pathlib import Path

from docproc.wiring import Service
from tests.docproc.commands.conftest import Command
from tests.docproc.web.held import hold, letter, letter_document, picture


def test_a_bundle_is_made_known_again_and_no_more_after_a_byte_changed(
    service: Service, command: Command, tmp_path: Path
) -> None:
    _, (document,) = hold(service, [letter_document(letter())], "กระทรวง.png", picture(250))
    bundle = tmp_path / "a new folder" / "evidence.zip"
    assert command("export", document, "--out", str(bundle)).status == 0
    known = command("audit", "verify", str(bundle))
    assert (known.status, known.err) == (0, "")
    assert "as this service made it" in known.out
    data = bytearray(bundle.read_bytes())
    data[len(data) // 3] ^= 1
    bundle.write_bytes(data)
    changed = command("audit", "verify", str(bundle))
    assert (changed.status, changed.err) == (1, "docproc: evidence.zip is not as it was made\n")
    assert "was changed" in changed.out


def test_no_bundle_is_made_of_a_document_that_is_not_there(command: Command, tmp_path: Path) -> None:
    refused = command("export", "none", "--out", str(tmp_path / "evidence.zip"))
    assert (refused.status, list(tmp_path.glob("*.zip"))) == (1, [])
    assert refused.err == "docproc: There is nothing here by that name (none)\n"
