/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colour of a class wherever a widget shows it. */
#include "app/fl-bar.h"

#include <adwaita.h>

#include "app/fl-palette.h"

/* Colours that people can still tell apart at a glance; later ones get stripes. */
#define N_PLAIN_COLOURS 8

struct _FlBar {
  GtkWidget parent_instance;
  guint index;
  double fraction;
  gboolean is_accent;
};

G_DEFINE_FINAL_TYPE (FlBar, fl_bar, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_INDEX,
  PROP_FRACTION,
  PROP_IS_ACCENT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
append_stripes (GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  const GdkRGBA clear = {1, 1, 1, 0};
  const GdkRGBA white = {1, 1, 1, 0.55f};
  const GskColorStop stops[] = {{0, clear}, {0.5f, clear}, {0.5f, white}, {1, white}};

  gtk_snapshot_append_repeating_linear_gradient (snapshot, place, &GRAPHENE_POINT_INIT (0, 0),
                                                 &GRAPHENE_POINT_INIT (0, 6), stops,
                                                 G_N_ELEMENTS (stops));
}

static void
push_round (GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  GskRoundedRect clip;

  gsk_rounded_rect_init_from_rect (&clip, place, MIN (place->size.width, place->size.height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
}

void
fl_bar_draw (GtkSnapshot *snapshot, const graphene_rect_t *place, guint index, gboolean is_dark)
{
  GdkRGBA colour;

  push_round (snapshot, place);
  fl_palette_get_colour (index, is_dark, &colour);
  gtk_snapshot_append_color (snapshot, &colour, place);
  if (index != FL_PALETTE_BACKGROUND && index >= N_PLAIN_COLOURS)
    append_stripes (snapshot, place);
  gtk_snapshot_pop (snapshot);
}

static void
get_colour (FlBar *self, gboolean is_dark, GdkRGBA *out)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (!self->is_accent || !gtk_style_context_lookup_color (style, "accent_bg_color", out))
    fl_palette_get_colour (self->index, is_dark, out);
}

static void
draw_share (FlBar *self, GtkSnapshot *snapshot, const graphene_rect_t *place, gboolean is_dark)
{
  const gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const float filled = place->size.width * (float) self->fraction;
  GdkRGBA colour;

  push_round (snapshot, place);
  fl_palette_get_track (is_dark, &colour);
  gtk_snapshot_append_color (snapshot, &colour, place);
  get_colour (self, is_dark, &colour);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (is_rtl ? place->size.width - filled : 0, 0,
                                                  filled, place->size.height));
  gtk_snapshot_pop (snapshot);
}

static void
fl_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlBar *self = FL_BAR (widget);
  const gboolean is_dark = fl_palette_is_dark ();
  const graphene_rect_t place = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                    (float) gtk_widget_get_height (widget));

  if (self->fraction < 1.0 || self->is_accent)
    draw_share (self, snapshot, &place, is_dark);
  else
    fl_bar_draw (snapshot, &place, self->index, is_dark);
}

static void
fl_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlBar *self = FL_BAR (object);

  if (id == PROP_INDEX)
    g_value_set_uint (value, self->index);
  else if (id == PROP_FRACTION)
    g_value_set_double (value, self->fraction);
  else if (id == PROP_IS_ACCENT)
    g_value_set_boolean (value, self->is_accent);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
set_index (FlBar *self, guint index)
{
  if (self->index == index)
    return;
  self->index = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INDEX]);
}

static void
set_fraction (FlBar *self, double fraction)
{
  /* Half a pixel of the widest bar: smaller changes need no redraw. */
  if (ABS (self->fraction - fraction) < 0.001)
    return;
  self->fraction = fraction;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
fl_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_INDEX)
    set_index (FL_BAR (object), g_value_get_uint (value));
  else if (id == PROP_FRACTION)
    set_fraction (FL_BAR (object), g_value_get_double (value));
  else if (id == PROP_IS_ACCENT)
    FL_BAR (object)->is_accent = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_bar_class_init (FlBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fl_bar_get_property;
  object_class->set_property = fl_bar_set_property;
  widget_class->snapshot = fl_bar_snapshot;
  properties[PROP_INDEX] = g_param_spec_uint ("index", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 1, flags);
  properties[PROP_IS_ACCENT] =
    g_param_spec_boolean ("is-accent", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fl_bar_init (FlBar *self)
{
  self->fraction = 1.0;
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}
