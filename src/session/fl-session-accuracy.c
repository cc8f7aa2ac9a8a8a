/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How right the machine is, and was. */
#include "session/fl-session-accuracy.h"

#include <glib/gi18n.h>
#include <math.h>

#include "learn/fl-stopping.h"
#include "session/fl-session-checks.h"
#include "session/fl-session-private.h"

/* Of more samples than this, every so many-th tells how doubts are spread over them. */
#define MAX_POOL 20000
/* Of fewer checks only their number is told. */
#define LEAST_CHECKS 20
/* Chance that the interval is wrong on one side. */
#define SIDE 0.025

/* Of which samples doubts are wanted. */
typedef struct {
  gint64 tag; /* 0: of their classes */
  gsize stride;
  gsize next; /* number of the next one in what is still to come */
  GArray *doubts;
} Listing;

/* How far the machine is from sure about sample @i; NAN where it says nothing. */
static float
get_doubt (const FlSweep *sweep, gint64 tag, gsize i)
{
  float confidence;

  if (tag == 0)
    return fl_sweep_get (sweep, i, &confidence) != 0 ? 1 - confidence : NAN;
  const float p = fl_sweep_get_tag (sweep, i, tag);
  return MIN (p, 1 - p);
}

/* Doubts about every so many-th sample without a label. */
static void
add_doubts (Listing *self, FlStream *stream)
{
  const FlSweep *sweep = fl_stream_get_sweep (stream);
  const GArray *track = fl_stream_get_track_of (stream, self->tag);

  if (sweep == NULL)
    return;
  for (; self->next < sweep->samples->n; self->next += self->stride) {
    const float doubt = get_doubt (sweep, self->tag, self->next);
    const gboolean is_labelled =
      track != NULL && fl_track_find (track, sweep->samples->frames[self->next]) != NULL;
    if (!is_labelled && !isnan (doubt))
      g_array_append_val (self->doubts, doubt);
  }
  self->next -= sweep->samples->n;
}

static void
add_all_doubts (FlSession *self, Listing *listing)
{
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    add_doubts (listing, fl_session_peek_stream (self, i));
}

/* How doubts are spread over what has no label, of @tag (0: of all tags, or of classes); without a model
 * as over @checks, which were drawn from it. */
static GArray *
list_doubts (FlSession *self, gint64 tag, const GArray *checks)
{
  const guint n_tags = self->is_multi_label ? fl_session_get_n_classes (self) : 1;
  GArray *doubts = g_array_new (FALSE, FALSE, sizeof (float));
  Listing listing = {.stride = (gsize) self->n_samples * n_tags / MAX_POOL + 1, .doubts = doubts};

  for (guint i = 0; i < n_tags; i++) {
    listing.tag = self->is_multi_label ? fl_class_get_id (fl_session_peek_class (self, i)) : 0;
    if (tag == 0 || tag == listing.tag)
      add_all_doubts (self, &listing);
  }
  for (guint i = 0; self->model == NULL && i < checks->len; i++) {
    const float doubt = (float) g_array_index (checks, FlCheck, i).doubt;
    g_array_append_val (doubts, doubt);
  }
  return doubts;
}

/* Labels on the mean of the newest @n checks. */
static double
find_mean_labels (const GArray *checks, gsize n)
{
  double sum = 0;

  for (gsize i = checks->len - n; i < checks->len; i++)
    sum += g_array_index (checks, FlCheck, (guint) i).n_labels;
  return sum / (double) n;
}

static void
estimate (FlSession *self, gint64 tag, FlAccuracy *out)
{
  g_autoptr (GArray) checks = fl_session_list_checks (self, tag);
  g_autoptr (GArray) doubts = list_doubts (self, tag, checks);
  FlCheckEstimate found;

  *out = (FlAccuracy){.error = NAN, .high = 1};
  if (checks->len == 0 || doubts->len == 0)
    return;
  fl_checks_estimate ((const FlCheck *) (const void *) checks->data, checks->len,
                      (const float *) (const void *) doubts->data, doubts->len, &found);
  *out = (FlAccuracy){.n_labels = find_mean_labels (checks, found.n),
                      .n = (guint) found.n,
                      .n_taken_back = fl_session_count_taken_back (self, tag, found.n),
                      .error = found.error,
                      .low = found.low,
                      .high = found.high};
}

void
fl_session_get_accuracy (FlSession *self, FlAccuracy *out)
{
  g_return_if_fail (FL_IS_SESSION (self));
  estimate (self, 0, out);
}

void
fl_session_get_tag_accuracy (FlSession *self, FlClass *tag, FlAccuracy *out)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (tag));
  estimate (self, fl_class_get_id (tag), out);
}

GArray *
fl_session_list_accuracy (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  g_autoptr (GArray) checks = fl_session_list_checks (self, 0);
  g_autoptr (GArray) points =
    fl_curve_list_points ((const FlCheck *) (const void *) checks->data, checks->len);
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (FlAccuracy));

  for (guint i = 0; i < points->len; i++) {
    const FlCurvePoint *point = &g_array_index (points, FlCurvePoint, i);
    const FlAccuracy each = {.n_labels = point->n_labels,
                             .n = point->n,
                             .error = (double) point->n_wrong / point->n,
                             .low =
                               1 - fl_binomial_bound (point->n, point->n - point->n_wrong, SIDE),
                             .high = fl_binomial_bound (point->n, point->n_wrong, SIDE)};
    g_array_append_val (curve, each);
  }
  return curve;
}

guint
fl_session_count_checks (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);

  g_autoptr (GArray) checks = fl_session_list_checks (self, 0);
  return checks->len;
}

char *
fl_accuracy_dup_sentence (const FlAccuracy *self)
{
  const int right = (int) floor (100 * (1 - self->error));

  if (self->n == 0)
    return NULL;
  if (self->n < LEAST_CHECKS && self->n_taken_back > 0)
    /* Translators: two numbers of random checks; the second are those whose answer the person undid. */
    return g_strdup_printf (_ ("Random checks: %1$u so far, %2$u of them taken back"), self->n,
                            self->n_taken_back);
  if (self->n < LEAST_CHECKS)
    return g_strdup_printf (ngettext ("Random checks: %u so far", "Random checks: %u so far",
                                      self->n),
                            self->n);
  if (self->n_taken_back > 0)
    /* Translators: a share in percent, of how many random checks, and how many of these the person undid. */
    return g_strdup_printf (
      _ ("Random checks: at least about %1$d %% right (n = %2$u, %3$u of them taken back)"), right,
      self->n, self->n_taken_back);
  /* Translators: a share in percent, and of how many random checks. The machine learned meanwhile, mostly
   * for the better, hence “at least about”. */
  return g_strdup_printf (_ ("Random checks: at least about %d %% right (n = %u)"), right, self->n);
}

char *
fl_accuracy_dup_range (const FlAccuracy *self)
{
  if (self->n < LEAST_CHECKS)
    return NULL;
  /* Translators: two shares in percent. */
  return g_strdup_printf (_ ("Between %d and %d %%, 95 %% confidence, approximate"),
                          (int) floor (100 * (1 - self->high)), (int) ceil (100 * (1 - self->low)));
}
