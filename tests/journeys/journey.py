# SPDX-License-Identifier: GPL-3.0-or-later
"""What all journeys share: the real program, real keys, and three ways to read what happened.

A journey starts `frameline` on a screen of its own (tests/with-display.py), presses keys with
xdotool, and reads the result from the project file, from the accessibility tree and from the
exported table. It is a list of steps; each is a line of TAP. Nothing waits for a fixed time: every
wait names what it waits for and has a deadline.
"""
import csv
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
import warnings

TOOLS = ("xdotool", "openbox", "import", "ffmpeg", "ffprobe", "setxkbmap", "xprop")
POLL_S = 0.03
DEADLINE_S = 30
SCREEN_WIDTH_PX = 1600  # as with-display.py makes it
NO_PICTURE = "The picture is not there yet"

try:
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    Atspi = None


class Failure(Exception):
    """Something that a person would have seen did not happen."""


class Skip(Exception):
    """What the step needs is not there on this machine."""


def wait(what, condition, deadline_s=DEADLINE_S):
    """Polls until the condition gives something true, and gives that."""
    end = time.monotonic() + deadline_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f"waited {deadline_s} s for this: {what}")
        time.sleep(POLL_S)


def differs(value, other):
    return value if value != other else None


def check_equal(actual, wanted, what):
    if actual != wanted:
        raise Failure(f"{what}: {actual!r} where {wanted!r} was expected")


def check(condition, what):
    if not condition:
        raise Failure(what)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout


def press_key(*keys):
    run("xdotool", "key", *keys)


class Project:
    """A project file, read as any other program would read it."""

    def __init__(self, path):
        self.path = path

    def query(self, sql, *values):
        try:
            connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=5)
        except sqlite3.OperationalError:
            return []
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError:  # the file is there, its tables are not yet
            return []
        finally:
            connection.close()

    def labels(self):
        """{(stream, frame): class name, None for unsure}, as they are now, of frames that were
        looked at; runs() has those that were labelled with them."""
        rows = self.query(
            "SELECT stream.name, first_frame, last_frame, class.name FROM label"
            " JOIN stream ON stream.id = stream LEFT JOIN class ON class.id = label.class"
            " WHERE label.kind NOT IN ('run', 'group')")
        return {(stream, frame): name
                for stream, first, last, name in rows for frame in range(first, last + 1)}

    def runs(self):
        """[(stream, first, last, class name)] of stretches that were labelled with their run."""
        return self.query(
            "SELECT stream.name, first_frame, last_frame, class.name FROM label"
            " JOIN stream ON stream.id = stream LEFT JOIN class ON class.id = label.class"
            " WHERE label.kind = 'run' ORDER BY stream.name, first_frame")

    def pts(self):
        """{(stream, frame): pts} of the first frames of all labels."""
        return {(stream, frame): pts for stream, frame, pts in self.query(
            "SELECT stream.name, first_frame, first_pts FROM label"
            " JOIN stream ON stream.id = stream")}

    def classes(self):
        """[(name, key)] in order."""
        return self.query("SELECT name, key FROM class ORDER BY position, id")

    def n_actions(self, verb="label"):
        rows = self.query(
            "SELECT count (*) FROM action WHERE verb = ? AND batch_seq IS NULL", verb)
        return rows[0][0] if rows else 0


class Focus:
    """Remembers what got the focus last, because looking for it takes long."""

    def __init__(self):
        self.node = None
        self.listener = Atspi.EventListener.new(self.on_event)
        self.listener.register("object:state-changed:focused")

    def on_event(self, event):
        if event.detail1:
            self.node = event.source

    def find(self, application):
        """The node of that program that has the focus, None when that has to be looked for."""
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            if self.node and self.node.get_application() == application and has_state(
                    self.node, Atspi.StateType.FOCUSED):
                return self.node
        except GLib.Error:  # it has gone
            pass
        return None


