/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer about all tags while it is put together, and what it is called. */
#include "app/fl-ticks.h"

#include "session/fl-class-private.h"

#define N_TAGS 3

typedef struct {
  GListStore *list;
  FlClass *tags[N_TAGS];
  FlTicks *ticks;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {"Bird", "Cat", "Dog"};

  self->list = g_list_store_new (FL_TYPE_CLASS);
  self->ticks = fl_ticks_new ();
  for (guint i = 0; i < N_TAGS; i++) {
    self->tags[i] = fl_class_new (i + 1, FALSE);
    fl_class_set_facts (self->tags[i], names[i], "", i);
    g_list_store_append (self->list, self->tags[i]);
  }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->list);
  for (guint i = 0; i < N_TAGS; i++)
    g_assert_finalize_object (self->tags[i]);
  fl_ticks_free (self->ticks);
}

static void
assert_answers (Fixture *self, FlTagAnswer rest, const FlTagAnswer *wanted)
{
  g_autoptr (GArray) answers = fl_ticks_list_answers (self->ticks, G_LIST_MODEL (self->list), rest);

  g_assert_cmpuint (answers->len, ==, N_TAGS);
  for (guint i = 0; i < N_TAGS; i++) {
    const FlTagged *tagged = &g_array_index (answers, FlTagged, i);
    g_assert_true (tagged->tag == self->tags[i]);
    g_assert_cmpint (tagged->answer, ==, wanted[i]);
  }
}

static void
test_turn (Fixture *self, gconstpointer data)
{
  static const FlTick wanted[] = {FL_TICK_YES, FL_TICK_UNSURE, FL_TICK_OFF, FL_TICK_YES};

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++) {
    fl_ticks_turn (self->ticks, self->tags[1]);
    g_assert_cmpint (fl_ticks_get (self->ticks, self->tags[1]), ==, wanted[i]);
    g_assert_cmpint (fl_ticks_get (self->ticks, self->tags[0]), ==, FL_TICK_OFF);
  }
  fl_ticks_clear (self->ticks);
  g_assert_cmpint (fl_ticks_get (self->ticks, self->tags[1]), ==, FL_TICK_OFF);
}

static void
test_answers (Fixture *self, gconstpointer data)
{
  fl_ticks_set (self->ticks, self->tags[0], FL_TICK_UNSURE);
  fl_ticks_set (self->ticks, self->tags[2], FL_TICK_YES);
  assert_answers (self, FL_TAG_NO, (const FlTagAnswer[]){FL_TAG_UNSURE, FL_TAG_NO, FL_TAG_YES});
  assert_answers (self, FL_TAG_UNSURE,
                  (const FlTagAnswer[]){FL_TAG_UNSURE, FL_TAG_UNSURE, FL_TAG_YES});
}

static void
assert_words (Fixture *self, gsize n, const FlTagAnswer *answers, const char *wanted)
{
  FlTagged tagged[N_TAGS];

  for (gsize i = 0; i < n; i++)
    tagged[i] = (FlTagged){self->tags[i], answers[i]};
  g_autofree char *words = fl_ticks_describe (tagged, n);
  g_assert_cmpstr (words, ==, wanted);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  const FlTagAnswer yes = FL_TAG_YES, no = FL_TAG_NO, unsure = FL_TAG_UNSURE;

  assert_words (self, 1, &yes, "Bird: yes");
  assert_words (self, 1, &no, "Bird: no");
  assert_words (self, 1, &unsure, "Bird: unsure");
  assert_words (self, 3, (const FlTagAnswer[]){yes, unsure, no}, "Bird, Cat?");
  assert_words (self, 3, (const FlTagAnswer[]){no, no, yes}, "Dog");
  assert_words (self, 3, (const FlTagAnswer[]){no, no, no}, "None of them");
  assert_words (self, 3, (const FlTagAnswer[]){unsure, unsure, unsure}, "Unsure");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func) g_test_add ("/app/ticks/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("turn", test_turn);
  ADD ("answers", test_answers);
  ADD ("words", test_words);
  return g_test_run ();
}
