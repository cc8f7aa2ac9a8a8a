/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FlDecoder FlDecoder;
typedef struct _FlFrame FlFrame;
typedef struct _FlFrameIndex FlFrameIndex;
typedef struct _FlMovieWriter FlMovieWriter;
typedef struct _FlScaler FlScaler;

/**
 * FlRational:
 * @num: numerator
 * @den: denominator, > 0
 *
 * An exact fraction, such as a time base in seconds.
 */
typedef struct {
  int num;
  int den;
} FlRational;

/**
 * FL_MEDIA_ERROR:
 *
 * What can go wrong with a source. Messages are whole sentences that name the file.
 */
#define FL_MEDIA_ERROR (fl_media_error_quark ())

/**
 * FlMediaError:
 * @FL_MEDIA_ERROR_OPEN: the file cannot be opened, or is no video file
 * @FL_MEDIA_ERROR_NO_VIDEO: it opens but has no video that can be decoded
 * @FL_MEDIA_ERROR_PROTOCOL: an address whose protocol is not allowed
 * @FL_MEDIA_ERROR_DECODE: decoding failed for good
 * @FL_MEDIA_ERROR_SEEK: a frame cannot be reached
 * @FL_MEDIA_ERROR_CORRUPT: cached data that is damaged
 * @FL_MEDIA_ERROR_ENCODE: writing a video or a picture failed
 * @FL_MEDIA_ERROR_ENDED: a live source ended or sends nothing any more; connect again
 * @FL_MEDIA_ERROR_FULL: a recording is as large as it may be
 */
typedef enum {
  FL_MEDIA_ERROR_OPEN,
  FL_MEDIA_ERROR_NO_VIDEO,
  FL_MEDIA_ERROR_PROTOCOL,
  FL_MEDIA_ERROR_DECODE,
  FL_MEDIA_ERROR_SEEK,
  FL_MEDIA_ERROR_CORRUPT,
  FL_MEDIA_ERROR_ENCODE,
  FL_MEDIA_ERROR_ENDED,
  FL_MEDIA_ERROR_FULL,
} FlMediaError;

GQuark fl_media_error_quark (void);

G_END_DECLS
