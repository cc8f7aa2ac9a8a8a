/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard of the timeline page, and where its keys lead. */
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-class-keys.h"
#include "app/fl-timeline-page-private.h"
#include "app/fl-toasts.h"
#include "session/fl-idle.h"
#include "session/fl-session-places.h"

#define ZOOM_A_KEY 1.5

static void
step (FlTimelinePage *self, int direction)
{
  fl_timeline_page_set_cursor (self, self->active, self->cursor + direction);
}

static void
go_to_change (FlTimelinePage *self, int direction)
{
  if (fl_timeline_page_is_hidden_or_says (self))
    return;
  const gint64 frame =
    fl_span_levels_find_change (fl_track_get_levels (self->active), self->cursor, direction);

  if (frame >= 0)
    fl_timeline_page_set_cursor (self, self->active, frame);
  else
    fl_toasts_say (GTK_WIDGET (self), direction > 0 ? _ ("There is no change after this")
                                                    : _ ("There is no change before this"));
}

/* Returns: the first frame of the nearest doubtful stretch in that direction, or -1 */
static gint64
find_doubt (FlTimelinePage *self, int direction)
{
  g_autoptr (GArray) stretches =
    fl_session_list_doubtful (self->session, fl_track_get_stream (self->active),
                              fl_track_get_tag (self->active));
  gint64 found = -1;

  for (guint i = 0; i < stretches->len; i++) {
    const gint64 first = g_array_index (stretches, FlRange, i).first;
    if (direction > 0 && first > self->cursor)
      return first;
    if (direction < 0 && first < self->cursor)
      found = first;
  }
  return found;
}

static void
go_to_doubt (FlTimelinePage *self, int direction)
{
  if (fl_timeline_page_is_hidden_or_says (self))
    return;
  const gint64 frame = find_doubt (self, direction);

  if (frame >= 0)
    fl_timeline_page_set_cursor (self, self->active, frame);
  else
    fl_toasts_say (GTK_WIDGET (self), direction > 0
                                        ? _ ("There is no doubtful stretch after this")
                                        : _ ("There is no doubtful stretch before this"));
}

/* To the same place on the track above or below. */
static void
go_to_track (FlTimelinePage *self, int direction)
{
  GPtrArray *tracks = fl_timeline_get_tracks (self->timeline);
  guint at = 0;

  if (!g_ptr_array_find (tracks, self->active, &at) || (direction < 0 && at == 0) ||
      (direction > 0 && at + 1 >= tracks->len))
    return;
  FlTrack *track = tracks->pdata[direction > 0 ? at + 1 : at - 1];
  const gint64 frame = fl_axis_find_frame (&self->axis, fl_track_get_stream (track),
                                           fl_timeline_page_get_cursor_position (self));
  gtk_widget_grab_focus (GTK_WIDGET (track));
  fl_timeline_page_set_cursor (self, track, frame);
}

/* The end of the range that is not fixed. */
static gint64
get_moved_end (FlTimelinePage *self)
{
  return self->fixed == self->selection.first ? self->selection.last : self->selection.first;
}

static void
extend (FlTimelinePage *self, int direction, gboolean to_change)
{
  const FlSpanLevels *levels = fl_track_get_levels (self->active);

  if (!fl_timeline_page_has_range (self)) {
    fl_timeline_page_select_between (self, self->cursor, self->cursor);
    if (!to_change)
      return;
  }
  gint64 moved = get_moved_end (self) + direction;
  if (to_change && direction > 0) {
    const gint64 change = fl_span_levels_find_change (levels, moved, 1);
    moved = change >= 0 ? change - 1 : G_MAXINT64;
  } else if (to_change) {
    moved = MAX (fl_span_levels_find_change (levels, moved, -1), 0);
  }
  const gint64 fixed = self->fixed;
  fl_timeline_page_set_cursor (self, self->active, moved);
  fl_timeline_page_select_between (self, fixed, self->cursor);
}

static void
select_around (FlTimelinePage *self)
{
  FlRange range;

  if (!fl_timeline_page_is_hidden_or_says (self) &&
      fl_span_levels_find_same (fl_track_get_levels (self->active), self->cursor, &range))
    fl_timeline_page_select (self, &range);
}

static void
zoom (FlTimelinePage *self, int direction)
{
  const double cursor = fl_timeline_page_get_cursor_position (self);
  const gboolean is_seen = cursor >= self->axis.from && cursor <= self->axis.to;
  const double middle = (self->axis.from + self->axis.to) / 2;

  fl_timeline_page_zoom (self, direction > 0 ? ZOOM_A_KEY : 1 / ZOOM_A_KEY,
                         is_seen ? cursor : middle);
}

