/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks of tags by their ids, and what they come to as answers and in words. */
#include "app/fl-ticks.h"

#include <glib/gi18n.h>

struct _FlTicks {
  GHashTable *of_tag; /* id -> FlTick, those that are marked */
};

static gpointer
get_key (FlClass *tag)
{
  return GINT_TO_POINTER ((int) fl_class_get_id (tag));
}

FlTicks *
fl_ticks_new (void)
{
  FlTicks *self = g_new (FlTicks, 1);

  self->of_tag = g_hash_table_new (NULL, NULL);
  return self;
}

void
fl_ticks_free (FlTicks *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->of_tag);
  g_free (self);
}

void
fl_ticks_clear (FlTicks *self)
{
  g_hash_table_remove_all (self->of_tag);
}

FlTick
fl_ticks_get (const FlTicks *self, FlClass *tag)
{
  return (FlTick) GPOINTER_TO_INT (g_hash_table_lookup (self->of_tag, get_key (tag)));
}

void
fl_ticks_set (FlTicks *self, FlClass *tag, FlTick tick)
{
  g_hash_table_insert (self->of_tag, get_key (tag), GINT_TO_POINTER ((int) tick));
}

void
fl_ticks_turn (FlTicks *self, FlClass *tag)
{
  static const FlTick next[] =
    {[FL_TICK_OFF] = FL_TICK_YES, [FL_TICK_YES] = FL_TICK_UNSURE, [FL_TICK_UNSURE] = FL_TICK_OFF};

  fl_ticks_set (self, tag, next[fl_ticks_get (self, tag)]);
}

static FlTagAnswer
find_answer (const FlTicks *self, FlClass *tag, FlTagAnswer rest)
{
  switch (fl_ticks_get (self, tag)) {
  case FL_TICK_OFF:
    return rest;
  case FL_TICK_YES:
    return FL_TAG_YES;
  case FL_TICK_UNSURE:
    return FL_TAG_UNSURE;
  }
  g_assert_not_reached ();
}

GArray *
fl_ticks_list_answers (const FlTicks *self, GListModel *tags, FlTagAnswer rest)
{
  GArray *answers = g_array_new (FALSE, FALSE, sizeof (FlTagged));

  for (guint i = 0; i < g_list_model_get_n_items (tags); i++) {
    g_autoptr (FlClass) tag = g_list_model_get_item (tags, i); /* the list keeps it */
    const FlTagged tagged = {tag, find_answer (self, tag, rest)};
    g_array_append_val (answers, tagged);
  }
  return answers;
}

const char *
fl_ticks_get_word (FlTagAnswer answer)
{
  switch (answer) {
  case FL_TAG_YES:
    return C_ ("tag", "yes");
  case FL_TAG_NO:
    return C_ ("tag", "no");
  case FL_TAG_UNSURE:
    return C_ ("tag", "unsure");
  }
  g_assert_not_reached ();
}

static char *
describe_all (const FlTagged *tags, gsize n)
{
  GString *text = g_string_new (NULL);
  guint n_unsure = 0;

  for (gsize i = 0; i < n; i++) {
    if (tags[i].answer == FL_TAG_NO)
      continue;
    n_unsure += tags[i].answer == FL_TAG_UNSURE;
    /* Translators: what stands between the names of a list. */
    g_string_append_printf (text, "%s%s%s", text->len > 0 ? C_ ("list", ", ") : "",
                            fl_class_get_name (tags[i].tag),
                            tags[i].answer == FL_TAG_UNSURE ? "?" : "");
  }
  if (n_unsure == n)
    g_string_assign (text, _ ("Unsure"));
  else if (text->len == 0)
    /* Translators: what was answered: no tag is there. */
    g_string_assign (text, _ ("None of them"));
  return g_string_free (text, FALSE);
}

char *
fl_ticks_describe (const FlTagged *tags, gsize n)
{
  g_return_val_if_fail (n > 0, NULL);

  if (n > 1)
    return describe_all (tags, n);
  /* Translators: what was answered: the name of a tag, and “yes”, “no” or “unsure”. */
  return g_strdup_printf (_ ("%1$s: %2$s"), fl_class_get_name (tags[0].tag),
                          fl_ticks_get_word (tags[0].answer));
}
