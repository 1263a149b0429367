"""Whether the process that holds a lease is certainly gone.

A run that was killed leaves its lease behind. Waiting for it to expire would cost a person minutes for nothing when the
dead process ran on this very machine, so its successor may take over at once. Certainty is asked for: a process id
alone is not enough (ids are used again, and two containers may share a host name but not their process ids), so a
mark of boot, process-id namespace and process start is stored beside the holder. In doubt the holder counts as alive
and the lease has to expire. Even a wrong guess could not spoil the ledger: the old token is refused from then on.

Only Linux tells these things (/proc); elsewhere every holder counts as alive until its lease expires.
"""

import os
import socket
from pathlib import Path

PROC = Path("/proc")


def holder_mark(holder: str, proc: Path = PROC) -> str:
    """The mark of the process named in "host:pid:name": "boot/namespace/start"; empty when it cannot be told."""
    pid = _local_pid(holder)
    if pid is None:
        return ""
    start = _process_start(pid, proc)
    machine = _machine_mark(proc)
    return f"{machine}/{start}" if machine and start else ""


def is_gone(holder: str, mark: str, proc: Path = PROC) -> bool:
    """True only when the holder ran on this machine and its process certainly ended."""
    pid = _local_pid(holder)
    machine = _machine_mark(proc)
    if pid is None or not machine or not mark:
        return False
    marked_boot, marked_namespace, marked_start = mark.split("/")
    boot, namespace = machine.split("/")
    if marked_namespace != namespace:
        return False  # another container under the same host name: its processes cannot be seen from here
    if marked_boot != boot:
        return True  # the machine was started again since
    start = _process_start(pid, proc)
    return start is not None and start != marked_start


def _local_pid(holder: str) -> int | None:
    host, _, rest = holder.partition(":")
    pid = rest.partition(":")[0]
    return int(pid) if host == socket.gethostname() and pid.isascii() and pid.isdigit() else None


def _machine_mark(proc: Path) -> str:
    try:
        boot = (proc / "sys/kernel/random/boot_id").read_text().strip()
        namespace = os.readlink(proc / "self/ns/pid").removeprefix("pid:[").removesuffix("]")
    except OSError:
        return ""
    return f"{boot}/{namespace}"


def _process_start(pid: int, proc: Path) -> str | None:
    """Clock ticks from boot to a process's start (proc(5), /proc/pid/stat field 22).

    Empty when the process ended, a zombie included; None when it cannot be told.
    """
    try:
        stat = (proc / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None if _hidden(pid) else ""
    except OSError:
        return None
    # The command name stands in brackets and may hold anything, spaces and brackets too.
    fields = stat.rpartition(")")[2].split()
    state, start = fields[0], fields[19]
    return "" if state in ("Z", "X") else start


def _hidden(pid: int) -> bool:
    """Whether the process lives although /proc does not show it (mounted with hidepid, another user's process)."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
