/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples as a grid: the list, which of its states is shown, and where the focus stays. */
#include <glib/gi18n.h>

#include "app/fl-frames-view-private.h"
#include "app/fl-review-page.h"
#include "app/fl-tab-stop.h"

G_DEFINE_FINAL_TYPE (FlFramesView, fl_frames_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_FRAME_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static guint
count (FlFramesView *self)
{
  return self->review != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->review)) : 0;
}

void
fl_frames_view_say (FlFramesView *self, const char *sentence)
{
  gtk_inscription_set_text (self->status, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence, -1);
}

/* How many there are, and how many of them are selected. */
static void
say_counts (FlFramesView *self)
{
  g_autoptr (GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  const guint n_selected = (guint) gtk_bitset_get_size (selected);
  const guint n = count (self);
  g_autofree char *all = g_strdup_printf (ngettext ("%'u frame", "%'u frames", n), n);
  g_autofree char *both =
    /* Translators: such as “1,234 frames”, and a number. */
    g_strdup_printf (ngettext ("%1$s · %2$'u selected", "%1$s · %2$'u selected", n_selected), all,
                     n_selected);

  fl_frames_view_say (self, n_selected > 1 ? both : all);
}

/* Which of the states of the view holds. */
static void
update_state (FlFramesView *self)
{
  const gboolean is_filtered = fl_frames_view_is_filtered (self);
  const gboolean has_videos = g_list_model_get_n_items (fl_session_get_streams (self->session)) > 0;

  gtk_widget_set_visible (self->show_all, is_filtered);
  gtk_widget_set_visible (self->add_videos, !is_filtered && !has_videos);
  gtk_widget_set_sensitive (self->refresh, fl_review_get_is_outdated (self->review));
  adw_status_page_set_description (
    self->none,
    is_filtered ? _ ("No frame is as the filters want it.")
                : _ ("Frames of all videos come here as they are read, the doubtful ones first."));
  gtk_stack_set_visible_child_name (self->states, count (self) > 0 ? "grid"
                                                  : fl_review_get_is_sorting (self->review)
                                                    ? "sorting"
                                                    : "none");
}

static void
focus_now (FlFramesView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->grid), "list.scroll-to-item", "u",
                              self->focus_place);
  FlReviewCell *cell = fl_frames_view_find_cell (self, self->focus_place);
  if (cell != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (cell)));
}

/* Frames are laid out after their ticks. */
static gboolean
on_focus_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FlFramesView *self = FL_FRAMES_VIEW (widget);

  if (++self->n_focus_ticks < 2)
    return G_SOURCE_CONTINUE;
  self->focus_tick = 0;
  focus_now (self);
  return G_SOURCE_REMOVE;
}

/* At once, so that the focus is not lost, and once more when all has its place: before that the grid
 * knows of none to go to. */
void
fl_frames_view_focus (FlFramesView *self, guint place)
{
  if (place >= count (self))
    return;
  self->focus_place = place;
  self->n_focus_ticks = 0;
  focus_now (self);
  if (self->focus_tick == 0)
    self->focus_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_focus_tick, NULL, NULL);
}

static void
stop_focusing (FlFramesView *self)
{
  if (self->focus_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->focus_tick);
  self->focus_tick = 0;
}

void
fl_frames_view_select (FlFramesView *self, const GArray *places)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, count (self));

  for (guint i = 0; i < places->len; i++)
    gtk_bitset_add (selected, g_array_index (places, guint, i));
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, all);
}

