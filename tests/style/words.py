# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that must be there, and words that must not."""
import re

import sources

BANNED = ("strcpy", "strcat", "sprintf", "vsprintf", "strtok", "atoi", "atol", "atof", "gets",
          "localtime", "gmtime", "rand", "srand", "system", "alloca", "g_alloca", "popen")
SOURCES = (".c", ".cpp", ".h", ".py", ".sh", ".ui", ".css", ".xml", ".xml.in", ".svg", ".desktop",
           ".desktop.in", ".1", ".po", "meson.build", "meson_options.txt", ".supp")
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
TEXTS = SOURCES + (".md", ".ini", ".txt", ".csv", "NEWS")
# Folders of one machine. Standing alone or after a quote, but not within a longer path.
PLACE = r"(?<![\w./}*])/(home|root|Users|work|mnt|srv)/[\w.]"


def find_banned(project):
    pattern = rf"(?<![\w.>])({'|'.join(BANNED)})\s*\("
    for name in project.list(".c", ".cpp", ".h"):
        code = sources.strip_c(project.read(name))
        for line, match in sources.find_lines(code, pattern):
            yield f"{name}:{line}: {match.group(1)} is banned"


def _is_script(project, name):
    if "." in name.rsplit("/", 1)[-1]:
        return False
    with open(project.path(name), "rb") as file:
        return file.read(2) == b"#!"


def find_unlicensed(project):
    for name in project.list():
        if not name.endswith(SOURCES) and not _is_script(project, name):
            continue
        first = project.read(name).splitlines()[:3]
        if not any(LICENCE in line for line in first):
            yield f"{name}:1: “{LICENCE}” is missing"


def find_places(project):
    for name in project.list():
        if not name.endswith(TEXTS) and not _is_script(project, name):
            continue
        for line, match in sources.find_lines(project.read(name), PLACE):
            yield f"{name}:{line}: a folder of one machine ({match.group()}…)"


def find_loose_ends(project):
    for name in project.list(".c", ".cpp", ".h", ".py", ".sh", ".ui"):
        for line, match in sources.find_lines(project.read(name), r"[ \t]+$|^\t|\r"):
            yield f"{name}:{line}: a tab, a carriage return or space at the end of a line"
        if not project.read(name).endswith("\n"):
            yield f"{name}:1: the last line has no end"
