/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlSecondLook:
 * @stream: (transfer none): its stream
 * @frame: display index of the frame that stands for the label
 * @tag: (transfer none) (nullable): in projects of tags the one that it is about
 * @is_yes: whether it was said that this tag is there; the rest says the contrary
 * @said: (transfer none) (nullable): in projects of classes what was said
 * @rest: (transfer none) (nullable): what the rest says
 *
 * A label that is worth a second look.
 */
typedef struct {
  FlStream *stream;
  gint64 frame;
  FlClass *tag;
  gboolean is_yes;
  FlClass *said;
  FlClass *rest;
} FlSecondLook;

/** fl_session_list_second_looks: Returns: (transfer full) (element-type FlSecondLook): labels that the
 * rest contradicted when models were last validated, the worst first */
GArray *fl_session_list_second_looks (FlSession *self);

/** fl_session_make_second_look: Returns: (transfer full): the question about @look */
FlItem *fl_session_make_second_look (const FlSecondLook *look);

/** fl_session_is_finding_second_looks: Returns: whether they are still being looked for since the project
 * was opened, so that there may be more than are listed */
gboolean fl_session_is_finding_second_looks (FlSession *self);

G_END_DECLS
