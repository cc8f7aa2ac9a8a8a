# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers questions in the real window by real keys, and prints what the program measured.

usage: with-display.py python3 press-keys.py FRAMELINE PROJECT N_KEYS SECONDS_BETWEEN [MEMORY]

The first line is the size of the window. Then one an answer: ms from the key's own time to the
paint of the next picture, ms from when the program heard of the key, processor time of the main
thread in that, and 1 when the picture was the decoded frame and not its thumbnail; and `stall,MS`
when the main loop did nothing for so long. With MEMORY every so many keys `memory,MB` is its own then.
"""
import os
import subprocess
import sys
import time

import measure

KEYS = "0110100110010110"
SETTLE_S = 2.0  # what is still loading when the window has just come is no answer's fault


def find_window(pid):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)],
                           capture_output=True, text=True, check=False)
    return found.stdout.split()[0] if found.stdout.split() else None


def press(n_keys, between_s, first=0):
    """One program for all keys, since starting one would disturb what is measured."""
    words = []
    for i in range(first, first + n_keys):
        words += ["key", KEYS[i % len(KEYS)], "sleep", str(between_s)]
    subprocess.run(["xdotool", *words], check=True)


def press_and_weigh(pid, n_keys, between_s, every):
    """Memory after every so many keys."""
    for first in range(0, n_keys, every):
        press(every, between_s, first)
        print(f"memory,{measure.read_rss_anon_mb(pid):.1f}")


def wait_for_line(program, wanted):
    for line in program.stdout:
        if line.strip() == wanted:
            return True
    return False


def main():
    frameline, project, n_keys, between_s, *every = sys.argv[1:]
    environment = dict(os.environ, GSETTINGS_BACKEND="memory")
    # The program chooses how to draw, as it does for people.
    environment.pop("GSK_RENDERER", None)
    manager = subprocess.Popen(["openbox", "--sm-disable"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    program = subprocess.Popen([frameline, "--key-times", project], env=environment,
                               stdout=subprocess.PIPE, text=True)
    try:
        if not wait_for_line(program, "ready"):
            sys.exit("the program shows no question")
        window = find_window(program.pid)
        if window is None:
            sys.exit("the program has no window")
        subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True)
        print(subprocess.run(["xdotool", "getwindowgeometry", window], capture_output=True,
                             text=True, check=True).stdout.split()[-1])
        time.sleep(SETTLE_S)
        if every:
            press_and_weigh(program.pid, int(n_keys), float(between_s), int(every[0]))
        else:
            press(int(n_keys), float(between_s))
        time.sleep(1)
    finally:
        program.terminate()
        rest = program.stdout.read()
        program.wait()
        manager.terminate()
        manager.wait()
    print(rest, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
