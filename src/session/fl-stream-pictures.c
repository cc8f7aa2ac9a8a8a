/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a frame is called where it is a file of its own. */
#include "session/fl-stream-private.h"

char *
fl_stream_dup_picture (FlStream *self, gint64 frame)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NULL);

  const FlSource *source = fl_stream_get_source (self);
  const char *name = source != NULL ? fl_source_get_picture (source, frame) : NULL;
  return name != NULL ? g_filename_display_name (name) : NULL;
}

char *
fl_stream_dup_name_at (FlStream *self, gint64 frame)
{
  g_autofree char *picture = fl_stream_dup_picture (self, frame);

  return picture != NULL ? g_strconcat (fl_stream_get_name (self), "/", picture, NULL)
                         : g_strdup (fl_stream_get_name (self));
}
