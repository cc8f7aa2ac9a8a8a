# SPDX-License-Identifier: GPL-3.0-or-later
"""Each header compiles alone; the layers below the window are built without GTK."""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import tempfile

import sources


def _read_commands(build):
    """Returns {layer: (compiler, flags)} as meson has them."""
    commands = {}
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    for entry in entries:
        match = re.search(r"(?:^|/)src/(\w+)/[^/]+\.c$", entry["file"])
        if match is None or match.group(1) in commands:
            continue
        words = shlex.split(entry["command"])
        while words[0].endswith("ccache"):
            del words[0]
        flags = [word for word in words[1:] if re.match(r"-[ID]|-std|-pthread", word)]
        commands[match.group(1)] = (words[0], flags)
    return commands


def find_gtk_below(project):
    for layer, (_, flags) in sorted(_read_commands(project.build).items()):
        if layer == "app":
            continue
        for flag in flags:
            if re.search(r"gtk-?4|libadwaita", flag):
                yield f"src/{layer}/meson.build:1: compiled with {flag}, only app may know GTK"


def _compile(project, scratch, name, command):
    compiler, flags = command
    unit = os.path.join(scratch, name.replace("/", "-") + ".c")
    with open(unit, "w", encoding="utf-8") as file:
        file.write(f'#include "{name[len("src/"):]}"\n')
    done = subprocess.run([compiler, *flags, "-I", project.path("src"), "-Werror", "-fsyntax-only",
                           "-O0", unit], cwd=project.build, capture_output=True, text=True)
    return [] if done.returncode == 0 else done.stderr.strip().splitlines()[:6]


def find_dependent(project):
    commands = _read_commands(project.build)
    names = project.list(".h", under="src/")
    with tempfile.TemporaryDirectory() as scratch, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(
            lambda name: _compile(project, scratch, name, commands[name.split("/")[1]]), names)
        for name, lines in zip(names, results):
            if lines:
                yield f"{name}:1: does not compile alone: {' '.join(lines)}"
