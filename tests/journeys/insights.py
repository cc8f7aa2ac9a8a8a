# SPDX-License-Identifier: GPL-3.0-or-later
"""Insights: what the cards say is what the project file has; a cell of the table shows its frames; a
plot is saved; the methods report is written."""
import os
import re

import journey as j

KEYS = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}
OTHER = {"Bird": "2", "Squirrel": "0", "Nothing": "1"}
N_CHECKS = 12


def page(app):
    return app.find("filler", "FlInsightsPage")


def plot(app, title):
    """The plot whose name begins with that, or None."""
    node = page(app)
    return app.find("image", f"{re.escape(title)}.*", within=node) if node else None


def words(app, title):
    """What a screen reader says of a plot."""
    node = plot(app, title)
    return node.get_description() if node else ""


def number(text, name):
    """The number behind a name in the words of a plot."""
    return int(re.search(rf"{re.escape(name)} ([\d,]+)", text)[1].replace(",", ""))


def choose(app, item):
    """Opens the menu of the button that has the focus, and takes an item."""
    j.press_key("Return")
    app.wait_for_focus("menu item")
    app.tab_to("menu item", item, key="Down")
    j.press_key("Return")


def save_to(app, path):
    """Types a path into the chooser that comes."""
    # The menu that goes gives the focus of its own window back, so that the newest event says nothing.
    j.wait("the chooser takes a name", lambda: any(
        j.is_role(node, "text") and j.has_state(node, j.Atspi.StateType.FOCUSED)
        for node in j.walk(app.node)))
    j.press_key("ctrl+a")
    j.type_line(path)
    j.wait(f"{path} is written", lambda: os.path.exists(path))


def open_project(journey):
    """a project opens in which a third is labelled and the rest is filled in"""
    journey.project = journey.demo_project()
    path = os.path.join(journey.home, "before.csv")
    with open(path, "w", encoding="utf-8") as table:
        table.write("stream,frame,pts_s,label\n")
        for (stream, frame), label in journey.truth.items():
            if frame % 75 == 0:
                table.write(f"{stream},{frame},{frame / 25:.6f},{label}\n")
    ctl = journey.framelinectl
    j.run(ctl, "ingest", journey.project.path)
    j.run(ctl, "import", journey.project.path, path)
    j.run(ctl, "accept", journey.project.path, "--max-error", "0.1")
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()


def empty_cards(journey):
    """Ctrl+5 counts all samples; what nothing is known of yet says how to get there"""
    j.press_key("ctrl+5")
    j.wait("the cards are there", lambda: plot(journey.app, "Certainty of the Project"))
    certainty = words(journey.app, "Certainty of the Project")
    (n_filled,) = journey.project.query("SELECT n_samples FROM lot")[0]
    j.check_equal(number(certainty, "Filled In"), n_filled, "samples that are filled in")
    journey.n_before = number(certainty, "Labelled by People")
    j.check_equal(journey.n_before, len(journey.project.labels()), "labels")
    journey.app.wait_for("push button", "Look for Missed Events")
    j.check(plot(journey.app, "Blind Answers") is None, "a table without blind answers")
    fill_in = journey.app.wait_for("push button", "Fill In the Rest…")
    j.wait("there is a model", lambda: j.has_state(fill_in, j.Atspi.StateType.SENSITIVE))
    journey.shot("first")


def certify(journey):
    """the lots of Review begin a sitting of random checks, one answered not as the truth has it"""
    journey.app.command("lots", "Lots")
    journey.app.tab_to("push button", ".*Certify in One Sitting")
    journey.shot("lots")
    j.press_key("Return")
    journey.app.wait_for_focus("image")
    for i in range(N_CHECKS):
        truth = journey.truth[journey.app.wait_for_question()]
        journey.app.answer((OTHER if i == 4 else KEYS)[truth], journey.project)


