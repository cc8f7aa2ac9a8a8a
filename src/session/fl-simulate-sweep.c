/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who knows the truth, and looks at sheets. */
#include "session/fl-simulate-sweep.h"

#include <glib/gi18n.h>

#include "session/fl-session-private.h"
#include "session/fl-sweep-blocks.h"

#define CONFIDENCE 0.95

/* A sweep, and what is true. */
typedef struct {
  FlSession *session;
  FlTruth *truth;
  FlClass *klass;
  GArray *events; /* FlTruthEvent */
  gint64 sweep;
  guint n_answers;
} Sitting;

static void
sitting_clear (Sitting *self)
{
  g_clear_pointer (&self->events, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sitting, sitting_clear)

/* The first of the pictures of @tile that shows the class, -1 for none of them. */
static gint64
find_hit (const Sitting *self, const FlSheetTile *tile)
{
  g_autoptr (GArray) frames = fl_sheet_tile_list_frames (tile, G_MAXUINT);

  for (guint i = 0; i < frames->len; i++) {
    const gint64 frame = g_array_index (frames, gint64, i);
    if (fl_truth_find (self->truth, tile->stream, frame) == self->klass)
      return frame;
  }
  return -1;
}

static gboolean
answer (const Sitting *self, const FlSheet *sheet, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FlSheetMark));

  for (guint i = 0; i < sheet->tiles->len; i++) {
    const FlSheetMark mark = {.tile = i,
                              .frame =
                                find_hit (self, &g_array_index (sheet->tiles, FlSheetTile, i))};
    if (mark.frame >= 0)
      g_array_append_val (marks, mark);
  }
  return fl_session_answer_sheet (self->session, sheet,
                                  (const FlSheetMark *) (const void *) marks->data, marks->len,
                                  error);
}

static gboolean
is_found (const FlTruthEvent *event, const GPtrArray *parts)
{
  for (guint p = 0; p < parts->len; p++) {
    const FlSweepPart *part = parts->pdata[p];
    for (guint b = 0; part->stream == fl_stream_get_id (event->stream) && b < part->blocks->len;
         b++) {
      const FlSweepBlock *block = &g_array_index (part->blocks, FlSweepBlock, b);
      if (block->frames.first <= event->frames.last && block->frames.last >= event->frames.first &&
          (block->role == FL_SWEEP_KNOWN || block->role == FL_SWEEP_FOUND))
        return TRUE;
    }
  }
  return FALSE;
}

static guint
count_missed (const Sitting *self)
{
  g_autoptr (GPtrArray) parts = fl_store_list_sweep_parts (self->session->store, self->sweep, NULL);
  g_autoptr (GArray) tiles = fl_store_list_tiles (self->session->store, self->sweep, NULL);
  guint n = 0;

  g_return_val_if_fail (parts != NULL && tiles != NULL, 0);
  fl_sweep_blocks_mark_hits (parts, tiles);
  for (guint i = 0; i < self->events->len; i++)
    n += !is_found (&g_array_index (self->events, FlTruthEvent, i), parts);
  return n;
}

/* Where the sweep stands; borrowed from @out_all. */
static const FlSweepReport *
find_report (const Sitting *self, GPtrArray **out_all)
{
  *out_all = fl_session_list_sweeps (self->session);
  for (guint i = 0; i < (*out_all)->len; i++)
    if (((const FlSweepReport *) (*out_all)->pdata[i])->id == self->sweep)
      return (*out_all)->pdata[i];
  return NULL;
}

static gboolean
tell (const Sitting *self, const FlSimulateOptions *options, gpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  const FlSimulateSheet sheet = {.report = find_report (self, &all),
                                 .n_answers = self->n_answers,
                                 .n_events = self->events->len,
                                 .n_missed = count_missed (self)};

  return options->on_sheet (&sheet, data);
}

/* Whether somebody would stop here, who promised enough or did what was planned. */
static gboolean
is_enough (const Sitting *self)
{
  g_autoptr (GPtrArray) all = NULL;
  const FlSweepReport *report = find_report (self, &all);

  return report == NULL || report->is_kept || report->n_seen >= report->n_planned;
}

/* Looks at sheets until one may stop, and tells of each but the last: of that all is known once the sweep is
 * ended. */
static gboolean
look (const Sitting *self, const FlSimulateOptions *options, gpointer data, GError **error)
{
  for (guint n = 0; n < options->max_sheets && (n == 0 || !is_enough (self)); n++) {
    g_autoptr (GError) problem = NULL;
    g_autoptr (FlSheet) sheet = fl_session_next_sheet (self->session, self->sweep, &problem);
    if (sheet == NULL && g_error_matches (problem, FL_SESSION_ERROR, FL_SESSION_ERROR_ALL_DONE))
      return TRUE; /* All blocks were looked at. */
    if (sheet == NULL) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
    if (n > 0 && !tell (self, options, data))
      return TRUE;
    if (!answer (self, sheet, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
fl_simulate_sweep (FlSession *session,
                   FlTruth *truth,
                   const FlSimulateOptions *options,
                   guint n_answers,
                   gpointer data,
                   GError **error)
{
  FlSweepPlan plan = {.klass = fl_session_find_class (session, options->missed_class, error),
                      .max_missed = options->max_missed,
                      .confidence = CONFIDENCE};

  if (plan.klass == NULL)
    return FALSE;
  if (truth == NULL) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Sweeps for tags cannot be simulated yet; use a project of classes"));
    return FALSE;
  }
  g_auto (Sitting) sitting = {.session = session,
                              .truth = truth,
                              .klass = plan.klass,
                              .events = fl_truth_list_events (truth, plan.klass),
                              .sweep = fl_session_start_sweep (session, &plan, error),
                              .n_answers = n_answers};
  if (sitting.sweep == 0 || !look (&sitting, options, data, error) ||
      !fl_session_end_sweep (session, sitting.sweep, error))
    return FALSE;
  (void) tell (&sitting, options, data); /* There is no more. */
  return TRUE;
}
