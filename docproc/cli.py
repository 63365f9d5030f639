"""The command line. Each command here parses its words and calls one use case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from docproc import cli_users
from docproc.commands.source_files import PathMissing, source_files
from docproc.registers.importing.report import ImportKind

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(cli_users.app, name="user")


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        from docproc.pipeline import STAGE_VERSION

        typer.echo(f"docproc {version('docproc')}, reading as version {STAGE_VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Of the program, and of what it reads."),
    ] = False,
) -> None:
    """Reads official Thai circulars and attendance sheets, and links them into a chain of evidence."""


Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="PATH")]


@app.command(epilog="Example: docproc read letters/ --out readings/")
def read(
    paths: Paths,
    out: Annotated[Path | None, typer.Option(help="Folder for one JSON file each; without it, JSON lines.")] = None,
) -> None:
    """Read files without the service: no database, no queue, all cores."""
    from docproc.commands.read import read_files

    files = _files(paths)
    read_files(files, out)


@app.command(epilog="Example: docproc submit scans/ --office 5208 --wait")
def submit(
    paths: Paths,
    office: Annotated[str | None, typer.Option(help="Code of the office that hands the files in.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Return when every file has reached its end.")] = False,
) -> None:
    """Hand files to the service, through the same door as the web upload."""
    from docproc.commands.submit import submit_files

    files = _files(paths)
    with _known_office():
        are_good = submit_files(files, office, wait)
    if not are_good:
        raise typer.Exit(1)


@app.command(epilog="Example: docproc serve --port 8080")
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the web pages and the HTTP interface."""
    from docproc.commands.serve import serve_web

    serve_web(host, port)


@app.command(epilog="Example: docproc worker -n 4")
def worker(
    n: Annotated[int | None, typer.Option("-n", min=1, help="Workers; by default DOCPROC_WORKERS.")] = None,
) -> None:
    """Read what was accepted: runs until stopped."""
    from docproc.commands.worker import run_workers

    run_workers(n)


@app.command("import", epilog="Example: docproc import villages villages.xlsx --dry-run")
def import_table(
    kind: Annotated[ImportKind, typer.Argument(help="What the file lists.", metavar="KIND")],
    file: Annotated[Path, typer.Argument(help="CSV or XLSX.", metavar="FILE", exists=True, dir_okay=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row and save nothing.")] = False,
    office: Annotated[str | None, typer.Option(help="Code of the office whose letters a file lists.")] = None,
) -> None:
    """Take a list into the registers: all of it, or nothing and a line for each bad row.

    KIND is local-governments, villages, leaders, volunteers, officials, letters-received, letters-sent or quotas.
    """
    from docproc.commands.import_table import import_table

    with _known_office():
        is_good = import_table(kind, file, office, is_dry_run=dry_run)
    if not is_good:
        raise typer.Exit(1)


@app.command("export-corrections", epilog="Example: docproc export-corrections --out corrections/")
def export_corrections(
    out: Annotated[Path, typer.Option(help="Folder for lines.jsonl and the crops.")],
) -> None:
    """Write what people confirmed or set right as lines to train a reader on: crop, text, and where it is from."""
    from docproc.commands.export_corrections import export_corrections

    export_corrections(out)


@app.command(epilog="Example: docproc bench --part letters --part fonts --json > bench.json")
def bench(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    part: Annotated[
        list[str] | None,
        typer.Option(
            help="One of samples, letters, sheets, announcements, forms, memos, received, fonts, reliability, "
            "independence; may be given again. Without it, all of these. Or national, linking, search or pages "
            "alone: an invented circular to the whole country, how fast letters and words are found, and a clerk's "
            "pages come, among --letters."
        ),
    ] = None,
    pages: Annotated[int, typer.Option(min=1, help="Held-out letters for each quality; sets the size of all.")] = 8,
    seed: Annotated[int, typer.Option(help="Seed of the pages; from 10000 on they are held out.")] = 20_000,
    handwriting: Annotated[
        Path | None, typer.Option(exists=True, help="File of handwritten digits (.npz); without it, pen fonts.")
    ] = None,
    fonts: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="Folder of further Thai fonts to measure.")
    ] = None,
    ocrmypdf: Annotated[bool, typer.Option(help="Measure OCRmyPDF too, where it is installed.")] = True,
    letters: Annotated[
        int, typer.Option(min=1, help="Letters held while linking, search or pages are timed.")
    ] = 1_000_000,
    database: Annotated[
        str | None,
        typer.Option(help="An empty PostgreSQL database in which both are timed too, beside SQLite."),
    ] = None,
) -> None:
    """Measure reading on the samples and on pages drawn now, beside bare Tesseract and OCRmyPDF."""
    from docproc.bench.files import Part, Plan
    from docproc.bench.linking_report import PARTS, run_linking_bench
    from docproc.bench.report import run_bench

    if part and set(part) <= set(PARTS):
        run_linking_bench(part, seed, letters, database, print_json=as_json)
        return

    try:
        parts = frozenset(Part(name) for name in part) if part else frozenset(Part)
    except ValueError:
        known = f"the parts are {', '.join(Part)}, or alone {', '.join(PARTS)}"
        raise typer.BadParameter(known, param_hint="--part") from None
    run_bench(Plan(parts, seed, pages, handwriting, fonts), print_json=as_json, ocrmypdf=ocrmypdf)


