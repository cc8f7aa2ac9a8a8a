/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-classifier.h"

G_BEGIN_DECLS

/** fl_liblinear_classifier: One logistic regression a class, against all the rest. */
extern const FlClassifierType fl_liblinear_classifier;

G_END_DECLS
