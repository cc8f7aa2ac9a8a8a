/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last answers beside the picture. Each key changes all of them, so that their places are fixed: nothing
 * is laid out anew, and marks are drawn over the pictures. */
#include "app/fl-last-answers.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-bar.h"
#include "app/fl-closures.h"
#include "app/fl-palette.h"
#include "app/fl-thumb.h"
#include "app/fl-ticks.h"
#include "base/fl-time.h"
#include "session/fl-session-blind.h"

#define N_CELLS         8
#define N_COLUMNS       4
#define GAP_PX          4
#define LEAST_WIDTH_PX  36
#define MOST_WIDTH_PX   64
#define THUMB_HEIGHT_PX 28
/* What is drawn over a picture. */
#define STRIPE_PX 4
#define INSET_PX  2
#define KEY_PX    15
#define CORNER_PX 4

struct _FlLastAnswers {
  GtkWidget parent_instance;
  GtkWidget *cells[N_CELLS];
  FlThumb *thumbs[N_CELLS];
  gboolean is_blind[N_CELLS]; /* what was said of it is hidden */
  GtkWidget *hint;
  PangoLayout *key;
  GPtrArray *answers; /* FlLastAnswer, the newest first */
  FlSession *session;
  guint source;
};

G_DEFINE_FINAL_TYPE (FlLastAnswers, fl_last_answers, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static guint
find_cell (FlLastAnswers *self, GtkWidget *widget)
{
  guint i = 0;

  while (i < N_CELLS && self->cells[i] != widget)
    i++;
  return i;
}

/* What is said of it now. */
static char *
dup_words (const FlLastAnswer *answer)
{
  const FlTagged tagged = {answer->klass, answer->answer};

  if (answer->klass == NULL)
    return g_strdup (answer->answer == FL_TAG_UNSURE ? _ ("Unsure") : _ ("None of them"));
  return answer->answer == FL_TAG_YES ? g_strdup (fl_class_get_name (answer->klass))
                                      : fl_ticks_describe (&tagged, 1);
}

static char *
dup_name (FlLastAnswers *self, guint i)
{
  const FlLastAnswer *answer = self->answers->pdata[i];
  g_autofree char *time =
    fl_time_format_position (fl_stream_get_time_s (answer->stream, answer->frame));
  /* Translators: what a picture is of: the name of a video, and a time in it. */
  g_autofree char *place =
    g_strdup_printf (_ ("%1$s at %2$s"), fl_stream_get_name (answer->stream), time);

  if (self->is_blind[i])
    return g_steal_pointer (&place);
  g_autofree char *words = dup_words (answer);
  return g_strdup_printf ("%s · %s", words, place);
}

static gboolean
on_query_tip (GtkWidget *cell, int x, int y, gboolean is_key, GtkTooltip *tip, gpointer data)
{
  FlLastAnswers *self = data;
  const guint i = find_cell (self, cell);

  if (i >= self->answers->len)
    return FALSE;
  g_autofree char *name = dup_name (self, i);
  gtk_tooltip_set_text (tip, name);
  return TRUE;
}

static void
on_cell_clicked (GtkWidget *cell, gpointer data)
{
  FlLastAnswers *self = data;

  if (find_cell (self, cell) < self->answers->len)
    gtk_widget_grab_focus (cell);
}

/* One without an answer is there for nobody; to have it insensitive, or not focusable, would ask for a layout. */
static void
show_cell (FlLastAnswers *self, guint i)
{
  const gboolean exists = i < self->answers->len;
  const FlLastAnswer *answer = exists ? self->answers->pdata[i] : NULL;

  self->is_blind[i] = exists && fl_session_is_blind_stream (self->session, answer->stream);
  fl_thumb_show (self->thumbs[i], exists ? answer->stream : NULL, exists ? answer->frame : 0);
  gtk_widget_set_child_visible (self->cells[i], exists);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->cells[i]), GTK_ACCESSIBLE_STATE_HIDDEN,
                               !exists, -1);
  if (!exists)
    return;
  g_autofree char *name = dup_name (self, i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* Whoever has the focus goes on to where its answer is now, before a picture that is not needed any more goes. */
static gboolean
refresh (gpointer data)
{
  FlLastAnswers *self = data;

  self->source = 0;
  g_ptr_array_unref (self->answers);
  self->answers = fl_session_list_last_answers (self->session, N_CELLS);
  for (guint i = 0; i < self->answers->len; i++)
    show_cell (self, i);
  gtk_widget_set_child_visible (self->hint, self->answers->len == 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  for (guint i = self->answers->len; i < N_CELLS; i++)
    show_cell (self, i);
  return G_SOURCE_REMOVE;
}

/* The next picture first. */
static void
on_session_changed (FlLastAnswers *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_LOW, refresh, self, NULL);
}

static int
count_columns (int width)
{
  return width >= N_CELLS * (LEAST_WIDTH_PX + GAP_PX) - GAP_PX ? N_CELLS : N_COLUMNS;
}

static int
measure_cell (FlLastAnswers *self)
{
  int height;

  gtk_widget_measure (self->cells[0], GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height;
}

static void
fl_last_answers_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  const int n_rows = N_CELLS / count_columns (for_size);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = N_COLUMNS * (LEAST_WIDTH_PX + GAP_PX) - GAP_PX;
  else
    *minimum = *natural = n_rows * (measure_cell (FL_LAST_ANSWERS (widget)) + GAP_PX) - GAP_PX;
}

static GtkSizeRequestMode
fl_last_answers_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fl_last_answers_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FlLastAnswers *self = FL_LAST_ANSWERS (widget);
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const int n_columns = count_columns (width);
  const int cell_width = MIN ((width - (n_columns - 1) * GAP_PX) / n_columns, MOST_WIDTH_PX);
  const int cell_height = measure_cell (self);
  int hint_height;

  for (int i = 0; i < N_CELLS; i++) {
    const int x = i % n_columns * (cell_width + GAP_PX);
    const int y = i / n_columns * (cell_height + GAP_PX);
    gtk_widget_size_allocate (self->cells[i],
                              &(GtkAllocation){is_rtl ? width - x - cell_width : x, y, cell_width,
                                               cell_height},
                              -1);
  }
  gtk_widget_measure (self->hint, GTK_ORIENTATION_VERTICAL, width, &hint_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->hint, &(GtkAllocation){0, 0, width, MAX (height, hint_height)},
                            -1);
}

