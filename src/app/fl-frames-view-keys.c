/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard of the grid, and what is said with it. Arrows, Shift, Space and Ctrl+A are the grid's own. */
#include <glib/gi18n.h>

#include "app/fl-class-keys.h"
#include "app/fl-frames-view-private.h"
#include "app/fl-keys.h"
#include "app/fl-toasts.h"
#include "session/fl-idle.h"

/* What is selected; the one that has the focus when nothing is. */
static GPtrArray *
list_meant (FlFramesView *self, FlReviewCell *focused)
{
  g_autoptr (GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter at;
  guint place;

  if (gtk_bitset_is_empty (selected))
    g_ptr_array_add (items, g_object_ref (fl_review_cell_get_item (focused)));
  for (gboolean is_any = gtk_bitset_iter_init_first (&at, selected, &place); is_any;
       is_any = gtk_bitset_iter_next (&at, &place))
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->review), place));
  return items;
}

/* One frame is looked at as it changes; of several it is said how many they were. */
void
fl_frames_view_tell (FlFramesView *self, guint n, const char *sentence, const GError *error)
{
  fl_frames_view_say (self, error != NULL ? error->message : sentence);
  if (error != NULL)
    fl_toasts_say (GTK_WIDGET (self), error->message);
  else if (n > 1)
    fl_toasts_say_undoable (GTK_WIDGET (self), sentence, 1);
}

/* Another model may have come: what it says of a frame that was drawn as something else nobody saw. */
static void
drop_outdated (FlFramesView *self, GPtrArray *items)
{
  for (guint i = items->len; i-- > 0;)
    if (fl_review_cell_is_outdated (self->session, items->pdata[i]))
      g_ptr_array_remove_index (items, i);
}

static void
confirm (FlFramesView *self, GPtrArray *items)
{
  g_autoptr (GError) error = NULL;

  drop_outdated (self, items);
  const guint n = fl_session_confirm (self->session, items, &error);
  g_autofree char *text =
    n == 0 ? g_strdup (_ ("There is nothing to confirm here"))
           : g_strdup_printf (ngettext ("%'u frame confirmed", "%'u frames confirmed", n), n);

  fl_frames_view_tell (self, n, text, error);
}

static void
relabel (FlFramesView *self, GPtrArray *items, FlClass *klass)
{
  g_autoptr (GError) error = NULL;
  const guint n = fl_session_relabel (self->session, items, klass, &error);
  const char *name = klass != NULL ? fl_class_get_name (klass) : _ ("unsure");
  g_autofree char *text =
    /* Translators: a number of frames, and the name of a class. */
    g_strdup_printf (ngettext ("%1$'u frame labelled %2$s", "%1$'u frames labelled %2$s", n), n,
                     name);

  fl_frames_view_tell (self, n, text, error);
}

static void
give_back (FlFramesView *self, GPtrArray *items)
{
  g_autoptr (GError) error = NULL;
  const guint n = fl_session_unlabel (self->session, items, &error);
  g_autofree char *text =
    n == 0
      ? g_strdup (_ ("No person has labelled this; what was filled in is given back under Lots"))
      : g_strdup_printf (ngettext ("%'u label taken away", "%'u labels taken away", n), n);

  fl_frames_view_tell (self, n, text, error);
}

static void
select_run (FlFramesView *self, FlItem *item)
{
  FlRange run;

  if (!fl_session_find_whole_run (self->session, item, &run)) {
    fl_frames_view_say (self, _ ("This frame is in no run"));
    return;
  }
  g_autoptr (GArray) places =
    fl_review_list_between (self->review, fl_item_get_stream (item), &run);
  fl_frames_view_select (self, places);
}

