"""Whether there is anything that could sound: a look at a few files, where opening a device costs far more.

What can sound, and how, must not live here.
"""

from __future__ import annotations

import glob
import os
import sys

_POINTERS = ("PULSE_", "PIPEWIRE_", "ALSA_", "JACK_", "AUDIODEV")
"""Beginnings of the variables that point to a sound server or a device somewhere else."""


def is_bare() -> bool:
    """Whether this is a Linux with no sound card, no sound server and no hint at one elsewhere; False if in doubt."""
    if not sys.platform.startswith("linux") or any(name.startswith(_POINTERS) for name in os.environ):
        return False
    return not any(glob.glob(pattern) for pattern in _traces())  # noqa: PTH207 - pathlib costs the worker 10 ms


def _traces() -> tuple[str, ...]:
    home = glob.escape(os.path.expanduser("~"))  # noqa: PTH111 - as above
    runtime = glob.escape(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    return (
        "/dev/snd/pcm*",
        "/dev/dsp*",
        f"{runtime}/pulse/native",
        f"{runtime}/pipewire-*",
        "/run/pulse/native",
        f"{home}/.config/pulse/*-runtime/native",
        "/dev/shm/jack*",  # noqa: S108 - only looked at
        f"{home}/.asoundrc",
        "/etc/asound.conf",
    )
