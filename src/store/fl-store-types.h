/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-range.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FlStore FlStore;

/**
 * FL_STORE_ERROR:
 *
 * What can go wrong with a project file. Messages are whole sentences that name the file.
 */
#define FL_STORE_ERROR (fl_store_error_quark ())

/**
 * FlStoreError:
 * @FL_STORE_ERROR_OPEN: the file cannot be opened or made
 * @FL_STORE_ERROR_FOREIGN: it is no project
 * @FL_STORE_ERROR_NEWER: a newer Frameline made it
 * @FL_STORE_ERROR_CORRUPT: it is damaged
 * @FL_STORE_ERROR_LOCKED: another process writes to it
 * @FL_STORE_ERROR_READ_ONLY: it may not be written
 * @FL_STORE_ERROR_BUSY: the database was busy for longer than a key may wait; try again
 * @FL_STORE_ERROR_FULL: the disk is full
 * @FL_STORE_ERROR_INVALID: what was to be stored makes no sense
 * @FL_STORE_ERROR_NOT_FOUND: what was asked for is not there
 * @FL_STORE_ERROR_EXISTS: it is there already
 */
typedef enum {
  FL_STORE_ERROR_OPEN,
  FL_STORE_ERROR_FOREIGN,
  FL_STORE_ERROR_NEWER,
  FL_STORE_ERROR_CORRUPT,
  FL_STORE_ERROR_LOCKED,
  FL_STORE_ERROR_READ_ONLY,
  FL_STORE_ERROR_BUSY,
  FL_STORE_ERROR_FULL,
  FL_STORE_ERROR_INVALID,
  FL_STORE_ERROR_NOT_FOUND,
  FL_STORE_ERROR_EXISTS,
} FlStoreError;

GQuark fl_store_error_quark (void);

/**
 * FlActionId:
 * @replica: which copy of the project made it, a small local integer
 * @seq: its number there, from 1
 *
 * Names one action of the append-only history.
 */
typedef struct {
  gint64 replica;
  gint64 seq;
} FlActionId;

G_END_DECLS
