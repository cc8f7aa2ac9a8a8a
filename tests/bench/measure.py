# SPDX-License-Identifier: GPL-3.0-or-later
"""Running programs and comparing them: time, processor time, memory, and figures made of them."""
import os
import statistics
import subprocess
import sys
import threading
import time

RUNS = 5


class Failed(Exception):
    """A program that is measured did not do its work."""


def say(text):
    print(text, file=sys.stderr, flush=True)


class Spent:
    """What one run of a program took."""

    def __init__(self, wall_s, cpu_s, rss_anon_mb=None):
        self.wall_s = wall_s
        self.cpu_s = cpu_s
        self.rss_anon_mb = rss_anon_mb


def read_rss_anon_mb(pid):
    """Memory that is the process's own (files that it maps do not count), now."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


class MemoryWatch(threading.Thread):
    """Samples a process every 20 ms; `samples` are (seconds, MB)."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid = pid
        self.samples = []
        self.is_over = threading.Event()

    def run(self):
        begin = time.monotonic()
        while not self.is_over.wait(0.02):
            self.samples.append((time.monotonic() - begin, read_rss_anon_mb(self.pid)))

    def end(self):
        self.is_over.set()
        self.join()
        return max((mb for _, mb in self.samples), default=0.0)


def run(command, watches_memory=False, **options):
    """Runs a program to its end, silently; a status other than 0 is an error."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, **options)
    watch = MemoryWatch(process.pid) if watches_memory else None
    if watch:
        watch.start()
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = watch.end() if watch else None
    if process.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}: {errors.decode(errors='replace').strip()}")
    return Spent(wall_s, usage.ru_utime + usage.ru_stime, peak)


def read_output(command, **options):
    """Runs a program and gives what it printed."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False, **options)
    if done.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}: {done.stderr.strip()}")
    return done.stdout


def pairs(ours, peer, n_runs=RUNS):
    """Calls both in turns, A B A B, so that whatever else the machine does hits both alike."""
    first, second = [], []
    for _ in range(n_runs):
        first.append(ours())
        second.append(peer())
    return first, second


def figure(name, what, unit, value, limit, judges_value=False, **facts):
    """One measured number. `limit` is the largest ratio when there is one, unless it judges the
    value; without a limit the number is only told."""
    row = {"name": name, "what": what, "unit": unit, "value": value}
    row.update(facts)
    judged = value if judges_value else row.get("ratio", value)
    row["limit_is_for"] = "value" if judges_value or "ratio" not in row else "ratio"
    row["limit"] = limit
    row["met"] = None if limit is None else judged <= limit
    return {key: round(item, 4) if isinstance(item, float) else item for key, item in row.items()}


def compare(name, what, peer_what, ours, peer, limit, **facts):
    """A figure of wall times in pairs. The ratio is the median of the pairs' ratios; that of the
    processor times stands beside it, which a busy machine disturbs less."""
    ratios = [a.wall_s / b.wall_s for a, b in zip(ours, peer)]
    return figure(name, what, "s", statistics.median(a.wall_s for a in ours), limit,
                  peer=peer_what, peer_value=statistics.median(b.wall_s for b in peer),
                  ratio=statistics.median(ratios),
                  ratios=[round(ratio, 3) for ratio in ratios],
                  cpu_ratio=statistics.median(a.cpu_s / b.cpu_s for a, b in zip(ours, peer)),
                  n_runs=len(ours), **facts)


def percentile(values, percent):
    """By nearest rank."""
    ranked = sorted(values)
    rank = max(1, -(-len(ranked) * percent // 100))
    return ranked[int(rank) - 1]
