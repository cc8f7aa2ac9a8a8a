# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes are added, renamed and given keys and colours in place, by the keyboard alone."""
import journey as j


def open_project(journey):
    """a project opens with a question"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")


def tab_to(journey, role, name):
    """Presses Tab until that has the focus; fails when the focus comes round."""
    seen = []
    while True:
        focused = journey.app.focused()
        if focused and focused[0] == role and focused[1] == name:
            return
        j.check(len(seen) < 40, f"Tab does not lead to {role} “{name}”: {seen}")
        seen.append(focused)
        j.press_key("Tab")
        j.wait("the focus moves", lambda: journey.app.focused() not in (None, focused))


def explore(journey):
    """explore"""
    seen = []
    for _ in range(25):
        f = journey.app.focused()
        seen.append(f)
        j.press_key("Tab")
        try:
            j.wait("moves", lambda: journey.app.focused() not in (None, f), 2)
        except j.Failure:
            pass
    print("\n".join(map(str, seen)))
    journey.shot("x")

j.go("classes", open_project, explore)
