/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the report share; not for windows. */
#pragma once

#include "session/fl-history.h"
#include "session/fl-insights.h"
#include "session/fl-report.h"
#include "session/fl-session-accuracy.h"
#include "session/fl-session-advice.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-sweeps.h"
#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlReportSource:
 *
 * Where the label of a frame comes from, in the order of the report.
 */
typedef enum {
  FL_REPORT_HUMAN,
  FL_REPORT_RUN,
  FL_REPORT_CERTIFIED,
  FL_REPORT_AUTO,
  FL_REPORT_MODEL,
  FL_REPORT_EDGE,
  FL_REPORT_NONE,
  FL_REPORT_N_SOURCES,
} FlReportSource;

/** fl_report_source_get_name: Returns: (transfer none): as in exports, and `none` */
const char *fl_report_source_get_name (FlReportSource source);

/**
 * FlReportRows:
 * @n: all rows
 * @by_source: how many have a label from there
 */
typedef struct {
  gint64 n;
  gint64 by_source[FL_REPORT_N_SOURCES];
} FlReportRows;

/**
 * FlReportPair:
 * @first: id of an annotator
 * @second: id of another one
 * @n_frames: frames, of tags answers, that both labelled
 * @n_agreed: those of which both say the same
 * @kappa: Cohen's, NaN where it is not defined
 */
typedef struct {
  gint64 first;
  gint64 second;
  guint64 n_frames;
  guint64 n_agreed;
  double kappa;
} FlReportPair;

/** fl_report_list_pairs: Returns: (transfer full) (element-type FlReportPair): all pairs of people
 * who labelled same frames, from @labels (element-type FlLabelRow) as they stand */
GArray *fl_report_list_pairs (const GArray *labels);

struct _FlReport {
  FlSession *session;
  FlProjectFacts *facts;
  gint64 written_us;
  GPtrArray *classes; /* FlClassRow */
  GPtrArray *tallies; /* FlTally */
  GPtrArray *lots;    /* FlLotReport */
  FlLotSum sum;       /* of all of them */
  GPtrArray *sweeps;  /* FlSweepReport */
  GArray *pairs;      /* FlReportPair */
  FlInsights *insights;
  gboolean has_model;
  FlModelReport model;
  char *smoothing; /* (nullable) */
  gboolean has_advice;
  FlStopAdvice advice; /* of the newest model */
  guint n_per_frame;   /* rows of the table: of tags one each, else one */
  FlReportRows frames;
  FlReportRows samples;
};

/** fl_report_dup_annotator: Returns: (transfer full): name of the annotator @id */
char *fl_report_dup_annotator (const FlReport *self, gint64 id);

G_END_DECLS
