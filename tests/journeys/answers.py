# SPDX-License-Identifier: GPL-3.0-or-later
"""Answering with real keys: every answer, its taking back, and every way to press a digit."""
import time

import journey as j

KEYS = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}
N_ANSWERS = 15
# X11 key codes: the place of a key, whatever the layout.
DIGIT_ROW_1 = "10"
DIGIT_ROW_0 = "19"
KEYPAD_1 = "87"
KEYPAD_2 = "88"
LETTER_F = "41"
RUSH = ["1", "2", "1", "2", "1", "2"]
# So quickly pressed, at least three in a row are less than 200 ms apart.
RUSH_S = 0.6
BOUNCE_S = 0.08


def expect(journey, frame, name, what):
    j.check_equal(journey.project.labels().get(frame, "no label"), name, what)


def open_project(journey):
    """a project opens with a question"""
    journey.project = journey.demo_project("--class", "Fox:f")
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    journey.app.wait_until_read()


def answer_truly(journey):
    """class keys answer questions, one each"""
    answers = {}
    for _ in range(N_ANSWERS):
        name = journey.truth[journey.app.asked()]
        answers[journey.app.answer(KEYS[name], journey.project)] = name
    j.check_equal(len(answers), N_ANSWERS, "frames that were asked")
    j.check_equal(journey.project.labels(), answers, "labels in the project")
    journey.shot("answered")


def answer_unsure(journey):
    """the full stop is unsure"""
    frame = journey.app.answer("period", journey.project)
    expect(journey, frame, None, "label after “.”")
    journey.app.wait_for_status("Last: Unsure · .*")


def press_unknown(journey):
    """a key that no class has says so and stores nothing"""
    frame = journey.app.asked()
    labels = journey.project.labels()
    j.press_key("x")
    journey.app.wait_for_status("No class has the key X")
    j.check_equal(journey.app.asked(), frame, "what is asked after x")
    j.check_equal(journey.project.labels(), labels, "labels after x")


def put_off(journey):
    """Page Down puts a question off and stores nothing"""
    frame = journey.app.asked()
    labels = journey.project.labels()
    j.press_key("Next")
    j.wait("another question comes", lambda: journey.app.asked() not in (None, frame))
    j.check_equal(journey.project.labels(), labels, "labels after Page Down")


def take_back(journey):
    """Backspace takes the last answer back and returns to it"""
    frame = journey.app.answer("1", journey.project)
    expect(journey, frame, "Bird", "label before Backspace")
    j.press_key("BackSpace")
    j.wait("the label is gone", lambda: frame not in journey.project.labels())
    j.wait("the question is back", lambda: journey.app.asked() == frame)
    journey.app.wait_for_status("Taken back")


def undo_and_redo(journey):
    """Ctrl+Z undoes and Ctrl+Shift+Z does again"""
    first = journey.app.answer("1", journey.project)
    second = journey.app.answer("2", journey.project)
    j.press_key("ctrl+z")
    j.wait("the second is undone", lambda: second not in journey.project.labels())
    expect(journey, first, "Bird", "the first answer after one Ctrl+Z")
    j.press_key("ctrl+z")
    j.wait("the first is undone", lambda: first not in journey.project.labels())
    j.press_key("ctrl+shift+z")
    j.wait("the first is there again", lambda: journey.project.labels().get(first) == "Bird")
    j.press_key("ctrl+shift+z")
    j.wait("the second is there again", lambda: journey.project.labels().get(second) == "Squirrel")


def find_guess(app):
    guesses = app.guesses()
    marked = [name for name, text in guesses.items() if text == "guess"]
    if marked:
        return marked[0]
    shares = {name: float(text.strip("<>%\u00a0 ")) for name, text in guesses.items() if text}
    return max(shares, key=shares.get) if shares else None


def accept_guess(journey):
    """Enter accepts the guess that is shown"""
    def guess_or_answer():
        """Not every question has one: random ones hide it, and the model may be undecided."""
        try:
            return j.wait("a guess is shown", lambda: find_guess(journey.app), 1)
        except j.Failure:
            journey.app.answer(KEYS[journey.truth[journey.app.asked()]], journey.project)
            return None
    guess = j.wait("a question with a guess", guess_or_answer)
    frame = journey.app.answer("Return", journey.project)
    expect(journey, frame, guess, "label after Enter")


