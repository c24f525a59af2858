"""Making room for the window: a process that only takes what nobody else wants."""

from __future__ import annotations

import ctypes
import os
import sys

NICE = 10


def work_in_the_background() -> None:
    """Lower this process's priority; all processors may still be used."""
    if sys.platform == "win32":
        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(NICE)
