# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be used is refused with one sentence that names it, and nothing changes."""
import os
import pwd
import random
import resource
import shutil
import sqlite3
import stat
import subprocess

import ctl
from ctl import check, check_equal


def unchanged(bench, project, refuse):
    """Runs what must be refused, and compares all that the project says before and after."""
    before = ctl.dump(project)
    refuse()
    check_equal(ctl.dump(project), before, "what the project says")
    return bench


def class_names(bench):
    """class names: empty, blank, doubled, with commas, quotes, line breaks, too long"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "3", "--class", "Bird")
    bad = {"": "empty", "   ": "empty", "a,b": "comma", 'say "x"': "quotation mark",
           "two\nlines": "line break", "two\rlines": "line break", "tab\there": "control character",
           "x" * 101: "100 characters", "Bird": "Bird"}
    for name, why in bad.items():
        unchanged(bench, project, lambda: bench.refuse("class", project, "add", name, names=why))
        unchanged(bench, project, lambda: bench.refuse("class", project, "rename", "Squirrel", name, names=why))
        fresh = os.path.join(folder, "fresh.frameline")
        bench.refuse("new", fresh, "--class", "Bird", "--class", name, names=why)
        check_equal([each for each in os.listdir(folder) if each.startswith("fresh")], [], "leftovers")
    for name in ("Füttern (Mutter); 2 'x'", "静止", "a:b", "x" * 100):
        bench.ctl("class", project, "rename", "Squirrel", name)
        bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "5", "--class", name)
        check_equal(bench.export(project)[5]["label"], name, "a name in the table")
        bench.ctl("class", project, "rename", name, "Squirrel")
    bench.refuse("new", os.path.join(folder, "fresh"), "--class", "A:k", "--class", "B:k", names="“k”")
    bench.refuse("new", os.path.join(folder, "fresh"), "--class", "Light:on", "--class", "Light:off", names="“Light:on:k”")


def tables(bench):
    """tables: streams, frames, times, columns, values and encodings that are wrong"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "3", "--class", "Bird")
    good = "stream,frame,pts_s,label\nclip.mp4,0,0.000000,Bird\n"
    row = "clip.mp4,1,0.083333,Bird\n"
    bad = {
        "stream.csv": (good + "other.mp4,0,0.0,Bird\n", ("line 3", "other.mp4")),
        "frame.csv": (good + "clip.mp4,36,3.0,Bird\n", ("line 3", "frame 36", "35")),
        "negative.csv": (good + "clip.mp4,-1,0.0,Bird\n", ("line 3", "-1")),
        "fraction.csv": (good + "clip.mp4,1.5,0.0,Bird\n", ("line 3", "1.5")),
        "huge.csv": (good + "clip.mp4,99999999999999999999,0.0,Bird\n", ("line 3", "99999999999999999999")),
        "time.csv": (good + "clip.mp4,1,7.5,Bird\n", ("line 3", "7.5")),
        "number.csv": (good + "clip.mp4,1,soon,Bird\n", ("line 3", "soon")),
        "missing.csv": ("stream,pts_s,label\nclip.mp4,0.0,Bird\n", ("frame",)),
        "nothing-known.csv": ("a,b\n1,2\n", ("stream",)),
        "twice.csv": ("stream,frame,frame,label\nclip.mp4,0,0,Bird\n", ("frame", "twice")),
        "short.csv": (good + "clip.mp4,1\n", ("line 3", "this line has 2")),
        "long.csv": (good + "clip.mp4,1,0.083333,Bird,x\n", ("line 3", "this line has 5")),
        "semicolons.csv": (good.replace(",", ";"), ("semicolons",)),
        "quote.csv": (good + '"clip.mp4,1,0.1,Bird\n', ("line 3", "quoted")),
        "empty.csv": ("", ("empty",)),
        "blank-class.csv": (good + row.replace("Bird", "  "), ("empty",)),
        "comma-class.csv": (good + row.replace("Bird", '"a,b"'), ("comma",)),
        "line-class.csv": (good + row.replace("Bird", '"a\nb"'), ("line break",)),
        "utf16.csv": (good.encode("utf-16"), ("UTF-8",)),
        "utf16be.csv": (good.encode("utf-16-be"), ("UTF-8",)),
        "latin1.csv": ((good + row.replace("Bird", "Käfer")).encode("latin-1"), ("line 3", "UTF-8")),
        "zeros.csv": (bytes(4096), ("zeros.csv",)),
        "random.csv": (bytes(range(256)) * 64, ("random.csv",)),
        "pair.csv": (good + row + row.replace("Bird", "Squirrel"), ("line 4", "frame 1", "line 3")),
        "sampled.csv": ("stream,frame,label,state,source,sampled\nclip.mp4,0,Bird,labelled,human,2\n", ("line 2", "“2”")),
        "confidence.csv": ("stream,frame,label,state,source,confidence\nclip.mp4,0,Bird,labelled,human,1.5\n",
                           ("line 2", "1.5")),
        "clock.csv": ("stream,frame,label,state,source,clock\nclip.mp4,0,Bird,labelled,human,noon\n", ("line 2", "noon")),
        "state.csv": ("stream,frame,label,state,source\nclip.mp4,0,Bird,sleeping,human\n", ("sleeping",)),
        "no-label.csv": ("stream,frame,label,state,source\nclip.mp4,0,,labelled,human\n", ("line 2", "label")),
    }
    for name, (text, words) in bad.items():
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        for command in (["import", project, path], ["simulate", project, "--truth", path]):
            if command[0] == "simulate" and "class" in name:
                continue
            if command[0] == "simulate":
                bench.ctl("ingest", project)
            before = ctl.dump(project)
            out, err = bench.run(*command, status=1)
            check(err.count("\n") == 1 and err.startswith("framelinectl: "), f"{name}: {err!r} is not one line")
            for word in (name.split(".")[0] if "class" not in name else "class", *words):
                check(word in err, f"{name}: {err!r} does not say {word!r}")
            check(command[0] == "simulate" or not out, f"{name}: {out!r} was printed")
            check_equal(ctl.dump(project), before, f"the project after {name}")
    for path in ("not-there.csv", "."):
        full = os.path.join(folder, path)
        unchanged(bench, project, lambda: bench.refuse("import", project, full, names=os.path.basename(full)))
    unchanged(bench, project, lambda: bench.refuse(
        "import", project, os.path.join(folder, "stream.csv"), "--format", "wide", names="wide"))
    # The same twice is no contradiction; neither is what is said of nobody's label.
    path = os.path.join(folder, "again.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(good + good.split("\n")[1] + "\nclip.mp4,0,0.0,?\nclip.mp4,0,0.0,\n")
    bench.ctl("import", project, path)
    # A byte order mark, CRLF and other columns are fine.
    path = os.path.join(folder, "fine.csv")
    with open(path, "wb") as file:
        file.write(b"\xef\xbb\xbfnote,label,frame,stream\r\nx,Bird,7,clip.mp4\r\n,?,8,clip.mp4\r\n")
    bench.ctl("import", project, path)
    check_equal([row["label"] for row in bench.export(project)[7:9]], ["Bird", ""], "labels of a fine file")


def wrong_column(bench):
    """a table whose labels are no classes but, say, numbers does not make a thousand classes"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder, seconds=90))
    path = os.path.join(folder, "numbers.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("stream,frame,label\n" + "".join(f"clip.mp4,{i},{i}\n" for i in range(1001)))
    unchanged(bench, project, lambda: bench.refuse("import", project, path, names="numbers.csv"))


def annotators(bench):
    """names of annotators: empty, blank, with line breaks, no UTF-8"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    label = ("label", project, "--stream", "clip.mp4", "--frame", "3", "--class", "Bird", "--annotator")
    table = os.path.join(folder, "table.csv")
    with open(table, "w", encoding="utf-8") as file:
        file.write("stream,frame,label\nclip.mp4,3,Bird\n")
    for name in ("   ", "two\nlines", "tab\there"):
        unchanged(bench, project, lambda: bench.refuse(*label, name, names="annotator"))
        unchanged(bench, project, lambda: bench.refuse("import", project, table, "--annotator", name,
                                                       names="annotator"))
    check("“�”" in bench.misuse(*label, b"\xff"), "a name that is no UTF-8")
    with open(table, "w", encoding="utf-8") as file:
        file.write('stream,frame,label,state,source,annotator\nclip.mp4,3,Bird,labelled,human,"a\nb"\n')
    unchanged(bench, project, lambda: bench.refuse("import", project, table, names="table.csv”, line 2"))
    bench.ctl(*label, "O'Hara, \"Ada\"")
    check_equal(bench.export(project)[3]["annotator"], "O'Hara, \"Ada\"", "a name in the table")


def full_disk(bench):
    """an answer that the disk has no room for fails; what was there stays"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    label = ("label", project, "--stream", "clip.mp4", "--class", "Bird", "--frame")
    reader = sqlite3.connect(f"file:{project}?mode=ro", uri=True)
    try:
        # Who reads an old state keeps the log from being taken away.
        bench.ctl(*label, "1")
        reader.execute("BEGIN")
        reader.execute("SELECT count (*) FROM action").fetchall()
        while os.path.getsize(project + "-wal") < 100000 if os.path.exists(project + "-wal") else True:
            bench.ctl(*label, "2")
        limit = os.path.getsize(project + "-wal")

        def no_more():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        # Python ignores the signal of a file that grows too large, which the program inherits.
        done = subprocess.run([bench.program, *label, "3"], capture_output=True, text=True, check=False,
                              preexec_fn=no_more, restore_signals=False)
    finally:
        reader.close()
    check_equal(done.returncode, 1, f"status without room ({done.stderr!r})")
    check(done.stderr.count("\n") == 1 and "test.frameline" in done.stderr and "full" in done.stderr, done.stderr)
    rows = bench.export(project)
    check_equal([row["frame"] for row in rows if row["label"]], ["1", "2"], "labels")


def sources(bench):
    """sources: not a video, no pictures in it, zero bytes, folder, gone, addresses"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    bad = {}

    def put(name, content):
        bad[os.path.join(folder, name)] = name
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    put("text.mp4", b"this is a text and no film\n" * 50)
    put("zero.mp4", b"")
    put("noise.mkv", os.urandom(70000))
    put("list.m3u8", b"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nclip.mp4\n#EXT-X-ENDLIST\n")
    put("list.ffconcat", b"ffconcat version 1.0\nfile clip.mp4\n")
    with open(os.path.join(folder, "clip.mp4"), "rb") as file:
        put("no-index.mp4", file.read()[:3000])
    sound = os.path.join(folder, "sound.mp4")
    ctl.tool("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", sound)
    bad[sound] = "sound.mp4"
    bad[folder] = os.path.basename(folder)
    bad[os.path.join(folder, "gone.mp4")] = "gone.mp4"
    os.symlink(os.path.join(folder, "nowhere"), os.path.join(folder, "link.mp4"))
    bad[os.path.join(folder, "link.mp4")] = "link.mp4"
    for address in ("rtmp://127.0.0.1:9/a.mp4", "rtp://127.0.0.1:9/a", "concat:a.mp4|b.mp4", "data:video/mp4;base64,AAAA",
                    "lavfi://testsrc", "file:///etc/passwd", "ftp://127.0.0.1/x", "async:cache:http://127.0.0.1/x"):
        bad[address] = address.split(":")[0]
    for source, names in bad.items():
        unchanged(bench, project, lambda: bench.refuse("add", project, source, names=names))
    _, err = bench.run("add", project, "rtmp://ada:secret@127.0.0.1:9/a", status=1)
    check("secret" not in err and "127.0.0.1:9/a" in err, err)
    # One that is fine is added although another is not.
    fine = bench.clip(folder, "fine.mp4")
    out, err = bench.run("add", project, os.path.join(folder, "gone.mp4"), fine, status=1)
    check_equal(out, "fine.mp4\n", "what was added")
    check(err.count("\n") == 1 and "gone.mp4" in err, err)


def sentences(bench):
    """each thing that is wrong has its own sentence, word for word"""
    folder = bench.folder()
    clip = bench.clip(folder)
    project = bench.project(folder, clip, classes=("Bird",))
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "3", "--class", "Bird")

    def put(name, content):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def refused(wanted, *command):
        unchanged(bench, project, lambda: check_equal(bench.refuse(*command), f"framelinectl: {wanted}\n", "what it says"))
    with open(clip, "rb") as file:
        head = file.read(3000)
    sound = os.path.join(folder, "sound.mp4")
    ctl.tool("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", sound)
    playlist = put("list.m3u8", b"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nclip.mp4\n#EXT-X-ENDLIST\n")
    for source, why in (
            (put("text.mp4", b"hello\n" * 50), "it is not a video file, or its header is damaged"),
            (put("cut.mp4", head), "it is not a video file, or its header is damaged"),
            (put("zero.mp4", b""), "it is empty (0 bytes)"),
            (os.path.join(folder, "gone.mp4"), "No such file or directory"),
            (playlist, "it is a playlist (hls), and a playlist may not pull in other files")):
        refused(f"Cannot open “{source}”: {why}", "add", project, source)
    refused("Cannot record “rtmp://127.0.0.1:9/a.mp4”: an address begins with rtsp://, rtsps://, http://, https://, udp:// "
            "or tcp://, and a camera is /dev/video and a number", "add", project, "rtmp://127.0.0.1:9/a.mp4")
    refused("Cannot record “/dev/video-none”: there is no such camera; plug it in, or look with “ls /dev/video*” what it is "
            "called", "add", project, "/dev/video-none")
    refused(f"Cannot use “{sound}”: there is no video in it", "add", project, sound)
    refused(f"Cannot use “{folder}”: it is a folder without pictures; films in it are added one by one", "add", project,
            folder)
    refused(f"“{clip}” is in the project already", "add", project, clip)
    for name, why in (("", "The class name “” is empty; choose another one"),
                      ("a,b", "The class name “a,b” has a comma; choose another one"),
                      ('a"b', 'The class name “a"b” has a quotation mark; choose another one'),
                      ("a\nb", "The class name “a b” has a line break; choose another one"),
                      ("Bird", "There is a class “Bird” already; choose another name")):
        refused(why, "class", project, "add", name)
    bench.ctl("ingest", project)
    for content, why in (
            (b"stream,frame,label\nb.mp4,0,Bird\n",
             ", line 2: there is no stream “b.mp4” in this project; add it, or correct the name"),
            (b"stream,frame,label\nclip.mp4,36,Bird\n",
             ", line 2: there is no frame 36 in “clip.mp4”, whose last frame is 35"),
            (b"stream,label\nclip.mp4,Bird\n", " lacks the column frame; its first line must name stream, frame, label"),
            (b"stream,frame,label\nclip.mp4,3,K\xe4fer\n", ", line 2: this is not UTF-8 text; save the file as UTF-8")):
        table = put("table.csv", content)
        refused(f"“table.csv”{why}", "import", project, table)
        before = ctl.dump(project)
        check_equal(bench.run("simulate", project, "--truth", table, status=1)[1], f"framelinectl: “table.csv”{why}\n",
                    "what the simulation says")
        check_equal(ctl.dump(project), before, "the project after the simulation")
    refused("Cannot add “”, because that names no file; choose one", "add", project, "")
    between = put("between.csv", b"stream,frame,label\nclip.mp4,1,Bird\n")
    check_equal(bench.run("simulate", project, "--truth", between, status=1)[1],
                "framelinectl: The truth has no row for any sample, so there is nothing to ask; add the videos with "
                "--every-frame, or write rows for their samples\n", "a truth beside the samples")
    os.rename(clip, clip + ".away")
    shutil.rmtree(project + "-cache")
    missing = f"“{clip}” is not there any more; put it back, or connect its drive"
    for command in ("ingest", "export"):
        refused(missing, command, project)
    put("clip.mp4", b"x")
    refused("“clip.mp4” is no longer the file that was added, because its content has changed; put the old one back",
            "ingest", project)
    os.replace(clip + ".away", clip)
    check_equal(bench.export(project)[3]["label"], "Bird", "the label after all that")


