/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** folder_new: Returns: (transfer full): a fresh folder for a test alone */
char *folder_new (void);

/** folder_remove: Removes a folder and all that is in it. */
void folder_remove (const char *folder);

/** folder_free: The same, and frees the name. */
void folder_free (char *folder);

G_END_DECLS
