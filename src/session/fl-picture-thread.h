/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "media/fl-source.h"
#include "session/fl-picture-cache.h"

G_BEGIN_DECLS

/**
 * FlPictureRequest:
 * @key: which picture, or the first of several
 * @last_frame: the last of them
 * @n_before: so many frames before it are handed over as well, after it, with the plan
 *   %FL_PICTURE_PLAN_BEFORE, as far as they are decoded on the way to it; 0 for several frames
 * @source: (nullable): the video
 * @thumbs_path: (nullable): the thumbnails, when there is no @source
 * @plan: number of a plan that it belongs to, 0 for none
 * @cancellable: (nullable): ends it without a word
 *
 * Pictures of frames that follow one another, in one size.
 */
typedef struct {
  FlPictureKey key;
  gint64 last_frame;
  guint n_before;
  FlSource *source;
  char *thumbs_path;
  guint plan;
  GCancellable *cancellable;
} FlPictureRequest;

/** FL_PICTURE_PLAN_BEFORE: number of a plan that nobody made. */
#define FL_PICTURE_PLAN_BEFORE G_MAXUINT

/** fl_picture_request_free: Frees a request. */
void fl_picture_request_free (FlPictureRequest *self);

/**
 * FlPictureFunc:
 * @key: which picture
 * @plan: number of the plan that it belongs to, 0 for none
 * @image: (nullable): the picture; %NULL ends the request
 * @why: (nullable): why there is none
 * @data: the caller's
 *
 * Takes a picture, on the thread.
 */
typedef void (*FlPictureFunc) (const FlPictureKey *key,
                               guint plan,
                               FlImage *image,
                               const char *why,
                               gpointer data);

/**
 * FlPictureThread:
 *
 * A thread that makes pictures, one after the other, and keeps a few sources open.
 */
typedef struct _FlPictureThread FlPictureThread;

/**
 * fl_picture_thread_new:
 * @name: up to 15 characters
 * @nice: how polite it is
 * @max_sources: files that are kept open, > 0
 * @func: takes the pictures
 * @data: for @func
 *
 * Returns: (transfer full): the running thread
 */
FlPictureThread *fl_picture_thread_new (const char *name,
                                        int nice,
                                        guint max_sources,
                                        FlPictureFunc func,
                                        gpointer data);

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