def unreadable(bench):
    """a video and a project that may not be read or written are refused"""
    if os.geteuid() != 0:
        raise ctl.Skip("only root can become somebody else")
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    secret = bench.clip(folder, "secret.mp4")
    os.chmod(secret, 0)
    nobody = pwd.getpwnam("nobody")
    for path in (bench.home, folder):
        os.chmod(path, 0o755)
    own = os.path.join(folder, "own")
    os.mkdir(own)
    os.chown(own, nobody.pw_uid, nobody.pw_gid)

    def as_nobody(*arguments):
        def become():
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
        done = subprocess.run([bench.program, *arguments], capture_output=True, text=True, check=False,
                              preexec_fn=become)
        check_equal(done.returncode, 1, f"status of {arguments} ({done.stderr!r})")
        check(done.stderr.count("\n") == 1, f"{done.stderr!r} is not one line")
        return done.stderr
    if not os.access(bench.program, os.X_OK) or subprocess.run(
            ["setpriv", "--reuid", "nobody", "--clear-groups", "test", "-x", bench.program],
            check=False).returncode != 0:
        raise ctl.Skip("others may not run what was built")
    before = ctl.dump(project)
    check("test.frameline" in as_nobody("class", project, "add", "X"), "a project of somebody else")
    check_equal(ctl.dump(project), before, "the project of somebody else")
    mine = os.path.join(own, "mine.frameline")
    shutil.copy(project, mine)
    os.chown(mine, nobody.pw_uid, nobody.pw_gid)
    check("secret.mp4" in as_nobody("add", mine, secret), "a video that may not be read")
    check("locked.frameline" in as_nobody("new", os.path.join(folder, "locked")), "a folder of somebody else")
    check_equal([name for name in os.listdir(folder) if name.startswith("locked")], [], "leftovers")


