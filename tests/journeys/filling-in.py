# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine fills in the rest, undo takes that back, and the export holds what the project does."""
import os

import journey as j
import lots

N_FRAMES = 1600
N_STREAMS = 3
# Every so many samples, at two a second, were labelled before.
LABELLED_EVERY = 3
N_ANSWERS = 6


def label_before(journey):
    """Labels a third of the samples in an earlier sitting, as their truth says."""
    path = os.path.join(journey.home, "before.csv")
    journey.answers = {}
    with open(path, "w", encoding="utf-8") as table:
        table.write("stream,frame,pts_s,label\n")
        for (stream, frame), label in journey.truth.items():
            second_half = (2 * frame) % 25 == 1
            sample = 2 * frame // 25
            if (frame % 25 == 0 or second_half) and sample % LABELLED_EVERY == 0:
                table.write(f"{stream},{frame},{frame / 25:.6f},{label}\n")
                journey.answers[(stream, frame)] = label
    j.run(journey.framelinectl, "ingest", journey.project.path)
    j.run(journey.framelinectl, "import", journey.project.path, path)


def open_project(journey):
    """a project opens in which a third is labelled"""
    journey.project = journey.demo_project()
    label_before(journey)
    j.check_equal(journey.project.labels(), journey.answers, "labels")
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()


def answer_truly(journey):
    """questions are answered"""
    for _ in range(N_ANSWERS):
        name = journey.truth[journey.app.asked()]
        journey.answers[journey.app.answer(lots.KEYS[name], journey.project)] = name
    j.check_equal(journey.project.labels(), journey.answers, "labels")


def accept(journey):
    """Ctrl+Enter asks for the most errors and the machine labels what it is sure of"""
    lots.fill_in(journey, "10")
    j.wait("the lot is open", lambda: lots.read_states(journey) == ["open"])
    ((journey.n_filled, max_error),) = journey.project.query("SELECT n_samples, max_error FROM lot")
    j.check_equal(max_error, 0.1, "most errors of the lot")
    j.check(journey.n_filled > 50, f"{journey.n_filled} samples are filled in")
    j.check_equal(journey.project.labels(), journey.answers, "people's labels")
    journey.app.wait_for("label", f"{journey.n_filled:,} samples labelled")
    journey.shot("filled")


def undo_acceptance(journey):
    """Ctrl+Z takes it back, Ctrl+Shift+Z does it again"""
    j.press_key("ctrl+z")
    j.wait("the lot is withdrawn", lambda: lots.read_states(journey) == ["withdrawn"])
    journey.app.wait_for_status("Undone: an acceptance")
    j.wait("the toast is gone", lambda: not journey.app.find(
        "label", f"{journey.n_filled:,} samples labelled"))
    j.check_equal(journey.project.labels(), journey.answers, "people's labels")
    j.press_key("ctrl+shift+z")
    j.wait("the lot is open again", lambda: lots.read_states(journey) == ["open"])
    journey.app.wait_for_status("Done again: an acceptance")


def compare(journey):
    """the export dialog writes a table that has a row for every frame, and says who labelled what"""
    rows = lots.export(journey, "labels.csv")
    journey.app.wait_for("label", "The labels are in .*")
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


j.go("filling-in", open_project, answer_truly, accept, undo_acceptance, compare)
