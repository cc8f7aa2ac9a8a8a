/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The label page: shows the session's current question and sends it answers. Nothing here takes
 * time: pictures come from the loader when they are ready, tracks are drawn after the picture. */
#include "app/fl-label-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-bar.h"
#include "app/fl-closures.h"
#include "app/fl-elide.h"
#include "app/fl-label-page-private.h"
#include "app/fl-palette.h"
#include "app/fl-picture-pointer.h"

/* Questions whose pictures are fetched ahead; the session pins two of them (decisions 25). */
#define N_PREFETCHED 3

G_DEFINE_FINAL_TYPE (FlLabelPage, fl_label_page, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_IS_NARROW,
  PROP_SHOW_GUESS,
  PROP_BRIGHTEN,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
prefetch (FlLabelPage *self)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (self->session));

  for (guint i = 0; i <= N_PREFETCHED; i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (item != NULL && item != self->item)
      fl_frame_view_prefetch (self->view, fl_item_get_stream (item), fl_item_get_frame (item));
  }
}

void
fl_label_page_update_caption (FlLabelPage *self)
{
  if (self->item == NULL) {
    gtk_inscription_set_text (self->caption, "");
    return;
  }
  FlStream *stream = fl_item_get_stream (self->item);
  const double time_s = fl_stream_get_time_s (stream, self->frame);
  const int offset = (int) (self->frame - fl_item_get_frame (self->item));
  g_autofree char *name = fl_stream_dup_name_at (stream, self->frame);
  g_autofree char *place = fl_closure_caption (name, time_s, self->frame, offset);
  g_autofree char *caption = fl_closure_in_run (place, fl_label_page_count_run (self));

  self->caption_width = gtk_widget_get_width (GTK_WIDGET (self->caption));
  fl_elide_in (self->caption, caption, fl_stream_get_name (stream));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  caption, -1);
}

static gboolean
show_strip (gpointer data)
{
  FlLabelPage *self = data;
  FlStream *stream = self->item != NULL ? fl_item_get_stream (self->item) : NULL;

  self->strip_source = 0;
  self->is_strip_stale = FALSE;
  fl_sample_strip_show (self->strip, stream, stream != NULL ? fl_item_get_frame (self->item) : -1);
  fl_label_page_show_run (self);
  fl_timeline_reveal (self->timeline, stream, stream != NULL ? fl_item_get_tag (self->item) : NULL);
  if (self->item != NULL)
    prefetch (self);
  return G_SOURCE_REMOVE;
}

void
fl_label_page_show_question (FlLabelPage *self)
{
  FlStream *stream = self->item != NULL ? fl_item_get_stream (self->item) : NULL;
  g_autofree char *sentence =
    self->item != NULL ? fl_item_dup_sentence (self->item) : g_strdup ("");

  gtk_inscription_set_text (self->question, sentence);
  fl_frame_view_show (self->view, stream, self->frame, TRUE);
  fl_timeline_set_cursor (self->timeline, stream, self->frame);
  fl_label_page_update_caption (self);
}

/* Whoever looks back at an answer comes to it afterwards. */
static void
show_item (FlLabelPage *self, FlItem *item)
{
  fl_label_page_stop (self);
  fl_page_keys_drop_first (self->page_keys);
  g_set_object (&self->item, item);
  self->frame = item != NULL ? fl_item_get_frame (item) : -1;
  self->shown_us = 0;
  if (self->back_cell == NULL)
    fl_label_page_show_question (self);
  fl_label_page_update_empty (self);
  if (fl_label_page_has_tags (self))
    fl_label_page_begin_tags (self);
  self->is_strip_stale = TRUE;
}

static void
on_session_current_changed (FlLabelPage *self)
{
  g_autoptr (FlItem) item = NULL;

  g_object_get (self->session, "current", &item, NULL);
  if (item != self->item)
    show_item (self, item);
  else
    fl_label_page_update_empty (self);
}

static void
go_to (FlLabelPage *self, FlStream *stream, gint64 frame)
{
  fl_session_ask (self->session, stream, frame);
  fl_label_page_come_back (self);
}

