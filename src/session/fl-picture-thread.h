/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-frame-index.h"
#include "session/fl-picture-cache.h"

G_BEGIN_DECLS

/**
 * FlPictureRequest:
 * @key: which picture
 * @path: the video, or the thumbnails when @index is %NULL
 * @index: (nullable): frames of the video
 */
typedef struct {
  FlPictureKey key;
  char *path;
  FlFrameIndex *index;
} FlPictureRequest;

/** fl_picture_request_free: Frees a request. */
void fl_picture_request_free (FlPictureRequest *self);

/** FlPictureFunc: Takes @image, or %NULL and @why there is none; on the thread. */
typedef void (*FlPictureFunc) (const FlPictureKey *key,
                               FlImage *image,
                               const char *why,
                               gpointer data);

/**
 * FlPictureThread:
 *
 * A thread that makes pictures, one after the other, and keeps up to four sources open.
 */
typedef struct _FlPictureThread FlPictureThread;

/** fl_picture_thread_new: Returns: (transfer full): the running thread */
FlPictureThread *
fl_picture_thread_new (const char *name, int nice, FlPictureFunc func, gpointer data);

/** fl_picture_thread_free: Stops it and waits for its end. */
void fl_picture_thread_free (FlPictureThread *self);

/**
 * fl_picture_thread_ask:
 * @self: a thread
 * @request: (transfer full): what is wanted
 * @is_only: whether everything that still waits is dropped for it
 */
void fl_picture_thread_ask (FlPictureThread *self, FlPictureRequest *request, gboolean is_only);

G_END_DECLS