/* What has the focus, else what is selected first, else what is first. */
static guint
find_current (FlFramesView *self)
{
  FlReviewCell *focused = fl_review_cell_find_focused (GTK_WIDGET (self->grid));
  g_autoptr (GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (focused != NULL)
    return fl_review_cell_get_position (focused);
  return gtk_bitset_is_empty (selected) ? 0 : gtk_bitset_get_minimum (selected);
}

/* Remembers where the person is. */
static void
keep_place (FlFramesView *self)
{
  if (fl_review_cell_find_focused (GTK_WIDGET (self->grid)) != NULL)
    self->had_focus = TRUE;
  if (count (self) == 0)
    return;
  self->kept_place = find_current (self);
  g_clear_object (&self->kept);
  self->kept = g_list_model_get_item (G_LIST_MODEL (self->review), self->kept_place);
}

void
fl_frames_view_sort (FlFramesView *self)
{
  FlReviewQuery query;

  keep_place (self);
  if (self->like == NULL)
    g_set_object (&self->like, self->kept);
  fl_frames_view_get_query (self, &query);
  fl_session_sort_review (self->session, &query);
}

/* Where the person was, or what is there now. */
static void
on_sorted (FlFramesView *self)
{
  const guint place = self->kept != NULL
                        ? fl_review_find (self->review, fl_item_get_stream (self->kept),
                                          fl_item_get_frame (self->kept))
                        : FL_REVIEW_NOWHERE;

  update_state (self);
  say_counts (self);
  fl_frames_view_load_soon (self);
  /* Not while another page is shown, whose keys they would be. */
  if (self->had_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    fl_frames_view_focus (self, place != FL_REVIEW_NOWHERE
                                  ? place
                                  : MIN (self->kept_place, MAX (count (self), 1) - 1));
  self->had_focus = FALSE;
}

static void
on_like_found (FlFramesView *self, GArray *places)
{
  if (places->len > 0)
    fl_frames_view_select (self, places);
  else
    fl_frames_view_say (self, _ ("Too little was read yet to tell what looks like this frame"));
}

static void
on_filter_changed (FlFramesView *self)
{
  if (self->session != NULL)
    fl_frames_view_sort (self);
}

/* “Like This One” is about the frame that had the focus last. */
static void
on_order_changed (FlFramesView *self)
{
  g_clear_object (&self->like);
  on_filter_changed (self);
}

static void
on_show_all_clicked (FlFramesView *self)
{
  fl_frames_view_clear_filters (self);
  self->had_focus = TRUE;
}

/* An empty list has nothing that could move. */
static void
on_outdated (FlFramesView *self)
{
  update_state (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && fl_review_get_is_outdated (self->review) &&
      count (self) == 0)
    fl_frames_view_sort (self);
}

static void
on_activate (FlFramesView *self, guint place)
{
  g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (self->review), place);

  g_signal_emit (self, signals[SIGNAL_FRAME_ACTIVATED], 0, item);
}

static void
on_smaller_clicked (FlFramesView *self)
{
  fl_frames_view_set_size (self, (int) self->size - 1);
}

static void
on_larger_clicked (FlFramesView *self)
{
  fl_frames_view_set_size (self, (int) self->size + 1);
}

static void
fl_frames_view_map (GtkWidget *widget)
{
  FlFramesView *self = FL_FRAMES_VIEW (widget);

  GTK_WIDGET_CLASS (fl_frames_view_parent_class)->map (widget);
  if (self->session == NULL)
    return;
  fl_frames_view_update_filters (self);
  if (fl_review_get_is_outdated (self->review) || count (self) == 0)
    fl_frames_view_sort (self);
}

static void
fl_frames_view_unmap (GtkWidget *widget)
{
  FlFramesView *self = FL_FRAMES_VIEW (widget);

  fl_frames_view_end_play (self);
  stop_focusing (self);
  self->had_focus = FALSE;
  GTK_WIDGET_CLASS (fl_frames_view_parent_class)->unmap (widget);
}

static void
take_focus (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlFramesView *self = FL_FRAMES_VIEW (widget);

  if (fl_review_cell_find_focused (GTK_WIDGET (self->grid)) != NULL)
    return;
  /* What is being sorted has the focus when it is there. */
  self->had_focus = self->review != NULL && fl_review_get_is_sorting (self->review);
  if (count (self) > 0)
    fl_frames_view_focus (self, find_current (self));
  else
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
disconnect (FlFramesView *self)
{
  g_signal_handlers_disconnect_by_data (self->review, self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (fl_session_get_queue (self->session), self);
  g_signal_handlers_disconnect_by_data (fl_session_get_classes (self->session), self);
  g_signal_handlers_disconnect_by_data (fl_session_get_streams (self->session), self);
  gtk_grid_view_set_model (self->grid, NULL);
  fl_frames_view_end_grid (self);
  stop_focusing (self);
  g_clear_object (&self->selection);
  g_clear_object (&self->review);
  g_clear_object (&self->kept);
  g_clear_object (&self->like);
  g_clear_object (&self->session);
  gtk_toggle_button_set_active (self->only, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->only), FALSE);
  g_clear_pointer (&self->refs, g_array_unref);
}

static void
connect_session (FlFramesView *self)
{
  g_signal_connect_swapped (self->review, "sorted", G_CALLBACK (on_sorted), self);
  g_signal_connect_swapped (self->review, "like-found", G_CALLBACK (on_like_found), self);
  g_signal_connect_swapped (self->review, "notify::is-outdated", G_CALLBACK (on_outdated), self);
  g_signal_connect_swapped (self->session, "labels-changed",
                            G_CALLBACK (fl_frames_view_update_cells), self);
  g_signal_connect_swapped (self->session, "model-changed",
                            G_CALLBACK (fl_frames_view_update_cells), self);
  /* What is asked about blind now is hidden. */
  g_signal_connect_swapped (fl_session_get_queue (self->session), "items-changed",
                            G_CALLBACK (fl_frames_view_update_cells), self);
  g_signal_connect_swapped (self->session, "lots-changed",
                            G_CALLBACK (fl_frames_view_update_filters), self);
  g_signal_connect_swapped (fl_session_get_classes (self->session), "items-changed",
                            G_CALLBACK (fl_frames_view_update_filters), self);
  g_signal_connect_swapped (fl_session_get_streams (self->session), "items-changed",
                            G_CALLBACK (fl_frames_view_update_filters), self);
}

static void
set_session (FlFramesView *self, FlSession *session)
{
  if (self->session != NULL)
    disconnect (self);
  fl_page_keys_set_classes (self->keys, session != NULL ? fl_session_get_classes (session) : NULL);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->review = g_object_ref (fl_session_get_review (session));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->review)));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (say_counts), self);
  connect_session (self);
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (self->selection));
  fl_frames_view_update_filters (self);
  update_state (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fl_frames_view_sort (self);
}

