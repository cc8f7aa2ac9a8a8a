# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as those know it who do not see it: names, roles, and where the focus is."""
import collections
import re

import journey as j
from journey import Atspi, GLib

VIEWS = ("label", "groups", "review", "timeline", "insights")
REVIEW_VIEWS = (("Lots", "FlLotsView"), ("Sweep", "FlSweepView"), ("Second Looks", "FlSecondLooksView"))
# What takes keys, as GTK 4.8 calls it: pictures and tracks of ours are images and panels.
ROLES = {
    "check box", "check menu item", "combo box", "entry", "filler", "image", "label", "link", "list item",
    "menu item", "page tab", "panel", "push button", "radio button", "scroll pane", "slider", "spin button",
    "status bar", "switch", "table cell", "text", "toggle button",
}
# They take the focus only where nothing in them can, and hand it on otherwise.
CONTAINERS = {"scroll pane", "list", "table", "combo box"}
N_MOST_STOPS = 300


def is_reachable(node):
    return j.has_state(node, Atspi.StateType.FOCUSABLE) and j.has_state(node, Atspi.StateType.VISIBLE)


def describe(node):
    try:
        return f"{node.get_role_name()} “{j.name_of(node)}”"
    except GLib.Error:
        return "something that has gone"


def path_of(node):
    steps = []
    try:
        while node is not None and len(steps) < 5:
            steps.append(describe(node))
            node = node.get_parent()
    except GLib.Error:
        pass
    return " in ".join(steps)


def has_name(node):
    # GTK 4.8 calls what has neither a name nor a text by its class.
    return not re.fullmatch(r"|(Gtk|Adw|Fl)[A-Z]\w+", j.name_of(node))


def is_choice(node):
    """The chosen item of a drop-down lies in its button, and is no stop; the others are in a popover."""
    outer = "combo box" if j.is_role(node, "list item") else "push button"
    parent = node.get_parent()
    while parent is not None:
        if j.is_role(parent, outer):
            return True
        parent = parent.get_parent()
    return False


def find_faults(window):
    """Lines about what keys can reach and has no name, or no role that fits."""
    faults = []
    for node in j.walk(window):
        try:
            role = node.get_role_name()
            if not is_reachable(node) or role in CONTAINERS or role in ("frame", "dialog", "window"):
                continue
            if not has_name(node) and not is_choice(node):
                faults.append(f"no name: {path_of(node)}")
            # GTK 4.8 says the name of a button with a mnemonic twice, once with the underscore. Those of
            # a message dialog are made by libadwaita.
            if (role == "push button" and re.match(r"(.*)_(.*) \1\2$", j.name_of(node))
                    and "AdwSqueezer" not in path_of(node)):
                faults.append(f"name said twice: {path_of(node)}")
            if role not in ROLES:
                faults.append(f"role: {path_of(node)}")
        except GLib.Error:  # it has gone
            continue
    return faults


def find_twins(window):
    """Lines about neighbours that can be pressed and have one name."""
    faults = []
    for parent in j.walk(window):
        names = collections.Counter(
            (child.get_role_name(), j.name_of(child) + child.get_description()) for child in j.children(parent)
            if is_reachable(child) and has_name(child))
        faults += [f"{n} of {role} “{name}” in {path_of(parent)}" for (role, name), n in names.items() if n > 1]
    return faults


def check_window(window, what):
    faults = find_faults(window) + find_twins(window)
    n_reachable = sum(1 for node in j.walk(window) if is_reachable(node))
    print(f"# {what}: {n_reachable} that keys can reach", flush=True)
    j.check(n_reachable > 0, f"{what}: nothing that keys can reach")
    j.check(not faults, f"{what}:\n" + "\n".join(faults))


def stop(journey):
    """What has the focus, with what it is in: two buttons of one name are told apart."""
    node = journey.focus.find(journey.app.node) or journey.app.search_focus()
    return path_of(node) if node else None


def open_project(journey):
    """a project with a few answers is open"""
    journey.project = journey.demo_project()
    j.run(journey.framelinectl, "ingest", journey.project.path)
    for frame, name in ((100, "Bird"), (300, "Nothing"), (500, "Squirrel"), (700, "Bird")):
        j.run(journey.framelinectl, "label", journey.project.path, "--stream", "nest-north.mp4",
              "--frame", str(frame), "--class", name)
    journey.app = journey.start(journey.project.path)
    journey.app.wait_until_read()
    j.press_key("F9")
    journey.app.wait_for("list item", "nest-north.mp4, Ready.*")


