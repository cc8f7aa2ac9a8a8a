# SPDX-License-Identifier: GPL-3.0-or-later
"""What the machine learns and does on real videos: every command that has a model."""
import fcntl
import json
import os

import ctl
from ctl import check, check_equal


def learn(bench):
    """import of a truth, train, accept, lots, export of auto labels, and taking them back"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos())
    truth = ctl.read_rows(os.path.join(bench.footage(), "truth.csv"))
    some = os.path.join(folder, "some.csv")
    # Every fourth sample of each stream.
    ctl.write_rows(some, [row for row in truth if int(row["frame"]) % 50 == 0])
    bench.refuse("accept", project, names="model")
    said = bench.ctl("import", project, some, "--annotator", "Ada")
    check(said.startswith("96 rows: "), said)
    model = json.loads(bench.ctl("train", project, "--classifier", "liblinear", "--json"))
    check_equal((model["labels"], model["classes"]), (96, 3), "what it learned from")
    check(model["temperature"] > 0 and model["c"] > 0, model)
    check("96 labelled samples" in bench.ctl("train", project), "what train says to people")
    preview = bench.ctl("accept", project, "--max-error", "0.2", "--confidence", "0.9", "--dry-run")
    check_equal(bench.ctl("lots", project), "", "lots after --dry-run")
    said = bench.ctl("accept", project, "--max-error", "0.2", "--confidence", "0.9")
    check_equal(said, preview.replace("would be", "were"), "what accept says")
    n_auto = int(said.split()[0])
    check(100 < n_auto <= 288, f"{n_auto} samples were accepted")
    lots = bench.ctl("lots", project).splitlines()
    check(len(lots) == 2 and f"  open  {n_auto} samples, maximum error 20 %" in lots[0], lots)
    uuid = lots[0].split()[1]
    check_equal(bench.info(project)["auto"], n_auto, "auto labels")
    rows = bench.export(project, "--samples")
    auto = [row for row in rows if row["source"] == "auto"]
    check_equal(({row["lot"] for row in auto}, len(auto)), ({uuid}, n_auto), "rows of the lot")
    check(all(row["label"] and row["model"] and 0 < float(row["confidence"]) <= 1 for row in auto), "auto rows")
    check_equal([row for row in rows if row["source"] == "human" and row["lot"]], [], "human rows in the lot")
    is_true = {(row["stream"], row["frame"]): row["label"] for row in truth}
    wrong = [row for row in auto if row["label"] != is_true[row["stream"], row["frame"]]]
    check(len(wrong) <= n_auto // 10, f"{len(wrong)} of {n_auto} auto labels are wrong")
    check("acceptance" in bench.ctl("undo", project), "what was undone")
    check("  withdrawn  " in bench.ctl("lots", project), "the lot is withdrawn")
    check_equal([row for row in bench.export(project) if row["source"] == "auto"], [], "auto rows")


def accept_by_class(bench):
    """accept: a limit for one class, and one for what is missed of a class"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos())
    truth = ctl.read_rows(os.path.join(bench.footage(), "truth.csv"))
    some = os.path.join(folder, "some.csv")
    ctl.write_rows(some, [row for row in truth if int(row["frame"]) % 50 == 0])
    bench.ctl("import", project, some)

    def accepted(*options):
        """{class: number}"""
        bench.ctl("accept", project, *options)
        found = {}
        for row in bench.export(project, "--samples"):
            if row["source"] == "auto":
                found[row["label"]] = found.get(row["label"], 0) + 1
        if found:
            bench.ctl("undo", project)
        return found
    free = accepted("--max-error", "0.2")
    strict = accepted("--max-error", "0.2", "--max-error", "Bird=0.000001")
    check(free["Bird"] > strict.get("Bird", 0), f"{free} with 20 %, {strict} with none for birds")
    check(strict["Nothing"] > 0, f"{strict} with none for birds")
    loose = accepted("--max-error", "0.000001", "--max-error", "Bird=0.2")
    check(loose.get("Bird", 0) > 0, f"{loose} with 20 % for birds alone")
    check_equal(loose.get("Nothing", 0), 0, "others, of which none may be wrong")
    missed = accepted("--max-error", "0.2", "--max-missed", "Bird=0.000001")
    check(missed.get("Nothing", 0) < free["Nothing"], f"{free} freely, {missed} with no bird missed")
    check_equal(missed["Bird"], free["Bird"], "birds that were found")
    bench.ctl("class", project, "rename", "Bird", "a=b")
    check_equal(accepted("--max-error", "0.000001", "--max-error", "a=b=0.2").get("a=b", 0), loose["Bird"],
                "a class with an equals sign")
    bench.ctl("class", project, "rename", "a=b", "Bird")
    before = ctl.dump(project)
    bench.refuse("accept", project, "--max-error", "Cat=0.1", names="Cat")
    bench.refuse("accept", project, "--max-missed", "Cat=0.1", names="Cat")
    check_equal(ctl.dump(project), before, "the project after what was refused")


