# SPDX-License-Identifier: GPL-3.0-or-later
"""What certificates cost: time after an answer, and answers until one is given."""
import measure
from figures_learn import read_json


def certificate_look(bench):
    found = read_json(bench, "bench-proof", "look")
    return measure.figure("certificate-look", "everything that is said of a lot of 2,000,000 after "
                          "2,000 audits, processor time, slowest of 100", "ms",
                          found["cpu_max_ms"], 2, judges_value=True, p50_ms=found["p50_ms"],
                          max_ms=found["max_ms"], n_runs=found["n"])


def certificate_audits(bench):
    """Medians and 90 % of 1,001 drawn lots by size and share of wrong labels, in percent."""
    found = read_json(bench, "bench-proof", "audits")
    return measure.figure("certificate-audits", "blind checks that certify 20,000 labels at 2 % and "
                          "95 %, of which 0.5 % are wrong, median of 1,001 lots", "checks",
                          found["audits_20000_0.5"], 310, judges_value=True, all=found,
                          n_runs=1001)


def erring(bench):
    """2,000 lots of 1,000 at the boundary of 2 %, checked by somebody who errs in 0, 1 and 3 % of looks."""
    found = read_json(bench, "bench-proof", "erring")
    return measure.figure("certificate-erring", "lots of 1,000 with 21 wrong labels that are certified at 2 % and "
                          "95 %, most of 0, 1 and 3 % of slips", "share",
                          max(found[f"false_slips_{share}"] for share in ("0", "0.01", "0.03")), 0.065,
                          judges_value=True, all=found, n_runs=2000)


def misses(bench):
    """2,000 sweeps of each kind of score, at the boundary and of the plan's 40 hours."""
    found = read_json(bench, "bench-proof", "misses")
    models = ("good", "useless", "inverted")
    return [measure.figure("misses-false", "sweeps that promise less than is missed, most of three "
                           "kinds of scores", "share", max(found[f"false_{m}"] for m in models),
                           0.065, judges_value=True, n_runs=2000,
                           by_scores={m: found[f"false_{m}"] for m in models}),
            measure.figure("misses-kept", "40 hours, 200 visits, 6 missed: share of sweeps of 300 "
                           "sheets that promise at most 10 %", "share", found["kept_good"], None,
                           by_scores={m: found[f"kept_{m}"] for m in models},
                           bound_cpu_p99_ms=found["cpu_p99_ms"], n_runs=2000)]
