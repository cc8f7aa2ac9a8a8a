# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks read: the files of the project, and C without its comments and strings."""
import os
import re
import subprocess

_COMMENT_OR_STRING = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""", re.DOTALL | re.VERBOSE)


class Missing(Exception):
    """A tool that this machine does not have."""


class Project:
    """The files under `root`, built in `build`."""

    def __init__(self, root, build=None):
        self.root = root
        self.build = build
        self._names = self._list_all()

    def _list_all(self):
        """In a checkout those that git knows or could be told of; elsewhere whatever is there."""
        if os.path.exists(self.path(".git")):
            text = subprocess.run(
                ["git", "-C", self.root, "ls-files", "-z", "--cached", "--others",
                 "--exclude-standard"], check=True, capture_output=True, text=True).stdout
            found = {name for name in text.split("\0") if name}
        else:
            found = {os.path.relpath(os.path.join(folder, name), self.root)
                     for folder, _, names in os.walk(self.root) for name in names}
        return sorted(name for name in found
                      if "__pycache__" not in name and os.path.isfile(self.path(name)))

    def list(self, *suffixes, under=""):
        """Returns the files that end in one of `suffixes`, relative to the root, sorted."""
        return [name for name in self._names
                if name.endswith(suffixes or "") and name.startswith(under)]

    def path(self, name):
        return os.path.join(self.root, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()


def _blank(match):
    """Keeps the line breaks, so that line numbers stay true."""
    text = match.group()
    mark = text[0] if text[0] in "\"'" else ""
    return mark + "\n" * text.count("\n") + mark


def strip_c(text):
    """Takes comments out of C, and what is in its strings."""
    return _COMMENT_OR_STRING.sub(_blank, text)


def find_lines(text, pattern):
    """Yields (line number, match) of each match in `text`."""
    for match in re.finditer(pattern, text, re.MULTILINE):
        yield text.count("\n", 0, match.start()) + 1, match
