/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about tags: one that is asked alone, or all of them, which keys mark until Enter. */
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-closures.h"
#include "app/fl-dialogs.h"
#include "app/fl-label-page-private.h"
#include "app/fl-palette.h"
#include "app/fl-toasts.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-tags.h"

gboolean
fl_label_page_has_tags (FlLabelPage *self)
{
  return self->session != NULL && fl_session_get_is_multi_label (self->session);
}

void
fl_label_page_show_kind (FlLabelPage *self)
{
  const gboolean has_tags = fl_label_page_has_tags (self);

  gtk_widget_set_visible (GTK_WIDGET (self->tag_bar), has_tags);
  gtk_widget_set_visible (self->several, !has_tags);
  gtk_widget_set_visible (self->accept, !has_tags);
  gtk_switch_set_active (self->several_switch, FALSE);
}

static void
convert (FlLabelPage *self)
{
  g_autoptr (GError) error = NULL;

  if (fl_session_convert (self->session, &error))
    /* Translators: a toast with an Undo button. */
    fl_toasts_say_undoable (GTK_WIDGET (self), _ ("The classes are tags now"), 1);
  else
    fl_toasts_say (GTK_WIDGET (self), error->message);
  gtk_switch_set_active (self->several_switch, FALSE);
  fl_label_page_take_focus (self);
}

static void
on_confirmed (GObject *about, gboolean is_confirmed)
{
  FlLabelPage *self = FL_LABEL_PAGE (about);

  /* The project may be another one by now. */
  if (self->session == NULL || fl_session_get_is_multi_label (self->session))
    return;
  if (is_confirmed)
    convert (self);
  else
    gtk_switch_set_active (self->several_switch, FALSE);
}

/* Samples of all lots that count, also those that people labelled since. */
static guint
count_accepted (FlLabelPage *self)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  guint n = 0;

  for (guint i = 0; i < lots->len; i++) {
    const FlLotReport *lot = lots->pdata[i];
    if (lot->state == FL_LOT_OPEN || lot->state == FL_LOT_CERTIFIED)
      n += lot->n_samples;
  }
  return n;
}

/* What was filled in is of a class, and of no tag; with its checks it may be the work of days. */
void
fl_label_page_convert (FlLabelPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const guint n_auto = count_accepted (self);

  if (n_auto == 0) {
    convert (self);
    return;
  }
  g_autofree char *body = g_strdup_printf (
    ngettext (
      "Each class is asked for by itself from now on. %'u sample that was filled in is given "
      "back; Undo brings all of it back.",
      "Each class is asked for by itself from now on. %'u samples that were filled in are "
      "given back; Undo brings all of it back.",
      n_auto),
    n_auto);
  fl_dialogs_confirm (GTK_WINDOW (root), _ ("Make Tags of the Classes?"), body, _ ("_Make Tags"),
                      on_confirmed, G_OBJECT (self));
}

/* An answer about all tags must not say no to what was said before, unless that is to be checked. */
static void
mark_known (FlLabelPage *self)
{
  static const FlTick ticks[] =
    {[FL_TAG_YES] = FL_TICK_YES, [FL_TAG_NO] = FL_TICK_OFF, [FL_TAG_UNSURE] = FL_TICK_UNSURE};
  GListModel *tags = fl_session_get_classes (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (tags); i++) {
    g_autoptr (FlClass) tag = g_list_model_get_item (tags, i);
    FlTagAnswer answer;
    const FlTick said = fl_session_get_tag_answer (self->session, fl_item_get_stream (self->item),
                                                   fl_item_get_frame (self->item), tag, &answer)
                          ? ticks[answer]
                          : FL_TICK_OFF;
    if (said == fl_ticks_get (self->said, tag))
      continue;
    fl_ticks_set (self->said, tag, said);
    fl_ticks_set (self->ticks, tag, said);
  }
}

static gboolean
marks_known (FlLabelPage *self)
{
  return self->item != NULL && fl_item_get_tag (self->item) == NULL &&
         !fl_item_get_is_blind (self->item);
}

static void
show_ticks (FlLabelPage *self)
{
  FlClass *tag = self->item != NULL ? fl_item_get_tag (self->item) : NULL;

  fl_class_list_ask (self->classes, tag, self->item != NULL && tag == NULL ? self->ticks : NULL);
}

void
fl_label_page_begin_tags (FlLabelPage *self)
{
  FlClass *tag = self->item != NULL ? fl_item_get_tag (self->item) : NULL;

  fl_ticks_clear (self->ticks);
  fl_ticks_clear (self->said);
  if (marks_known (self))
    mark_known (self);
  show_ticks (self);
  fl_tag_bar_show (self->tag_bar, tag != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tag_bar), self->item != NULL);
}