static void
on_frame_activated (FlLabelPage *self, FlStream *stream, gint64 frame)
{
  go_to (self, stream, frame);
}

static void
on_run_frame_activated (FlLabelPage *self, gint64 frame)
{
  fl_label_page_look_at (self, frame);
  fl_label_page_come_back (self);
}

static void
on_class_activated (FlLabelPage *self, FlClass *klass)
{
  if (self->back_cell != NULL)
    fl_label_page_correct (self, klass);
  else
    (void) fl_label_page_answer (self, klass);
  fl_label_page_take_focus (self);
}

static void
on_several_switched (FlLabelPage *self)
{
  if (self->session != NULL && gtk_switch_get_active (self->several_switch))
    fl_label_page_convert (self);
}

static void
on_tags_answered (FlLabelPage *self, int answer)
{
  if (self->back_cell != NULL)
    fl_label_page_ask_again (self);
  else
    (void) fl_label_page_answer_tags (self, (FlTagAnswer) answer);
  fl_label_page_come_back (self);
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  FlLabelPage *self = data;

  /* The picture first: its neighbours, and what is fetched ahead, wait until it is painted. */
  if (self->is_strip_stale && self->strip_source == 0)
    self->strip_source = g_idle_add_full (G_PRIORITY_LOW, show_strip, self, NULL);
  if (self->item == NULL || !fl_frame_view_get_has_picture (self->view))
    return;
  const gint64 now_us = g_get_monotonic_time ();
  if (self->shown_us == 0 && self->back_cell == NULL &&
      self->frame == fl_item_get_frame (self->item))
    self->shown_us = now_us;
  fl_paint_timer_stop (self->timer, now_us, fl_frame_view_get_is_sharp (self->view));
}

static void
on_picture_changed (FlLabelPage *self)
{
  const char *trouble = fl_frame_view_get_trouble (self->view);

  gtk_label_set_text (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trouble != NULL);
  /* A picture of another size comes with another width of the window. */
  if (self->item != NULL && self->back_cell == NULL &&
      self->caption_width != gtk_widget_get_width (GTK_WIDGET (self->caption)))
    fl_label_page_update_caption (self);
}

static void
fl_label_page_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fl_label_page_parent_class)->realize (widget);
  g_signal_connect (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (on_after_paint),
                    widget);
  g_signal_connect_swapped (gtk_widget_get_root (widget), "notify::focus-widget",
                            G_CALLBACK (fl_label_page_follow_focus), widget);
}

static void
fl_label_page_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (widget), on_after_paint,
                                        widget);
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), fl_label_page_follow_focus,
                                        widget);
  GTK_WIDGET_CLASS (fl_label_page_parent_class)->unrealize (widget);
}

static void
set_is_narrow (FlLabelPage *self, gboolean is_narrow)
{
  const GtkOrientation orientation =
    is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->split), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->caption_line), orientation);
  gtk_box_set_spacing (self->caption_line, is_narrow ? 0 : 18);
  gtk_inscription_set_xalign (self->status, is_narrow ? 0 : 1);
  gtk_widget_set_vexpand (self->picture_side, !is_narrow);
  gtk_widget_set_vexpand (self->panel, is_narrow);
  fl_tag_bar_set_is_narrow (self->tag_bar, is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->checks), !is_narrow);
  gtk_widget_set_visible (self->last_label, !is_narrow);
  fl_label_page_update_empty (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_NARROW]);
}

void
fl_label_page_update_guess (FlLabelPage *self)
{
  if (self->show_guess && self->back_cell == NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->classes), "hide-guess");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->classes), "hide-guess");
}

static void
set_show_guess (FlLabelPage *self, gboolean show_guess)
{
  if (self->show_guess == show_guess)
    return;
  self->show_guess = show_guess;
  fl_label_page_update_guess (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_GUESS]);
}

static void
set_brighten (FlLabelPage *self, gboolean brighten)
{
  if (fl_frame_view_get_is_bright (self->view) == brighten)
    return;
  fl_frame_view_set_is_bright (self->view, brighten);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BRIGHTEN]);
}

