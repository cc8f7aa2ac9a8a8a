/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found by name: commands, videos, classes; and going to a frame or a time. */
#include <glib/gi18n.h>
#include <inttypes.h>

#include "app/fl-dialogs.h"
#include "app/fl-finder.h"
#include "app/fl-page-keys.h"
#include "app/fl-place.h"
#include "app/fl-window-private.h"
#include "session/fl-session-tags.h"

static gboolean
is_shown (FlWindow *self, const char *view)
{
  return g_str_equal (adw_view_stack_get_visible_child_name (self->views), view);
}

static void
on_command_chosen (FlWindow *self, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  fl_window_take_focus (self);
  if (g_action_parse_detailed_name (action, &name, &target, NULL))
    (void) gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

/* What a key of a page would do there, once somebody sees that. */
static void
press (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  const char *page;
  const char *key;

  g_variant_get (parameter, "(&s&s)", &page, &key);
  if (!is_shown (self, page) ||
      (g_str_equal (page, "review") && !fl_review_page_is_shown (self->review, "frames"))) {
    if (g_str_equal (page, "review"))
      fl_review_page_show (self->review, "frames");
    fl_window_show_view (self, page);
  } else if (focus != NULL && !fl_page_keys_press (focus, key) && g_str_equal (page, "groups")) {
    /* Enter is what the picture itself takes there. */
    (void) gtk_widget_activate (focus);
  }
}

static void
on_video_chosen (FlWindow *self, FlStream *stream)
{
  if (!is_shown (self, "timeline")) {
    fl_window_ask_about (self, stream);
    return;
  }
  fl_timeline_page_go_to (self->timeline, stream, 0);
  fl_window_take_focus (self);
}

/* The first stretch of @klass in @stream, -1 where there is none. */
static gint64
find_first (FlWindow *self, FlStream *stream, FlClass *klass)
{
  g_autoptr (GArray) spans = fl_session_get_is_multi_label (self->session)
                               ? fl_session_list_tag_spans (self->session, stream, klass)
                               : fl_session_list_spans (self->session, stream);

  for (guint i = 0; i < spans->len; i++)
    if (g_array_index (spans, FlSpan, i).class_id == fl_class_get_id (klass))
      return g_array_index (spans, FlSpan, i).range.first;
  return -1;
}

/* Where it is first, on the timeline. */
static void
on_class_found (FlWindow *self, FlClass *klass)
{
  GListModel *streams = fl_session_get_streams (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    const gint64 frame = find_first (self, stream, klass);
    if (frame < 0)
      continue;
    fl_window_show_view (self, "timeline");
    fl_timeline_page_go_to (self->timeline, stream, frame);
    fl_window_take_focus (self);
    return;
  }
  /* Translators: the placeholder is the name of a class. */
  g_autofree char *text =
    g_strdup_printf (_ ("Nothing is labelled %s yet"), fl_class_get_name (klass));
  fl_window_say (self, text, 0);
}

/* As its key would do. */
static void
on_class_chosen (FlWindow *self, FlClass *klass)
{
  if (is_shown (self, "timeline"))
    fl_timeline_page_label (self->timeline, klass);
  else if (is_shown (self, "label"))
    (void) fl_label_page_answer (self->label, klass);
  fl_window_take_focus (self);
}

static FlFinder *
open_finder (FlWindow *self, FlFinderKinds kinds)
{
  FlFinder *finder = fl_finder_new (GTK_WINDOW (self), self->session, kinds, self->disabled);

  g_signal_connect_object (finder, "command-chosen", G_CALLBACK (on_command_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (finder, "video-chosen", G_CALLBACK (on_video_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (finder));
  return finder;
}

static void
show_commands (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) open_finder (FL_WINDOW (widget), FL_FINDER_COMMANDS | FL_FINDER_VIDEOS);
}

static void
find (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlFinder *finder = open_finder (FL_WINDOW (widget), FL_FINDER_VIDEOS | FL_FINDER_CLASSES);

  g_signal_connect_object (finder, "class-chosen", G_CALLBACK (on_class_found), widget,
                           G_CONNECT_SWAPPED);
}

static void
find_class (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlFinder *finder = open_finder (FL_WINDOW (widget), FL_FINDER_CLASSES);

  g_signal_connect_object (finder, "class-chosen", G_CALLBACK (on_class_chosen), widget,
                           G_CONNECT_SWAPPED);
}

/* The stream that is worked with. */
static FlStream *
dup_stream (FlWindow *self)
{
  FlStream *on_timeline = fl_timeline_page_get_stream (self->timeline);
  g_autoptr (FlItem) item = NULL;

  g_object_get (self->session, "current", &item, NULL);
  if (is_shown (self, "timeline") && on_timeline != NULL)
    return g_object_ref (on_timeline);
  return item != NULL ? g_object_ref (fl_item_get_stream (item))
                      : g_list_model_get_item (fl_session_get_streams (self->session), 0);
}

static void
go_to_frame (FlWindow *self, FlStream *stream, gint64 frame)
{
  if (is_shown (self, "timeline")) {
    fl_timeline_page_go_to (self->timeline, stream, frame);
  } else {
    fl_session_ask (self->session, stream, frame);
    fl_window_show_view (self, "label");
  }
  fl_window_take_focus (self);
}

static void
on_place_typed (GtkWindow *window, const char *text, GObject *about)
{
  FlWindow *self = FL_WINDOW (window);
  FlStream *stream = FL_STREAM (about);
  const gint64 n_frames = fl_stream_get_n_frames (stream);
  g_autofree char *trouble = NULL;
  FlPlace place;

  if (!fl_place_parse (text, &place)) {
    trouble =
      g_strdup_printf (_ ("“%s” is neither a frame nor a time; type a number such as 22602, "
                          "or a time such as 0:12:33"),
                       text);
  } else {
    const gint64 frame = place.is_time ? fl_stream_find_time (stream, place.time_s) : place.frame;
    if (frame < n_frames)
      go_to_frame (self, stream, frame);
    else
      trouble = g_strdup_printf (_ ("There is no frame %" PRId64
                                    " in “%s”, whose frames are 0 to %" PRId64),
                                 frame, fl_stream_get_name (stream), n_frames - 1);
  }
  if (trouble != NULL)
    fl_window_say (self, trouble, 0);
}

static void
go_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (FlStream) stream = dup_stream (FL_WINDOW (widget));
  const FlTextQuestion question = {
    .heading = _ ("Go to Frame or Time"),
    .body = stream != NULL ? fl_stream_get_name (stream) : NULL,
    .label = _ ("Frame or Time"),
    .placeholder = _ ("22602, or 0:12:33.4"),
    .text = "",
    .accept = _ ("_Go"),
  };

  if (stream != NULL)
    fl_dialogs_ask_text (GTK_WINDOW (widget), &question, on_place_typed, G_OBJECT (stream));
}

void
fl_window_install_find_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.commands", NULL, show_commands);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "win.find-class", NULL, find_class);
  gtk_widget_class_install_action (widget_class, "win.go-to", NULL, go_to);
  gtk_widget_class_install_action (widget_class, "win.press", "(ss)", press);
}
