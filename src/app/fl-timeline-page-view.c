/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the timeline page shows of time, and what it says of a place. */
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-closures.h"
#include "app/fl-elide.h"
#include "app/fl-timeline-page-private.h"
#include "app/fl-toasts.h"
#include "base/fl-time.h"

/* Wall-clock time at which the earliest stream begins, -1 where none tells. */
static gint64
find_clock_start (FlTimelinePage *self)
{
  GListModel *streams = fl_session_get_streams (self->session);
  gint64 start_us = -1;

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    const gint64 each_us = fl_stream_get_clock_start_us (stream);
    if (each_us >= 0 && (start_us < 0 || each_us < start_us))
      start_us = each_us;
  }
  return start_us;
}

/* What there is to choose from; no clock where no stream knows one. */
static void
update_units (FlTimelinePage *self, gboolean has_clock)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->unit));
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (names));

  if (has_clock == (n == 3))
    return;
  if (has_clock)
    /* Translators: what the ruler of the timeline counts: time by the clock on the wall. */
    gtk_string_list_append (names, C_ ("ruler", "Clock"));
  else
    gtk_string_list_remove (names, n - 1);
}

void
fl_timeline_page_update_limits (FlTimelinePage *self)
{
  GListModel *streams = fl_session_get_streams (self->session);
  double first = INFINITY;
  double last = -INFINITY;
  const gint64 clock_us = find_clock_start (self);

  update_units (self, clock_us >= 0);
  self->axis.clock_us = MAX (clock_us, 0);
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    const gint64 n_frames = fl_stream_get_n_frames (stream);
    if (n_frames == 0)
      continue;
    first = MIN (first, fl_axis_place_frame (&self->axis, stream, 0));
    last = MAX (last, fl_axis_place_frame (&self->axis, stream, n_frames));
  }
  const gboolean is_any = isfinite (first) && isfinite (last);
  gtk_stack_set_visible_child_name (self->states, is_any ? "timeline" : "empty");
  if (is_any)
    fl_axis_set_limits (&self->axis, first, last);
  fl_timeline_page_show_axis (self);
}

double
fl_timeline_page_get_cursor_position (FlTimelinePage *self)
{
  return self->active != NULL && self->cursor >= 0
           ? fl_axis_place_frame (&self->axis, fl_track_get_stream (self->active), self->cursor)
           : NAN;
}

void
fl_timeline_page_show_axis (FlTimelinePage *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *date = fl_axis_dup_date (&self->axis, zone);

  gtk_label_set_text (self->date, date != NULL ? date : "");
  fl_ruler_set_axis (self->ruler, &self->axis);
  fl_ruler_set_cursor (self->ruler, fl_timeline_page_get_cursor_position (self));
  fl_timeline_set_axis (self->timeline, &self->axis);
  fl_minimap_set_axis (self->minimap, &self->axis);
}

void
fl_timeline_page_zoom (FlTimelinePage *self, double factor, double position)
{
  fl_axis_zoom (&self->axis, factor, position);
  fl_timeline_page_show_axis (self);
}

void
fl_timeline_page_pan (FlTimelinePage *self, double share)
{
  fl_axis_pan (&self->axis, share * (self->axis.to - self->axis.from));
  fl_timeline_page_show_axis (self);
}

gboolean
fl_timeline_page_has_range (FlTimelinePage *self)
{
  return self->active != NULL && self->selection.last >= self->selection.first;
}

/* From where to where, how long, and how many frames. */
static char *
dup_range (FlTimelinePage *self)
{
  FlStream *stream = fl_track_get_stream (self->active);
  const gint64 n = self->selection.last - self->selection.first + 1;
  const double first_s = fl_stream_get_time_s (stream, self->selection.first);
  const double last_s = fl_stream_get_time_s (stream, self->selection.last);
  g_autofree char *first = fl_time_format_position (first_s);
  g_autofree char *last = fl_time_format_position (last_s);

  return g_strdup_printf (
    /* Translators: what is selected on the timeline: two times, and how many frames. */
    ngettext ("%1$s – %2$s · %3$'u frame", "%1$s – %2$s · %3$'u frames", (gulong) n), first, last,
    (guint) n);
}

static void
show_range (FlTimelinePage *self)
{
  g_autofree char *range = fl_timeline_page_has_range (self)
                             ? dup_range (self)
                             /* Translators: under the picture of the timeline page. */
                             : g_strdup (_ ("No range is selected"));

  gtk_inscription_set_text (self->range, range);
}

/* Of a film that is checked just now nothing is told, or one could read from it what is asked. */
static const char *
get_hidden_sentence (void)
{
  return _ ("Hidden until the check is answered");
}

static FlTrack *
find_blind (FlTimelinePage *self)
{
  GPtrArray *tracks = fl_timeline_get_tracks (self->timeline);

  for (guint i = 0; i < tracks->len; i++)
    if (fl_track_get_is_blind (tracks->pdata[i]))
      return tracks->pdata[i];
  return NULL;
}