static void
fl_frames_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, FL_FRAMES_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_frames_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (FL_FRAMES_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_frames_view_dispose (GObject *object)
{
  FlFramesView *self = FL_FRAMES_VIEW (object);

  if (self->session != NULL)
    disconnect (self);
  fl_frames_view_end_grid (self);
  fl_frames_view_end_play (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_FRAMES_VIEW);
  G_OBJECT_CLASS (fl_frames_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-frames-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, content);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, states);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, none);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, show_all);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, add_videos);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, scroller);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, grid);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, source);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, klass);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, answer);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, stream);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, condition);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, confidence);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, lot);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, order);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, differs);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, only);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, refresh);
  gtk_widget_class_bind_template_child (widget_class, FlFramesView, status);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_larger_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_order_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_smaller_clicked);
}

static void
fl_frames_view_class_init (FlFramesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_FILTER_CHIP);
  g_type_ensure (FL_TYPE_TAB_STOP);
  object_class->dispose = fl_frames_view_dispose;
  object_class->get_property = fl_frames_view_get_property;
  object_class->set_property = fl_frames_view_set_property;
  widget_class->map = fl_frames_view_map;
  widget_class->unmap = fl_frames_view_unmap;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_FRAME_ACTIVATED] =
    g_signal_new ("frame-activated", FL_TYPE_FRAMES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, FL_TYPE_ITEM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "framesview");
  gtk_widget_class_install_action (widget_class, FL_REVIEW_TAKE_FOCUS, NULL, take_focus);
  bind_template (widget_class);
}

static void
fl_frames_view_init (FlFramesView *self)
{
  self->size = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  fl_frames_view_init_filters (self);
  fl_frames_view_init_grid (self);
  self->keys = fl_page_keys_new (GTK_WIDGET (self), fl_frames_view_on_key);
}