def hide_guess(journey):
    """Ctrl+H hides the guess, and Enter then stores nothing and says why"""
    n_answers = journey.project.n_actions()
    j.press_key("ctrl+h")
    journey.app.wait_for_status("Guesses are hidden")
    journey.app.press("Return")
    journey.app.wait_for_status("The guess is hidden")
    journey.shot("hidden")
    j.press_key("ctrl+h")
    journey.app.wait_for_status("Guesses are shown")
    j.check_equal(journey.project.n_actions(), n_answers, "answers")


def use_keypad(journey):
    """digits of the keypad count without Num Lock too"""
    for key, name in ((KEYPAD_1, "Bird"), (KEYPAD_2, "Squirrel")):
        expect(journey, journey.app.answer(key, journey.project), name, f"label after key {key}")


def use_french_layout(journey):
    """digits count by place, where the layout wants Shift for them"""
    j.run("setxkbmap", "fr")
    for key, name in ((DIGIT_ROW_1, "Bird"), (DIGIT_ROW_0, "Nothing")):
        expect(journey, journey.app.answer(key, journey.project), name, f"label after key {key}")


def use_russian_layout(journey):
    """letters count in any group of the layout"""
    j.run("setxkbmap", "-layout", "ru,us")
    frame = journey.app.answer(LETTER_F, journey.project)
    expect(journey, frame, "Fox", "label after the key of the letter F")
    j.run("setxkbmap", "us")


def hold_key(journey):
    """a key that is held counts once"""
    stream, start = journey.app.asked()
    begin = time.monotonic()
    j.hold_key("Right", lambda: journey.app.asked()[1] >= start + 10, "the X server repeats keys")
    # So long did the server take for ten repeats, which the arrow did count.
    pace_s = time.monotonic() - begin
    n_before = journey.project.n_actions()
    begin = time.monotonic()
    j.hold_key("1", lambda: time.monotonic() - begin > pace_s, "the key is held as long")
    j.wait("it answered", lambda: journey.project.n_actions() > n_before)
    j.check_equal(journey.project.n_actions(), n_before + 1, "answers of a key that was held")
    expect(journey, (stream, start), "Bird", "label of the question")
    journey.app.answer("2", journey.project)


def press_too_fast(journey):
    """the same key within 80 ms is ignored, and the window says so"""
    took_s = []

    def press_twice(key):
        begin = time.monotonic()
        j.run("xdotool", "key", "--delay", "5", key, key)
        took_s.append(time.monotonic() - begin)
    for _ in range(20):
        journey.app.wait_for_question()
        n_before = journey.project.n_actions()
        journey.app.press("1", press_twice)
        if took_s[-1] > BOUNCE_S:  # the machine was slow, and both may count
            time.sleep(0.5)
            continue
        try:
            j.wait("it is answered", lambda: journey.project.n_actions() > n_before, 2)
        except j.Failure:  # the picture was not there yet
            continue
        journey.app.wait_for_status("Too fast")
        j.check_equal(journey.project.n_actions(), n_before + 1, "answers of two presses")
        return
    raise j.Skip(f"this machine is too slow to press twice in 80 ms: {min(took_s):.3f} s")


def rush(journey):
    """answers that come faster than one can look are offered for undo, all at once"""
    def offered():
        n_before = journey.project.n_actions()
        begin = time.monotonic()
        j.run("xdotool", "key", "--delay", "60", *RUSH)
        took_s = time.monotonic() - begin
        if took_s > RUSH_S or journey.project.n_actions() - n_before < len(RUSH) - 1:
            return None  # the keys were slow, or the pictures were slower than the keys
        return journey.app.wait_for("label", r"\d+ answers came faster than one can look")
    end = time.monotonic() + 15
    offer = None
    while offer is None:
        if time.monotonic() > end:
            raise j.Skip("this machine is too slow for quick answers")
        offer = offered()
    n_rushed = int(offer.get_name().split()[0])
    labels = journey.project.labels()
    # Pressed without the pointer: the toast goes after five seconds, maybe under the pointer.
    journey.app.wait_for("label", "Undo").get_parent().do_action(0)
    journey.shot("rush")
    journey.app.wait_for_status(f"Undone: {n_rushed} answers")
    j.check(n_rushed >= 3, f"a burst of {n_rushed}")
    j.check_equal(len(journey.project.labels()), len(labels) - n_rushed, "labels that are left")
    journey.app.wait_for_focus("image")


j.go("answers", open_project, answer_truly, answer_unsure, press_unknown, put_off, take_back,
     undo_and_redo, accept_guess, hide_guess, use_keypad, use_french_layout, use_russian_layout,
     hold_key, press_too_fast, rush)
