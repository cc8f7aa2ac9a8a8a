# SPDX-License-Identifier: GPL-3.0-or-later
"""What the machine filled in is certified by keys alone in one sitting, through a slip, a check that is put off and a
killed program; the certificate on the screen is the one of the project file and of the table."""
import re

import journey as j
import lots

OTHER = {"Bird": "2", "Squirrel": "0", "Nothing": "1"}
PERCENT = 10
MOST_CHECKS = 150


def open_project(journey):
    """a project opens in which half of the samples are labelled"""
    journey.project = journey.demo_project("--goal", "bouts")
    lots.label_before(journey, 25)
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()


def fill_in(journey):
    """Ctrl+Enter has the machine label what it is sure of"""
    lots.fill_in(journey, str(PERCENT))
    j.wait("the lot is open", lambda: lots.read_states(journey) == ["open"])
    ((journey.lot, journey.n_samples),) = journey.project.query("SELECT uuid, n_samples FROM lot")


def count_asked(journey):
    return journey.project.query("SELECT count (*) FROM question WHERE kind LIKE 'audit%'")[0][0]


def read_asked(journey):
    """(stream, frame) of the newest check."""
    return journey.project.query(
        "SELECT s.name, q.frame FROM question q JOIN stream s ON s.id = q.stream"
        " WHERE q.kind LIKE 'audit%' ORDER BY q.id DESC LIMIT 1")[0]


def begin(journey):
    """the button of the lot begins a sitting in which all questions are checks"""
    lots.begin_sitting(journey)
    j.wait("a check is asked", lambda: count_asked(journey) > 0 and journey.app.asked() == read_asked(journey))
    journey.shot("sitting")


def hide(journey):
    """a check tells no guess, and Enter stores nothing and says so"""
    j.check_equal(set(journey.app.guesses().values()), {""}, "guesses beside a check")
    n_answers = journey.project.n_actions()
    journey.app.press("Return")
    journey.app.wait_for_status("There is no guess to accept here")
    j.check_equal(journey.project.n_actions(), n_answers, "answers")


def slip(journey):
    """a slip that Backspace takes back at once is replaced"""
    frame = journey.app.wait_for_question()
    journey.app.answer(OTHER[journey.truth[frame]], journey.project)
    j.press_key("BackSpace")
    j.wait("the question is back", lambda: journey.app.asked() == frame)
    j.check_equal(lots.answer_truly(journey), frame, "what is answered again")


def put_off(journey):
    """Page Down puts a check off, and another one comes"""
    journey.put_off = journey.app.wait_for_question()
    j.press_key("Next")
    j.wait("another question comes", lambda: journey.app.asked() not in (None, journey.put_off))


def kill(journey):
    """a program that is killed before the answer asks the same check again, and draws no other one"""
    for _ in range(3):
        lots.answer_truly(journey)
    j.wait("the check is written down", lambda: journey.app.asked() == read_asked(journey))
    frame = journey.app.asked()
    n_asked = count_asked(journey)
    journey.app.kill()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    lots.begin_sitting(journey)
    # What was put off was drawn before it, and is not put off any more.
    for wanted in (journey.put_off, frame):
        j.wait(f"{wanted} is asked", lambda: journey.app.asked() == wanted)
        j.check_equal(count_asked(journey), n_asked, "checks that were drawn")
        lots.answer_truly(journey)


def finish(journey):
    """after as many checks as it takes the lot is certified"""
    lots.answer_checks(journey, "certified", MOST_CHECKS)


def count_drawn(journey):
    """Draws that have an answer which was not taken back."""
    return journey.project.query(
        "SELECT count (DISTINCT q.draw) FROM question q JOIN action a ON a.question = q.id"
        " WHERE a.kind = 'audit' AND NOT EXISTS (SELECT 1 FROM undone u"
        " WHERE u.replica = a.replica AND u.seq = a.seq)")[0][0]


def read_certificate(journey):
    """the card of the lot tells the certificate, as the methods report does"""
    lots.show(journey)
    pattern = (rf"Of the {journey.n_samples:,} labels that the machine set in this lot, at least {100 - PERCENT} % agree "
               r"with what you would have pressed \(95 % confidence; (\d+) random blind checks, (\d+) disagreements?; "
               r"lot frozen [^)]*\)")
    journey.said = said = j.name_of(journey.app.wait_for("label", pattern))
    journey.shot("certificate")
    n_checks, n_disagreements = map(int, re.fullmatch(pattern, said).groups())
    j.check_equal(n_checks, count_drawn(journey), "checks of the certificate")
    j.check(n_disagreements < n_checks / 5, f"{n_disagreements} of {n_checks} disagree")
    j.check(journey.app.find("push button", ".*Certify in One Sitting") is None, "it can be certified once more")
    report = j.run(journey.framelinectl, "report", journey.project.path)
    j.check(f"Lot {journey.lot[:8]}: {said}." in report, f"the report says otherwise: {report}")


def export(journey):
    """the export says so before; the table has the samples as certified, with the lot’s name, as right as it promises"""
    rows = lots.export(journey, "labels.csv", journey.said)
    certified = [row for row in rows if row["source"] == "certified"]
    j.check_equal({row["lot"] for row in certified}, {journey.lot}, "lots of certified rows")
    j.check_equal({row["source"] for row in rows if row["lot"]}, {"certified"}, "sources of rows with a lot")
    samples = {(row["stream"], int(row["frame"])): row["label"] for row in certified if row["sampled"] == "1"}
    answered = {(row["stream"], int(row["frame"])) for row in rows if row["source"] == "human"}
    j.check_equal(set(samples), lots.list_samples(journey, journey.lot) - answered, "certified samples")
    n_wrong = sum(journey.truth[place] != label for place, label in samples.items())
    j.check(n_wrong <= PERCENT / 100 * journey.n_samples, f"{n_wrong} of {journey.n_samples} are wrong")


j.go("certifying", open_project, fill_in, begin, hide, slip, put_off, kill, finish, read_certificate, export)