class App:
    """The running program."""

    def __init__(self, journey, *arguments):
        self.journey = journey
        self.log_path = os.path.join(journey.home, f"app-{len(journey.apps)}.log")
        self.log = open(self.log_path, "w", encoding="utf-8")
        self.process = subprocess.Popen([journey.frameline, *arguments], stdout=self.log,
                                        stderr=subprocess.STDOUT)
        self.view = None
        self.status_line = None
        self.pressed_s = 0
        self.node = wait("the program is on the accessibility bus", self._find_application)

    def _find_application(self):
        check(self.process.poll() is None, f"the program ended:\n{self.read_log()}")
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for child in children(desktop):
            if process_of(child) == self.process.pid and next(children(child), None):
                # What the library remembers is old while the main loop of this program stands,
                # but for what never changes.
                child.set_cache_mask(Atspi.Cache.INTERFACES | Atspi.Cache.ROLE)
                return child
        return None

    def read_log(self):
        self.log.flush()
        with open(self.log_path, encoding="utf-8", errors="replace") as text:
            return text.read()

    def is_running(self):
        return self.process.poll() is None

    def wait_for_end(self):
        wait("the program ends", lambda: not self.is_running())
        return self.process.returncode

    def kill(self):
        """As the out-of-memory killer does it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    # What can be seen

    def find(self, role, name=None, within=None):
        """The first node of that role whose name matches the pattern as a whole, or None."""
        for node in walk(within or self.node):
            if is_role(node, role) and (
                    name is None or re.fullmatch(name, name_of(node), re.DOTALL)):
                return node
        return None

    def wait_for(self, role, name=None, deadline_s=DEADLINE_S):
        return wait(f"there is a {role} “{name}”", lambda: self.find(role, name), deadline_s)

    def window(self, title):
        """The window of that title, or None."""
        for child in children(self.node):
            if name_of(child) == title:
                return child
        return None

    def names(self, role):
        return [name_of(node) for node in walk(self.node) if is_role(node, role)]

    def focused(self):
        """(role, name) of what has the focus."""
        node = self.journey.focus.find(self.node) or self.search_focus()
        try:
            return (node.get_role_name(), name_of(node)) if node else None
        except GLib.Error:  # it has gone since, and the focus with it
            return None

    def search_focus(self):
        """Looks through dialogs before their window."""
        for window in reversed(list(children(self.node))):
            for node in walk(window):
                if has_state(node, Atspi.StateType.FOCUSED):
                    return node
        return None

    def wait_for_focus(self, role, name=".*"):
        def is_there():
            focused = self.focused()
            return focused and focused[0] == role and re.fullmatch(name, focused[1] or "")
        try:
            wait(f"a {role} “{name}” has the focus", is_there)
        except Failure as failure:
            raise Failure(f"{failure}; it is at {self.focused()}") from None

    def tab_to(self, role, name, key="Tab"):
        """Presses Tab, or another key, until that has the focus."""
        seen = []
        while not seen or seen[-1][0] != role or not re.fullmatch(name, seen[-1][1] or ""):
            if seen:
                press_key(key)
            check(len(seen) < 45, f"{key} does not lead to a {role} “{name}”: {seen}")
            seen.append(self.follow_focus(seen[-1] if seen else None, key))

    def follow_focus(self, last, key):
        """Where the focus is when it has moved; the key is pressed once more where a page that was drawn anew
        meanwhile has swallowed it."""
        try:
            return wait("the focus moves", lambda: differs(self.focused(), last), DEADLINE_S / 3)
        except Failure:
            press_key(key)
        return wait("the focus moves", lambda: differs(self.focused(), last))

    def command(self, words, name):
        """Does something by its name: opens the commands, types words, and takes the command that is left.

        The program knows that its new window has the focus before the X server sends it keys.
        """
        press_key("ctrl+k")
        self.wait_for_focus("entry", "Commands")
        wait("keys go to the commands", lambda: run(
            "xdotool", "getactivewindow", "getwindowname").strip() == "Commands")
        run("xdotool", "type", "--delay", "15", words)
        wait(f"“{name}” alone is found", lambda: [
            item for item in self.names("list item") if item in (name, "Undo", "Redo")] == [name])
        press_key("Return")

    def click(self, node, share=0.5):
        """Clicks into a node, at a share of its width."""
        self.point_at(node, share)
        run("xdotool", "click", "1")

    def point_at(self, node, share=0.5):
        """Moves the pointer into a node, at a share of its width."""
        window = run("xdotool", "getactivewindow").strip()
        place = dict(line.split("=") for line in
                     run("xdotool", "getwindowgeometry", "--shell", window).split())
        whole = self.node.get_child_at_index(0).get_extents(Atspi.CoordType.WINDOW)
        part = node.get_extents(Atspi.CoordType.WINDOW)
        # The window has a border of the same width on all sides, which the tree does not tell.
        border = (int(place["WIDTH"]) - whole.width) // 2
        run("xdotool", "mousemove", str(int(place["X"]) + border + part.x + int(share * part.width)),
            str(int(place["Y"]) + border + part.y + part.height // 2))

    # The label page

    def find_view(self):
        """The picture; looked up once, for walking the tree takes a while."""
        if self.view is None:
            page = self.find("filler", "FlLabelPage")
            self.view = self.find("image", within=page) if page else None
        return self.view

    def asked(self):
        """(stream, frame) of what is shown, None while nothing is."""
        node = self.find_view()
        return parse_caption(name_of(node)) if node else None

    def wait_until_read(self):
        self.wait_for_question()
        wait("all is read", lambda: self.find("label", r"Reading \d+ videos? .*") is None,
             4 * DEADLINE_S)

    def wait_for_question(self):
        return wait("a question is asked", self.asked)

    def status(self):
        if self.status_line is None:
            self.status_line = self.find("status bar")
        return name_of(self.status_line) if self.status_line else ""

    def guesses(self):
        """{class name: what stands beside it: a percentage, "guess" or nothing}."""
        found = {}
        for row in walk(self.find("list", "Classes")):
            if is_role(row, "list item"):
                name = name_of(row).rsplit(", key ", 1)[0]
                texts = [name_of(node) for node in walk(row) if is_role(node, "label")]
                # GTK 4.8 calls a label without text by its class.
                found[name] = texts[-1] if texts[-1] not in (name, "GtkLabel") else ""
        return found

    def wait_for_status(self, pattern):
        try:
            wait(f"the status line says “{pattern}”",
                 lambda: re.fullmatch(pattern, self.status()))
        except Failure as failure:
            raise Failure(f"{failure}; it says “{self.status()}”") from None

    def press(self, key, press=press_key):
        """Presses an answer's key so late that it does not seem to bounce."""
        wait("the key comes to rest", lambda: time.monotonic() - self.pressed_s > 0.09)
        press(key)
        self.pressed_s = time.monotonic()

    def answer(self, key, project, press=press_key):
        """Presses an answer's key once and waits until it is stored; gives the frame.

        The program takes no answer for a picture that is not there yet, and says so: then the
        key is pressed again, as a person would.
        """
        frame = self.wait_for_question()
        n_before = project.n_actions()

        def press_once():
            said = self.status()
            self.press(key, press)
            end = self.pressed_s + 2
            while time.monotonic() < end:
                if project.n_actions() > n_before:
                    return True
                if said != NO_PICTURE and self.status() == NO_PICTURE:
                    return False
                time.sleep(POLL_S / 3)
            return False
        wait(f"“{key}” answers the question about {frame}", press_once)
        check_equal(project.n_actions(), n_before + 1, f"answers after one “{key}”")
        wait("another picture is shown", lambda: self.asked() != frame)
        return frame


