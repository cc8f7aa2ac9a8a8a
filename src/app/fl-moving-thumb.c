/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thumbnail that moves: textures, one of which is drawn. Of many only those are kept that are shown soon: a
 * minute of film has more than a computer has room for. */
#include "app/fl-moving-thumb.h"

#include "app/fl-texture.h"
#include "app/fl-thumb.h"

#define LEAST_WIDTH_PX 60
/* So many come at once, so that films take turns less often; there are up to twice as many ahead. */
#define CHUNK 10
/* Who steps back by a few finds them. */
#define BEHIND 3

struct _FlMovingThumb {
  GtkWidget parent_instance;
  FlFrameLoader *loader;
  FlStream *stream;
  GArray *frames;      /* gint64 */
  GPtrArray *textures; /* (nullable elements) GdkTexture, one a frame */
  gboolean *was_shown; /* one a frame */
  guint n_shown;
  guint place;
  gboolean is_painted; /* since it turned here */
  int width_px;        /* that the textures were made for */
  int height_px;
};

G_DEFINE_FINAL_TYPE (FlMovingThumb, fl_moving_thumb, GTK_TYPE_WIDGET)

static gint64
get_frame (const FlMovingThumb *self, guint i)
{
  return g_array_index (self->frames, gint64, i);
}

static void
free_texture (gpointer texture)
{
  if (texture != NULL)
    g_object_unref (texture);
}

/* Whether picture @i is one of those that are kept; they come round again. */
static gboolean
is_near (const FlMovingThumb *self, guint i)
{
  const guint n = self->frames->len;
  const guint ahead = (i + n - self->place) % n;

  return ahead <= 2 * CHUNK || n - ahead <= BEHIND;
}

/* Takes picture @i, or has it come. */
static void
fetch (FlMovingThumb *self, guint i)
{
  if (self->textures->pdata[i] != NULL || self->width_px <= 0 || self->height_px <= 0)
    return;
  g_autoptr (FlImage) image =
    fl_frame_loader_get_thumb (self->loader, self->stream, get_frame (self, i));
  if (image == NULL)
    return;
  const graphene_rect_t place =
    fl_thumb_find_place (image->width_px, image->height_px, self->width_px, self->height_px);
  self->textures->pdata[i] =
    fl_texture_new_covering (g_steal_pointer (&image), (guint) place.size.width,
                             (guint) place.size.height);
  if (i == self->place)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_loader_thumb_ready (FlFrameLoader *loader, gint64 stream_id, gint64 frame, gpointer data)
{
  FlMovingThumb *self = data;

  if (fl_stream_get_id (self->stream) != stream_id)
    return;
  for (guint i = 0; i < self->frames->len; i++)
    if (get_frame (self, i) == frame && is_near (self, i))
      fetch (self, i);
}

/* Has those come that are shown next, and lets go of those that are not. */
static void
fetch_near (FlMovingThumb *self)
{
  for (guint i = 0; i < self->frames->len; i++)
    if (is_near (self, i))
      fetch (self, i);
    else
      g_clear_pointer ((GdkTexture **) &self->textures->pdata[i], free_texture);
}

/* What is scrolled away is drawn as well, and nobody sees it. */
static gboolean
is_in_view (FlMovingThumb *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  if (scroller == NULL)
    return TRUE;
  const graphene_rect_t view = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (scroller),
                                                   (float) gtk_widget_get_height (scroller));
  return gtk_widget_compute_bounds (widget, scroller, &bounds) &&
         graphene_rect_contains_rect (&view, &bounds);
}

static void
note_shown (FlMovingThumb *self)
{
  if (!is_in_view (self))
    return;
  self->is_painted = TRUE;
  self->n_shown += !self->was_shown[self->place];
  self->was_shown[self->place] = TRUE;
}

static void
fl_moving_thumb_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlMovingThumb *self = FL_MOVING_THUMB (widget);
  GdkTexture *texture = self->frames->len > 0 ? self->textures->pdata[self->place] : NULL;

  if (texture == NULL)
    return;
  const graphene_rect_t place =
    fl_thumb_find_place ((guint) gdk_texture_get_width (texture),
                         (guint) gdk_texture_get_height (texture), gtk_widget_get_width (widget),
                         gtk_widget_get_height (widget));
  gtk_snapshot_append_texture (snapshot, texture, &place);
  note_shown (self);
}

static GtkSizeRequestMode
fl_moving_thumb_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fl_moving_thumb_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  const int width = MAX (for_size, LEAST_WIDTH_PX);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH_PX : width * 9 / 16;
  *natural = *minimum;
}