void
fl_label_page_follow_tags (FlLabelPage *self, gint64 stream)
{
  if (!fl_label_page_has_tags (self) || !marks_known (self) ||
      (stream != 0 && stream != fl_stream_get_id (fl_item_get_stream (self->item))))
    return;
  mark_known (self);
  show_ticks (self);
}

/* What the machine would say of the tag that is asked alone; %FALSE when it shows nothing. */
static gboolean
get_guess (FlLabelPage *self, FlClass *tag, FlTagAnswer *out)
{
  const double probability = fl_class_get_probability (tag);

  *out = probability > 0.5 ? FL_TAG_YES : FL_TAG_NO;
  return self->show_guess && !isnan (probability);
}

/* The colour of the first tag that is there. */
static guint
find_colour (const FlTagged *tags, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (tags[i].answer == FL_TAG_YES)
      return fl_palette_index_of_class (tags[i].tag);
  return FL_PALETTE_BACKGROUND;
}

static void
echo_tags (FlLabelPage *self, const FlTagged *tags, gsize n, const FlTagAnswer *guess)
{
  g_autofree char *said = fl_ticks_describe (tags, n);
  const gboolean differs = n == 1 && guess != NULL && *guess != tags[0].answer;
  g_autofree char *text =
    differs ? fl_closure_echo (fl_ticks_get_word (tags[0].answer), fl_ticks_get_word (*guess))
            : g_strdup (said);

  fl_echo_show (self->echo, text, find_colour (tags, n), differs);
  fl_label_page_note_last (self, said, fl_item_get_frame (self->item));
}

static gboolean
send_tags (FlLabelPage *self, const FlTagged *tags, gsize n)
{
  FlTagAnswer guess;
  const gboolean has_guess = get_guess (self, tags[0].tag, &guess);
  FlAnswer answer = {.tags = tags, .n_tags = n, .guess_shown = has_guess};

  echo_tags (self, tags, n, has_guess ? &guess : NULL);
  return fl_label_page_send (self, &answer);
}

/* That one cannot tell the rest takes no no back that was said before. */
static void
keep_no (FlLabelPage *self, GArray *all)
{
  for (guint i = all->len; i-- > 0;) {
    const FlTagged *each = &g_array_index (all, FlTagged, i);
    FlTagAnswer known;
    if (fl_ticks_get (self->ticks, each->tag) == FL_TICK_OFF &&
        fl_session_get_tag_answer (self->session, fl_item_get_stream (self->item),
                                   fl_item_get_frame (self->item), each->tag, &known) &&
        known == FL_TAG_NO)
      g_array_remove_index (all, i);
  }
}

gboolean
fl_label_page_answer_tags (FlLabelPage *self, FlTagAnswer answer)
{
  if (self->item == NULL || !fl_label_page_was_question_seen (self))
    return FALSE;
  const FlTagged one = {fl_item_get_tag (self->item), answer};
  if (one.tag != NULL)
    return send_tags (self, &one, 1);
  if (answer == FL_TAG_NO)
    fl_ticks_clear (self->ticks);
  g_autoptr (GArray) all =
    fl_ticks_list_answers (self->ticks, fl_session_get_classes (self->session),
                           answer == FL_TAG_UNSURE ? FL_TAG_UNSURE : FL_TAG_NO);
  if (answer == FL_TAG_UNSURE && !fl_item_get_is_blind (self->item))
    keep_no (self, all);
  return all->len > 0 && send_tags (self, (const FlTagged *) (const void *) all->data, all->len);
}

gboolean
fl_label_page_press_tag (FlLabelPage *self, FlClass *tag)
{
  FlClass *asked = self->item != NULL ? fl_item_get_tag (self->item) : NULL;

  if (self->item == NULL)
    return FALSE;
  if (asked == tag)
    return fl_label_page_answer_tags (self, FL_TAG_YES);
  if (asked == NULL) {
    fl_ticks_turn (self->ticks, tag);
    show_ticks (self);
    return FALSE;
  }
  /* Translators: both placeholders are names of tags; Alt is the key. */
  g_autofree char *text =
    g_strdup_printf (_ ("Only %1$s is asked; Alt and its key says that %2$s is there too"),
                     fl_class_get_name (asked), fl_class_get_name (tag));
  fl_label_page_say (self, text);
  return FALSE;
}

gboolean
fl_label_page_say_tag (FlLabelPage *self, FlClass *tag, GError **error)
{
  const FlRange range = {self->frame, self->frame};
  const FlTagged yes = {tag, FL_TAG_YES};
  g_autoptr (FlItem) item = g_object_ref (self->item);

  if (!fl_session_tag (self->session, fl_item_get_stream (item), &range, &yes, 1, error))
    return FALSE;
  /* The question may have been settled by that. */
  if (self->item == item && fl_item_get_frame (item) == range.first) {
    fl_ticks_set (self->ticks, tag, FL_TICK_YES);
    show_ticks (self);
  }
  return TRUE;
}
