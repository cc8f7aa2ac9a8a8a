/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a lot is about. Kept as words in the project, so that a lot says what it was drawn from. */
#include "session/fl-lot-scope.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* The hours of the day. */
#define DAY_FROM 6
#define DAY_TO   18

static const char *const condition_names[] =
  {[FL_CONDITION_ANY] = "any", [FL_CONDITION_DAY] = "day", [FL_CONDITION_NIGHT] = "night"};

gboolean
fl_condition_parse (const char *word, FlCondition *out)
{
  for (FlCondition i = FL_CONDITION_DAY; i <= FL_CONDITION_NIGHT; i++) {
    if (!g_str_equal (word, condition_names[i]))
      continue;
    *out = i;
    return TRUE;
  }
  return FALSE;
}

FlCondition
fl_condition_find (const FlFrameIndex *index, gint64 clock_start_us, gint64 frame)
{
  const double time_s =
    index == NULL ? NAN
                  : fl_frame_index_get_time_s (index, frame) - fl_frame_index_get_time_s (index, 0);

  if (clock_start_us < 0 || !isfinite (time_s))
    return FL_CONDITION_ANY;
  g_autoptr (GDateTime) time =
    g_date_time_new_from_unix_local (clock_start_us / G_USEC_PER_SEC + (gint64) floor (time_s));
  const int hour = g_date_time_get_hour (time);
  return hour >= DAY_FROM && hour < DAY_TO ? FL_CONDITION_DAY : FL_CONDITION_NIGHT;
}

gboolean
fl_lot_scope_holds (const FlLotScope *self, gint64 stream, gint64 class_id)
{
  return (self->stream == 0 || self->stream == stream) &&
         (self->class_id == 0 || self->class_id == class_id) &&
         (self->tag == 0 || self->tag == ABS (class_id));
}

static const char *
name_answer (const FlLotScope *self)
{
  return self->class_id < 0 ? "no" : "yes";
}

static void
begin_word (GString *text)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
}

void
fl_lot_scope_append (const FlLotScope *self, GString *text)
{
  if (self->stream != 0) {
    begin_word (text);
    g_string_append_printf (text, "stream:%" PRId64, self->stream);
  }
  if (self->tag != 0) {
    begin_word (text);
    g_string_append_printf (text, "tag:%" PRId64 "=%s", self->tag, name_answer (self));
  } else if (self->class_id != 0) {
    begin_word (text);
    g_string_append_printf (text, "class:%" PRId64, self->class_id);
  }
  if (self->condition != FL_CONDITION_ANY) {
    begin_word (text);
    g_string_append_printf (text, "condition:%s", condition_names[self->condition]);
  }
  if (self->n_edge != 0) {
    begin_word (text);
    g_string_append_printf (text, "without-edges:%u", self->n_edge);
  }
}

/* What stands behind @name and a colon in @word; %NULL in any other word. */
static const char *
find_value (const char *word, const char *name)
{
  const gsize n = strlen (name);

  return g_str_has_prefix (word, name) && word[n] == ':' ? word + n + 1 : NULL;
}

/* “3=no” */
static void
parse_tag (const char *text, FlLotScope *out)
{
  char *end;

  out->tag = g_ascii_strtoll (text, &end, 10);
  out->class_id = g_str_equal (end, "=no") ? -out->tag : out->tag;
}

void
fl_lot_scope_parse (const char *text, FlLotScope *out)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  *out = (FlLotScope){0};
  for (guint i = 0; words[i] != NULL; i++) {
    const char *stream = find_value (words[i], "stream");
    const char *klass = find_value (words[i], "class");
    const char *tag = find_value (words[i], "tag");
    const char *condition = find_value (words[i], "condition");
    const char *edges = find_value (words[i], "without-edges");
    if (stream != NULL)
      out->stream = g_ascii_strtoll (stream, NULL, 10);
    else if (klass != NULL)
      out->class_id = g_ascii_strtoll (klass, NULL, 10);
    else if (tag != NULL)
      parse_tag (tag, out);
    else if (edges != NULL)
      out->n_edge = (guint) g_ascii_strtoull (edges, NULL, 10);
    else if (condition != NULL)
      (void) fl_condition_parse (condition, &out->condition); /* Else it holds at any time. */
  }
}

static char *
dup_class_words (const FlLotScope *self, const char *klass)
{
  if (self->tag == 0)
    /* Translators: what a lot is about: only what is labelled with that class. */
    return g_strdup_printf (C_ ("lot", "Class “%s”"), klass);
  if (self->class_id == 0)
    /* Translators: what is accepted: only what is said of that tag. */
    return g_strdup_printf (C_ ("lot", "Tag “%s”"), klass);
  /* Translators: what a lot is about: the samples that are said to have that tag, or not to have it. */
  return g_strdup_printf (self->class_id > 0 ? C_ ("lot", "Tag “%s”: yes")
                                             : C_ ("lot", "Tag “%s”: no"),
                          klass);
}

char *
fl_lot_scope_dup_words (const FlLotScope *self, const char *stream, const char *klass)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (self->class_id != 0 || self->tag != 0)
    g_ptr_array_add (words, dup_class_words (self, klass));
  if (self->stream != 0)
    /* Translators: what a lot is about: only what is in that video. */
    g_ptr_array_add (words, g_strdup_printf (C_ ("lot", "Video “%s”"), stream));
  if (self->condition == FL_CONDITION_DAY)
    g_ptr_array_add (words, g_strdup (C_ ("lot", "Day (6:00 to 18:00)")));
  else if (self->condition == FL_CONDITION_NIGHT)
    g_ptr_array_add (words, g_strdup (C_ ("lot", "Night (18:00 to 6:00)")));
  if (self->n_edge != 0)
    /* Translators: what a lot is about: nothing so many frames from a change of class. */
    g_ptr_array_add (words,
                     g_strdup_printf (C_ ("lot", "No frame within %u of a change"), self->n_edge));
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

void
fl_lot_scope_add_json (const FlLotScope *self, const char *stream, const char *klass, FlJson *json)
{
  if (self->stream != 0)
    fl_json_add_string (json, "stream", stream);
  if (self->class_id != 0)
    fl_json_add_string (json, self->tag != 0 ? "tag" : "class", klass);
  if (self->tag != 0)
    fl_json_add_string (json, "answer", name_answer (self));
  if (self->condition != FL_CONDITION_ANY)
    fl_json_add_string (json, "condition", condition_names[self->condition]);
  if (self->n_edge != 0)
    fl_json_add_int (json, "without_edges", self->n_edge);
}
