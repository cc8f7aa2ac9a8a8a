# SPDX-License-Identifier: GPL-3.0-or-later
"""What journeys through lots share: labels of an earlier sitting, filling in, a sitting of checks, the table."""
import os
import re

import journey as j

KEYS = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}


def label_before(journey, frames, say=lambda stream, label: label):
    """Ingests, and labels the frames that are multiples of a number in an earlier sitting, as `say` has it; by default
    that is the truth. Gives {(stream, frame): label}."""
    path = os.path.join(journey.home, "before.csv")
    answers = {(stream, frame): say(stream, label)
               for (stream, frame), label in journey.truth.items() if frame % frames == 0}
    with open(path, "w", encoding="utf-8") as table:
        table.write("stream,frame,pts_s,label\n")
        for (stream, frame), label in answers.items():
            table.write(f"{stream},{frame},{frame / 25:.6f},{label}\n")
    j.run(journey.framelinectl, "ingest", journey.project.path)
    j.run(journey.framelinectl, "import", journey.project.path, path)
    return answers


def fill_in(journey, percent):
    """Opens the dialog, sets the most errors, and labels; a new model may change how many."""
    j.press_key("ctrl+Return")
    j.wait("the dialog is there", lambda: journey.app.window("Fill In the Rest"))
    journey.app.tab_to("spin button", "Wrong labels at most, in percent.*")
    j.press_key("ctrl+a")
    j.type_line(percent)
    journey.app.wait_for("push button", r"Label [\d,]+ Samples?")
    journey.shot("accept")
    journey.app.tab_to("push button", r"Label [\d,]+ Samples?")
    j.press_key("Return")
    j.wait("the dialog is gone", lambda: not journey.app.window("Fill In the Rest"))


def show(journey):
    """Goes to the lots of Review."""
    journey.app.command("lots", "Lots")


def begin_sitting(journey):
    """Has every question be a check, by the button of the lot."""
    show(journey)
    journey.app.tab_to("push button", ".*Certify in One Sitting")
    j.press_key("Return")
    journey.app.wait_for_focus("image")


def answer_truly(journey):
    """Answers what is asked as the truth has it; gives the frame."""
    frame = journey.app.wait_for_question()
    return journey.app.answer(KEYS[journey.truth[frame]], journey.project)


def answer_checks(journey, state, most):
    """Answers truly until the newest lot has that state."""
    for _ in range(most):
        if read_states(journey)[-1] != "open":
            break
        answer_truly(journey)
    j.check_equal(read_states(journey)[-1], state, "state of the lot")


def read_states(journey):
    return [state for (state,) in journey.project.query("SELECT state FROM lot ORDER BY id")]


def list_samples(journey, lot):
    """{(stream, frame)} of its samples, as SCHEMA.md has them: frame (8), class (4), confidence (1)."""
    return {(name, int.from_bytes(blob[at:at + 8], "little"))
            for name, blob in journey.project.query(
                "SELECT s.name, p.samples FROM lot_part p JOIN stream s ON s.id = p.stream"
                " JOIN lot l ON l.id = p.lot WHERE l.uuid = ?", lot)
            for at in range(0, len(blob), 13)}


def export(journey, name, note=None):
    """Writes the table by the export dialog, which says the note; gives its rows."""
    table = os.path.join(journey.home, name)
    j.press_key("ctrl+shift+s")
    j.wait("the dialog is there", lambda: journey.app.window("Export"))
    if note is not None:
        journey.app.wait_for("label", rf"(.*\n)?{re.escape(note)}")
    journey.shot("export")
    journey.app.tab_to("push button", "Export…")
    j.press_key("Return")
    journey.app.wait_for_focus("text")
    j.press_key("ctrl+a")
    j.type_line(table)
    # Every frame has a row; the toast that says so may have gone before a slow machine looks.
    return j.wait("the table is whole", lambda: os.path.exists(table) and (
        rows := j.read_table(table)) and len(rows) == len(journey.truth) and rows)
