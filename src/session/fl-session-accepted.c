/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands of lots in the labels of each stream: one auto label a sample, or a tag of a sample. */
#include "session/fl-session-accepted.h"

#include "session/fl-session-counts.h"
#include "session/fl-session-private.h"
#include "store/fl-store-as-of.h"
#include "store/fl-store-lots.h"

gboolean
fl_session_is_in_force (FlSession *self, const FlLotRow *lot)
{
  FlLotScope scope;

  fl_lot_scope_parse (lot->scope, &scope);
  return (scope.tag != 0) == (self->is_multi_label != FALSE);
}

static int
compare_accepted (gconstpointer a, gconstpointer b)
{
  const FlAccepted *x = a;
  const FlAccepted *y = b;

  if (x->tag != y->tag)
    return x->tag < y->tag ? -1 : 1;
  if (x->frame != y->frame)
    return x->frame < y->frame ? -1 : 1;
  return x->lot < y->lot ? -1 : x->lot > y->lot;
}

/* What is known of a sample. */
typedef struct {
  guint n_tags; /* that have an answer, of a person or of a lot */
  gboolean has_lot;
} Known;

/* What people said of @tag. */
static void
note_answers (FlStream *stream, gint64 tag, Known *known)
{
  const GArray *track = fl_stream_get_track_of (stream, tag);

  for (guint i = 0; track != NULL && i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    const guint end = fl_stream_count_before (stream, row->range.last + 1);
    for (guint k = fl_stream_count_before (stream, row->range.first); k < end; k++)
      known[k].n_tags += row->state != FL_LABEL_UNSURE;
  }
}

/* What lots say of tags that are offered, where nobody said anything of the tag. */
static void
note_lots (FlSession *self, FlStream *stream, const GArray *accepted, Known *known)
{
  gboolean is_offered = FALSE;

  for (guint i = 0; i < accepted->len; i++) {
    const FlAccepted *entry = &g_array_index (accepted, FlAccepted, i);
    const GArray *track = fl_stream_get_track_of (stream, entry->tag);
    const guint k = fl_stream_count_before (stream, entry->frame);
    if (i == 0 || entry[-1].tag != entry->tag)
      is_offered = fl_session_find_offered_class (self, entry->tag) != NULL;
    if (!is_offered || entry->class_id == 0 || k >= fl_stream_get_n_samples (stream) ||
        fl_stream_get_sample (stream, k) != entry->frame ||
        (track != NULL && fl_track_find (track, entry->frame) != NULL))
      continue;
    known[k].n_tags++;
    known[k].has_lot = TRUE;
  }
}

/* Samples of which all tags have an answer, and not all of them one of a person. Goes once through what was
 * said, and not through all samples for each tag. */
static guint
count_completed (FlSession *self, FlStream *stream, const GArray *accepted)
{
  const guint n_tags = fl_session_get_n_classes (self);
  const guint n_samples = fl_stream_get_n_samples (stream);
  g_autofree Known *known = g_new0 (Known, MAX (n_samples, 1));
  guint n = 0;

  for (guint i = 0; i < n_tags; i++)
    note_answers (stream, fl_class_get_id (fl_session_peek_class (self, i)), known);
  note_lots (self, stream, accepted, known);
  for (guint i = 0; i < n_samples; i++)
    n += known[i].n_tags == n_tags && known[i].has_lot;
  return n;
}

/* Samples that lots label; of tags those that they complete, where people did not say all of it. */
static guint
count_filled (FlSession *self, FlStream *stream, const GArray *accepted)
{
  guint n = 0;

  if (self->is_multi_label)
    return accepted->len > 0 ? count_completed (self, stream, accepted) : 0;
  for (guint i = 0; i < accepted->len; i++)
    n += g_array_index (accepted, FlAccepted, i).class_id != 0;
  return n;
}

/* One auto label a frame, or a tag of it: the newest lot that holds. One that left the frame out says
 * nothing of it. */
static void
settle_accepted (FlSession *self, FlStream *stream, GHashTable *of_stream)
{
  const gint64 id = fl_stream_get_id (stream);
  GArray *accepted = g_hash_table_lookup (of_stream, &id);
  guint n = 0;

  g_array_sort (accepted, compare_accepted);
  for (guint i = 0; i < accepted->len; i++) {
    const FlAccepted next = g_array_index (accepted, FlAccepted, i);
    const FlAccepted *last = n > 0 ? &g_array_index (accepted, FlAccepted, n - 1) : NULL;
    const gboolean is_same = last != NULL && last->tag == next.tag && last->frame == next.frame;
    if (is_same && next.class_id == 0)
      continue;
    g_array_index (accepted, FlAccepted, is_same ? n - 1 : n++) = next;
  }
  g_array_set_size (accepted, n);
  fl_stream_set_accepted (stream, g_array_ref (accepted));
  fl_stream_set_n_auto (stream, count_filled (self, stream, accepted));
}

/* What was left out has no class. */
static void
add_edges (const FlLotRow *lot, gint64 tag, const FlLotPart *part, GArray *accepted)
{
  for (guint i = 0; i < part->edges->len; i++) {
    const FlAccepted entry = {.frame = g_array_index (part->edges, gint64, i),
                              .tag = tag,
                              .lot = lot->id};
    g_array_append_val (accepted, entry);
  }
}

static gboolean
add_lot (FlSession *self, const FlLotRow *lot, GHashTable *of_stream, GError **error)
{
  gboolean is_certified = g_str_equal (lot->state, "certified");
  g_autoptr (GPtrArray) parts = NULL;
  FlLotScope scope;

  if (!is_certified && !g_str_equal (lot->state, "open"))
    return TRUE;
  fl_lot_scope_parse (lot->scope, &scope);
  parts = fl_store_list_lot_parts (self->store, lot->id, error);
  if (parts == NULL)
    return FALSE;
  for (guint i = 0; i < parts->len; i++) {
    const FlLotPart *part = parts->pdata[i];
    GArray *accepted = g_hash_table_lookup (of_stream, &part->stream);
    for (guint j = 0; accepted != NULL && j < part->samples->len; j++) {
      const FlLotSample *sample = &g_array_index (part->samples, FlLotSample, j);
      const FlAccepted entry = {.frame = sample->frame,
                                .tag = scope.tag,
                                .class_id = sample->class_id,
                                .confidence = (float) sample->confidence,
                                .lot = lot->id,
                                .is_certified = is_certified};
      g_array_append_val (accepted, entry);
    }
    if (accepted != NULL)
      add_edges (lot, scope.tag, part, accepted);
  }
  return TRUE;
}

gboolean
fl_session_load_lots (FlSession *self, GError **error)
{
  g_autoptr (GPtrArray) lots = self->as_of_us == 0
                                 ? fl_store_list_lots (self->store, error)
                                 : fl_store_list_lots_as_of (self->store, self->as_of_us, error);
  g_autoptr (GHashTable) of_stream =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);

  if (lots == NULL)
    return FALSE;
  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    gint64 id = fl_stream_get_id (stream);
    g_hash_table_insert (of_stream, g_memdup2 (&id, sizeof id),
                         g_array_new (FALSE, FALSE, sizeof (FlAccepted)));
  }
  for (guint i = 0; i < lots->len; i++)
    if (fl_session_is_in_force (self, lots->pdata[i]) &&
        !add_lot (self, lots->pdata[i], of_stream, error))
      return FALSE;
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    settle_accepted (self, fl_session_peek_stream (self, i), of_stream);
  fl_session_forget_counts (self);
  return fl_session_load_audits (self, error);
}
