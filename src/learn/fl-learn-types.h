/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FlDataset FlDataset;
typedef struct _FlModel FlModel;
typedef struct _FlScaling FlScaling;

/**
 * FL_LEARN_ERROR:
 *
 * What can go wrong with learning.
 */
#define FL_LEARN_ERROR (fl_learn_error_quark ())

/**
 * FlLearnError:
 * @FL_LEARN_ERROR_TOO_FEW: fewer than two classes have examples
 * @FL_LEARN_ERROR_CORRUPT: a stored model or scaling is damaged
 * @FL_LEARN_ERROR_NOT_FINITE: a feature of a labelled sample is not a number
 * @FL_LEARN_ERROR_UNKNOWN: there is no classifier or strategy of that id
 */
typedef enum {
  FL_LEARN_ERROR_TOO_FEW,
  FL_LEARN_ERROR_CORRUPT,
  FL_LEARN_ERROR_NOT_FINITE,
  FL_LEARN_ERROR_UNKNOWN,
} FlLearnError;

GQuark fl_learn_error_quark (void);

G_END_DECLS
