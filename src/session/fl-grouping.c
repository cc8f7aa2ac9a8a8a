/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/fl-grouping.h"

#include <math.h>

#include "learn/fl-groups.h"
#include "learn/fl-projection.h"
#include "learn/fl-top.h"

/* More than these are thinned out evenly before distances are computed. */
#define MAX_GROUPED 4096
/* So many frames are a cluster on the mean, and so many clusters are looked for at least. */
#define N_EACH        12
#define MIN_CLUSTERS  24
#define HOUR_S        3600.0
#define N_HOURS       24
#define UNUSUAL_GAP_S 10.0

/* A frame that stands for its run. */
typedef struct {
  guint stream;
  gsize sample;
} Shown;

typedef struct {
  const FlLearnRequest *request;
  GArray *shown;    /* Shown */
  float *positions; /* [shown->len][FL_PROJECTION_DIMS] */
} Ground;

static gboolean
is_open (const FlLearnStream *stream, gsize sample)
{
  gint64 frame = stream->samples->frames[sample];

  return fl_track_find (stream->track, frame) == NULL &&
         (stream->pool == NULL || g_hash_table_contains (stream->pool, &frame));
}

static void
add_stream (const FlLearnRequest *request, guint i, GArray *shown)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (request, i);
  /* Runs of other samples have other places. */
  const GArray *runs =
    request->asks_runs && stream->runs != NULL && stream->runs->samples == stream->samples
      ? stream->runs->runs
      : NULL;
  const gboolean has_runs = runs != NULL && runs->len > 0;
  const gsize n = has_runs ? runs->len : stream->samples->n;

  for (gsize k = 0; k < n; k++) {
    const gsize sample = has_runs ? g_array_index (runs, FlRun, k).shown : k;
    const Shown each = {.stream = i, .sample = sample};
    if (sample < stream->samples->n && is_open (stream, sample))
      g_array_append_val (shown, each);
  }
}

static void
thin_out (GArray *shown)
{
  const guint step = shown->len / MAX_GROUPED + 1;
  guint n = 0;

  for (guint i = 0; i < shown->len; i += step)
    g_array_index (shown, Shown, n++) = g_array_index (shown, Shown, i);
  g_array_set_size (shown, n);
}

static float *
measure_positions (const Ground *self)
{
  const FlScaling *scaling = self->request->scaling;
  const gsize n_dims = fl_scaling_get_n_dims (scaling);
  g_autoptr (FlProjection) projection = fl_projection_new (n_dims);
  g_autofree float *row = g_new (float, n_dims);
  float *positions = g_new (float, MAX (self->shown->len, 1) * FL_PROJECTION_DIMS);

  for (guint i = 0; i < self->shown->len; i++) {
    const Shown *each = &g_array_index (self->shown, Shown, i);
    const FlLearnStream *stream = FL_LEARN_STREAM (self->request, each->stream);
    fl_scaling_apply (scaling, fl_sample_set_get_row (stream->samples, each->sample), row);
    fl_projection_apply (projection, row, positions + i * FL_PROJECTION_DIMS);
  }
  return positions;
}

static FlFrameRef
get_ref (const Ground *self, guint i)
{
  const Shown *each = &g_array_index (self->shown, Shown, i);
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, each->stream);

  return (FlFrameRef){.stream = stream->id, .frame = stream->samples->frames[each->sample]};
}

static double
get_time_s (const Ground *self, guint i)
{
  const Shown *each = &g_array_index (self->shown, Shown, i);
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, each->stream);
  const double time_s =
    fl_frame_index_get_time_s (stream->index, stream->samples->frames[each->sample]);

  return isfinite (time_s) ? time_s : 0;
}

static void
grouped_free (gpointer data)
{
  FlGrouped *self = data;

  g_array_unref (self->members);
  g_free (self);
}