@app.command(epilog="Example: docproc reprocess --where doc_type=memo --where received=2025-01-01..2025-06-30")
def reprocess(
    where: Annotated[
        list[str] | None,
        typer.Option(
            help="NAME=VALUE that files must meet; may be given again. Names: doc_type, status, version, office, "
            "received (a day, or FIRST..LAST), file (its id).",
            metavar="NAME=VALUE",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be read again.")] = False,
    act: Annotated[
        str | None,
        typer.Option("--act", help="stop, resume, promote or discard the open run; status tells of the latest."),
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Return when the run has come to rest.")] = False,
) -> None:
    """Read files again with the present reader, beside what stands; nothing changes until the run is promoted."""
    from docproc.commands.reprocess import ACTS, STATUS, on_open_run, start_run, tell_of_latest
    from docproc.reprocessing.conditions import parse_conditions

    if act is not None:
        if act not in ACTS or where or dry_run:
            raise typer.BadParameter(f"one of {', '.join(ACTS)}, without --where and --dry-run", param_hint="--act")
        tell_of_latest(wait=wait) if act == STATUS else on_open_run(act, wait=wait)
        return
    try:
        conditions = parse_conditions(where or [])
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--where") from None
    start_run(conditions, dry_run=dry_run, wait=wait)


@app.command(epilog="Example: docproc export 0197f3c2a1b27d10 --out evidence.zip")
def export(
    document: Annotated[
        str, typer.Argument(help="Id of a document; its whole chain goes with it.", metavar="DOCUMENT")
    ],
    out: Annotated[Path, typer.Option(help="The ZIP file to write.", dir_okay=False)],
) -> None:
    """Write a bundle of evidence: originals, values with proof and history, links, and a program that checks it."""
    from docproc.commands.bundles import export_bundle

    export_bundle(document, out)


audit = typer.Typer(help="Check what was taken away.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(audit, name="audit")


@audit.command(epilog="Example: docproc audit verify evidence.zip")
def verify(
    bundle: Annotated[
        Path, typer.Argument(help="A bundle, or the folder it was unpacked into.", metavar="FILE", exists=True)
    ],
) -> None:
    """Say whether a bundle is as it was made, and whether this service made it."""
    from docproc.commands.bundles import verify_bundle

    if not verify_bundle(bundle):
        raise typer.Exit(1)


@app.command(epilog="Example: docproc demo --once")
def demo(
    once: Annotated[bool, typer.Option("--once", help="Stop after the table.")] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(
            envvar="PORT", min=1, max=65535, help="Port to listen on; by default 8000, with --once any free one."
        ),
    ] = None,
) -> None:
    """Start everything, put the samples through it, print what was read, linked and verified, and go on serving."""
    from docproc.demonstration.run import run_demo

    if not run_demo(host, port if port is not None else 0 if once else 8000, once=once):
        raise typer.Exit(1)


def main() -> NoReturn:
    """The entry point: what goes wrong is one sentence on standard error and exit status 1, never a traceback.

    What a command answers stands alone on standard output.
    """
    from docproc.commands.outcome import run_explained
    from docproc.logs import configure_logs

    configure_logs()

    raise SystemExit(run_explained(app))


@contextmanager
def _known_office() -> Iterator[None]:
    from docproc.users.accounts import UnknownOfficeError

    try:
        yield
    except UnknownOfficeError as error:
        raise typer.BadParameter(f"no office has the code {error}", param_hint="--office") from None


def _files(paths: list[Path]) -> list[Path]:
    try:
        files = source_files(paths)
    except PathMissing as error:
        raise typer.BadParameter(f"{error} is neither a file nor a folder") from None
    if not files:
        raise typer.BadParameter("no readable files there")
    return files


if __name__ == "__main__":
    main()
