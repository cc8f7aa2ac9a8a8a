/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames that somebody wants of a decoder: a sorted list and a mark on each. */
#include "media/fl-wanted.h"

struct _FlWanted {
  gint64 *frames;
  guint8 *is_fed;
  gsize n;
  gsize at; /* the first that is still wanted */
};

FlWanted *
fl_wanted_new (const gint64 *indices, gsize n)
{
  FlWanted *self = g_new0 (FlWanted, 1);

  self->frames = g_new (gint64, n);
  for (gsize i = 0; i < n; i++)
    self->frames[i] = indices[i];
  self->is_fed = g_new0 (guint8, n);
  self->n = n;
  return self;
}

void
fl_wanted_free (FlWanted *self)
{
  if (self == NULL)
    return;
  g_free (self->frames);
  g_free (self->is_fed);
  g_free (self);
}

/* Where @frame is or would be. */
static gsize
find (const FlWanted *self, gint64 frame)
{
  gsize low = 0;
  gsize high = self->n;

  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (self->frames[middle] < frame)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void
fl_wanted_aim (FlWanted *self, gint64 frame)
{
  self->at = find (self, frame);
}

void
fl_wanted_pass_to (FlWanted *self, gint64 frame)
{
  self->at = MAX (self->at, find (self, frame));
}

void
fl_wanted_forget_fed (FlWanted *self)
{
  for (gsize i = self->at; i < self->n; i++)
    self->is_fed[i] = 0;
}

void
fl_wanted_note_fed (FlWanted *self, gint64 frame)
{
  gsize i = find (self, frame);

  if (i < self->n && self->frames[i] == frame)
    self->is_fed[i] = 1;
}

gboolean
fl_wanted_contains (const FlWanted *self, gint64 frame)
{
  gsize i = find (self, frame);

  return i >= self->at && i < self->n && self->frames[i] == frame;
}

gint64
fl_wanted_get_next (const FlWanted *self)
{
  return self->at < self->n ? self->frames[self->at] : -1;
}

gint64
fl_wanted_get_next_unfed (const FlWanted *self)
{
  for (gsize i = self->at; i < self->n; i++)
    if (!self->is_fed[i])
      return self->frames[i];
  return -1;
}

gint64
fl_wanted_get_next_from (const FlWanted *self, gint64 frame)
{
  gsize i = MAX (self->at, find (self, frame));

  return i < self->n ? self->frames[i] : -1;
}