void
fl_timeline_page_show_hidden (FlTimelinePage *self)
{
  FlTrack *blind = find_blind (self);

  gtk_widget_set_visible (self->hidden_bar, blind != NULL);
  if (blind == NULL)
    return;
  g_autofree char *text =
    /* Translators: over the timeline; the placeholder is the name of a video. */
    g_strdup_printf (
      _ ("A frame of “%s” is being checked; what is said of that video is hidden until "
         "you have answered"),
      fl_stream_get_name (fl_track_get_stream (blind)));
  gtk_label_set_text (self->hidden, text);
}

gboolean
fl_timeline_page_is_hidden_or_says (FlTimelinePage *self)
{
  if (!fl_track_get_is_blind (self->active))
    return FALSE;
  fl_toasts_say (GTK_WIDGET (self), get_hidden_sentence ());
  return TRUE;
}

void
fl_timeline_page_show_details (FlTimelinePage *self)
{
  FlTrack *track = self->pointed != NULL ? self->pointed : self->active;
  const gint64 frame = self->pointed != NULL ? self->pointed_frame : self->cursor;

  show_range (self);
  if (track == NULL || frame < 0) {
    fl_frame_view_show (self->view, NULL, -1, FALSE);
    gtk_inscription_set_text (self->caption, "");
    gtk_inscription_set_text (self->said, "");
    return;
  }
  FlStream *stream = fl_track_get_stream (track);
  FlCertainty certainty;
  g_autofree char *label = fl_track_dup_label (track, frame, &certainty);
  g_autofree char *said = fl_track_get_is_blind (track) ? g_strdup (get_hidden_sentence ())
                                                        : fl_closure_said (label, certainty);
  g_autofree char *name = fl_stream_dup_name_at (stream, frame);
  g_autofree char *caption =
    fl_closure_caption (name, fl_stream_get_time_s (stream, frame), frame, 0);
  fl_frame_view_show (self->view, stream, frame, FALSE);
  fl_elide_in (self->caption, caption, fl_stream_get_name (stream));
  gtk_inscription_set_text (self->said, said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  caption, -1);
}

void
fl_timeline_page_select (FlTimelinePage *self, const FlRange *range)
{
  self->selection = range != NULL ? *range : (FlRange){.first = 0, .last = -1};
  self->fixed = self->selection.first;
  if (self->active != NULL)
    fl_track_set_selection (self->active, range);
  fl_timeline_page_show_details (self);
}

void
fl_timeline_page_select_between (FlTimelinePage *self, gint64 fixed, gint64 moved)
{
  const gint64 n_frames = fl_stream_get_n_frames (fl_track_get_stream (self->active));
  const FlRange range = {.first = CLAMP (MIN (fixed, moved), 0, n_frames - 1),
                         .last = CLAMP (MAX (fixed, moved), 0, n_frames - 1)};

  fl_timeline_page_select (self, &range);
  self->fixed = fixed;
}

/* The range belongs to the track that has the cursor. */
static void
activate_track (FlTimelinePage *self, FlTrack *track)
{
  if (self->active == track)
    return;
  if (self->active != NULL) {
    fl_track_set_cursor (self->active, -1);
    fl_timeline_page_select (self, NULL);
  }
  g_set_weak_pointer (&self->active, track);
  FlStream *stream = track != NULL ? fl_track_get_stream (track) : NULL;
  FlClass *tag = track != NULL ? fl_track_get_tag (track) : NULL;
  g_set_object (&self->stream, stream);
  g_set_object (&self->tag, tag);
  self->selection = (FlRange){.first = 0, .last = -1};
}

void
fl_timeline_page_set_cursor (FlTimelinePage *self, FlTrack *track, gint64 frame)
{
  activate_track (self, track);
  self->cursor = -1;
  if (track != NULL) {
    const gint64 n_frames = fl_stream_get_n_frames (fl_track_get_stream (track));
    self->cursor = n_frames > 0 ? CLAMP (frame, 0, n_frames - 1) : -1;
    fl_track_set_cursor (track, self->cursor);
    fl_timeline_reveal (self->timeline, fl_track_get_stream (track), fl_track_get_tag (track));
  }
  /* A key would label what is out of sight. */
  if (fl_timeline_page_has_range (self) &&
      (self->cursor < self->selection.first || self->cursor > self->selection.last))
    fl_timeline_page_select (self, NULL);
  /* Whoever goes somewhere by keyboard wants to see that, wherever the pointer rests. */
  g_clear_weak_pointer (&self->pointed);
  if (self->cursor >= 0 && self->drag == FL_TIMELINE_DRAG_NONE)
    fl_axis_reveal (&self->axis, fl_timeline_page_get_cursor_position (self));
  fl_timeline_page_show_axis (self);
  fl_timeline_page_show_details (self);
}
