# SPDX-License-Identifier: GPL-3.0-or-later
"""Strings for people: each file that has some is listed, and each can be translated."""
import os
import re
import subprocess

import sources

MARKS = r"(?<!\w)(?:(?:N?_|C_|NC_|ngettext) ?\(\s*\"|(?:g_dngettext|g_dpgettext2?) ?\()"
CATALOGUED = (".ui", ".gschema.xml", ".desktop.in", ".metainfo.xml.in", ".xml.in")


def _has_strings(project, name):
    text = project.read(name)
    if name.endswith((".c", ".cpp", ".h")):
        return re.search(MARKS, sources.strip_c(text)) is not None
    if name.endswith(".ui"):
        return 'translatable="yes"' in text
    return name.endswith(CATALOGUED)


def find_unlisted(project):
    listed = [line for line in project.read("po/POTFILES.in").splitlines()
              if line and not line.startswith("#")]
    files = [name for name in project.list()
             if name.startswith(("src/", "ui/", "data/")) and name.endswith((".c", ".cpp", ".h") + CATALOGUED)]
    for name in files:
        if name not in listed and _has_strings(project, name):
            yield f"{name}:1: has strings for people and is not in po/POTFILES.in"
    for name in listed:
        if name not in files:
            yield f"po/POTFILES.in:1: {name} is listed and not there"
        elif not _has_strings(project, name):
            yield f"po/POTFILES.in:1: {name} is listed and has no strings for people"
    if listed != sorted(set(listed)):
        yield "po/POTFILES.in:1: not sorted, or a file is listed twice"


def _list_calls(text):
    """Yields (line, arguments) of each call that marks a string."""
    for line, match in sources.find_lines(text, MARKS):
        depth = 1
        end = match.end()
        while end < len(text) and depth > 0:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield line, text[match.end():end]


def find_untranslatable(project):
    for name in project.list(".c", ".cpp", ".h", under="src/"):
        for line, arguments in _list_calls(sources.strip_c(project.read(name))):
            if re.search(r"\bG_\w+_(FORMAT|MODIFIER)\b", arguments):
                yield f"{name}:{line}: gettext does not know GLib's formats; write PRId64 or PRIu64"


def find_broken_catalogues(project):
    languages = [line for line in project.read("po/LINGUAS").split("\n")
                 if line and not line.startswith("#")]
    present = [os.path.basename(name)[:-3] for name in project.list(".po", under="po/")]
    for language in sorted(set(languages) ^ set(present)):
        yield f"po/LINGUAS:1: {language} is in one of LINGUAS and po/ only"
    for language in sorted(set(languages) & set(present)):
        done = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", f"po/{language}.po"],
                              cwd=project.root, capture_output=True, text=True)
        if done.returncode != 0:
            yield from done.stderr.strip().splitlines()
