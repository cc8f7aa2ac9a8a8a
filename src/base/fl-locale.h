/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_locale_init:
 *
 * Takes the person's language and finds the translations: where the program was installed, or in
 * the folder that the variable FRAMELINE_LOCALE_DIR names, as a build tree needs. To be called
 * once, first in main().
 */
void fl_locale_init (void);

G_END_DECLS