def views(journey):
    """whatever takes keys has a name and a role, and neighbours have names of their own"""
    for i, view in enumerate(VIEWS, 1):
        j.press_key(f"ctrl+{i}")
        j.wait(f"the focus is on {view}", lambda: stop(journey))
    # Pages that were shown once stay in the tree.
    check_window(journey.app.node, "pages")


def views_of_review(journey):
    """so it is in the views of Review"""
    j.press_key("ctrl+3")
    for title, view in REVIEW_VIEWS:
        journey.app.click(journey.app.wait_for("page tab", title))
        j.wait(f"{title} is shown", lambda view=view: journey.app.find("filler", view))
        check_window(journey.app.find("filler", "FlReviewPage"), title)


DIALOGS = (
    ("Preferences", lambda: j.press_key("ctrl+comma")),
    ("Export", lambda: j.press_key("ctrl+shift+s")),
    ("Keyboard Shortcuts", lambda: j.press_key("ctrl+question")),
    ("Go to Frame or Time", lambda: j.press_key("ctrl+l")),
    ("Commands", lambda: j.press_key("ctrl+k")),
    ("Find a Video or a Class", lambda: j.press_key("ctrl+f")),
)


def n_windows(journey):
    return len(list(j.children(journey.app.node)))


def dialogs(journey):
    """so it is in every dialog, which gives the focus back to the page when it closes"""
    faults = []
    for title, press in DIALOGS:
        before = stop(journey)
        n_before = n_windows(journey)
        press()
        j.wait(f"{title} is open", lambda: n_windows(journey) > n_before)
        j.wait(f"the focus is in {title}", lambda: stop(journey) not in (None, before))
        try:
            check_window(list(j.children(journey.app.node))[-1], title)
        except j.Failure as failure:
            faults.append(str(failure))
        j.press_key("Escape")
        j.wait(f"{title} is closed", lambda: n_windows(journey) == n_before)
        j.wait(f"the focus is back after {title}", lambda: stop(journey))
    j.check(not faults, "\n".join(faults))


def go_round(journey, key):
    """Where the focus stops, until it comes back to where it began."""
    stops = [stop(journey)]
    while len(stops) < N_MOST_STOPS:
        last = stops[-1]
        j.press_key(key)
        stops.append(j.wait(f"the focus leaves {last}", lambda: j.differs(stop(journey), last)))
        if stops[-1] == stops[0]:
            return set(stops)
    raise j.Failure(f"{key} does not come back: {stops[:20]}")


def has_both_ways(journey):
    """What is found meanwhile may change a page between the two."""
    journey.on = go_round(journey, "Tab")
    journey.back = go_round(journey, "shift+Tab")
    return journey.on == journey.back


def check_groups(journey):
    """Arrows go from picture to picture: a group is one stop, and so are the unusual moments."""
    groups = [name for name in journey.app.names("panel") if " moment" in name]
    pictures = [node for node in journey.on if re.match(r"push button “nest-\w+\.mp4 at", node)]
    j.check(len(groups) >= 3, f"there are groups: {groups}")
    j.check_equal(len(pictures), len(groups) + 1, "stops at pictures")


def round_trip(journey):
    """Tab comes to the same controls of a page as Shift+Tab, and back to the first"""
    for i, view in enumerate(VIEWS, 1):
        j.press_key(f"ctrl+{i}")
        j.wait(f"the focus is on {view}", lambda: stop(journey))
        try:
            j.wait(f"both keys stop at the same places of {view}", lambda: has_both_ways(journey))
        except j.Failure as failure:
            raise j.Failure(f"{failure}; one alone stops at {journey.on ^ journey.back}") from None
        j.check(len(journey.on) > 5, f"{view} has few stops: {journey.on}")
        if view == "groups":
            check_groups(journey)
        print(f"# {view}: {len(journey.on)} stops", flush=True)


j.go("hearing", open_project, views, views_of_review, dialogs, round_trip)
