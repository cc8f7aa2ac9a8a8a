# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide names only what there is: pictures, places within it, keys, words of the window, commands.

In doc/guide/index.html <kbd> holds a key, <b> words that stand in the window, and <pre> and <code>
what is typed into a terminal.
"""
import os
import re
import xml.etree.ElementTree as tree

import manual
import sources

PAGE = "doc/guide/index.html"
MAX_PICTURE_BYTES = 150_000
# What keys are called, where a toolkit calls them otherwise.
NAMES = {"Control": "Ctrl", "Return": "Enter", "KP_Enter": "Enter", "Escape": "Esc", "comma": ",", "period": ".",
         "slash": "/", "plus": "+", "minus": "−", "question": "?", "space": "Space"}


def _parse(project):
    """Yields the elements of the page; it is written so that an XML reader can read it."""
    return tree.fromstring(project.read(PAGE).replace("<!DOCTYPE html>", "")).iter()


def _texts(project, tag):
    return ["".join(element.itertext()) for element in _parse(project) if element.tag == tag]


def _find_line(project, text):
    first = text.split("\n")[0]
    return next((line for line, _ in sources.find_lines(
        project.read(PAGE), re.escape(first.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")))), 1)


def find_pictures(project):
    """Each is there, of a decent size, described, and named."""
    named = set()
    for picture in (element for element in _parse(project) if element.tag == "img"):
        source = picture.get("src")
        named.add(source)
        path = project.path(f"{os.path.dirname(PAGE)}/{source}")
        line = _find_line(project, source)
        if not os.path.isfile(path):
            yield f"{PAGE}:{line}: there is no {source}; “./dev guide” makes pictures"
        elif os.path.getsize(path) > MAX_PICTURE_BYTES:
            yield f"{PAGE}:{line}: {source} has more than {MAX_PICTURE_BYTES} bytes"
        if not picture.get("alt"):
            yield f"{PAGE}:{line}: nothing says what {source} shows"
    for name in project.list(".png", under=os.path.dirname(PAGE) + "/"):
        if os.path.basename(name) not in named:
            yield f"{name}:1: the guide does not show it"


def find_dead_links(project):
    """Links lead to a place within the page or to a file beside it."""
    ids = {element.get("id") for element in _parse(project)}
    for target in (element.get("href") for element in _parse(project) if element.tag == "a"):
        is_there = (target[1:] in ids if target.startswith("#")
                    else os.path.isfile(project.path(f"{os.path.dirname(PAGE)}/{target}")))
        if not is_there:
            yield f"{PAGE}:{_find_line(project, target)}: {target} leads nowhere"


def _list_keys(project):
    """What can be pressed, as the guide writes it, by the tables of commands and of shortcuts."""
    overlay = project.read("ui/help-overlay.ui").replace("&lt;", "<").replace("&gt;", ">")
    found = set(re.findall(r'"((?:<\w+>)*\w+)"', project.read("src/app/fl-commands.c")))
    for accelerators in re.findall(r'name="accelerator">([^\n]*)</property>', overlay):
        found.update(accelerators.split())
    keys = set(re.findall(r'name="label"[^>]*context="key">([^\n]*)</property>', overlay))
    keys.update(re.findall(r'name="label">(.)</property>', overlay))
    for accelerator in found:
        *held, key = re.findall(r"\w+", accelerator)
        parts = [NAMES.get(part, part) for part in [*held, key]]
        keys.add("+".join([*parts[:-1], parts[-1].upper() if len(parts[-1]) == 1 else parts[-1]]))
    return keys | {part for key in keys for part in key.split("+")[:-1]}


def find_unknown_keys(project):
    """But for keys of classes, which are whatever somebody chose."""
    keys = _list_keys(project)
    for key in _texts(project, "kbd"):
        if key not in keys:
            yield f"{PAGE}:{_find_line(project, key)}: nothing is done by the key {key}"


def _list_words(project):
    """Patterns of all that the window says."""
    said = set()
    for name in project.list(".ui", under="ui/"):
        said.update(re.findall(r'translatable="yes"[^>]*>([^<]*)<', project.read(name)))
    for name in project.list(".c", under="src/"):
        joined = re.sub(r'"\s*"', "", project.read(name))
        said.update(re.findall(r'"((?:\\.|[^"\\\n])+)"', joined))
    for text in said:
        parts = re.split(r"%(?:\d\$)?'?[-+.\d]*[a-z]+", text.replace("_", ""))
        # What is little but placeholders would be found everywhere.
        if len(parts) == 1 or len("".join(parts)) > 8:
            yield ".+".join(re.escape(part) for part in parts)


def find_unknown_words(project):
    pattern = re.compile("|".join(f"(?:{word})" for word in _list_words(project)))
    for text in _texts(project, "b"):
        if not pattern.fullmatch(" ".join(text.split())):
            yield f"{PAGE}:{_find_line(project, text)}: the window says “{text}” nowhere"


def find_unknown_commands(project):
    """Commands for a terminal, with their options, are those of the manual."""
    told = manual.read_manual(project.read("data/framelinectl.1"))
    for text in _texts(project, "pre") + _texts(project, "code"):
        for command, rest in re.findall(r"^framelinectl (\w+)(.*)$", text, re.MULTILINE):
            if command not in told:
                yield f"{PAGE}:{_find_line(project, text)}: there is no command {command}"
                continue
            for option in re.findall(r"--[\w-]+", rest):
                if option not in told[command]:
                    yield f"{PAGE}:{_find_line(project, text)}: {command} has no option {option}"