static const char *
get_mark (const FlLastAnswer *answer)
{
  if (answer->klass == NULL)
    return answer->answer == FL_TAG_UNSURE ? "?" : "–";
  return fl_class_get_key (answer->klass);
}

/* The key on a dark ground, whatever the picture is; of a tag that is not there it is struck out. */
static void
draw_key (FlLastAnswers *self, GtkSnapshot *snapshot, const FlLastAnswer *answer)
{
  const GdkRGBA ground = {0, 0, 0, 0.7f};
  const GdkRGBA white = {1, 1, 1, 1};
  const gboolean is_no = answer->klass != NULL && answer->answer == FL_TAG_NO;
  g_autofree char *cap = fl_closure_key_cap (NULL, get_mark (answer));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoRectangle line;
  GskRoundedRect shape;

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (is_no));
  pango_layout_set_attributes (self->key, attributes);
  pango_layout_set_text (self->key, cap, -1);
  pango_layout_get_pixel_extents (self->key, NULL, &line);
  const float width = MAX (KEY_PX, (float) line.width + 6);
  const float height = MAX (KEY_PX, (float) line.height);
  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (0, -height, width, height), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &ground, &shape.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (floorf ((width - (float) line.width) / 2),
                                                -height +
                                                  floorf ((height - (float) line.height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->key, &white);
}

/* The colour below, and the key in the corner above it. */
static void
draw_mark (FlLastAnswers *self, GtkSnapshot *snapshot, guint i)
{
  const FlLastAnswer *answer = self->answers->pdata[i];
  graphene_rect_t cell;
  GskRoundedRect clip;

  if (self->is_blind[i] ||
      !gtk_widget_compute_bounds (GTK_WIDGET (self->thumbs[i]), GTK_WIDGET (self), &cell))
    return;
  const float bottom = cell.origin.y + cell.size.height;
  const gboolean has_colour = answer->klass != NULL && answer->answer == FL_TAG_YES;
  gsk_rounded_rect_init_from_rect (&clip, &cell, CORNER_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  if (has_colour)
    fl_bar_draw (snapshot,
                 &GRAPHENE_RECT_INIT (cell.origin.x, bottom - STRIPE_PX, cell.size.width,
                                      STRIPE_PX),
                 fl_palette_index_of_class (answer->klass), fl_palette_is_dark ());
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (cell.origin.x + INSET_PX,
                                                          bottom - STRIPE_PX - INSET_PX));
  draw_key (self, snapshot, answer);
  gtk_snapshot_restore (snapshot);
}

static void
fl_last_answers_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlLastAnswers *self = FL_LAST_ANSWERS (widget);

  for (guint i = 0; i < self->answers->len; i++) {
    gtk_widget_snapshot_child (widget, self->cells[i], snapshot);
    draw_mark (self, snapshot, i);
  }
  if (self->answers->len == 0)
    gtk_widget_snapshot_child (widget, self->hint, snapshot);
}

/* They are one stop on the way of Tab, if there are any. */
static gboolean
fl_last_answers_focus (GtkWidget *widget, GtkDirectionType direction)
{
  FlLastAnswers *self = FL_LAST_ANSWERS (widget);
  const gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  return is_tab && self->answers->len > 0 && gtk_widget_get_focus_child (widget) == NULL &&
         gtk_widget_grab_focus (self->cells[0]);
}

