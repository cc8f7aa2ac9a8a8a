/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_EXTRACTOR_GROUP (fl_extractor_group_get_type ())
G_DECLARE_FINAL_TYPE (FlExtractorGroup,
                      fl_extractor_group,
                      FL,
                      EXTRACTOR_GROUP,
                      AdwPreferencesGroup)

/** fl_extractor_group_set_session: Shows the kinds of features of @session, of which several may be
 * chosen, and what it costs to use others. Once. */
void fl_extractor_group_set_session (FlExtractorGroup *self, FlSession *session);

/** fl_extractor_group_add_network: Offers the network in the file @path, chosen. */
void fl_extractor_group_add_network (FlExtractorGroup *self, const char *path);

/** fl_extractor_group_list_chosen: Returns: (transfer full): what is chosen, as
 * fl_session_choose_extractors() takes it */
char **fl_extractor_group_list_chosen (FlExtractorGroup *self);

G_END_DECLS
