/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"

G_BEGIN_DECLS

/** fl_onnx_extractor: What a network of somebody's own sees, from an ONNX file. */
extern const FlExtractorType fl_onnx_extractor;

G_END_DECLS
