"""What tests need of the machine they run on. Where it isn't there, a test is left out, and says here why.

What is asked of the program must not live here.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IS_ROOT: Final = hasattr(os, "geteuid") and os.geteuid() == 0
"""Who alone may mount a disk and give files away."""
KILL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)
"""Ends a process at once; on Windows every signal does."""

NO_TERMINALS: Final = "Windows has no pseudo-terminals"
_ON_WINDOWS: Final = sys.platform == "win32"

# Each leaves out what the system itself lacks, never what could be installed. What the program does there in its place
# is tested everywhere: keys read by a thread, pipes that block, a bell where no player is, files saved without modes.
pipes_and_devices = pytest.mark.skipif(_ON_WINDOWS, reason="a folder of Windows holds no FIFOs and no devices")
links = pytest.mark.skipif(_ON_WINDOWS, reason="on Windows a person needs a right of its own to make links")
modes = pytest.mark.skipif(_ON_WINDOWS, reason="files of Windows have no modes of reading and writing")
signals = pytest.mark.skipif(_ON_WINDOWS, reason="Windows has no signals but ctrl+c, and no sessions of processes")
keys_by_select = pytest.mark.skipif(
    _ON_WINDOWS, reason="select of Windows knows sockets alone: a thread reads the keys"
)
pipes_that_do_not_block = pytest.mark.skipif(_ON_WINDOWS, reason="a pipe of Windows always blocks")
shell_scripts = pytest.mark.skipif(_ON_WINDOWS, reason="a shell script stands for a program, and Windows runs none")
given_files = pytest.mark.skipif(not IS_ROOT, reason="a file is given to somebody else by root alone")
asked_processes = pytest.mark.skipif(_ON_WINDOWS, reason="on Windows, to ask after a process would end it")
xdg = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the XDG folders are a habit of Linux")
espeak = pytest.mark.skipif(sys.platform == "darwin", reason="macOS has a voice of its own, and no wheel of espeak-ng")
case_matters = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="there no two files differ in the case of their names alone"
)
linux = pytest.mark.skipif(
    sys.platform != "linux", reason="the clock, the devices, /proc, the sound systems, what a file carries: all Linux's"
)


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of so much room ("64k") at a folder, which is made where it isn't there."""
    folder.mkdir(exist_ok=True)
    mount = shutil.which("mount")
    if mount is None or not IS_ROOT:
        pytest.skip("a small disk can be mounted by root alone")
    command = [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)  # noqa: S607 -- where umount stands differs


def set_attribute(file: Path, name: str, value: bytes) -> None:
    """Give a file an extended attribute. Linux has them, but not every disk for temporary files, as older tmpfs."""
    try:
        os.setxattr(file, name, value)
    except OSError:
        pytest.skip("the disk for temporary files keeps no extended attributes")


def make_read_only(folder: Path) -> None:
    """From now on nothing can be written on the small disk at this folder."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)  # noqa: S607 -- where mount stands differs


def fill(disk: Path) -> Path:
    """Leave no room on a small disk; the file that takes it all."""
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"\0" * 1024):
            pass
    assert shutil.disk_usage(disk).free == 0
    return ballast


def strace(*options: str) -> tuple[str, ...]:
    """A program to put before another, which makes its calls to the system fail or take their time."""
    program = shutil.which("strace")
    if program is None:
        pytest.skip("strace is needed")
    command = (program, "-f", "-qq", "-o", os.devnull, *options)
    if subprocess.run([*command, sys.executable, "-c", "1"], check=False, capture_output=True).returncode:
        pytest.skip("nothing may be traced here")
    return command


def program(name: str) -> str:
    """Where a program stands that `.ci/run` installs, and that a person's machine may lack."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is needed")
    return found


def chromium() -> str:
    """A browser without a window."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("a browser is needed: chromium")
    return found


def as_a_person() -> tuple[str, ...]:
    """A program to put before another, which then is kept out by the modes of files, also where root runs the tests."""
    if not IS_ROOT:
        return ()
    program = shutil.which("setpriv")
    if program is None:
        pytest.skip("root may read and write everything, and there is no setpriv to take that away")
    return (program, "--bounding-set=-all", "--inh-caps=-all")
