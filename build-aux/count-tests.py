# SPDX-License-Identifier: GPL-3.0-or-later
"""count-tests.py BUILD_DIR…: adds up the cases of meson's logs, prints `N passed, N failed`.

A program that crashed, ran out of time or never ran counts as one failure, for its cases that
did not come to run are nowhere in the log.
"""
import json
import os
import sys
import xml.etree.ElementTree as tree

GOOD = {"OK", "SKIP", "EXPECTEDFAIL"}


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


def list_outcomes(directory):
    """Returns [(what, outcome)] of one build directory."""
    logs = os.path.join(directory, "meson-logs")
    programs = read_programs(os.path.join(logs, "testlog.json"))
    outcomes = []
    told = set()
    for program, case, outcome in read_cases(os.path.join(logs, "testlog.junit.xml")):
        outcomes.append((f"{program} {case}", outcome))
        if outcome == "failed" or programs.get(program) in GOOD:
            told.add(program)
    for program, result in programs.items():
        if program not in told:
            outcome = "skipped" if result == "SKIP" else "passed" if result in GOOD else "failed"
            outcomes.append((f"{program} ({result.lower()})", outcome))
    return outcomes


def main():
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    for directory in sys.argv[1:]:
        try:
            outcomes = list_outcomes(directory)
        except (OSError, ValueError, tree.ParseError) as error:
            outcomes = [(f"no tests ran in {directory}: {error}", "failed")]
        for what, outcome in outcomes:
            totals[outcome] += 1
            if outcome == "failed":
                print(f"failed: {what}")
    if totals["skipped"]:
        print(f"{totals['skipped']} skipped")
    print(f"{totals['passed']} passed, {totals['failed']} failed")
    return 1 if totals["failed"] or not totals["passed"] else 0


sys.exit(main())