static void
fl_label_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlLabelPage *self = FL_LABEL_PAGE (object);

  if (id == PROP_IS_NARROW)
    g_value_set_boolean (value, self->is_narrow);
  else if (id == PROP_SHOW_GUESS)
    g_value_set_boolean (value, self->show_guess);
  else if (id == PROP_BRIGHTEN)
    g_value_set_boolean (value, fl_frame_view_get_is_bright (self->view));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_label_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_NARROW)
    set_is_narrow (FL_LABEL_PAGE (object), g_value_get_boolean (value));
  else if (id == PROP_SHOW_GUESS)
    set_show_guess (FL_LABEL_PAGE (object), g_value_get_boolean (value));
  else if (id == PROP_BRIGHTEN)
    set_brighten (FL_LABEL_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_label_page_unmap (GtkWidget *widget)
{
  fl_label_page_stop (FL_LABEL_PAGE (widget));
  GTK_WIDGET_CLASS (fl_label_page_parent_class)->unmap (widget);
}

static void
fl_label_page_dispose (GObject *object)
{
  FlLabelPage *self = FL_LABEL_PAGE (object);

  g_clear_handle_id (&self->burst_source, g_source_remove);
  fl_label_page_stop (self);
  if (self->view != NULL)
    fl_label_page_set_session (self, NULL);
  g_clear_handle_id (&self->strip_source, g_source_remove);
  g_clear_handle_id (&self->checks_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_LABEL_PAGE);
  g_clear_pointer (&self->timer, fl_paint_timer_free);
  g_clear_pointer (&self->ticks, fl_ticks_free);
  g_clear_pointer (&self->said, fl_ticks_free);
  g_clear_pointer (&self->burst_items, g_ptr_array_unref);
  G_OBJECT_CLASS (fl_label_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-label-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, content);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, split);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, picture_side);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, panel);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, question);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, view);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, zoom);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, empty);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, echo);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, caption);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, caption_line);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, strip);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, classes);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, tag_bar);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, last_label);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, last);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, checks);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, several);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, several_switch);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, accept);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, status);
  gtk_widget_class_bind_template_child (widget_class, FlLabelPage, timeline);
  gtk_widget_class_bind_template_callback (widget_class, on_frame_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_run_frame_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_class_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_several_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_tags_answered);
  gtk_widget_class_bind_template_callback (widget_class, fl_label_page_follow_answers);
  gtk_widget_class_bind_template_callback (widget_class, on_picture_changed);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_has_text);
  gtk_widget_class_bind_template_callback (widget_class, fl_label_page_follow_zoom);
  gtk_widget_class_bind_template_callback (widget_class, fl_label_page_show_whole);
  gtk_widget_class_bind_template_callback (widget_class, fl_label_page_take_focus);
}

static void
fl_label_page_class_init (FlLabelPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  g_type_ensure (FL_TYPE_CLASS_LIST);
  g_type_ensure (FL_TYPE_ECHO);
  g_type_ensure (FL_TYPE_FRAME_VIEW);
  g_type_ensure (FL_TYPE_LAST_ANSWERS);
  g_type_ensure (FL_TYPE_SAMPLE_STRIP);
  g_type_ensure (FL_TYPE_TAG_BAR);
  g_type_ensure (FL_TYPE_TIMELINE);
  object_class->dispose = fl_label_page_dispose;
  object_class->get_property = fl_label_page_get_property;
  object_class->set_property = fl_label_page_set_property;
  widget_class->realize = fl_label_page_realize;
  widget_class->unrealize = fl_label_page_unrealize;
  widget_class->unmap = fl_label_page_unmap;
  properties[PROP_IS_NARROW] = g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_GUESS] = g_param_spec_boolean ("show-guess", NULL, NULL, TRUE, flags);
  properties[PROP_BRIGHTEN] = g_param_spec_boolean ("brighten", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "labelpage");
  bind_template (widget_class);
}

/* Everything is asked and shown otherwise: as if the project were opened anew. */
static void
on_kind_changed (FlLabelPage *self)
{
  g_autoptr (FlSession) session = g_object_ref (self->session);

  fl_label_page_set_session (self, NULL);
  fl_label_page_set_session (self, session);
}

