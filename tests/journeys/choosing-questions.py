# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences: which strategy orders the questions, and whether guesses are shown."""
import journey as j


def setting(journey):
    rows = journey.project.query("SELECT value FROM setting WHERE key = 'strategy'")
    return rows[0][0] if rows else None


def question(journey):
    """The sentence over the picture."""
    page = journey.app.find("filler", "FlLabelPage")
    return [j.name_of(node) for node in j.walk(page) if j.is_role(node, "label")][0]


def open_preferences(journey):
    j.press_key("ctrl+comma")
    j.wait("the preferences are there", lambda: journey.app.window("Preferences"))


def close_preferences(journey):
    j.press_key("Escape")
    j.wait("they are gone", lambda: not journey.app.window("Preferences"))
    journey.app.wait_for_focus("image")


def open_project(journey):
    """a project is read, and asks by the strategy that is there without a choice"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_until_read()
    j.check_equal(setting(journey), None, "strategy in the project")


def choose(journey):
    """Ctrl+comma lists every strategy with its line; one is chosen by keys and kept"""
    open_preferences(journey)
    listed = j.run(journey.framelinectl, "strategies").splitlines()
    labels = journey.app.names("label")
    for line in listed:
        j.check(any(line.endswith(label) for label in labels if len(label) > 20), f"“{line}” is shown")
    journey.app.tab_to("list item", "Automatic")
    journey.shot("preferences")
    journey.app.tab_to("list item", "Random")
    j.press_key("Return")
    j.wait("the choice is kept", lambda: setting(journey) == "random")
    journey.shot("chosen")
    close_preferences(journey)


def features(journey):
    """other features are chosen beside those that there are, and read in the background"""
    open_preferences(journey)
    journey.app.tab_to("list item", "Gradients, Colours and a Small Picture")
    j.press_key("space")
    journey.shot("features")
    journey.app.tab_to("push button", ".*Use", key="shift+Tab")
    j.press_key("Return")
    j.wait("the choice is kept", lambda: journey.project.query(
        "SELECT value FROM setting WHERE key = 'extractor'")[0][0].splitlines() == ["scene-2", "hand-1"])
    close_preferences(journey)
    journey.app.wait_until_read()


def ask(journey):
    """the questions are in the new order, but for those whose pictures are fetched"""
    for _ in range(3):
        journey.app.answer("1", journey.project)
    j.wait("a question is drawn at random", lambda: question(journey) == "Drawn at random")


LIKE = "More like the frame before"


def answer_likes(journey, n_likes):
    """Answers until so many like frames were; a few others may come between, fetched before or drawn."""
    n_others = 0
    while n_likes > 0:
        try:
            j.wait("a like frame is asked about", lambda: question(journey) == LIKE, 10)
            n_likes -= 1
        except j.Failure:
            n_others += 1
            j.check(n_others <= 6, "like frames are asked about")
        journey.app.answer("1", journey.project)


def answer_until_usual(journey):
    """Answers what was fetched while like frames were asked about."""
    for _ in range(3):
        if question(journey) != LIKE:
            return
        journey.app.answer("1", journey.project)
    j.wait("the usual question is asked", lambda: question(journey) != LIKE)


def find_like(journey):
    """Ctrl+G asks next about frames like the one that is shown, and Esc ends that"""
    j.check(question(journey) != LIKE, "nobody asked for like frames yet")
    j.press_key("ctrl+g")
    journey.app.wait_for_status("Next: frames like this one, until Esc")
    answer_likes(journey, 2)
    journey.shot("like")
    j.press_key("Escape")
    journey.app.wait_for_status("The usual order again, after this question")
    journey.app.answer("1", journey.project)
    answer_until_usual(journey)


def find_like_to_the_end(journey):
    """ten answers end it as well"""
    j.press_key("ctrl+g")
    journey.app.wait_for_status("Next: frames like this one, until Esc")
    answer_likes(journey, 10)
    answer_until_usual(journey)
    for _ in range(3):
        journey.app.answer("1", journey.project)
        j.check(question(journey) != LIKE, "the usual order goes on")


def hide_guesses(journey):
    """the switch hides the guesses, as Ctrl+H does"""
    open_preferences(journey)
    journey.app.tab_to("list item", "Show Guesses")
    switch = journey.app.find("check box", "Show Guesses")
    j.check(j.has_state(switch, j.Atspi.StateType.CHECKED), "it is on")
    j.press_key("Return")
    j.wait("it is off", lambda: not j.has_state(switch, j.Atspi.StateType.CHECKED))
    close_preferences(journey)
    j.press_key("ctrl+h")
    journey.app.wait_for_status("Guesses are shown")


def come_back(journey):
    """the next time the same strategy is chosen"""
    j.press_key("ctrl+q")
    journey.app.wait_for_end()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    open_preferences(journey)
    node = journey.app.wait_for("check box", "Random")
    j.check(j.has_state(node, j.Atspi.StateType.CHECKED), "it is checked")


j.go("choosing-questions", open_project, choose, ask, find_like, find_like_to_the_end, hide_guesses, features, come_back)
