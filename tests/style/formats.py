# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs can check: the layout of C, desktop files, metainfo, XML, settings, scripts."""
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as tree

import sources


def _run(project, *command):
    if shutil.which(command[0]) is None:
        raise sources.Missing(command[0])
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True)
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()


def find_layout(project):
    _, version = _run(project, "clang-format", "--version")
    if re.search(r"version 14\.", version[0]) is None:
        raise sources.Missing("clang-format 14")
    names = project.list(".c", ".cpp", ".h")
    code, lines = _run(project, "clang-format", "--dry-run", "-Werror", *names)
    if code != 0:
        yield from (line for line in lines if "-Wclang-format-violations" in line)


def _list_built(project, suffix):
    folder = os.path.join(project.build, "data")
    return [os.path.relpath(os.path.join(folder, name), project.root)
            for name in sorted(os.listdir(folder)) if name.endswith(suffix)]


def find_desktop(project):
    """Of the build, for only there the translations are in."""
    for name in _list_built(project, ".desktop"):
        code, lines = _run(project, "desktop-file-validate", name)
        if code != 0 or lines:
            yield from lines


def find_metainfo(project):
    for name in _list_built(project, ".metainfo.xml"):
        code, lines = _run(project, "appstreamcli", "validate", "--no-net", "--explain", name)
        if code != 0:
            yield from (f"{name}: {line}" for line in lines)


def find_xml(project):
    for name in project.list(".ui", ".xml", ".xml.in", ".svg"):
        try:
            tree.parse(project.path(name))
        except tree.ParseError as error:
            yield f"{name}:{error.position[0]}: {error}"


def find_settings(project):
    code, lines = _run(project, "glib-compile-schemas", "--strict", "--dry-run", "data")
    if code != 0:
        yield from lines


def find_templates(project):
    """Each .ui file is in the resource, and belongs to a class of the same name."""
    resource = project.read("ui/frameline.gresource.xml")
    files = project.list()
    for name in project.list(".ui", under="ui/"):
        stem = os.path.basename(name)[:-3]
        if f">{stem}.ui<" not in resource:
            yield f"{name}:1: not in ui/frameline.gresource.xml"
        if 'template class="' in project.read(name) and f"src/app/{stem}.c" not in files:
            yield f"{name}:1: there is no src/app/{stem}.c"


def find_scripts(project):
    for name in project.list():
        path = project.path(name)
        with open(path, "rb") as file:
            is_script = file.readline().startswith(b"#!/usr/bin/env bash")
        if not is_script:
            continue
        if not os.access(path, os.X_OK):
            yield f"{name}:1: a script that cannot be executed"
        code, lines = _run(project, "bash", "-n", name)
        if code != 0:
            yield from lines