def children(node):
    """What is below; what goes meanwhile is passed over."""
    try:
        n_children = node.get_child_count()
    except GLib.Error:
        return
    for i in range(n_children):
        try:
            child = node.get_child_at_index(i)
        except GLib.Error:
            continue
        if child is not None:
            yield child


def is_shown(node):
    """Whether it has a place on the screen; pages of a stack that are not shown have none."""
    if node.get_component_iface() is None:
        return True
    return node.get_extents(Atspi.CoordType.WINDOW).width > 0


def walk(node):
    """All nodes below that are shown, in reading order; those that go meanwhile are passed over."""
    try:
        if not is_shown(node):
            return
        yield node
        below = list(children(node))
    except GLib.Error:
        return
    for child in below:
        yield from walk(child)


def is_role(node, role):
    try:
        return node.get_role_name() == role
    except GLib.Error:  # it has gone
        return False


def process_of(node):
    try:
        return node.get_process_id()
    except GLib.Error:  # another program that ends just now
        return None


def name_of(node):
    try:
        return node.get_name() or ""
    except GLib.Error:  # it has gone
        return ""


def has_state(node, state):
    try:
        return node.get_state_set().contains(state)
    except GLib.Error:
        return False


def parse_caption(caption):
    match = re.match(r"(.*) · [\d:.]+ · frame ([\d,]+)", caption)
    return (match[1], int(match[2].replace(",", ""))) if match else None


def hold_key(key, condition, what):
    """Holds a key down until something is true, and lets it go."""
    run("xdotool", "keydown", key)
    try:
        return wait(what, condition)
    finally:
        run("xdotool", "keyup", key)


def type_line(text):
    """Types text and Enter."""
    run("xdotool", "type", "--delay", "15", text)
    press_key("Return")


