# SPDX-License-Identifier: GPL-3.0-or-later
"""How long files and functions are."""
import re

import sources

MAX_FILE = 600
MAX_FUNCTION = 60


def find_long_files(project):
    for name in project.list(".c", ".cpp", ".h", ".py"):
        n = project.read(name).count("\n")
        if n > MAX_FILE:
            yield f"{name}:{MAX_FILE + 1}: a file of {n} lines, {MAX_FILE} are enough"


def _list_functions(code):
    """Yields (line, name, lines of the body) of clang-formatted C."""
    pattern = r"^(\w+) \([^{}]*\)\n\{\n(.*?)^\}"
    for match in re.finditer(pattern, code, re.MULTILINE | re.DOTALL):
        line = code.count("\n", 0, match.start()) + 1
        yield line, match.group(1), match.group(2).count("\n")


def find_long_functions(project):
    for name in project.list(".c", ".cpp"):
        code = sources.strip_c(project.read(name))
        for line, function, n in _list_functions(code):
            if n > MAX_FUNCTION and not function.endswith("class_init"):
                yield f"{name}:{line}: {function} has {n} lines, {MAX_FUNCTION} are enough"
