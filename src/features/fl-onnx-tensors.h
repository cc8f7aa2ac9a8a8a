/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-onnx-message.h"

G_BEGIN_DECLS

/** fl_onnx_check_tensors: Returns: whether every tensor that is stored in @graph, also in its nodes and
 * their graphs, has as many numbers as its shape says. OpenCV does not look, and reads behind the end. */
gboolean fl_onnx_check_tensors (FlOnnxMessage graph);

G_END_DECLS
