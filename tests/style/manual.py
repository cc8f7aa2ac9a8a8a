# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written for people says what there is: each command, each option, each column."""
import os
import re
import subprocess

import sources


def _ask(project, *words):
    program = os.path.join(project.build, "src", "cli", "framelinectl")
    return subprocess.run([program, *words], capture_output=True, text=True, check=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout


def _read_help(project):
    """Returns {command: {its options}} as the program tells them."""
    commands = re.findall(r"^  (\w+) ", _ask(project, "--help"), re.MULTILINE)
    return {command: set(re.findall(r"^  (--[\w-]+)", _ask(project, command, "--help"), re.MULTILINE))
            for command in commands}


def read_manual(text):
    """Returns {command: {its options}} as the page tells them."""
    found = {}
    command = None
    for line in text[text.index(".SH COMMANDS"):text.index(".SH EXIT STATUS")].splitlines():
        words = line.replace("\\-", "-").split()
        if len(words) > 1 and words[0] in (".BI", ".B") and re.fullmatch(r"[a-z]+", words[1]):
            if found and words[0] == ".B" and words[1] not in ("extractors", "classifiers",
                                                               "strategies", "formats"):
                continue
            command = words[1]
            found.setdefault(command, set())
        elif len(words) > 1 and words[0] in (".BI", ".B") and words[1].startswith("--"):
            if command and len(words[1]) > 2:
                found[command].add(words[1].rstrip("="))
    return found


def find_undocumented(project):
    page = "data/framelinectl.1"
    told = _read_help(project)
    documented = read_manual(project.read(page))
    for command in sorted(set(told) | set(documented)):
        if command not in documented:
            yield f"{page}:1: {command} is missing"
        elif command not in told:
            yield f"{page}:1: there is no command {command}"
        else:
            for option in sorted(told[command] ^ documented[command]):
                what = "is missing" if option in told[command] else "is no option"
                yield f"{page}:1: {command} {option} {what}"


def find_untold_columns(project):
    """SCHEMA.md names each table and each column of the schema."""
    page = project.read("src/store/SCHEMA.md")
    told = set(re.findall(r"`(\w+)`", page))
    text = "".join(re.findall(r'"([^"\n]*)"', project.read("src/store/fl-schema.c")))
    for table, columns in re.findall(r"CREATE TABLE (\w+) \((.*?)\) STRICT", text):
        # A column is a name and a type; the other parts of a table begin with two capital words.
        names = re.findall(r"(?:^|,)\s*([a-z_]+) (?:INTEGER|TEXT|REAL|BLOB)", columns)
        for name in [table, *names]:
            if name not in told:
                yield f"src/store/SCHEMA.md:1: {table}{'.' + name if name != table else ''} is missing"


def find_dead_paths(project):
    """Files that the pages for people name are there."""
    files = project.list()
    for name in project.list(".md"):
        text = project.read(name)
        for line, match in sources.find_lines(text, r"(?<![\w/])(?:src|ui|tests|data|po|build-aux)/[\w./-]*\w"):
            path = match.group()
            is_there = any(file == path or file.startswith(path + "/") for file in files)
            # Capitals stand for a name of the reader's own; the picture comes from the program.
            if not is_there and not re.search(r"/[\w-]*[A-Z]{2}|\.png$", path):
                yield f"{name}:{line}: there is no {path}"


def find_dead_pages(project):
    """Pages that comments name are there."""
    pages = {os.path.basename(name) for name in project.list(".md")}
    for name in project.list(".c", ".cpp", ".h", under=("src/", "tests/")):
        for line, match in sources.find_lines(project.read(name), r"\b[\w-]+\.md\b"):
            if match.group() not in pages:
                yield f"{name}:{line}: there is no {match.group()}"


def find_unknown_decisions(project):
    """Comments name decisions by number; HACKING.md tells them."""
    told = set(re.findall(r"^\* \*\*(\d+)\*\*", project.read("HACKING.md"), re.MULTILINE))
    for name in project.list(".c", ".cpp", ".h", under=("src/", "tests/")):
        for line, match in sources.find_lines(project.read(name), r"\(?decisions? (\d+)\b"):
            if match.group(1) not in told:
                yield f"{name}:{line}: HACKING.md tells no decision {match.group(1)}"
