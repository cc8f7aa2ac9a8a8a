/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-av.h"
#include "media/fl-pictures.h"

G_BEGIN_DECLS

/**
 * fl_pictures_decode:
 * @self: a folder of pictures
 * @i: the how manieth
 * @out_codec: (out) (optional): FFmpeg's name of its kind
 * @error: return location
 *
 * Decodes one file, by what it holds and not by its suffix, without FFmpeg's image2, which would
 * open others beside it.
 *
 * Returns: (transfer full): its picture, or %NULL with %FL_MEDIA_ERROR_DECODE
 */
AVFrame *
fl_pictures_decode (const FlPictures *self, guint i, const char **out_codec, GError **error);

/** fl_pictures_looks_like_one: Returns: whether picture @i begins as pictures do */
gboolean fl_pictures_looks_like_one (const FlPictures *self, guint i);

G_END_DECLS
