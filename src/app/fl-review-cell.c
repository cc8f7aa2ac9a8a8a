/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sample in the grid of a review. */
#include "app/fl-review-cell.h"

#include "app/fl-palette.h"
#include "app/fl-pill.h"
#include "app/fl-review-look.h"
#include "app/fl-thumb.h"
#include "base/fl-time.h"

#define STRIP_PX  10
#define GAP_PX    2
#define CORNER_PX 3
/* What is written on a picture is so far from its edges. */
#define PILL_MARGIN_PX 4
/* There is no room for names on smaller ones: the key must do. */
#define NAME_WIDTH_PX 120
#define CHECK_PX      20
/* What an item keeps of how it was drawn last, for cells are used over and over. */
#define PAINTED_LOOK "fl-painted-look"

struct _FlReviewCell {
  GtkWidget parent_instance;
  GtkWidget *thumb;
  GtkListItem *list_item; /* whose child this is */
  FlSession *session;
  FlReviewLook look;
  PangoLayout *text;
  GtkWidget *place;   /* (nullable) what the list made for the item, whose state is drawn */
  FlItem *painted;    /* (nullable) that was drawn last, */
  int painted_number; /* that looked so */
  int width_px;
};

G_DEFINE_FINAL_TYPE (FlReviewCell, fl_review_cell, GTK_TYPE_WIDGET)

static int
picture_height (int width)
{
  return width * 9 / 16;
}

static GtkSizeRequestMode
fl_review_cell_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fl_review_cell_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  const int width = for_size > 0 ? for_size : FL_REVIEW_CELL (widget)->width_px;

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                          ? FL_REVIEW_CELL (widget)->width_px
                          : picture_height (width) + GAP_PX + STRIP_PX;
}

static void
fl_review_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (FL_REVIEW_CELL (widget)->thumb, width, height - GAP_PX - STRIP_PX, -1, NULL);
}

static GtkStateFlags
get_place_state (FlReviewCell *self)
{
  return self->place != NULL ? gtk_widget_get_state_flags (self->place) : GTK_STATE_FLAG_NORMAL;
}

static void
draw_texts (FlReviewCell *self, GtkSnapshot *snapshot, float width, float height)
{
  const graphene_rect_t room =
    GRAPHENE_RECT_INIT (PILL_MARGIN_PX, 0, width - 2 * PILL_MARGIN_PX, height - PILL_MARGIN_PX);
  const gboolean has_focus = (get_place_state (self) & GTK_STATE_FLAG_FOCUSED) != 0;
  g_autofree char *confidence = has_focus ? fl_review_look_dup_confidence (&self->look) : NULL;
  graphene_rect_t rest = room;

  if (confidence != NULL) {
    const FlPill pill = {.text = confidence, .is_at_end = TRUE};
    (void) fl_pill_draw (&pill, self->text, snapshot, &room);
    /* So many characters, wide ones. */
    rest.size.width -= 44;
    if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
      rest.origin.x += 44;
  }
  fl_review_look_draw_names (&self->look, self->text, snapshot, &rest, width < NAME_WIDTH_PX);
}

