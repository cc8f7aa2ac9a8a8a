/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are pictures, each showing a number. */
#pragma once

#include "fl-test-footage.h"

G_BEGIN_DECLS

/**
 * FlTestJpeg:
 * @number: what it shows
 * @width_px: 0 for %FL_TEST_WIDTH_PX
 * @height_px: 0 for %FL_TEST_HEIGHT_PX
 * @time: (nullable): when it was taken, such as "2026:11:26 06:15:00"
 * @fraction: (nullable): digits after the point
 * @orientation: as EXIF numbers them; 0 for none
 */
typedef struct {
  guint number;
  guint width_px;
  guint height_px;
  const char *time;
  const char *fraction;
  guint orientation;
} FlTestJpeg;

/** fl_test_jpeg_write: Writes a JPEG file with what a camera would write into it. */
void fl_test_jpeg_write (const char *folder, const char *name, const FlTestJpeg *jpeg);

/** fl_test_picture_write: Writes a picture by FFmpeg's encoder @codec. Returns: %FALSE when it is
 * missing */
gboolean
fl_test_picture_write (const char *folder, const char *name, const char *codec, guint number);

/** fl_test_text_write: Writes @text as a file. */
void fl_test_text_write (const char *folder, const char *name, const char *text);

G_END_DECLS