def vanished(bench):
    """a video that vanished or became another one: said so, and labels and exports stay"""
    folder = bench.folder()
    clip = bench.clip(folder)
    project = bench.project(folder, clip)
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "3-7", "--class", "Bird")
    bench.ctl("ingest", project)
    table = bench.export(project)
    os.rename(clip, clip + ".away")
    check_equal(bench.export(project), table, "the table without the video")
    check_equal(bench.info(project)["streams"][0]["state"], "missing", "state")
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "9", "--class", "Bird")
    shutil.rmtree(project + "-cache")
    unchanged(bench, project, lambda: bench.refuse("ingest", project, names="clip.mp4"))
    unchanged(bench, project, lambda: bench.refuse("export", project, names="clip.mp4"))
    unchanged(bench, project, lambda: bench.refuse("frames", project, "clip.mp4", names="clip.mp4"))
    bench.clip(folder, "clip.mp4", seconds=4)
    before = ctl.dump(project)
    err = bench.refuse("ingest", project, names="clip.mp4")
    check("changed" in err, err)
    check("changed" in bench.refuse("export", project, names="clip.mp4"), "an export of another video")
    check_equal(ctl.dump(project), before, "the project after another video came")
    os.replace(clip + ".away", clip)
    bench.ctl("ingest", project)
    rows = bench.export(project)
    check_equal([row["frame"] for row in rows if row["source"] == "human"], ["3", "4", "5", "6", "7", "9"], "labels")