/* What is selected has a mark, not only another colour around it. */
static void
draw_check (FlReviewCell *self, GtkSnapshot *snapshot, float width)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA ground;
  GdkRGBA mark;
  GskRoundedRect shape;

  if ((get_place_state (self) & GTK_STATE_FLAG_SELECTED) == 0 ||
      !gtk_style_context_lookup_color (style, "accent_bg_color", &ground) ||
      !gtk_style_context_lookup_color (style, "accent_fg_color", &mark))
    return;
  const gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const float x = is_rtl ? PILL_MARGIN_PX : width - CHECK_PX - PILL_MARGIN_PX;
  g_autoptr (GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (
                                  gtk_widget_get_display (GTK_WIDGET (self))),
                                "object-select-symbolic", NULL, CHECK_PX - 4,
                                gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                gtk_widget_get_direction (GTK_WIDGET (self)),
                                GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  gsk_rounded_rect_init_from_rect (&shape,
                                   &GRAPHENE_RECT_INIT (x, PILL_MARGIN_PX, CHECK_PX, CHECK_PX),
                                   CHECK_PX / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &ground, &shape.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 2, PILL_MARGIN_PX + 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, CHECK_PX - 4,
                                            CHECK_PX - 4, &mark, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_strip (FlReviewCell *self, GtkSnapshot *snapshot, float width, float height)
{
  const graphene_rect_t place = GRAPHENE_RECT_INIT (0, height - STRIP_PX, width, STRIP_PX);
  GskRoundedRect clip;
  GdkRGBA empty;

  fl_palette_get_track (fl_palette_is_dark (), &empty);
  gsk_rounded_rect_init_from_rect (&clip, &place, CORNER_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (snapshot, &empty, &place);
  fl_review_look_draw_certainty (&self->look, snapshot, &place);
  gtk_snapshot_pop (snapshot);
}

/* One more, for 0 is an item that was never drawn. */
static void
note_painted (FlItem *item, int number)
{
  if (item != NULL)
    g_object_set_data (G_OBJECT (item), PAINTED_LOOK, GINT_TO_POINTER (number + 1));
}

static void
fl_review_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlReviewCell *self = FL_REVIEW_CELL (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);

  g_set_object (&self->painted, fl_review_cell_get_item (self));
  self->painted_number = fl_review_look_get_number (&self->look);
  note_painted (self->painted, self->painted_number);
  gtk_widget_snapshot_child (widget, self->thumb, snapshot);
  draw_texts (self, snapshot, width, height - GAP_PX - STRIP_PX);
  draw_check (self, snapshot, width);
  draw_strip (self, snapshot, width, height);
}

/* What a screen reader says of it, and who points at it sees. */
static char *
dup_description (FlReviewCell *self, FlItem *item)
{
  FlStream *stream = fl_item_get_stream (item);
  g_autofree char *time =
    fl_time_format_position (fl_stream_get_time_s (stream, fl_item_get_frame (item)));
  g_autofree char *said = fl_review_look_dup_words (&self->look);

  return g_strdup_printf ("%s · %s · %s", fl_stream_get_name (stream), time, said);
}

static gboolean
fl_review_cell_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean is_by_key,
                              GtkTooltip *tooltip)
{
  FlReviewCell *self = FL_REVIEW_CELL (widget);
  FlItem *item = fl_review_cell_get_item (self);

  if (item == NULL || is_by_key)
    return FALSE;
  g_autofree char *text = dup_description (self, item);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
fl_review_cell_dispose (GObject *object)
{
  FlReviewCell *self = FL_REVIEW_CELL (object);

  g_clear_pointer (&self->thumb, gtk_widget_unparent);
  g_clear_object (&self->text);
  g_clear_object (&self->session);
  g_clear_object (&self->painted);
  fl_review_look_clear (&self->look);
  self->list_item = NULL;
  G_OBJECT_CLASS (fl_review_cell_parent_class)->dispose (object);
}

static void
fl_review_cell_class_init (FlReviewCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_review_cell_dispose;
  widget_class->get_request_mode = fl_review_cell_get_request_mode;
  widget_class->measure = fl_review_cell_measure;
  widget_class->size_allocate = fl_review_cell_size_allocate;
  widget_class->snapshot = fl_review_cell_snapshot;
  widget_class->query_tooltip = fl_review_cell_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "reviewcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fl_review_cell_init (FlReviewCell *self)
{
  self->thumb = g_object_new (FL_TYPE_THUMB, NULL);
  gtk_widget_set_parent (self->thumb, GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->text = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (self->text, attributes);
}

GtkWidget *
fl_review_cell_new (FlSession *session, GtkListItem *list_item, int width_px)
{
  FlReviewCell *self = g_object_new (FL_TYPE_REVIEW_CELL, NULL);

  self->session = g_object_ref (session);
  self->list_item = list_item;
  self->width_px = width_px;
  fl_thumb_set_loader (FL_THUMB (self->thumb), fl_session_get_frame_loader (session));
  return GTK_WIDGET (self);
}

void
fl_review_cell_set_width (FlReviewCell *self, int width_px)
{
  g_return_if_fail (FL_IS_REVIEW_CELL (self));

  if (self->width_px == width_px)
    return;
  self->width_px = width_px;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Focus and selection are states of what the list made, and drawn here. */
static void
watch_place (FlReviewCell *self)
{
  if (self->place != NULL)
    return;
  self->place = gtk_widget_get_parent (GTK_WIDGET (self));
  if (self->place != NULL)
    g_signal_connect_object (self->place, "state-flags-changed", G_CALLBACK (gtk_widget_queue_draw),
                             self, G_CONNECT_SWAPPED);
}

void
fl_review_cell_bind (FlReviewCell *self)
{
  g_return_if_fail (FL_IS_REVIEW_CELL (self));

  FlItem *item = fl_review_cell_get_item (self);

  watch_place (self);
  fl_thumb_set_is_patient (FL_THUMB (self->thumb), TRUE);
  fl_thumb_show (FL_THUMB (self->thumb), fl_item_get_stream (item), fl_item_get_frame (item));
  fl_review_cell_update (self);
}

void
fl_review_cell_unbind (FlReviewCell *self)
{
  g_return_if_fail (FL_IS_REVIEW_CELL (self));

  fl_thumb_show (FL_THUMB (self->thumb), NULL, 0);
}

void
fl_review_cell_load (FlReviewCell *self)
{
  g_return_if_fail (FL_IS_REVIEW_CELL (self));

  fl_thumb_set_is_patient (FL_THUMB (self->thumb), FALSE);
}

void
fl_review_cell_update (FlReviewCell *self)
{
  g_return_if_fail (FL_IS_REVIEW_CELL (self));

  FlItem *item = fl_review_cell_get_item (self);

  if (item == NULL)
    return;
  fl_review_look_read (&self->look, self->session, item);
  g_autofree char *description = dup_description (self, item);
  if (self->place != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

FlItem *
fl_review_cell_get_item (FlReviewCell *self)
{
  g_return_val_if_fail (FL_IS_REVIEW_CELL (self), NULL);
  return self->list_item != NULL ? gtk_list_item_get_item (self->list_item) : NULL;
}

gboolean
fl_review_cell_is_painted (FlReviewCell *self, gboolean and_said)
{
  g_return_val_if_fail (FL_IS_REVIEW_CELL (self), FALSE);
  return self->painted != NULL && self->painted == fl_review_cell_get_item (self) &&
         (!and_said || self->painted_number == fl_review_look_get_number (&self->look));
}

gboolean
fl_review_cell_is_outdated (FlSession *session, FlItem *item)
{
  g_return_val_if_fail (FL_IS_SESSION (session) && FL_IS_ITEM (item), FALSE);

  const int painted = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item), PAINTED_LOOK));
  g_auto (FlReviewLook) look = {0};

  if (painted == 0)
    return FALSE;
  fl_review_look_read (&look, session, item);
  return painted != fl_review_look_get_number (&look) + 1;
}

guint
fl_review_cell_get_position (FlReviewCell *self)
{
  g_return_val_if_fail (FL_IS_REVIEW_CELL (self), GTK_INVALID_LIST_POSITION);
  return gtk_list_item_get_position (self->list_item);
}

FlReviewCell *
fl_review_cell_find_focused (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell = focus != NULL && gtk_widget_is_ancestor (focus, widget)
                      ? gtk_widget_get_first_child (focus)
                      : NULL;

  return FL_IS_REVIEW_CELL (cell) ? FL_REVIEW_CELL (cell) : NULL;
}
