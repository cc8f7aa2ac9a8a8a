# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real window and prints how many ms it took until the project was painted, and until a
question was shown.

usage: with-display.py python3 start-window.py FRAMELINE PROJECT
"""
import os
import subprocess
import sys
import time


def main():
    environment = dict(os.environ, GSETTINGS_BACKEND="memory")
    environment.pop("GSK_RENDERER", None)
    begin = time.monotonic()
    program = subprocess.Popen([sys.argv[1], "--key-times", sys.argv[2]], env=environment,
                               stdout=subprocess.PIPE, text=True)
    try:
        for line in program.stdout:
            if line.strip() in ("window", "ready"):
                print(f"{line.strip()},{(time.monotonic() - begin) * 1000:.1f}", flush=True)
            if line.strip() == "ready":
                break
    finally:
        program.terminate()
        program.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