static void
fit (FlTimelinePage *self)
{
  fl_axis_fit (&self->axis);
  fl_timeline_page_show_axis (self);
}

static void
run_command (FlTimelinePage *self, FlTimelineCommand command, int direction)
{
  switch (command) {
  case FL_TIMELINE_NONE:
    break;
  case FL_TIMELINE_STEP:
    step (self, direction);
    break;
  case FL_TIMELINE_CHANGE:
    go_to_change (self, direction);
    break;
  case FL_TIMELINE_DOUBT:
    go_to_doubt (self, direction);
    break;
  case FL_TIMELINE_TRACK:
    go_to_track (self, direction);
    break;
  case FL_TIMELINE_EXTEND:
    extend (self, direction, FALSE);
    break;
  case FL_TIMELINE_EXTEND_TO_CHANGE:
    extend (self, direction, TRUE);
    break;
  case FL_TIMELINE_END:
    fl_timeline_page_set_cursor (self, self->active, direction > 0 ? G_MAXINT64 : 0);
    break;
  case FL_TIMELINE_ZOOM:
    zoom (self, direction);
    break;
  case FL_TIMELINE_FIT:
    fit (self);
    break;
  case FL_TIMELINE_SELECT:
    select_around (self);
    break;
  case FL_TIMELINE_UNSELECT:
    fl_timeline_page_select (self, NULL);
    break;
  case FL_TIMELINE_GIVE_BACK:
    fl_timeline_page_give_back (self);
    break;
  case FL_TIMELINE_OPEN:
    fl_timeline_page_open (self);
    break;
  case FL_TIMELINE_FIND_CLASS:
    (void) gtk_widget_activate_action (GTK_WIDGET (self), "win.find-class", NULL);
    break;
  }
}

/* Buttons and the list of units keep the keys that work them. */
static gboolean
is_taken (FlTimelinePage *self, FlTimelineCommand command)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const gboolean is_elsewhere =
    focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) && !FL_IS_TRACK (focus);

  if (command == FL_TIMELINE_UNSELECT)
    return !fl_timeline_page_has_range (self);
  return is_elsewhere && (command == FL_TIMELINE_OPEN || command == FL_TIMELINE_SELECT ||
                          command == FL_TIMELINE_TRACK);
}

static gboolean
press_class (FlTimelinePage *self, const FlKeyPress *press)
{
  const gboolean is_no =
    fl_session_get_is_multi_label (self->session) && fl_keys_get_digit (press->keycode) == 0;
  FlClass *klass =
    fl_class_keys_find (fl_session_get_classes (self->session), GTK_WIDGET (self), press);
  g_autofree char *unknown = fl_class_keys_dup_unknown (press);

  if (!is_no && klass == NULL && unknown == NULL)
    return GDK_EVENT_PROPAGATE;
  if (fl_page_keys_count (self->page_keys, press) != FL_KEY_COUNTS)
    return GDK_EVENT_STOP;
  if (is_no)
    fl_timeline_page_deny (self);
  else if (klass != NULL)
    fl_timeline_page_label (self, klass);
  else
    fl_toasts_say (GTK_WIDGET (self), unknown);
  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed (GtkWidget *page, const FlKeyPress *press)
{
  FlTimelinePage *self = FL_TIMELINE_PAGE (page);
  const GdkModifierType other = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;
  int direction = 0;

  if (self->session == NULL || self->active == NULL)
    return GDK_EVENT_PROPAGATE;
  fl_session_note_activity (self->session);
  const FlTimelineCommand command = fl_timeline_keys_find (press->keyval, press->state, &direction);
  if (command == FL_TIMELINE_NONE)
    return (press->state & other) != 0 ? GDK_EVENT_PROPAGATE : press_class (self, press);
  if (is_taken (self, command))
    return GDK_EVENT_PROPAGATE;
  /* What does something to labels must not do it once more while the key is held. */
  if (command != FL_TIMELINE_GIVE_BACK ||
      fl_page_keys_count (self->page_keys, press) == FL_KEY_COUNTS)
    run_command (self, command, direction);
  return GDK_EVENT_STOP;
}

void
fl_timeline_page_init_keys (FlTimelinePage *self)
{
  self->page_keys = fl_page_keys_new (GTK_WIDGET (self), on_key_pressed);
}
