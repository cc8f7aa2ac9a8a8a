# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases in a JUnit log of meson and prints `N passed, N failed`."""
import sys
import xml.etree.ElementTree as tree

passed = failed = skipped = 0
for suite in tree.parse(sys.argv[1]).getroot().iter("testsuite"):
    for case in suite.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            print(f"failed: {suite.get('name')} {case.get('name')}")
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
tail = f", {skipped} skipped" if skipped else ""
print(f"{passed} passed, {failed} failed{tail}")
sys.exit(1 if failed or not passed else 0)
