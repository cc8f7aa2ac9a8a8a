# SPDX-License-Identifier: GPL-3.0-or-later
"""What `meson install` puts in place: all of it, and it works from there."""
import contextlib
import os
import shutil
import subprocess
import tempfile

import sources

ID = "io.github.frameline.Frameline"
FILES = {
    "bin/frameline",
    "bin/framelinectl",
    f"share/applications/{ID}.desktop",
    f"share/glib-2.0/schemas/{ID}.gschema.xml",
    f"share/icons/hicolor/scalable/apps/{ID}.svg",
    f"share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
    "share/man/man1/frameline.1",
    "share/man/man1/framelinectl.1",
    f"share/metainfo/{ID}.metainfo.xml",
    f"share/mime/packages/{ID}.xml",
}


@contextlib.contextmanager
def _install(project):
    """Yields the folder that stands for the prefix."""
    for tool in ("meson", "glib-compile-schemas", "update-mime-database", "gio"):
        if shutil.which(tool) is None:
            raise sources.Missing(tool)
    with tempfile.TemporaryDirectory() as destination:
        subprocess.run(["meson", "install", "-C", project.build, "--no-rebuild", "--quiet", "--destdir",
                        destination], check=True, capture_output=True)
        yield next(os.path.dirname(folder) for folder, _, names in os.walk(destination)
                   if "framelinectl" in names)


def _list(prefix):
    return {os.path.relpath(os.path.join(folder, name), prefix)
            for folder, _, names in os.walk(prefix) for name in names}


def find_files(project):
    languages = [line for line in project.read("po/LINGUAS").split("\n")
                 if line and not line.startswith("#")]
    guide = {name.replace("doc/guide", "share/doc/frameline/guide") for name in project.list(under="doc/guide/")}
    wanted = FILES | guide | {f"share/locale/{language}/LC_MESSAGES/frameline.mo" for language in languages}
    with _install(project) as prefix:
        found = _list(prefix)
    yield from (f"meson.build:1: {name} is not installed" for name in sorted(wanted - found))
    yield from (f"meson.build:1: {name} is installed, which nobody expects" for name in sorted(found - wanted))


def _run(prefix, home, *command):
    share = os.path.join(prefix, "share")
    environment = {**os.environ, "HOME": home, "XDG_DATA_HOME": home, "LC_ALL": "C.UTF-8",
                   "XDG_DATA_DIRS": f"{share}:/usr/share"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "GSETTINGS_SCHEMA_DIR"):
        environment.pop(name, None)
    done = subprocess.run(command, capture_output=True, text=True, cwd=home, env=environment)
    return done.returncode, done.stdout + done.stderr


def find_broken(project):
    """The programs run, the settings are found, and a project has its type."""
    with _install(project) as prefix, tempfile.TemporaryDirectory() as home:
        share = os.path.join(prefix, "share")
        subprocess.run(["glib-compile-schemas", "--strict", f"{share}/glib-2.0/schemas"], check=True)
        subprocess.run(["update-mime-database", f"{share}/mime"], check=True, capture_output=True)
        expected = [
            ([f"{prefix}/bin/framelinectl", "--version"], "framelinectl "),
            ([f"{prefix}/bin/framelinectl", "new", "a.frameline", "--class", "Bird"], ""),
            ([f"{prefix}/bin/framelinectl", "info", "a"], "class   Bird  [1]"),
            ([f"{prefix}/bin/frameline", "--help"], "--demo"),
            (["gsettings", "get", ID, "show-guess"], "true"),
            (["gio", "info", "-a", "standard::content-type", "a.frameline"], "application/x-frameline"),
        ]
        for command, answer in expected:
            code, text = _run(prefix, home, *command)
            if code != 0 or answer not in text:
                yield f"meson.build:1: “{' '.join(command)}” ended with {code} and said {text!r}"
