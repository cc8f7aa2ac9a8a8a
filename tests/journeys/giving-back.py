# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine that learned one video wrongly fills in: the lot fails its checks and gives its samples back, and window, table and
report claim nothing of it, nor of the next one, which is given back by hand."""
import json

import journey as j
import lots

WRONG = {"Bird": "Squirrel", "Squirrel": "Nothing", "Nothing": "Bird"}
MOST_CHECKS = 200


def open_project(journey):
    """a project opens in which the labels of two of three videos are wrong"""
    journey.project = journey.demo_project("--goal", "bouts")
    first = min(stream for stream, _ in journey.truth)
    journey.labels = lots.label_before(
        journey, 25, lambda stream, label: label if stream == first else WRONG[label])
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()


def fill_in(journey):
    """Ctrl+Enter has the machine label what it is sure of"""
    lots.fill_in(journey, "5")
    j.wait("the lot is open", lambda: lots.read_states(journey) == ["open"])
    ((journey.lot, journey.n_samples),) = journey.project.query("SELECT uuid, n_samples FROM lot")
    journey.samples = lots.list_samples(journey, journey.lot)


def check_it(journey):
    """checks that disagree, twice, end the lot"""
    lots.begin_sitting(journey)
    lots.answer_checks(journey, "failed", MOST_CHECKS)


def read_card(journey):
    """its card says so, with both numbers, and has nothing to give back or to certify"""
    lots.show(journey)
    journey.app.wait_for("label", rf"{journey.n_samples:,} samples, not certified")
    journey.said = j.name_of(journey.app.wait_for(
        "label", r"Not certified: \d+ of \d+ checks disagreed\. Its samples are free again"))
    journey.shot("failed-lot")
    for name in (".*Certify in One Sitting", ".*Give Back"):
        j.check(journey.app.find("push button", name) is None, f"there is “{name}”")


def give_back(journey):
    """the next lot, which has half of the risk, is given back by its button; Ctrl+Z takes that back"""
    j.press_key("ctrl+1")
    journey.app.wait_for_focus("image")
    lots.fill_in(journey, "10")
    j.wait("another lot is open", lambda: lots.read_states(journey) == ["failed", "open"])
    found = json.loads(j.run(journey.framelinectl, "lots", journey.project.path, "--json"))
    j.check_equal(found["lots"][1]["attempt"], 2, "attempt")
    lots.show(journey)
    journey.app.tab_to("push button", ".*Give Back")
    j.press_key("Return")
    j.wait("it is given back", lambda: lots.read_states(journey) == ["failed", "withdrawn"])
    journey.app.wait_for("label", "Given back. Its samples are free again")
    j.press_key("ctrl+z")
    j.wait("it is open again", lambda: lots.read_states(journey) == ["failed", "open"])
    journey.app.wait_for("label", "Not checked yet.*")
    j.press_key("ctrl+shift+z")
    j.wait("it is given back again", lambda: lots.read_states(journey) == ["failed", "withdrawn"])


def export(journey):
    """the table has none of them: what was answered is a person’s, the rest the model’s"""
    rows = lots.export(journey, "labels.csv")
    j.check_equal({row["lot"] for row in rows}, {""}, "lots in the table")
    of_lot = {(row["stream"], int(row["frame"])): row for row in rows
              if (row["stream"], int(row["frame"])) in journey.samples}
    checked = {place: row for place, row in of_lot.items() if row["source"] == "human"}
    j.check(checked, "no check is in the table")
    for place, row in checked.items():
        j.check_equal(row["label"], journey.truth[place], f"what was answered of {place}")
    j.check_equal({row["source"] for place, row in of_lot.items() if place not in checked}, {"model"}, "other samples")


def report(journey):
    """the report tells that the first one failed, and claims nothing else"""
    found = json.loads(j.run(journey.framelinectl, "report", journey.project.path, "--json"))
    j.check_equal([lot["state"] for lot in found["lots"]], ["failed", "withdrawn"], "lots of the report")
    text = j.run(journey.framelinectl, "report", journey.project.path)
    j.check(f"Lot {journey.lot[:8]}: {journey.said}." in text, text)
    j.check("agree with what you would have pressed" not in text and "So far" not in text, text)


j.go("giving-back", open_project, fill_in, check_it, read_card, export, give_back, report)
