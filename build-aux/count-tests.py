# SPDX-License-Identifier: GPL-3.0-or-later
"""count-tests.py [--failed] BUILD_DIR…: adds up the cases of meson's logs, prints `N passed, N failed`.

A program that crashed, ran out of time or never ran counts as one failure, for its cases that
did not come to run are nowhere in the log. What was run again counts as it went the second time, and
is told. With --failed the names of the programs that failed are printed instead, if none of them crashed.
"""
import json
import os
import signal
import sys
import xml.etree.ElementTree as tree

GOOD = {"OK", "SKIP", "EXPECTEDFAIL"}
AGAIN = "testlog-again"
# What no second run makes good, for such a defect shows now and then.
CRASHES = {-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, -signal.SIGFPE}
REPORTS = ("Sanitizer", "runtime error:", "Segmentation fault", "core dumped")


def read_programs(path):
    """Returns {program: result} of the programs that were started."""
    with open(path, encoding="utf-8") as lines:
        tests = [json.loads(line) for line in lines]
    return {test["name"]: test["result"] for test in tests}


def read_cases(path):
    """Yields (program, case, outcome); a program that tells no cases is no case here."""
    for suite in tree.parse(path).getroot().iter("testsuite"):
        program = suite.get("name").partition(".")[2]
        for case in suite.iter("testcase") if program else ():
            outcome = "passed"
            if case.find("failure") is not None or case.find("error") is not None:
                outcome = "failed"
            elif case.find("skipped") is not None:
                outcome = "skipped"
            yield program, case.get("name"), outcome


def read_log(directory, name):
    """Returns {program: [(what, outcome)]} of one run of tests."""
    path = os.path.join(directory, "meson-logs", name)
    results = read_programs(f"{path}.json")
    programs = {program: [] for program in results}
    for program, case, outcome in read_cases(f"{path}.junit.xml"):
        programs.setdefault(program, []).append((f"{program} {case}", outcome))
    for program, result in results.items():
        outcomes = programs[program]
        if result in GOOD and not outcomes:
            outcomes.append((program, "skipped" if result == "SKIP" else "passed"))
        elif result not in GOOD and not has_failed(outcomes):
            outcomes.append((f"{program} ({result.lower()})", "failed"))
    return programs


def has_failed(outcomes):
    return any(outcome == "failed" for _, outcome in outcomes)


def read_logs(directory):
    """The same, where what was run again counts as it went then, and the names of what went well then."""
    programs = read_log(directory, "testlog")
    if not os.path.exists(os.path.join(directory, "meson-logs", f"{AGAIN}.json")):
        return programs, []
    again = read_log(directory, AGAIN)
    return {**programs, **again}, [name for name in again if not has_failed(again[name])]


def find_crashes(directory):
    """Returns the names of programs that crashed, or of which a sanitizer said something."""
    with open(os.path.join(directory, "meson-logs", "testlog.json"), encoding="utf-8") as lines:
        tests = [json.loads(line) for line in lines]
    return [test["name"] for test in tests if test["result"] not in GOOD and (
        test["returncode"] in CRASHES or
        any(report in test.get(where, "") for report in REPORTS for where in ("stdout", "stderr")))]


def print_failed(directory):
    """As `meson test` takes them; none where one crashed."""
    if find_crashes(directory):
        return
    for program, outcomes in read_log(directory, "testlog").items():
        if has_failed(outcomes):
            print(program.rpartition(" / ")[2])


def count(directories):
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    for directory in directories:
        try:
            programs, unsteady = read_logs(directory)
        except (OSError, ValueError, tree.ParseError) as error:
            programs, unsteady = {"": [(f"no tests ran in {directory}: {error}", "failed")]}, []
        for program in unsteady:
            print(f"unsteady: {program} failed, and passed when it was run again by itself")
        for what, outcome in (each for outcomes in programs.values() for each in outcomes):
            totals[outcome] += 1
            if outcome == "failed":
                print(f"failed: {what}")
    return totals


def main():
    if sys.argv[1] == "--failed":
        print_failed(sys.argv[2])
        return 0
    totals = count(sys.argv[1:])
    if totals["skipped"]:
        print(f"{totals['skipped']} skipped")
    print(f"{totals['passed']} passed, {totals['failed']} failed")
    return 1 if totals["failed"] or not totals["passed"] else 0


sys.exit(main())
