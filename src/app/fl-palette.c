/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of classes, in two styles. They begin with Okabe and Ito's and go on with Tol's
 * muted ones, darkened or lightened until each has 3:1 against the track. */
#include "app/fl-palette.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "session/fl-class.h"

typedef struct {
  const char *name;
  guint32 light;
  guint32 dark;
} FlSwatch;

static const FlSwatch swatches[] = {
  {N_ ("Blue"), 0x0072b2, 0x3a9ce0},   {N_ ("Orange"), 0xae7800, 0xe69f00},
  {N_ ("Green"), 0x00805d, 0x12b886},  {N_ ("Pink"), 0xc46398, 0xde8fbb},
  {N_ ("Red"), 0xcf4a00, 0xef7430},    {N_ ("Sky"), 0x1a8ac9, 0x6cc3f2},
  {N_ ("Violet"), 0x4b3aa8, 0x9f8ff0}, {N_ ("Yellow"), 0x8e850b, 0xf0e442},
  {N_ ("Teal"), 0x2f8579, 0x54c4b2},   {N_ ("Wine"), 0x882255, 0xd9609b},
  {N_ ("Olive"), 0x6f6f1c, 0xb0b048},  {N_ ("Magenta"), 0xaa4499, 0xcc72bd},
};
static const FlSwatch background = {N_ ("Grey"), 0x77767b, 0xa3a1a8};
static const FlSwatch track = {NULL, 0xebebeb, 0x303030};

static void
set_rgb (GdkRGBA *out, guint32 rgb)
{
  out->red = (float) (rgb >> 16 & 0xff) / 255.0f;
  out->green = (float) (rgb >> 8 & 0xff) / 255.0f;
  out->blue = (float) (rgb & 0xff) / 255.0f;
  out->alpha = 1.0f;
}

static const FlSwatch *
get_swatch (guint index)
{
  return index == FL_PALETTE_BACKGROUND ? &background : &swatches[index % G_N_ELEMENTS (swatches)];
}

static double
linearise (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *colour)
{
  return 0.2126 * linearise (colour->red) + 0.7152 * linearise (colour->green) +
         0.0722 * linearise (colour->blue);
}

guint
fl_palette_get_n_colours (void)
{
  return G_N_ELEMENTS (swatches);
}

void
fl_palette_get_colour (guint index, gboolean is_dark, GdkRGBA *out)
{
  const FlSwatch *swatch = get_swatch (index);

  set_rgb (out, is_dark ? swatch->dark : swatch->light);
}

const char *
fl_palette_get_name (guint index)
{
  return _ (get_swatch (index)->name);
}

void
fl_palette_get_track (gboolean is_dark, GdkRGBA *out)
{
  set_rgb (out, is_dark ? track.dark : track.light);
}

gboolean
fl_palette_is_dark (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ());
}

double
fl_palette_contrast (const GdkRGBA *first, const GdkRGBA *second)
{
  const double a = get_luminance (first) + 0.05;
  const double b = get_luminance (second) + 0.05;

  return MAX (a, b) / MIN (a, b);
}

guint
fl_palette_index_of_class (FlClass *klass)
{
  return fl_class_get_is_background (klass) ? FL_PALETTE_BACKGROUND : fl_class_get_colour (klass);
}
