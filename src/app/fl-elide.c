/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that are too long: they give way to what stands beside them. */
#include "app/fl-elide.h"

#include <string.h>

/* Less of a name tells nothing. */
#define LEAST_KEPT 6

char *
fl_elide (const char *name, glong n_kept)
{
  const glong n = g_utf8_strlen (name, -1);

  if (n <= n_kept + 1)
    return g_strdup (name);
  g_autofree char *head = g_utf8_substring (name, 0, (n_kept + 1) / 2);
  g_autofree char *tail = g_utf8_substring (name, n - n_kept / 2, n);
  return g_strconcat (head, "…", tail, NULL);
}

/* @text with @n_kept characters of @name, which is in it. */
static char *
dup_with (const char *text, const char *name, glong n_kept)
{
  const char *place = strstr (text, name);
  g_autofree char *before = g_strndup (text, (gsize) (place - text));
  g_autofree char *elided = fl_elide (name, n_kept);

  return g_strconcat (before, elided, place + strlen (name), NULL);
}

static gboolean
fits (PangoLayout *layout, const char *text, int width)
{
  int needed;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &needed, NULL);
  return needed <= width;
}

/* As much of the name as there is room for. */
static char *
dup_fitting (PangoLayout *layout, const char *text, const char *name, int width)
{
  glong least = LEAST_KEPT;
  glong most = g_utf8_strlen (name, -1);

  while (least + 1 < most) {
    const glong middle = (least + most) / 2;
    g_autofree char *tried = dup_with (text, name, middle);
    if (fits (layout, tried, width))
      least = middle;
    else
      most = middle;
  }
  return dup_with (text, name, least);
}

void
fl_elide_in (GtkInscription *inscription, const char *text, const char *name)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (inscription));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (inscription), NULL);

  if (width <= 0 || name == NULL || strstr (text, name) == NULL || fits (layout, text, width)) {
    gtk_inscription_set_text (inscription, text);
    return;
  }
  g_autofree char *fitting = dup_fitting (layout, text, name, width);
  gtk_inscription_set_text (inscription, fitting);
  /* Whoever hears it hears all. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (inscription), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}
