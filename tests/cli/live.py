# SPDX-License-Identifier: GPL-3.0-or-later
"""Live video that ffmpeg sends to the loopback, at the speed of life: recorded, cut off, killed."""
import datetime
import os
import signal
import socket
import select
import ssl
import subprocess
import threading
import time

import ctl
import rtsp_relay
from ctl import check, check_equal

RATE = 20
# Longer than any test needs; who sends is stopped at its end.
LONG_S = 600


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def send(to, seconds, container="mpegts"):
    """Begins to send a picture that moves, twenty a second, a key frame every second."""
    return subprocess.Popen(
        ["ffmpeg", "-v", "error", "-re", "-f", "lavfi", "-i", f"testsrc2=size=96x64:rate={RATE}:duration={seconds}",
         "-c:v", "libx264", "-preset", "ultrafast", "-g", f"{RATE}", "-f", container,
         *(["-rtsp_transport", "tcp"] if container == "rtsp" else []), to],
        stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make(bench, address, *options):
    project = bench.project(bench.folder())
    bench.ctl("add", project, address, *options)
    return project


def recorded(project):
    """The files that were recorded, in order."""
    return [path for path, in ctl.query(project, "SELECT path FROM segment ORDER BY stream, ordinal")]


def compare(bench, project, name):
    """The frames that are listed are those of the files, one after the other."""
    rows = ctl.rows_of(bench.ctl("frames", project, name))
    probed = [pair for path in recorded(project) for pair in ctl.probe_frames(path)]
    check_equal([row["key"] for row in rows], [key for _, key in probed], "key frames")
    check_equal([int(row["index"]) for row in rows], list(range(len(probed))), "numbers")
    times = [float(row["pts_s"]) for row in rows]
    check(all(a < b for a, b in zip(times, times[1:])), "times that do not rise")
    return rows


def lines_of(process, deadline_s):
    """What it prints, a line each, until it ends or the time is over."""
    end, text = time.monotonic() + deadline_s, ""
    while select.select([process.stdout], [], [], max(0, end - time.monotonic()))[0]:
        part = os.read(process.stdout.fileno(), 4096).decode()
        if not part:
            return
        *lines, text = (text + part).split("\n")
        yield from lines


def wait_for(process, words, deadline_s=120):
    """Reads what it prints until a line has all these words; what else came with that line is lost."""
    said = []
    for line in lines_of(process, deadline_s):
        said.append(line)
        if all(word in line for word in words):
            return line
    process.kill()
    raise AssertionError(f"it did not say {words} but {said} and {process.communicate()[1]}")


def over_tcp(bench):
    """record: what comes over TCP until it is interrupted; info, frames and check agree"""
    port = free_port(socket.SOCK_STREAM)
    address = f"tcp://127.0.0.1:{port}"
    project = make(bench, address)
    name = f"127.0.0.1:{port}"
    check_equal(bench.info(project)["streams"][0]["live"], True, "live")
    check("Nothing recorded yet" in bench.ctl("info", project), "what is said before")
    sender = send(address + "?listen=1", LONG_S)
    try:
        recorder = bench.start("record", project)
        wait_for(recorder, [name, "Recording"])
        # A reader is welcome meanwhile, and a second recorder is not.
        bench.info(project)
        bench.refuse("record", project, names="test.frameline")
        try:
            recorder.wait(3)
        except subprocess.TimeoutExpired:
            recorder.send_signal(signal.SIGINT)
        out, err = recorder.communicate(timeout=60)
    finally:
        sender.kill()
        sender.wait()
    check_equal((recorder.returncode, err), (0, ""), "how it ended")
    check("Recorded 0:00:0" in out, out)
    rows = compare(bench, project, name)
    info = bench.info(project)["streams"][0]
    check_equal((info["frames"], info["state"], info["width"], info["height"]), (len(rows), "ready", 96, 64), "info")
    check(info["samples"] >= 2 * info["recorded_s"] - 1, info)
    check_equal(info["recorded_bytes"], sum(os.path.getsize(path) for path in recorded(project)), "bytes")
    bench.ctl("label", project, "--stream", name, "--frame", "0-9", "--class", "Bird")
    table = bench.export(project)
    check_equal(len(table), len(rows), "rows of the table")
    check_equal({row["stream"] for row in table}, {name}, "stream of the table")
    began, ended = (datetime.datetime.fromisoformat(table[i]["clock"].replace("Z", "+00:00")) for i in (0, -1))
    check_equal(round((ended - began).total_seconds(), 3),
                round(float(table[-1]["pts_s"]) - float(table[0]["pts_s"]), 3), "what the clock says")
    check(abs(datetime.datetime.now(datetime.timezone.utc) - ended) < datetime.timedelta(minutes=5), ended)
    check("Everything is in order" in bench.ctl("check", project), "check")


def cut_off(bench):
    """record --for: a sender over UDP that goes away and comes back is found again"""
    port = free_port(socket.SOCK_DGRAM)
    address = f"udp://127.0.0.1:{port}"
    # FFmpeg waits ten seconds before it believes that nobody sends any more.
    project = make(bench, address + "?timeout=1000000")
    recorder = bench.start("record", project, "--for", "22")
    # Before it connects it learns what pictures look like, which takes a sanitized program seconds.
    for seconds in (6, 6):
        subprocess.run(["sleep", "0.1"], check=True)
        sender = send(address, seconds)
        check_equal(sender.wait(), 0, "the sender")
        wait_for(recorder, ["Waiting to connect again"])
    out, err = recorder.communicate(timeout=60)
    check_equal((recorder.returncode, err), (0, ""), f"how it ended, having said {out}")
    rows = compare(bench, project, f"127.0.0.1:{port}")
    check_equal(len(recorded(project)), 2, "files")
    check(len(rows) > 3 * RATE, f"{len(rows)} frames")
    check("Everything is in order" in bench.ctl("check", project), "check")


def killed(bench):
    """what was recorded is there after kill -9, and recording goes on behind it"""
    port = free_port(socket.SOCK_STREAM)
    address = f"tcp://127.0.0.1:{port}"
    project = make(bench, address, "--every-frame")
    name = f"127.0.0.1:{port}"
    counts = []
    for _ in range(2):
        sender = send(address + "?listen=1", LONG_S)
        try:
            recorder = bench.start("record", project)
            wait_for(recorder, [name, "Recording"])
            try:
                recorder.wait(3)
            except subprocess.TimeoutExpired:
                recorder.kill()
            recorder.communicate(timeout=60)
        finally:
            sender.kill()
            sender.wait()
        # What is in the last file is not counted yet: nobody closed it.
        check_equal(ctl.query(project, "SELECT count(*) FROM segment WHERE n_frames IS NULL"), [(1,)], "left behind")
        bench.ctl("ingest", project)
        counts.append(len(compare(bench, project, name)))
    check(counts[0] > RATE and counts[1] > counts[0] + RATE, counts)
    check_equal(bench.info(project)["streams"][0]["samples"], counts[1], "samples")
    check("Everything is in order" in bench.ctl("check", project), "check")


def over_rtsp(bench, scheme="rtsp", encryption=None, certificate=""):
    """record: RTSP over TCP, with user and password in the address"""
    camera = rtsp_relay.Relay(encryption)
    sender = send(f"{scheme}://127.0.0.1:{camera.port}/yard", LONG_S, "rtsp")
    try:
        check(camera.has_sender.wait(60), "nobody sends")
        project = make(bench, f"{scheme}://ada:secret@127.0.0.1:{camera.port}/yard", "--every-frame")
        if encryption:
            refuse_stranger(bench, project)
            bench.environment["SSL_CERT_FILE"] = certificate
        recorder = bench.start("record", project)
        wait_for(recorder, ["Recording"])
        try:
            recorder.wait(3)
        except subprocess.TimeoutExpired:
            recorder.send_signal(signal.SIGINT)
        out, err = recorder.communicate(timeout=60)
    finally:
        sender.kill()
        sender.wait()
        camera.close()
    check_equal((recorder.returncode, err), (0, ""), f"how it ended, having said {out}")
    check(any(request.startswith("PLAY ") for request in camera.requests), camera.requests)
    name = f"127.0.0.1:{camera.port}/yard"
    rows = compare(bench, project, name)
    check(len(rows) > RATE, f"{len(rows)} frames")
    check_equal(bench.info(project)["streams"][0]["samples"], len(rows), "samples")
    check("Everything is in order" in bench.ctl("check", project), "check")


def certify(folder):
    """A certificate for the loopback that nobody signed: how to speak with it, and its file."""
    key, certificate = os.path.join(folder, "key.pem"), os.path.join(folder, "certificate.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    encryption = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    encryption.load_cert_chain(certificate, key)
    return encryption, certificate


def record_until(bench, project, words, certificate=""):
    """Records until a line has @words, and gives that line; trusts who has @certificate."""
    bench.environment["SSL_CERT_FILE"] = certificate
    recorder = bench.start("record", project)
    try:
        said = wait_for(recorder, words)
        recorder.send_signal(signal.SIGINT)
    finally:
        recorder.communicate(timeout=60)
    check("secret" not in said, said)
    return said


def refuse_stranger(bench, project, certificate=""):
    """Who is not trusted is not recorded, and what to do is said."""
    record_until(bench, project, ["nobody whom this computer trusts vouches for its certificate", "SSL_CERT_FILE"], certificate)
    check_equal(recorded(project), [], "files")


def over_rtsps(bench):
    """record: RTSP through TLS from somebody who is trusted, and from nobody else"""
    over_rtsp(bench, "rtsps", *certify(bench.folder()))


def serve_film(listener, film):
    """Sends it to all who connect, and wants no more of them than one line."""
    while True:
        try:
            peer, _ = listener.accept()
        except ssl.SSLError:
            continue
        except OSError:
            return
        with peer:
            try:
                if peer.recv(4096):
                    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n" + film)
            except OSError:
                pass


def over_https(bench):
    """record: HTTPS from somebody who is trusted, and from nobody else, nor where another name is meant"""
    folder = bench.folder()
    encryption, certificate = certify(folder)
    film = os.path.join(folder, "film.ts")
    send(film, 3).wait()
    listener = encryption.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
    port = listener.getsockname()[1]
    with open(film, "rb") as file:
        threading.Thread(target=serve_film, args=(listener, file.read()), daemon=True).start()
    try:
        project = make(bench, f"https://127.0.0.1:{port}/yard", "--every-frame")
        refuse_stranger(bench, project)
        record_until(bench, project, ["Waiting to connect again"], certificate)
        check(len(compare(bench, project, f"127.0.0.1:{port}/yard")) >= 3 * RATE, "frames")
        # The certificate is of 127.0.0.1, which somebody who is asked for localhost may not show.
        refuse_stranger(bench, make(bench, f"https://localhost:{port}/yard"), certificate)
    finally:
        listener.close()


def passwords(bench):
    """no password in names, tables, lists or sentences; nothing to record is said"""
    project = make(bench, "tcp://ada:secret@127.0.0.1:9/yard?pwd=secret")
    for words in (("info", project), ("info", project, "--json"), ("log", project), ("queue", project), ("export", project)):
        check("secret" not in bench.ctl(*words), words)
    out, err = bench.run("record", project, "--for", "5")
    check("secret" not in out + err and "Connection refused" in out, out + err)
    empty = bench.project(bench.folder())
    check("no live video" in bench.refuse("record", empty), "a project without live video")
    bench.misuse("record", project, "--for", "-1")


if __name__ == "__main__":
    ctl.go(over_tcp, over_rtsp, over_rtsps, over_https, cut_off, killed, passwords)
