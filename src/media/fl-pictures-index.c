/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbering the pictures of a folder. A number once given stays: a picture that turns out to be
 * damaged keeps its own, and is marked as lost. */
#include "media/fl-pictures-private.h"

#include "media/fl-picture-time.h"

#include <stdlib.h>

#define NO_TIME G_MININT64

typedef struct {
  guint i; /* in natural order */
  gint64 time_ms;
  gboolean is_lost;
} Picture;

typedef struct {
  const FlPictures *list;
  Picture *pictures; /* as many as there are names */
  gboolean has_times;
  guint n_lost;
  const char *first_lost;
} Build;

static gboolean
can_be_decoded (const FlPictures *list, guint i)
{
  g_autoptr (AVFrame) frame = fl_pictures_decode (list, i, NULL, NULL);

  return frame != NULL;
}

/* Looks at a file. What is plainly no picture need not have a time. What turns out to be damaged
 * later does: numbers may not hang on that. */
static void
look_at (Build *self, guint i, gboolean is_decoded)
{
  g_autofree char *path = fl_pictures_dup_path (self->list, i);
  Picture *picture = &self->pictures[i];
  gboolean looks_like_one = fl_pictures_looks_like_one (self->list, i);
  gboolean is_lost = !looks_like_one || (is_decoded && !can_be_decoded (self->list, i));

  *picture = (Picture){.i = i, .time_ms = NO_TIME, .is_lost = is_lost};
  if (!fl_picture_time_read (path, &picture->time_ms) && looks_like_one)
    self->has_times = FALSE;
  if (picture->is_lost && self->n_lost++ == 0)
    self->first_lost = self->list->names->pdata[i];
}

/* Gives what is no picture the time of the one before, or of the first that has one. */
static void
fill_times (Build *self)
{
  gint64 newest_ms = NO_TIME;

  for (guint i = 0; i < self->list->names->len && newest_ms == NO_TIME; i++)
    newest_ms = self->pictures[i].time_ms;
  self->has_times = self->has_times && newest_ms != NO_TIME;
  for (guint i = 0; i < self->list->names->len; i++) {
    if (self->pictures[i].time_ms == NO_TIME)
      self->pictures[i].time_ms = newest_ms;
    newest_ms = self->pictures[i].time_ms;
  }
}

static gboolean
look_at_all (Build *self, gboolean is_decoded, GCancellable *cancellable, GError **error)
{
  self->has_times = TRUE;
  for (guint i = 0; i < self->list->names->len; i++) {
    look_at (self, i, is_decoded);
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }
  fill_times (self);
  return TRUE;
}

static int
compare_times (const void *a, const void *b)
{
  const Picture *x = a;
  const Picture *y = b;

  if (x->time_ms != y->time_ms)
    return x->time_ms < y->time_ms ? -1 : 1;
  return x->i < y->i ? -1 : x->i > y->i;
}

/* Returns: (transfer full) (nullable): what is not to be seen of the folder, in one sentence */
static char *
dup_doubt (const Build *self)
{
  guint n_others = self->list->n_others;
  g_autofree char *lost =
    self->n_lost > 1
      ? g_strdup_printf ("%u of its pictures cannot be decoded, the first of them is “%s”",
                         self->n_lost, self->first_lost)
      : g_strdup_printf ("“%s” cannot be decoded", self->first_lost);
  g_autofree char *left_out =
    n_others > 1 ? g_strdup_printf ("%u other files in it are left out, the first of them is “%s”",
                                    n_others, self->list->first_other)
                 : g_strdup_printf ("“%s” is no picture and is left out", self->list->first_other);

  if (self->n_lost > 0 && n_others > 0)
    return g_strconcat (lost, "; ", left_out, NULL);
  if (self->n_lost > 0)
    return g_steal_pointer (&lost);
  return n_others > 0 ? g_steal_pointer (&left_out) : NULL;
}

static FlFrameIndex *
make_index (const Build *self, gboolean is_decoded)
{
  guint n = self->list->names->len;
  g_autofree FlIndexEntry *entries = g_new (FlIndexEntry, n);
  g_autofree FlIndexPoint *points = g_new (FlIndexPoint, n);
  g_autofree char *doubt = dup_doubt (self);

  for (guint i = 0; i < n; i++) {
    const Picture *picture = &self->pictures[i];
    gint64 pts = self->has_times ? picture->time_ms - self->pictures[0].time_ms : FL_NO_PTS;
    entries[i] = (FlIndexEntry){.pts = pts, .is_key = TRUE, .is_lost = picture->is_lost};
    points[i] = (FlIndexPoint){.frame = i,
                               .pts = pts,
                               .dts = FL_NO_PTS,
                               .position_bytes = picture->i,
                               .from_bytes = fl_pictures_sum_name (self->list, picture->i)};
  }
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = n,
                              .points = points,
                              .n_points = n,
                              .time_base = {.num = 1, .den = FL_PICTURES_TICKS},
                              .is_decoded = is_decoded,
                              .doubt = doubt};
  return fl_frame_index_new (&facts);
}

FlFrameIndex *
fl_pictures_index (const char *folder,
                   gboolean is_decoded,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (FlPictures) list = fl_pictures_list (folder, error);

  if (list == NULL)
    return NULL;
  g_autofree Picture *pictures = g_new (Picture, list->names->len);
  Build build = {.list = list, .pictures = pictures};
  if (!look_at_all (&build, is_decoded, cancellable, error))
    return NULL;
  if (build.has_times)
    qsort (pictures, list->names->len, sizeof pictures[0], compare_times);
  return make_index (&build, is_decoded);
}
