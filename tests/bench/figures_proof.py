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
