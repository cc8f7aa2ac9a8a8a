/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FL_TYPE_APPLICATION (fl_application_get_type ())
G_DECLARE_FINAL_TYPE (FlApplication, fl_application, FL, APPLICATION, AdwApplication)

/**
 * FlApplication:
 *
 * The program: `frameline [PROJECT.frameline | VIDEO…]`. Main thread.
 */

/** fl_application_new: Returns: (transfer full): the program, not yet running */
FlApplication *fl_application_new (void);

/**
 * fl_application_choose_renderer:
 *
 * Lets GTK draw with cairo where there is no graphics card, unless the person chose a renderer:
 * software GL takes 31 ms a frame, cairo 3 ms (decisions 22). Call before GTK starts.
 */
void fl_application_choose_renderer (void);

G_END_DECLS