/* With Ctrl. */
static gboolean
run_control (FlFramesView *self, FlReviewCell *focused, const FlKeyPress *press)
{
  switch (press->keyval) {
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    fl_frames_view_set_size (self, (int) self->size + 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    fl_frames_view_set_size (self, (int) self->size - 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_space:
    if (focused == NULL)
      return GDK_EVENT_PROPAGATE;
    if (fl_page_keys_count (self->keys, press) == FL_KEY_COUNTS)
      fl_frames_view_play (self, focused, press);
    return GDK_EVENT_STOP;
  case GDK_KEY_e:
  case GDK_KEY_E:
    if (focused == NULL)
      return GDK_EVENT_PROPAGATE;
    if ((press->state & GDK_SHIFT_MASK) != 0)
      fl_session_find_in_review (self->session, fl_review_cell_get_item (focused));
    else
      select_run (self, fl_review_cell_get_item (focused));
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static gboolean
is_one_of (guint keyval, const guint *keyvals, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (keyvals[i] == keyval)
      return TRUE;
  return FALSE;
}

static gboolean
is_enter (guint keyval)
{
  static const guint keyvals[] = {GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter};

  return is_one_of (keyval, keyvals, G_N_ELEMENTS (keyvals));
}

static gboolean
is_delete (guint keyval)
{
  static const guint keyvals[] = {GDK_KEY_Delete, GDK_KEY_KP_Delete};

  return is_one_of (keyval, keyvals, G_N_ELEMENTS (keyvals));
}

static gboolean
is_unsure (guint keyval)
{
  static const guint keyvals[] = {GDK_KEY_period, GDK_KEY_KP_Decimal, GDK_KEY_KP_Separator};

  return is_one_of (keyval, keyvals, G_N_ELEMENTS (keyvals));
}

/* Where classes are tags the key of the background class says no. */
static gboolean
is_no (FlFramesView *self, const FlKeyPress *press)
{
  return fl_frames_view_has_tags (self) && fl_keys_get_digit (press->keycode) == 0;
}

static void
say_tag (FlFramesView *self, GPtrArray *items, FlClass *tag, const FlKeyPress *press)
{
  if (tag != NULL)
    fl_frames_view_press_tag (self, items, tag);
  else
    fl_frames_view_answer_tags (self, items, is_no (self, press) ? FL_TAG_NO : FL_TAG_UNSURE);
}

/* What a key says of @items: a class, or what a command says. */
static void
say_of (FlFramesView *self, GPtrArray *items, FlClass *klass, const FlKeyPress *press)
{
  if (klass == NULL && is_enter (press->keyval))
    confirm (self, items);
  else if (klass == NULL && is_delete (press->keyval))
    give_back (self, items);
  else if (fl_frames_view_has_tags (self))
    say_tag (self, items, klass, press);
  else
    relabel (self, items, klass);
}

static FlClass *
find_class (FlFramesView *self, const FlKeyPress *press)
{
  return is_no (self, press)
           ? NULL
           : fl_class_keys_find (fl_session_get_classes (self->session), GTK_WIDGET (self), press);
}

/* What is said of what is selected. */
static gboolean
say (FlFramesView *self, FlReviewCell *focused, const FlKeyPress *press)
{
  FlClass *klass = find_class (self, press);
  const gboolean is_command = is_enter (press->keyval) || is_delete (press->keyval) ||
                              is_unsure (press->keyval) || is_no (self, press);
  g_autofree char *unknown =
    klass == NULL && !is_command ? fl_class_keys_dup_unknown (press) : NULL;

  if (klass == NULL && unknown == NULL && (!is_command || focused == NULL))
    return GDK_EVENT_PROPAGATE;
  if (fl_page_keys_count (self->keys, press) != FL_KEY_COUNTS)
    return GDK_EVENT_STOP;
  if (unknown != NULL || focused == NULL) {
    fl_toasts_say (GTK_WIDGET (self), unknown != NULL
                                        ? unknown
                                        : _ ("Choose a picture first, with Tab or the arrow keys"));
    return GDK_EVENT_STOP;
  }
  /* The list was sorted anew since, or another model came: what is there now was never looked at. */
  if (!fl_review_cell_is_painted (focused, is_enter (press->keyval))) {
    fl_frames_view_say (self, _ ("This just changed; look at it, and press the key again"));
    return GDK_EVENT_STOP;
  }
  g_autoptr (GPtrArray) items = list_meant (self, focused);
  say_of (self, items, klass, press);
  return GDK_EVENT_STOP;
}

gboolean
fl_frames_view_on_key (GtkWidget *widget, const FlKeyPress *press)
{
  FlFramesView *self = FL_FRAMES_VIEW (widget);
  FlReviewCell *focused = fl_review_cell_find_focused (GTK_WIDGET (self->grid));

  if (self->session == NULL)
    return GDK_EVENT_PROPAGATE;
  fl_session_note_activity (self->session);
  if ((press->state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if ((press->state & GDK_CONTROL_MASK) != 0)
    return run_control (self, focused, press);
  if (press->keyval == GDK_KEY_F5) {
    fl_frames_view_sort (self);
    return GDK_EVENT_STOP;
  }
  return say (self, focused, press);
}
