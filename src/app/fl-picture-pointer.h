/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-frame-view.h"

G_BEGIN_DECLS

/** fl_picture_pointer_add: Lets mouse, touchpad and fingers zoom a picture and move what is zoomed; they live as
 * long as @view. */
void fl_picture_pointer_add (FlFrameView *view);

G_END_DECLS