def stored_pairs(journey):
    """{(said, guessed): how often} of the blind answers, without the newest."""
    rows = journey.project.query(
        "SELECT s.name, g.name, a.stream, a.first_frame FROM action a"
        " JOIN class g ON g.id = a.guess_class JOIN class s ON s.id = a.class"
        " JOIN question q ON q.id = a.question"
        " WHERE a.kind = 'audit' AND q.kind = 'audit' ORDER BY a.lamport")
    pairs = {}
    for said, guessed, _, _ in rows[:-1]:
        pairs[(said, guessed)] = pairs.get((said, guessed), 0) + 1
    return pairs


def give_back(journey):
    """the table has nothing of an open lot, whose disagreements are asked once more; it is given back"""
    j.press_key("ctrl+5")
    j.wait("the answers are counted", lambda: number(
        words(journey.app, "Certainty of the Project"), "Labelled by People") >= journey.n_before + N_CHECKS)
    j.check(plot(journey.app, "Blind Answers") is None, "answers of an open lot are not told")
    journey.app.command("lots", "Lots")
    journey.app.tab_to("push button", ".*Give Back")
    j.press_key("Return")
    j.wait("it is given back", lambda: journey.project.query(
        "SELECT 1 FROM action WHERE verb = 'lot-withdraw'"))


def confusion(journey):
    """the table has the blind answers of the project file, and none that may still be replaced"""
    j.press_key("ctrl+5")
    pairs = stored_pairs(journey)
    j.check(sum(pairs.values()) >= N_CHECKS - 2, f"blind answers: {pairs}")

    def found():
        text = words(journey.app, "Blind Answers")
        lines = dict(line.split(": ", 1) for line in text.split("\n") if ": " in line)
        return {(said, guessed): number(line, guessed) for said, line in lines.items()
                for guessed in KEYS if number(line, guessed) > 0}
    j.wait("the table is counted anew", lambda: found() == pairs)
    journey.shot("counted")


def cell(journey):
    """Tab leads to the table, arrows to a cell, and Enter shows its frames in Review"""
    (said, guessed), n = next(iter(stored_pairs(journey).items()))
    journey.app.tab_to("image", "Blind Answers and the Machine.*")
    wanted = rf".*You said {said}, The machine said {guessed}: {n}"
    for key in ["Up"] * 3 + ["Left"] * 3:
        j.press_key(key)
    for _ in range(["Nothing", "Bird", "Squirrel"].index(said)):
        j.press_key("Down")
    for _ in range(["Nothing", "Bird", "Squirrel"].index(guessed)):
        j.press_key("Right")
    journey.app.wait_for_focus("image", wanted)
    j.press_key("Return")
    journey.app.wait_for("push button", f".*You: {said}, machine: {guessed}")
    journey.app.wait_for("status bar", "1 frame" if n == 1 else f"{n} frames")
    journey.shot("frames")


def save(journey):
    """a plot is saved by its menu as the table that is drawn"""
    target = os.path.join(journey.home, "balance.csv")
    j.press_key("ctrl+5")
    journey.app.tab_to("push button", "Save “Class Balance”")
    choose(journey.app, "Save as CSV…")
    save_to(journey.app, target)
    rows = {row["Class"]: row for row in j.read_table(target)}
    j.check_equal(set(rows), set(KEYS), "classes of the table")
    text = words(journey.app, "Class Balance")
    for line in text.split("\n"):
        name = line.split(":")[0]
        j.check_equal(int(rows[name]["Filled In"]), number(line, "Filled In"), name)


def methods(journey):
    """the methods report is written where one can read it"""
    target = os.path.join(journey.home, "methods.txt")
    journey.app.tab_to("push button", ".*Write the Report")
    j.press_key("Return")
    said = j.name_of(journey.app.wait_for("label", "Frameline .* was used to label 3 videos .*"))
    journey.shot("report")
    journey.app.tab_to("push button", "Save “Methods Report”", key="shift+Tab")
    choose(journey.app, "Save as Text…")
    save_to(journey.app, target)
    with open(target, encoding="utf-8") as text:
        j.check_equal(text.read(), said + "\n", "what is written is what is shown")


j.go("insights", open_project, empty_cards, certify, give_back, confusion, cell, save, methods)