def broken(bench):
    """a video that breaks in the middle keeps what was read and says so"""
    folder = bench.folder()
    noise = random.Random(1)
    for kind in ("mp4", "ts"):
        video = os.path.join(folder, f"broken.{kind}")
        whole = bench.clip(folder, f"whole.{kind}", seconds=20)
        with open(whole, "rb") as file:
            content = bytearray(file.read())
        middle = len(content) // 2
        content[middle:middle + 30000] = noise.randbytes(30000)
        with open(video, "wb") as file:
            file.write(content)
        times = [time for time, _ in ctl.probe_frames(video)]
        check(0 < len(times) < 240, f"{video} has {len(times)} frames of 240")
        project = os.path.join(folder, f"{kind}.frameline")
        bench.ctl("new", project)
        bench.ctl("add", project, video)
        said = bench.ctl("ingest", project)
        check(said.startswith(f"broken.{kind}: {len(times)} frames, ") and "so every frame was decoded" in said, said)
        info = bench.info(project)["streams"][0]
        check_equal((info["frames"], info["state"]), (len(times), "ready"), "frames")
        check("decoded" in info["doubt"], "the doubt that info tells")
        check("decoded" in bench.ctl("info", project), "what info says to people")
        check_equal([row["pts_s"] for row in bench.export(project)], times, "times")
        shutil.rmtree(project + "-cache")
        check_equal(len(bench.export(project)), len(times), "frames when they are counted again")
    whole = bench.clip(folder, "whole.mkv", seconds=20)
    with open(whole, "rb") as file:
        content = file.read()
    video = os.path.join(folder, "cut.mkv")
    with open(video, "wb") as file:
        file.write(content[:len(content) * 3 // 5])
    times = [time for time, _ in ctl.probe_frames(video)]
    check(0 < len(times) < 240, f"{video} has {len(times)} frames of 240")
    project = bench.project(folder, video)
    check("The file ends too early" in bench.ctl("ingest", project), "what a film that was cut off says")
    check_equal([row["pts_s"] for row in bench.export(project)], times, "times of a film that was cut off")
    folder = bench.folder()
    short = bench.clip(folder, "short.avi", seconds=5)
    os.truncate(short, os.path.getsize(short) // 2)
    n = int(ctl.tool("ffprobe", "-v", "quiet", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of",
                     "csv=p=0", short))
    project = bench.project(folder, short)
    said = bench.ctl("ingest", project)
    check(0 < n < 60 and f": {n} frames of the 60 that its header promises" in said, said)


def projects(bench):
    """projects: not there, a folder, foreign, newer, cut short, and one that is there already"""
    folder = bench.folder()
    good = bench.project(folder, bench.clip(folder))
    bad = {}

    def put(name, content):
        bad[os.path.join(folder, name)] = content
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    with open(good, "rb") as file:
        content = file.read()
    put("text.frameline", b"hello\n" * 100)
    put("zero.frameline", b"")
    put("newer.frameline", content[:60] + b"\0\0\1\0" + content[64:])
    put("foreign.frameline", content[:68] + b"\0\0\0\0" + content[72:])
    put("short.frameline", content[:len(content) // 2])
    put("noise.frameline", content[:4096] + os.urandom(len(content) - 4096))
    for path, before in bad.items():
        name = os.path.basename(path)
        for command in (["info", path], ["class", path, "add", "X"], ["export", path]):
            bench.refuse(*command, names=name)
        with open(path, "rb") as file:
            check_equal(file.read(), before, f"bytes of {name}")
        check_equal([each for each in os.listdir(folder) if each.startswith(name + "-")], [], "files beside it")
    nameless = os.path.join(folder, "nameless.frameline")
    shutil.copy(good, nameless)
    connection = sqlite3.connect(nameless)
    connection.execute("DELETE FROM project")
    connection.commit()
    connection.close()
    bench.refuse("info", nameless, names="nameless.frameline")
    for name in ("", ".", "..", folder + "/"):
        bench.misuse("new", name)
    for command in (["info", folder], ["info", os.path.join(folder, "not-there")],
                    ["export", os.path.join(folder, "not-there.frameline")]):
        bench.refuse(*command, names=os.path.basename(command[1]))
    before = ctl.dump(good)
    bench.refuse("new", good, names="test.frameline")
    bench.refuse("new", os.path.join(folder, "no", "such", "folder", "x"), names="x.frameline")
    bench.refuse("new", os.path.join(folder, "copy"), "--from", os.path.join(folder, "not-there"), names="not-there")
    check_equal([each for each in os.listdir(folder) if each.startswith("copy")], [], "leftovers")
    check_equal(ctl.dump(good), before, "the project that was there")


def places(bench):
    """an export that cannot be written leaves what was there"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    bench.refuse("export", project, "--output", os.path.join(folder, "no", "where.csv"), names="where.csv")
    bench.refuse("export", project, "--output", folder, names=os.path.basename(folder))
    table = os.path.join(folder, "table.csv")
    with open(table, "w", encoding="utf-8") as file:
        file.write("old\n")
    bench.misuse("export", project, "--format", "no-such", "--output", table)
    with open(table, encoding="utf-8") as file:
        check_equal(file.read(), "old\n", "the file that was there")
    for command in ("export", "info", "log", "frames"):
        arguments = [bench.program, command, project, *(["clip.mp4"] if command == "frames" else [])]
        for where in (lambda: os.dup2(os.open("/dev/full", os.O_WRONLY), 1), lambda: os.close(1)):
            done = subprocess.run(arguments, stderr=subprocess.PIPE, text=True, check=False, preexec_fn=where)
            check_equal((done.returncode, done.stderr.count("\n")), (1, 1),
                        f"{command} whose output is lost: {done.stderr!r}")
    # What is printed must not get into a file that was opened in the place of the output.
    before = ctl.dump(project)
    more = bench.clip(folder, "more.mp4")
    subprocess.run([bench.program, "add", project, more], check=False, stderr=subprocess.DEVNULL,
                   preexec_fn=lambda: (os.close(0), os.close(1)))
    check(len(ctl.dump(project)) > len(before), "a video that is added without an output")


def special(bench):
    """an export to a link writes the file behind it, to a pipe the pipe; rights are kept"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    wanted = bench.ctl("export", project)
    link, real, pipe = (os.path.join(folder, name) for name in ("link.csv", "real.csv", "pipe"))
    with open(real, "w", encoding="utf-8") as file:
        file.write("old\n")
    os.chmod(real, 0o640)
    os.symlink("real.csv", link)
    bench.ctl("export", project, "--output", link)
    check(os.path.islink(link), "the link became a file")
    with open(real, encoding="utf-8") as file:
        check_equal(file.read(), wanted, "the file behind the link")
    check_equal(os.stat(real).st_mode & 0o777, 0o640, "its rights")
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        bench.ctl("export", project, "--output", pipe)
        check_equal(reader.communicate(timeout=30)[0], wanted, "what came through the pipe")
    check(stat.S_ISFIFO(os.stat(pipe).st_mode), "the pipe became a file")
    check_equal(sorted(name for name in os.listdir(folder) if "part" in name), [], "leftovers")


if __name__ == "__main__":
    ctl.go(class_names, tables, wrong_column, annotators, full_disk, sources, sentences, unreadable, vanished,
           broken, projects, places, special)
