# SPDX-License-Identifier: GPL-3.0-or-later
"""Who limits what may be missed of a class gets a sweep with what is filled in."""
import re

import journey as j
import lots

LABELLED_EVERY = 25


def open_project(journey):
    """a project opens of which some was labelled before"""
    journey.project = journey.demo_project()
    lots.label_before(journey, LABELLED_EVERY)
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()


def limit_missed(journey):
    """typing how much of a class may be missed turns its limit on, and the button says what comes of it"""
    j.press_key("ctrl+Return")
    j.wait("the dialog is there", lambda: journey.app.window("Fill In the Rest"))
    journey.app.tab_to("spin button", "Wrong labels at most, in percent.*")
    j.press_key("ctrl+a")
    j.type_line("10")
    journey.app.wait_for("push button", r"Label [\d,]+ Samples?")
    journey.app.tab_to("list item", "Limits of Single Classes.*")
    j.press_key("space")
    journey.app.tab_to("spin button", "“Bird” missed at most.*")
    j.press_key("ctrl+a")
    j.type_line("20")
    button = journey.app.wait_for("push button", r"Label [\d,]+ Samples? and Start a Sweep")
    journey.n_told = int(re.sub(r"\D", "", j.name_of(button)))
    journey.shot("limits")


def accept(journey):
    """the button does that, and leads to the first sheet, with the keys at one of its tiles"""
    journey.app.tab_to("push button", r"Label [\d,]+ Samples? and Start a Sweep")
    j.press_key("Return")
    j.wait("the lot is open", lambda: lots.read_states(journey) == ["open"])
    ((n_samples, scope),) = journey.project.query("SELECT n_samples, scope FROM lot")
    j.check(n_samples > 0, "something is filled in")
    ((bird,),) = journey.project.query("SELECT id FROM class WHERE name = 'Bird'")
    what, share = scope.split("=")
    j.check_equal((what, float(share)), (f"max-missed:{bird}", 0.2), "scope of the lot")
    j.check_equal(journey.project.query("SELECT class, max_missed FROM sweep"),
                  [(bird, 0.2)], "sweeps")
    journey.app.wait_for("push button", ".*None Here")
    journey.app.wait_for_focus("push button", r"Tile \d+")
    journey.shot("sheet")


def undo(journey):
    """Ctrl+Z takes back the lot"""
    j.press_key("ctrl+z")
    j.wait("the lot is withdrawn", lambda: lots.read_states(journey) == ["withdrawn"])


j.go("missing-nothing", open_project, limit_missed, accept, undo)
