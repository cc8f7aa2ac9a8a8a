/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FL_TYPE_QUEUE (fl_queue_get_type ())
G_DECLARE_FINAL_TYPE (FlQueue, fl_queue, FL, QUEUE, GObject)

/**
 * FlQueue:
 *
 * The questions to come, a #GListModel of #FlItem, the current one first. The first ones are
 * pinned (their pictures are being fetched); the rest is ranked anew at every new model.
 * Main thread.
 */

/** fl_queue_get_first: Returns: (transfer none) (nullable): the current question */
FlItem *fl_queue_get_first (FlQueue *self);

G_END_DECLS
