/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue as a list model, and which of its questions a new order moves. */
#include "session/fl-queue-private.h"

#include "films.h"
#include "session/fl-item-private.h"

/* A queue, and a copy of it that is kept by its signals alone. */
typedef struct {
  FlQueue *queue;
  GPtrArray *mirror;
  FlStream *streams[2];
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  GPtrArray *mirror = data;

  g_assert_cmpuint (position + removed, <=, mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->queue = fl_queue_new (GPOINTER_TO_UINT (data));
  self->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (self->queue, "items-changed", G_CALLBACK (on_items_changed), self->mirror);
  for (guint i = 0; i < 2; i++) {
    const FlStreamRow row = {.id = i + 1, .name = (char *) "film", .path = (char *) ""};
    self->streams[i] = fl_stream_new (&row);
  }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->mirror);
  g_assert_finalize_object (self->queue);
  for (guint i = 0; i < 2; i++)
    g_assert_finalize_object (self->streams[i]);
}

/* The frames, and that whoever listens sees the same. */
static void
assert_asks (Fixture *self, const char *expected)
{
  GListModel *model = G_LIST_MODEL (self->queue);
  g_autoptr (GString) said = g_string_new (NULL);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, self->mirror->len);
  for (guint i = 0; i < self->mirror->len; i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (model, i);
    g_assert_true (item == self->mirror->pdata[i]);
    g_string_append_printf (said, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            fl_item_get_frame (item));
  }
  g_assert_cmpstr (said->str, ==, expected);
  g_assert_true (fl_queue_get_first (self->queue) ==
                 (self->mirror->len > 0 ? self->mirror->pdata[0] : NULL));
  g_assert_null (g_list_model_get_item (model, self->mirror->len));
}

static void
rank (Fixture *self, const gint64 *frames, gsize n)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (items, fl_item_new (self->streams[0], frames[i], FL_REASON_NEW));
  fl_queue_rank (self->queue, items);
}

#define RANK(self, ...)                                                                            \
  rank (self, (const gint64[]){__VA_ARGS__},                                                       \
        sizeof ((const gint64[]){__VA_ARGS__}) / sizeof (gint64))

static void
test_pinned (Fixture *self, gconstpointer data)
{
  assert_asks (self, "");
  RANK (self, 5, 6, 7, 8);
  assert_asks (self, "5 6 7 8");
  /* The first two stay where they are, and are not asked twice. */
  RANK (self, 9, 6, 8, 5, 4);
  assert_asks (self, "5 6 9 8 4");
  rank (self, NULL, 0);
  assert_asks (self, "5 6");
}

static void
test_not_pinned (Fixture *self, gconstpointer data)
{
  RANK (self, 5, 6, 7);
  RANK (self, 7, 9);
  assert_asks (self, "7 9");
  fl_queue_clear (self->queue);
  assert_asks (self, "");
}

static void
test_first (Fixture *self, gconstpointer data)
{
  RANK (self, 5, 6, 7);
  g_autoptr (FlItem) new_one = fl_item_new (self->streams[0], 1, FL_REASON_CHOSEN);
  fl_queue_put_first (self->queue, new_one);
  assert_asks (self, "1 5 6 7");
  g_autoptr (FlItem) known = fl_item_new (self->streams[0], 6, FL_REASON_CHOSEN);
  fl_queue_put_first (self->queue, known);
  assert_asks (self, "6 1 5 7");
  /* The one that the queue alone refers to. */
  fl_queue_put_first (self->queue, self->mirror->pdata[3]);
  assert_asks (self, "7 6 1 5");
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  RANK (self, 5, 6, 7);
  g_autoptr (FlItem) last = fl_item_new (self->streams[0], 7, FL_REASON_AGAIN);
  g_autoptr (FlItem) of_other = fl_item_new (self->streams[1], 5, FL_REASON_AGAIN);
  fl_queue_remove (self->queue, of_other);
  assert_asks (self, "5 6 7");
  fl_queue_remove (self->queue, last);
  assert_asks (self, "5 6");
  fl_queue_remove (self->queue, last);
  assert_asks (self, "5 6");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, n_pinned, func)                                                                  \
  g_test_add ("/session/queue/" name, Fixture, GUINT_TO_POINTER (n_pinned), set_up, func, tear_down)
  ADD ("a-new-order-leaves-what-is-pinned", 2, test_pinned);
  ADD ("without-pins-a-new-order-moves-all", 0, test_not_pinned);
  ADD ("a-chosen-frame-comes-first-and-once", 2, test_first);
  ADD ("what-is-answered-goes-wherever-it-stands", 2, test_remove);
  return g_test_run ();
}