def read_table(path):
    with open(path, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def read_pts(video):
    """pts of each frame in display order, as ffprobe tells them."""
    out = run("ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts",
              "-of", "csv=p=0", video)
    return sorted(int(line.strip(",")) for line in out.split() if line.strip(","))


class Journey:
    """One program run from end to end."""

    def __init__(self, name):
        self.name = name
        build = os.environ["FL_BUILD_DIR"]
        self.frameline = os.path.join(build, "src", "app", "frameline")
        self.framelinectl = os.path.join(build, "src", "cli", "framelinectl")
        self.home = os.environ["HOME"]
        self.shots = os.path.join(build, "meson-logs", "screenshots")
        self.footage_kept = os.path.join(build, "tests", "journeys", "footage")
        self.apps = []
        self.focus = Focus()
        self.n_shots = 0
        self.truth = {}

    def footage(self):
        """A fresh copy of the demo's three videos and their truth; they are drawn only once."""
        project = os.path.join(self.footage_kept, "demo.frameline")
        if not os.path.exists(project):
            drawn = self.footage_kept + ".part"
            shutil.rmtree(drawn, ignore_errors=True)
            run(self.framelinectl, "demo", drawn)
            shutil.rmtree(self.footage_kept, ignore_errors=True)
            os.rename(drawn, self.footage_kept)
        target = os.path.join(self.home, "videos")
        os.mkdir(target)
        for file in os.listdir(self.footage_kept):
            if file.endswith((".mp4", ".csv")):
                shutil.copy(os.path.join(self.footage_kept, file), target)
        if not self.truth:
            self.truth = {(row["stream"], int(row["frame"])): row["label"]
                          for row in read_table(os.path.join(target, "truth.csv"))}
        return target

    def demo_project(self, *options):
        """A project of fresh copies of the demo's videos, as `framelinectl` makes it."""
        target = self.footage()
        project = os.path.join(target, "nests.frameline")
        run(self.framelinectl, "new", project, "--class", "Nothing:0", "--class", "Bird:1",
            "--class", "Squirrel:2", *options)
        run(self.framelinectl, "add", project, *sorted(
            os.path.join(target, file) for file in os.listdir(target) if file.endswith(".mp4")))
        return Project(project)

    def start(self, *arguments):
        app = App(self, *arguments)
        self.apps.append(app)
        return app

    def shot(self, what):
        """Keeps a picture of the screen for people to look at."""
        os.makedirs(self.shots, exist_ok=True)
        self.n_shots += 1
        run("import", "-window", "root",
            os.path.join(self.shots, f"journey-{self.name}-{self.n_shots}-{what}.png"))

    def find_warnings(self):
        """Lines of the program's own log that mean a bug."""
        return [line for app in self.apps for line in app.read_log().splitlines()
                if re.search(r"(WARNING|CRITICAL) \*\*|ERROR: \w+Sanitizer|runtime error:", line)]

    def close(self):
        for app in self.apps:
            if app.is_running():
                app.process.kill()
                app.process.wait()


def no_warnings(journey):
    """the program had nothing to complain about"""
    check_equal(journey.find_warnings(), [], "warnings of the program")


def start_window_manager():
    manager = subprocess.Popen(["openbox", "--sm-disable"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    wait("the window manager is there", lambda: "window id" in subprocess.run(
        ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], capture_output=True, text=True,
        check=False).stdout)
    return manager


def take_step(journey, step):
    """Returns (what went wrong, why the step was skipped), both None when all is well."""
    try:
        step(journey)
        return None, None
    except Skip as reason:
        return None, reason
    except Exception:  # whatever it was, the line of TAP must say it
        return traceback.format_exc(), None


def go(name, *steps):
    """Takes the steps one after another; after one that fails the others cannot be taken."""
    warnings.simplefilter("ignore", DeprecationWarning)
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if Atspi is None or missing:
        print(f"1..0 # SKIP missing here: {', '.join(missing) or 'python3-gi with Atspi'}")
        return
    steps = [*steps, no_warnings]
    journey = Journey(name)
    manager = start_window_manager()
    print(f"1..{len(steps)}")
    problem = None
    for i, step in enumerate(steps, 1):
        title = f"{name}: {step.__doc__.strip()}"
        if problem is not None:
            print(f"not ok {i} - {title} # not reached")
            continue
        start = time.monotonic()
        problem, skipped = take_step(journey, step)
        tail = f" # SKIP {skipped}" if skipped else ""
        print(f"{'not ok' if problem else 'ok'} {i} - {title}{tail}")
        print(f"# took {time.monotonic() - start:.1f} s", flush=True)
        if problem is not None:
            journey.shot("failed")
            print("\n".join("# " + line for line in problem.splitlines()))
            for app in journey.apps:
                print(f"# the program's status is {app.process.poll()}, its last words:")
                print("\n".join("# app: " + line for line in app.read_log().splitlines()[-60:]))
    journey.close()
    manager.terminate()
    manager.wait()
    sys.exit(1 if problem else 0)