static GPtrArray *
find_groups (const Ground *self, guint n_groups, GRand *rand, GCancellable *cancellable)
{
  const guint n_clusters = MAX (self->shown->len / N_EACH, MIN_CLUSTERS);
  g_autoptr (GPtrArray) found = fl_groups_find (self->positions, self->shown->len,
                                                FL_PROJECTION_DIMS, n_clusters, rand, cancellable);
  GPtrArray *groups = g_ptr_array_new_with_free_func (grouped_free);

  for (guint g = 0; g < MIN (found->len, n_groups); g++) {
    const FlGroupMembers *members = found->pdata[g];
    FlGrouped *group = g_new (FlGrouped, 1);
    *group = (FlGrouped){.members = g_array_new (FALSE, FALSE, sizeof (FlFrameRef)),
                         .likeness = members->likeness};
    for (guint i = 0; i < members->members->len; i++) {
      const FlFrameRef ref = get_ref (self, g_array_index (members->members, guint, i));
      g_array_append_val (group->members, ref);
    }
    g_ptr_array_add (groups, group);
  }
  return groups;
}

/* How little each is like what is usual in its stream at its hour, as a negative number: the least
 * first. */
static float *
measure_strangeness (const Ground *self)
{
  const guint n = self->shown->len;
  g_autofree guint *sets = g_new (guint, MAX (n, 1));
  float *strangeness = g_new (float, MAX (n, 1));

  for (guint i = 0; i < n; i++) {
    const guint hour = (guint) (fmax (get_time_s (self, i), 0) / HOUR_S) % N_HOURS;
    sets[i] = g_array_index (self->shown, Shown, i).stream * N_HOURS + hour;
  }
  fl_groups_measure_strangeness (self->positions, n, FL_PROJECTION_DIMS, sets,
                                 self->request->streams->len * N_HOURS, strangeness);
  for (guint i = 0; i < n; i++)
    strangeness[i] = -strangeness[i];
  return strangeness;
}

static gboolean
is_near_any (const Ground *self, const GArray *taken, guint i)
{
  for (guint k = 0; k < taken->len; k++) {
    const guint other = g_array_index (taken, guint, k);
    if (g_array_index (self->shown, Shown, other).stream ==
          g_array_index (self->shown, Shown, i).stream &&
        fabs (get_time_s (self, other) - get_time_s (self, i)) < UNUSUAL_GAP_S)
      return TRUE;
  }
  return FALSE;
}

static GArray *
find_unusual (const Ground *self, guint n_wanted, GRand *rand)
{
  const guint n = self->shown->len;
  g_autofree float *strangeness = measure_strangeness (self);
  g_autofree gsize *order = g_new (gsize, MAX (n, 1));
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *unusual = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));
  const gsize n_ranked = fl_top_rank (strangeness, n, n, rand, order);

  for (gsize i = 0; i < n_ranked && taken->len < n_wanted; i++) {
    const guint place = (guint) order[i];
    /* What is no stranger than usual is nothing to look at. */
    if (strangeness[place] >= -1 || is_near_any (self, taken, place))
      continue;
    const FlFrameRef ref = get_ref (self, place);
    g_array_append_val (taken, place);
    g_array_append_val (unusual, ref);
  }
  return unusual;
}

FlGrouping *
fl_grouping_run (const FlLearnRequest *request,
                 guint n_groups,
                 guint n_unusual,
                 GCancellable *cancellable)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (Shown));
  g_autoptr (GRand) rand = g_rand_new_with_seed (request->seed);
  FlGrouping *grouping = g_new (FlGrouping, 1);

  for (guint i = 0; i < request->streams->len; i++)
    add_stream (request, i, shown);
  thin_out (shown);
  Ground self = {.request = request, .shown = shown};
  g_autofree float *positions = measure_positions (&self);
  self.positions = positions;
  *grouping = (FlGrouping){.groups = find_groups (&self, n_groups, rand, cancellable),
                           .unusual = find_unusual (&self, n_unusual, rand)};
  return grouping;
}

void
fl_grouping_free (FlGrouping *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->groups);
  g_array_unref (self->unusual);
  g_free (self);
}
