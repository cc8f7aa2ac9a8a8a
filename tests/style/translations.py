# SPDX-License-Identifier: GPL-3.0-or-later
"""Strings for people: each file that has some is listed, and each can be translated."""
import gettext
import io
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree

import sources

MARKS = r"(?<!\w)(?:(?:N?_|C_|NC_|ngettext) ?\(\s*\"|(?:g_dngettext|g_dpgettext2?) ?\()"
XGETTEXT = ("xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
            "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3", "--files-from=po/POTFILES.in")
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


def _list_untold(project, name, template):
    """Yields each message of `template` that the catalogue `name` does not translate, or not surely."""
    merged = subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", name, template],
                            cwd=project.root, capture_output=True, text=True, check=True).stdout
    for lack in ("--untranslated", "--only-fuzzy"):
        lacking = subprocess.run(["msgattrib", lack, "--no-obsolete", "--no-wrap"], input=merged,
                                 capture_output=True, text=True, check=True).stdout
        for lines in re.findall(r'^msgid ((?:".*"\n)+)', lacking, re.MULTILINE):
            if lines != '""\n':
                yield lines.replace('"\n"', "").strip()


def find_incomplete(project):
    """Each language says all that the sources say."""
    if shutil.which("xgettext") is None:
        raise sources.Missing("xgettext")
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "frameline.pot")
        subprocess.run([*XGETTEXT, f"--output={template}"], cwd=project.root, capture_output=True, check=True)
        for name in project.list(".po", under="po/"):
            for message in _list_untold(project, name, template):
                yield f"{name}:1: does not translate {message}"


def _list_views(project):
    """What pages and views are called, in English."""
    names = set()
    for name in project.list(".ui", under="ui/"):
        for view in xml.etree.ElementTree.parse(project.path(name)).iter("object"):
            if view.get("class") in ("AdwViewStackPage", "GtkStackPage"):
                names |= {title.text for title in view.findall("property[@name='title'][@translatable='yes']")}
    return sorted(names)


def find_clashes(project):
    """No language has one name for two pages or views."""
    views = _list_views(project)
    for name in project.list(".po", under="po/"):
        done = subprocess.run(["msgfmt", "--output-file=-", name], cwd=project.root, capture_output=True)
        if done.returncode != 0:
            continue  # told above
        told = gettext.GNUTranslations(io.BytesIO(done.stdout))
        seen = {}
        for view in views:
            other = seen.setdefault(told.gettext(view), view)
            if other != view:
                yield f"{name}:1: says {told.gettext(view)!r} for {other!r} and for {view!r}"
