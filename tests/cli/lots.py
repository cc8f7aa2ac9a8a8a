# SPDX-License-Identifier: GPL-3.0-or-later
"""framelinectl accept and lots: what a lot is made of, against what is exported."""
import json
import os

import ctl
from ctl import check, check_equal


def accept_some(bench):
    """accept of one video or class, without what is near a change; and what lots say of it and of all together"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos())
    truth = ctl.read_rows(os.path.join(bench.footage(), "truth.csv"))
    some = os.path.join(folder, "some.csv")
    ctl.write_rows(some, [row for row in truth if int(row["frame"]) % 50 == 0])
    bench.ctl("import", project, some)
    stream = truth[0]["stream"]
    accept = ["accept", project, "--max-error", "0.2"]
    n_stream = int(bench.ctl(*accept, "--stream", stream).split()[0])
    check("together" not in bench.ctl("lots", project), "one lot alone")
    (lot,) = json.loads(bench.ctl("lots", project, "--json"))["lots"]
    check_equal(bench.run("export", project)[1].splitlines(), [lot["sentence"]], "what an export says of it")
    n_bird = int(bench.ctl(*accept, "--class", "Bird").split()[0])
    said = bench.ctl(*accept, "--without-edges", "40")
    n_rest = int(said.split()[0])
    rows = bench.export(project, "--samples")
    found = json.loads(bench.ctl("lots", project, "--json"))
    lots = found["lots"]
    check_equal([(lot.get("stream"), lot.get("class"), lot.get("without_edges"), lot["samples"]) for lot in lots],
                [(stream, None, None, n_stream), (None, "Bird", None, n_bird), (None, None, 40, n_rest)], "lots")
    names = [lot["lot"] for lot in lots]
    check_equal({row["stream"] for row in rows if row["lot"] == names[0]}, {stream}, "videos of the first lot")
    check_equal({row["label"] for row in rows if row["lot"] == names[1]}, {"Bird"}, "classes of the second lot")
    check_equal([row["lot"] for row in rows].count(names[2]), n_rest, "samples of the third lot")
    edges = [row for row in rows if row["source"] == "edge"]
    check(len(edges) > 0 and f"{len(edges)} are near a change and were left out" in said, f"{len(edges)} edges: {said}")
    check_equal({(row["lot"], row["state"]) for row in edges}, {("", "labelled")}, "edges")
    n_all = n_stream + n_bird + n_rest
    check_equal(found["lots_together"], {"lots": 3, "samples": n_all, "at_most_wrong": n_all, "confidence": 0.95}, "sum")
    text = bench.ctl("lots", project)
    check(f"Scope: Video “{stream}”" in text and "Scope: Class “Bird”" in text, text)
    check(f"Of the {n_all} labels of these 3 lots together at most {n_all} " in text.splitlines()[-1], text)
    check_equal(bench.run("export", project)[1].splitlines(), [text.splitlines()[-1]], "what an export says of all")
    report = json.loads(bench.ctl("report", project, "--json"))
    check_equal((report["samples"]["edge"], report["lots"][1]["class"]), (len(edges), "Bird"), "report")
    bench.refuse("accept", project, "--stream", "no.mp4", names="no.mp4")
    bench.refuse("accept", project, "--class", "Cat", names="Cat")
    bench.refuse("accept", project, "--condition", "night", names="day")


if __name__ == "__main__":
    ctl.go(accept_some)