static void
fl_last_answers_dispose (GObject *object)
{
  FlLastAnswers *self = FL_LAST_ANSWERS (object);

  if (self->cells[0] != NULL)
    fl_last_answers_set_session (self, NULL);
  for (guint i = 0; i < N_CELLS; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_pointer (&self->hint, gtk_widget_unparent);
  g_clear_object (&self->key);
  G_OBJECT_CLASS (fl_last_answers_parent_class)->dispose (object);
}

static void
fl_last_answers_finalize (GObject *object)
{
  g_ptr_array_unref (FL_LAST_ANSWERS (object)->answers);
  G_OBJECT_CLASS (fl_last_answers_parent_class)->finalize (object);
}

static void
fl_last_answers_class_init (FlLastAnswersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fl_last_answers_dispose;
  object_class->finalize = fl_last_answers_finalize;
  widget_class->get_request_mode = fl_last_answers_get_request_mode;
  widget_class->measure = fl_last_answers_measure;
  widget_class->size_allocate = fl_last_answers_size_allocate;
  widget_class->focus = fl_last_answers_focus;
  widget_class->snapshot = fl_last_answers_snapshot;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FL_TYPE_LAST_ANSWERS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "lastanswers");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
create_hint (void)
{
  GtkWidget *hint = gtk_inscription_new (_ ("What you answer will be here"));

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (hint), 3);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (hint), 2);
  gtk_inscription_set_yalign (GTK_INSCRIPTION (hint), 0);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  return hint;
}

static void
fl_last_answers_init (FlLastAnswers *self)
{
  self->answers = g_ptr_array_new ();
  self->key = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  for (guint i = 0; i < N_CELLS; i++) {
    self->thumbs[i] = g_object_new (FL_TYPE_THUMB, "natural-height", THUMB_HEIGHT_PX, NULL);
    self->cells[i] = gtk_button_new ();
    gtk_button_set_child (GTK_BUTTON (self->cells[i]), GTK_WIDGET (self->thumbs[i]));
    gtk_button_set_has_frame (GTK_BUTTON (self->cells[i]), FALSE);
    gtk_widget_set_has_tooltip (self->cells[i], TRUE);
    gtk_widget_set_focus_on_click (self->cells[i], FALSE);
    gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    gtk_widget_set_child_visible (self->cells[i], FALSE);
    g_signal_connect (self->cells[i], "query-tooltip", G_CALLBACK (on_query_tip), self);
    g_signal_connect (self->cells[i], "clicked", G_CALLBACK (on_cell_clicked), self);
  }
  self->hint = create_hint ();
  gtk_widget_set_parent (self->hint, GTK_WIDGET (self));
}

void
fl_last_answers_set_session (FlLastAnswers *self, FlSession *session)
{
  g_return_if_fail (FL_IS_LAST_ANSWERS (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_set_object (&self->session, session);
  g_ptr_array_set_size (self->answers, 0);
  FlFrameLoader *loader = session != NULL ? fl_session_get_frame_loader (session) : NULL;
  for (guint i = 0; i < N_CELLS; i++) {
    fl_thumb_set_loader (self->thumbs[i], loader);
    show_cell (self, i);
  }
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "labels-changed", G_CALLBACK (on_session_changed), self);
  g_signal_connect_swapped (session, "notify::current", G_CALLBACK (on_session_changed), self);
  g_signal_connect_swapped (session, "checks-changed", G_CALLBACK (on_session_changed), self);
  g_signal_connect_swapped (session, "notify::is-saving", G_CALLBACK (on_session_changed), self);
  on_session_changed (self);
}

gboolean
fl_last_answers_enter (FlLastAnswers *self)
{
  g_return_val_if_fail (FL_IS_LAST_ANSWERS (self), FALSE);

  if (self->source != 0) {
    g_clear_handle_id (&self->source, g_source_remove);
    (void) refresh (self);
  }
  return self->answers->len > 0 && gtk_widget_grab_focus (self->cells[0]);
}

void
fl_last_answers_move (FlLastAnswers *self, int n_older)
{
  g_return_if_fail (FL_IS_LAST_ANSWERS (self));

  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  const guint i = find_cell (self, focus);
  if (i < self->answers->len)
    (void) gtk_widget_grab_focus (
      self->cells[CLAMP ((int) i + n_older, 0, (int) self->answers->len - 1)]);
}

GtkWidget *
fl_last_answers_find_cell (FlLastAnswers *self, FlStream *stream, gint64 frame)
{
  g_return_val_if_fail (FL_IS_LAST_ANSWERS (self), NULL);

  for (guint i = 0; i < self->answers->len; i++) {
    const FlLastAnswer *answer = self->answers->pdata[i];
    if (answer->stream == stream && answer->frame == frame)
      return self->cells[i];
  }
  return NULL;
}

gboolean
fl_last_answers_is_blind (FlLastAnswers *self, GtkWidget *widget)
{
  g_return_val_if_fail (FL_IS_LAST_ANSWERS (self), FALSE);

  const guint i = find_cell (self, widget);
  return i < N_CELLS && self->is_blind[i];
}

const FlLastAnswer *
fl_last_answers_find (FlLastAnswers *self, GtkWidget *widget)
{
  g_return_val_if_fail (FL_IS_LAST_ANSWERS (self), NULL);

  const guint i = find_cell (self, widget);
  return i < self->answers->len ? self->answers->pdata[i] : NULL;
}
