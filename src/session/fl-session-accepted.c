/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands of lots in the labels of each stream: one auto label a sample, or a tag of a sample. */
#include "session/fl-session-accepted.h"

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

/* Whether all tags of a sample have an answer, and not all of them one of a person. */
static gboolean
is_filled (FlSession *self, FlStream *stream, gint64 frame)
{
  guint n_of_lots = 0;

  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    FlTagVerdict verdict;
    fl_stream_get_tag_verdict (stream, fl_class_get_id (fl_session_peek_class (self, i)), frame,
                               &verdict);
    if (verdict.certainty < FL_CERTAINTY_AUTO)
      return FALSE;
    n_of_lots += verdict.certainty != FL_CERTAINTY_HUMAN;
  }
  return n_of_lots > 0;
}

/* Samples that lots label; of tags those that they complete, where people did not say all of it. */
static guint
count_filled (FlSession *self, FlStream *stream, const GArray *accepted)
{
  guint n = 0;

  for (guint i = 0; !self->is_multi_label && i < accepted->len; i++)
    n += g_array_index (accepted, FlAccepted, i).class_id != 0;
  for (guint i = 0;
       self->is_multi_label && accepted->len > 0 && i < fl_stream_get_n_samples (stream); i++)
    n += is_filled (self, stream, fl_stream_get_sample (stream, i));
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
  return fl_session_load_audits (self, error);
}
