# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine fills in the rest, undo takes that back, and the export holds what the project does."""
import os
import re

import journey as j

KEYS = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}
N_FRAMES = 1600
N_STREAMS = 3
N_ANSWERS = 45


def lot_states(journey):
    return [state for (state,) in journey.project.query("SELECT state FROM lot ORDER BY id")]


def open_project(journey):
    """a project opens and all is read"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    j.wait("all is read", lambda: journey.app.find("label", r"Reading .*") is None)


def answer_truly(journey):
    """questions are answered"""
    journey.answers = {}
    for _ in range(N_ANSWERS):
        name = journey.truth[journey.app.asked()]
        journey.answers[journey.app.answer(KEYS[name], journey.project)] = name
    j.check_equal(journey.project.labels(), journey.answers, "labels")


def fill_in(journey, percent):
    """Opens the dialog, sets the most errors, labels, and gives the number on the button."""
    j.press_key("ctrl+Return")
    j.wait("the dialog is there", lambda: journey.app.window("Fill In the Rest"))
    journey.app.tab_to("spin button", "Wrong labels at most, in percent.*")
    j.press_key("ctrl+a")
    j.type_line(percent)
    button = journey.app.wait_for("push button", r"Label [\d,]+ Samples?")
    journey.shot("accept")
    n_samples = int(re.search(r"[\d,]+", button.get_name())[0].replace(",", ""))
    journey.app.tab_to("push button", r"Label [\d,]+ Samples?")
    j.press_key("Return")
    j.wait("the dialog is gone", lambda: not journey.app.window("Fill In the Rest"))
    return n_samples


def accept(journey):
    """Ctrl+Enter asks for the most errors and labels as many samples as it says"""
    journey.n_filled = fill_in(journey, "10")
    j.check(journey.n_filled > 100, f"{journey.n_filled} samples are filled in")
    j.wait("the lot is open", lambda: lot_states(journey) == ["open"])
    j.check_equal(journey.project.query("SELECT n_samples, max_error FROM lot"),
                  [(journey.n_filled, 0.1)], "the lot")
    j.check_equal(journey.project.labels(), journey.answers, "people's labels")
    journey.app.wait_for("label", f"{journey.n_filled:,} samples labelled")
    journey.shot("filled")


def undo_acceptance(journey):
    """Ctrl+Z takes it back, Ctrl+Shift+Z does it again"""
    j.press_key("ctrl+z")
    j.wait("the lot is withdrawn", lambda: lot_states(journey) == ["withdrawn"])
    j.check_equal(journey.project.labels(), journey.answers, "people's labels")
    j.press_key("ctrl+shift+z")
    j.wait("the lot is open again", lambda: lot_states(journey) == ["open"])


def export(journey):
    """the export dialog writes a table"""
    journey.table = os.path.join(journey.home, "labels.csv")
    j.press_key("ctrl+shift+e")
    j.wait("the dialog is there", lambda: journey.app.window("Export"))
    journey.shot("export")
    journey.app.tab_to("push button", "Export…")
    j.press_key("Return")
    journey.app.wait_for_focus("text")
    journey.shot("target")
    j.press_key("ctrl+a")
    j.type_line(journey.table)
    j.wait("the table is written", lambda: os.path.exists(journey.table))
    journey.app.wait_for("label", "The labels are exported")


def compare(journey):
    """the table has a row for every frame, and says who labelled what"""
    rows = j.read_table(journey.table)
    j.check_equal(len(rows), N_STREAMS * N_FRAMES, "rows")
    places = [(row["stream"], int(row["frame"])) for row in rows]
    j.check_equal(len(set(places)), len(rows), "different frames")
    human = {place: row["label"] for place, row in zip(places, rows) if row["source"] == "human"}
    j.check_equal(human, journey.answers, "rows of people")
    auto = [row for row in rows if row["source"] == "auto" and row["sampled"] == "1"]
    j.check_equal(len(auto), journey.n_filled, "samples of the machine")
    right = sum(journey.truth[place] == row["label"] for place, row in zip(places, rows))
    j.check(right > 0.9 * len(rows), f"only {right} of {len(rows)} rows are right")
    for place, row in zip(places, rows):
        j.check_equal(row["pts_s"], f"{place[1] / 25:.6f}", f"time of {place}")


j.go("filling-in", open_project, answer_truly, accept, undo_acceptance, export, compare)
