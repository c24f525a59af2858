"""Making room for the window: a process that only takes what nobody else wants."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

NICE = 10


def work_in_the_background() -> None:
    """Lower this process's priority; all processors may still be used.

    On Linux a merely nice process may go on for some milliseconds before one that wakes up gets its
    processor. One of the idle class makes way at once, and stands still while others need all.
    """
    if sys.platform == "win32":
        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(NICE)
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