/* Another size needs other textures, which are mostly still in the loader's hands. */
static void
fl_moving_thumb_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FlMovingThumb *self = FL_MOVING_THUMB (widget);
  const int scale = gtk_widget_get_scale_factor (widget);

  if (width * scale == self->width_px && height * scale == self->height_px)
    return;
  self->width_px = width * scale;
  self->height_px = height * scale;
  for (guint i = 0; i < self->textures->len; i++)
    g_clear_pointer ((GdkTexture **) &self->textures->pdata[i], free_texture);
  fetch_near (self);
}

static void
fl_moving_thumb_dispose (GObject *object)
{
  FlMovingThumb *self = FL_MOVING_THUMB (object);

  if (self->loader != NULL)
    g_signal_handlers_disconnect_by_data (self->loader, self);
  g_clear_object (&self->loader);
  G_OBJECT_CLASS (fl_moving_thumb_parent_class)->dispose (object);
}

static void
fl_moving_thumb_finalize (GObject *object)
{
  FlMovingThumb *self = FL_MOVING_THUMB (object);

  g_clear_object (&self->stream);
  g_clear_pointer (&self->frames, g_array_unref);
  g_clear_pointer (&self->textures, g_ptr_array_unref);
  g_free (self->was_shown);
  G_OBJECT_CLASS (fl_moving_thumb_parent_class)->finalize (object);
}

static void
fl_moving_thumb_class_init (FlMovingThumbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fl_moving_thumb_dispose;
  object_class->finalize = fl_moving_thumb_finalize;
  widget_class->snapshot = fl_moving_thumb_snapshot;
  widget_class->get_request_mode = fl_moving_thumb_get_request_mode;
  widget_class->measure = fl_moving_thumb_measure;
  widget_class->size_allocate = fl_moving_thumb_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "thumb");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fl_moving_thumb_init (FlMovingThumb *self)
{
  self->textures = g_ptr_array_new_with_free_func (free_texture);
}

GtkWidget *
fl_moving_thumb_new (FlFrameLoader *loader, FlStream *stream, GArray *frames)
{
  FlMovingThumb *self = g_object_new (FL_TYPE_MOVING_THUMB, NULL);

  self->loader = g_object_ref (loader);
  self->stream = g_object_ref (stream);
  self->frames = frames;
  g_ptr_array_set_size (self->textures, (int) frames->len);
  self->was_shown = g_new0 (gboolean, frames->len);
  g_signal_connect (loader, "thumb-ready", G_CALLBACK (on_loader_thumb_ready), self);
  return GTK_WIDGET (self);
}

void
fl_moving_thumb_turn (FlMovingThumb *self, guint i)
{
  g_return_if_fail (FL_IS_MOVING_THUMB (self));

  const guint place = self->frames->len > 0 ? i % self->frames->len : 0;
  if (place == self->place)
    return;
  self->place = place;
  self->is_painted = FALSE;
  if (place % CHUNK == 0)
    fetch_near (self);
  else
    fetch (self, place);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
fl_moving_thumb_has (FlMovingThumb *self, guint i)
{
  g_return_val_if_fail (FL_IS_MOVING_THUMB (self), FALSE);

  if (self->frames->len == 0)
    return FALSE;
  fetch (self, i % self->frames->len);
  return self->textures->pdata[i % self->frames->len] != NULL;
}

gboolean
fl_moving_thumb_is_painted (FlMovingThumb *self)
{
  g_return_val_if_fail (FL_IS_MOVING_THUMB (self), FALSE);

  /* What was drawn while it was scrolled away is not drawn again by itself. */
  if (!self->is_painted && is_in_view (self))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  return self->is_painted;
}

gboolean
fl_moving_thumb_was_seen (FlMovingThumb *self)
{
  g_return_val_if_fail (FL_IS_MOVING_THUMB (self), FALSE);
  return self->frames->len > 0 && self->n_shown == self->frames->len;
}

guint
fl_moving_thumb_get_place (FlMovingThumb *self)
{
  g_return_val_if_fail (FL_IS_MOVING_THUMB (self), 0);
  return self->place;
}

guint
fl_moving_thumb_get_n (FlMovingThumb *self)
{
  g_return_val_if_fail (FL_IS_MOVING_THUMB (self), 0);
  return self->frames->len;
}

gint64
fl_moving_thumb_get_frame (FlMovingThumb *self)
{
  g_return_val_if_fail (FL_IS_MOVING_THUMB (self), -1);
  return self->frames->len > 0 ? get_frame (self, self->place) : -1;
}