static void
fl_label_page_init (FlLabelPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->ticks = fl_ticks_new ();
  self->said = fl_ticks_new ();
  self->frame = -1;
  self->show_guess = TRUE;
  self->timer = fl_paint_timer_new ();
  self->burst_items = g_ptr_array_new_with_free_func (g_object_unref);
  fl_label_page_init_keys (self);
  fl_picture_pointer_add (self->view);
}

void
fl_label_page_set_session (FlLabelPage *self, FlSession *session)
{
  g_return_if_fail (FL_IS_LABEL_PAGE (self));

  if (self->session == session)
    return;
  fl_label_page_forget_burst (self);
  self->back_cell = NULL;
  g_clear_object (&self->back_stream);
  fl_label_page_update_guess (self);
  fl_last_answers_set_session (self->last, session);
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_clear_handle_id (&self->checks_source, g_source_remove);
    show_item (self, NULL);
  }
  g_set_object (&self->session, session);
  FlFrameLoader *loader = session != NULL ? fl_session_get_frame_loader (session) : NULL;
  fl_frame_view_set_loader (self->view, loader);
  fl_sample_strip_set_loader (self->strip, loader);
  fl_sample_strip_set_has_runs (self->strip, session != NULL && fl_session_get_asks_runs (session));
  fl_class_list_set_session (self->classes, session);
  fl_page_keys_set_classes (self->page_keys,
                            session != NULL ? fl_session_get_classes (session) : NULL);
  fl_label_page_show_kind (self);
  fl_timeline_set_session (self->timeline, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "notify::current", G_CALLBACK (on_session_current_changed),
                            self);
  g_signal_connect_swapped (session, "notify::is-multi-label", G_CALLBACK (on_kind_changed), self);
  g_signal_connect_swapped (session, "labels-changed", G_CALLBACK (fl_label_page_follow_tags),
                            self);
  g_signal_connect_swapped (session, "notify::n-samples", G_CALLBACK (fl_label_page_update_empty),
                            self);
  fl_label_page_tell_how (self);
  fl_label_page_watch_checks (self);
  on_session_current_changed (self);
}

void
fl_label_page_say (FlLabelPage *self, const char *sentence)
{
  g_return_if_fail (FL_IS_LABEL_PAGE (self));

  fl_echo_show (self->echo, sentence, FL_PALETTE_BACKGROUND, TRUE);
  gtk_inscription_set_text (self->status, sentence);
}

void
fl_label_page_look_at (FlLabelPage *self, gint64 frame)
{
  FlStream *stream = fl_item_get_stream (self->item);

  fl_label_page_stop (self);
  self->frame = frame;
  fl_frame_view_show (self->view, stream, frame, FALSE);
  fl_timeline_set_cursor (self->timeline, stream, frame);
  fl_label_page_update_caption (self);
}

void
fl_label_page_step (FlLabelPage *self, int step)
{
  if (self->item == NULL)
    return;
  FlStream *stream = fl_item_get_stream (self->item);
  const gint64 n_frames = fl_stream_get_n_frames (stream);
  if (n_frames <= 0)
    return;
  fl_label_page_look_at (self, CLAMP (self->frame + step, 0, n_frames - 1));
  fl_frame_view_prefetch (self->view, stream, CLAMP (self->frame + step, 0, n_frames - 1));
}

void
fl_label_page_take_focus (FlLabelPage *self)
{
  g_return_if_fail (FL_IS_LABEL_PAGE (self));
  gtk_widget_grab_focus (self->back_cell != NULL ? self->back_cell : GTK_WIDGET (self->view));
}

void
fl_label_page_add_class (FlLabelPage *self)
{
  g_return_if_fail (FL_IS_LABEL_PAGE (self));
  fl_class_list_add (self->classes);
}

gboolean
fl_label_page_is_ready (FlLabelPage *self)
{
  g_return_val_if_fail (FL_IS_LABEL_PAGE (self), FALSE);
  return self->item != NULL && fl_frame_view_get_is_sharp (self->view) &&
         !fl_paint_timer_is_running (self->timer);
}

FlPaintTimer *
fl_label_page_get_timer (FlLabelPage *self)
{
  g_return_val_if_fail (FL_IS_LABEL_PAGE (self), NULL);
  return self->timer;
}
