"""The server as people start it: a process of its own, with its worker, ended politely."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def contest(folder: Path, *arguments: str, port: int = 0) -> subprocess.Popen[str]:
    """`contest …` in a process of its own, on a database in `folder`."""
    environ = {"DATABASE_URL": f"sqlite:///{folder / 'c.sqlite'}", "UPLOADS": str(folder / "files"), "PORT": str(port)}
    return subprocess.Popen(
        [sys.executable, "-m", "contest", *arguments],
        cwd=ROOT,
        env=os.environ | environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def answer(port: int) -> str:
    """The home page, once the server is up."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
                return str(page.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


def test_server_answers_and_ends_politely_when_asked(tmp_path: Path) -> None:
    assert contest(tmp_path, "init").communicate(timeout=60)[0] == "The database is up to date now.\n"
    port = free_port()
    with contest(tmp_path, "serve", port=port) as server:
        assert "</html>" in answer(port)
        server.send_signal(signal.SIGTERM)
        said = server.communicate(timeout=30)[0]
    assert server.returncode == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said


def test_second_server_on_the_same_port_says_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        contest(tmp_path, "init").communicate(timeout=60)
        server = contest(tmp_path, "serve", port=port)
        said = server.communicate(timeout=60)[0]
    assert server.returncode == 1
    assert "Set PORT to another" in said
