# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py CHECKS: runs a module of checks over the project and tells each one in TAP.

A check is a function find_…(project) that yields a line `file:line: what is wrong` for each fault.
"""
import importlib
import os
import sys

import sources


def main():
    module = importlib.import_module(sys.argv[1])
    root = os.environ.get("FL_SOURCE_DIR", os.path.join(os.path.dirname(__file__), "..", ".."))
    project = sources.Project(os.path.abspath(root), os.environ.get("FL_BUILD_DIR"))
    checks = [(name[len("find_"):], check) for name, check in vars(module).items()
              if name.startswith("find_")]
    n_failed = 0
    print(f"1..{len(checks)}")
    for number, (name, check) in enumerate(checks, 1):
        case = f"{number} /style/{module.__name__}/{name.replace('_', '-')}"
        try:
            faults = list(check(project))
        except sources.Missing as tool:
            print(f"ok {case} # SKIP {tool} is not installed", flush=True)
            continue
        for fault in faults:
            print(f"# {fault}")
        print(f"{'not ok' if faults else 'ok'} {case}", flush=True)
        n_failed += bool(faults)
    return 1 if n_failed else 0


sys.exit(main())
