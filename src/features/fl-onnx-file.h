/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"

G_BEGIN_DECLS

/** FL_ONNX_CHANNELS: red, green and blue. */
#define FL_ONNX_CHANNELS 3

/**
 * FlOnnxFile:
 * @bytes: its content
 * @sum: (transfer full): SHA-256 of @bytes, hexadecimal
 * @width_px: of the pictures that it takes, 0 when the file leaves it open
 * @height_px: the same
 * @n_at_once: pictures that it takes at once, 0 when the file leaves it open
 * @is_nhwc: whether a picture is rows of pixels, and not a plane for each colour
 * @is_bgr: whether the file says that blue comes first
 * @range: (nullable) (transfer none): what a picture's numbers are, as the file has it: the value
 *   of `Image.NominalPixelRange`
 *
 * An ONNX file and what it tells of the pictures that it takes.
 */
typedef struct {
  GBytes *bytes;
  char *sum;
  guint width_px;
  guint height_px;
  guint n_at_once;
  gboolean is_nhwc;
  gboolean is_bgr;
  char *range;
} FlOnnxFile;

/**
 * fl_onnx_file_read:
 * @path: a file
 * @error: return location
 *
 * Reads a whole file and looks into it, as far as input and metadata go (onnx.proto, IR version 3
 * and later, and the metadata that ONNX names for pictures).
 *
 * Returns: (transfer full): it, or %NULL with %FL_FEATURES_ERROR_MODEL when it cannot be read, is no
 *   ONNX file, is cut off, or takes no pictures
 */
FlOnnxFile *fl_onnx_file_read (const char *path, GError **error);

/** fl_onnx_file_free: Frees it. */
void fl_onnx_file_free (FlOnnxFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlOnnxFile, fl_onnx_file_free)

G_END_DECLS