def queue(bench):
    """queue: so many questions of each strategy, about samples without a label"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos()[:2])
    bench.ctl("ingest", project)
    for i, name in enumerate(("Bird", "Nothing", "Squirrel")):
        bench.ctl("label", project, "--stream", "nest-east.mp4", "--frame", str(25 * i), "--class", name)
    strategies = [line.split()[0] for line in bench.ctl("strategies").splitlines()]
    check({"random", "margin"} <= set(strategies), strategies)
    samples = {(row["stream"], row["frame"]): row for row in bench.export(project, "--samples")}
    for strategy in strategies:
        rows = ctl.rows_of(bench.ctl("queue", project, "--strategy", strategy, "--count", "7"))
        asked = [(row["stream"], row["frame"]) for row in rows]
        check_equal((len(rows), len(set(asked))), (7, 7), f"questions of {strategy}")
        for row, key in zip(rows, asked):
            check(key in samples and samples[key]["source"] != "human", f"{row} needs no answer")
            check_equal(row["pts_s"], samples[key]["pts_s"], "time of a question")
            check(row["why"], "there is no reason")
    check_equal(len(ctl.rows_of(bench.ctl("queue", project, "--strategy", "random"))), 10, "without --count")
    check_equal(len(ctl.rows_of(bench.ctl("queue", project, "--strategy", "random", "--count", "50"))), 50,
                "more questions than a window keeps ready")
    # Looking works while somebody labels.
    alone = bench.ctl("queue", project)
    with open(project + "-lock", "a+", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        check("open in another" in bench.refuse("undo", project, names="test.frameline"), "the lock does not hold")
        check("order" in bench.ctl("check", project), "one that is open in a window is looked at all the same")
        check_equal(bench.ctl("queue", project), alone, "questions while somebody labels")


def simulate(bench):
    """simulate: one row an answer, the same for the same seed, and the project stays as it is"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos())
    bench.ctl("ingest", project)
    before = ctl.dump(project)
    truth = os.path.join(bench.footage(), "truth.csv")
    say = ["simulate", project, "--truth", truth, "--strategy", "margin", "--budget", "15", "--seed", "3",
           "--max-error", "0.05"]
    rows = ctl.rows_of(bench.ctl(*say))
    check_equal(list(rows[0]), "answers,accuracy,macro_recall,min_class_recall,events_found,checks,"
                "auto_labels,auto_errors,coverage,strategy,seed,retrain_ms".split(","), "header")
    check_equal([row["answers"] for row in rows], [str(i + 1) for i in range(15)], "answers")
    check_equal({(row["strategy"], row["seed"]) for row in rows}, {("margin", "3")}, "strategy and seed")
    check(all(0 <= float(row["accuracy"]) <= 1 for row in rows), "accuracies")
    check(float(rows[-1]["accuracy"]) > float(rows[0]["accuracy"]), "nothing was learned")
    again = ctl.rows_of(bench.ctl(*say))
    for row in rows + again:
        del row["retrain_ms"]
    check_equal(again, rows, "the same seed again")
    check_equal(ctl.dump(project), before, "the project")


if __name__ == "__main__":
    ctl.go(learn, accept_by_class, queue, simulate)
