# SPDX-License-Identifier: GPL-3.0-or-later
"""A project of tags: all of them asked of a picture, one of them where the machine doubts."""
import re

import journey as j

TAGS = {"Bird": "1", "Squirrel": "2"}
STATES = {1: "yes", 2: "unsure", 3: "no"}
N_ANSWERS = 60
ONE_TAG = r"Is this (\w+)\?"


def said(journey):
    """{(stream, frame, tag): yes, no or unsure}, as people said."""
    rows = journey.project.query(
        "SELECT stream.name, first_frame, last_frame, class.name, state FROM label"
        " JOIN stream ON stream.id = stream JOIN class ON class.id = tag")
    return {(stream, frame, tag): STATES[state]
            for stream, first, last, tag, state in rows for frame in range(first, last + 1)}


def said_of(journey, frame):
    return {tag: state for (*where, tag), state in said(journey).items() if tuple(where) == frame}


def asked_tag(journey):
    """The tag that is asked alone, None when all are."""
    node = journey.app.find("label", ONE_TAG)
    return re.fullmatch(ONE_TAG, j.name_of(node))[1] if node else None


def open_project(journey):
    """a project of tags opens with a question about all of them"""
    target = journey.footage()
    path = j.os.path.join(target, "nests.frameline")
    j.run(journey.framelinectl, "new", path, "--multi-label", "--class", "Bird:1", "--class",
          "Squirrel:2")
    j.run(journey.framelinectl, "add", path, *sorted(
        j.os.path.join(target, file) for file in j.os.listdir(target) if file.endswith(".mp4")))
    # Read before, and by the cheapest features: it is not what is looked at here.
    j.run(journey.framelinectl, "ingest", path, "--extractor", "hand-1")
    journey.project = j.Project(path)
    journey.app = journey.start(path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    j.check_equal(asked_tag(journey), None, "the tag that is asked alone")
    journey.app.wait_for("push button", "None of Them")


def mark(journey):
    """keys go from yes to unsure to nothing, and store nothing"""
    for state in ("yes", "unsure"):
        journey.app.press("1")
        journey.app.wait_for("list item", f"Bird, key 1, {state}")
        journey.shot(state)
    journey.app.press("1")
    journey.app.wait_for("list item", "Bird, key 1")
    j.check_equal(said(journey), {}, "answers after marks")


def answer_all(journey):
    """Enter stores one answer, in which what is not marked is not there"""
    journey.app.press("2")
    journey.app.wait_for("list item", "Squirrel, key 2, yes")
    frame = journey.app.answer("Return", journey.project)
    j.check_equal(said_of(journey, frame), {"Bird": "no", "Squirrel": "yes"}, "after Enter")
    journey.app.wait_for_status("Last: Squirrel · .*")


def answer_none(journey):
    """0 says that none is there"""
    frame = journey.app.answer("0", journey.project)
    j.check_equal(said_of(journey, frame), {"Bird": "no", "Squirrel": "no"}, "after 0")
    journey.app.wait_for_status("Last: None of them · .*")


def answer_unsure(journey):
    """the full stop leaves unsure what is not marked"""
    journey.app.press("1")
    journey.app.wait_for("list item", "Bird, key 1, yes")
    frame = journey.app.answer("period", journey.project)
    j.check_equal(said_of(journey, frame), {"Bird": "yes", "Squirrel": "unsure"}, "after “.”")


def take_back(journey):
    """Backspace takes back an answer about all tags and returns to it"""
    before = said(journey)
    frame = journey.app.answer("0", journey.project)
    j.press_key("BackSpace")
    j.wait("the answer is gone", lambda: said(journey) == before)
    j.wait("the question is back", lambda: journey.app.asked() == frame)
    j.check_equal(asked_tag(journey), None, "the tag that is asked alone")


def answer_truly(journey):
    """answers the question as the truth has it, whichever form it has; gives the tag"""
    label = journey.truth[journey.app.asked()]
    tag = asked_tag(journey)
    if tag is not None:
        journey.app.answer("Return" if label == tag else "0", journey.project)
        return tag
    if label in TAGS:
        journey.app.press(TAGS[label])
    journey.app.answer("Return", journey.project)
    return None


def learn(journey):
    """answers teach, until a tag is asked alone"""
    for _ in range(N_ANSWERS):
        if asked_tag(journey) is not None:
            break
        answer_truly(journey)
    j.check(asked_tag(journey) is not None, f"no tag was asked alone after {N_ANSWERS} answers")
    journey.app.wait_for("push button", "Yes")
    journey.shot("one-tag")


def press_other(journey):
    """the key of another tag says what is asked and stores nothing"""
    tag = asked_tag(journey)
    other = next(name for name in TAGS if name != tag)
    before = said(journey)
    journey.app.press(TAGS[other])
    journey.app.wait_for_status(f"Only {tag} is asked; .*")
    j.check_equal(said(journey), before, "answers after the other key")
    frame = journey.app.asked()
    journey.app.press(f"alt+{TAGS[other]}")
    j.wait("the other tag is there too", lambda: said_of(journey, frame).get(other) == "yes")
    j.check_equal(said_of(journey, frame).get(tag), None, "what is said of the asked one")
    j.press_key("ctrl+z")
    j.wait("that is undone", lambda: said(journey) == before)


def answer_one(journey):
    """its key says yes, and leaves the other tag unknown"""
    while asked_tag(journey) is None:
        answer_truly(journey)
    tag = asked_tag(journey)
    before = said(journey)
    frame = journey.app.answer(TAGS[tag], journey.project)
    j.check_equal(dict(said(journey).items() - before.items()), {(*frame, tag): "yes"}, "new answers")
    journey.app.wait_for_status(f"Last: {tag}: yes · .*")
    j.press_key("BackSpace")
    j.wait("the answer is gone", lambda: said(journey) == before)
    j.wait("that tag is asked again",
           lambda: journey.app.find("label", f".*: is this {tag}\\?"))


def look_again(journey):
    """what was said of a frame is marked when it is asked again, so that Enter keeps it"""
    j.press_key("Next")
    frame = j.wait("a frame with a yes", lambda: next(
        ((stream, frame) for (stream, frame, tag), state in said(journey).items()
         if (tag, state) == ("Squirrel", "yes")), None))
    before = said(journey)
    track = journey.app.wait_for("image", f"Timeline of Squirrel in {re.escape(frame[0])}")
    n_frames = max(number for stream, number in journey.truth if stream == frame[0]) + 1
    journey.app.click(track, (frame[1] + 0.5) / n_frames)
    j.wait("that frame is asked", lambda: journey.app.asked() == frame)
    journey.app.wait_for("list item", "Squirrel, key 2, yes")
    journey.app.answer("Return", journey.project)
    after = said(journey)
    j.check_equal({key: after[key] for key in before}, before, "what was said before")


def focus_in_review(journey, pattern):
    """The name of the frame that has the focus, once it is as wanted."""
    return j.wait(f"a frame “{pattern}” has the focus", lambda: next(
        (name for _, name in [journey.app.focused() or ("", "")] if re.fullmatch(pattern, name or "")),
        None))


def review(journey):
    """in Review a key says yes of its tag, and Delete gives back what was said of the frame"""
    j.press_key("ctrl+3")
    name = focus_in_review(journey, r".* · .*: .*, guesses the machine.*")
    tag = re.search(r"· (\w+): (?:yes|no), guesses", name)[1]
    before = said(journey)
    journey.app.press(TAGS[tag])
    focus_in_review(journey, rf".* · {tag}: yes, labelled by a person.*")
    j.wait("it was said", lambda: len(said(journey)) == len(before) + 1)
    (frame, state), = dict(said(journey).items() - before.items()).items()
    j.check_equal((frame[2], state), (tag, "yes"), "what the key said")
    journey.shot("review")
    journey.app.press("Delete")
    j.wait("nothing is said of the frame", lambda: said_of(journey, frame[:2]) == {})
    focus_in_review(journey, rf".* · {tag}: (yes|no), guesses.*")
    j.press_key("ctrl+z")
    j.wait("that is undone", lambda: said_of(journey, frame[:2]).get(tag) == "yes")
    j.press_key("ctrl+z")
    j.wait("all is as before", lambda: said(journey) == before)


def export(journey):
    """the exported table has a row for each frame and tag, with its state"""
    answers = said(journey)
    path = journey.project.path + ".csv"
    j.run(journey.framelinectl, "export", journey.project.path, "--output", path)
    rows = {(row["stream"], int(row["frame"]), row["label"]): row for row in j.read_table(path)}
    j.check_equal(len(rows), len(TAGS) * len(journey.truth), "rows")
    human = {key: row["state"] for key, row in rows.items() if row["source"] == "human"}
    j.check_equal(human, answers, "what people said, in the table")
    j.check({"yes", "no"} <= {row["state"] for row in rows.values()}, "states of the table")
    journey.shot("end")


j.go("tags", open_project, mark, answer_all, answer_none, answer_unsure, take_back, learn,
     press_other, answer_one, look_again, review, export)
