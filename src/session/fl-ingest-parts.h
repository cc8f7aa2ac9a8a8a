/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"
#include "session/fl-sample-set.h"
#include "store/fl-cache.h"

G_BEGIN_DECLS

/**
 * FlIngestParts:
 *
 * The rows of extractors that are used together, each in a file of its own beside that of the joined
 * rows, so that whoever takes one away or adds another reads the films for that one only. One thread.
 */
typedef struct _FlIngestParts FlIngestParts;

/**
 * fl_ingest_parts_open:
 * @type: several extractors side by side
 * @extractor: one of @type, which outlives this
 * @cache: where the files are
 * @uuid: of the stream
 * @planned: (element-type gint64): frames that may be asked for, ascending
 * @error: return location
 *
 * Returns: (transfer full): the files, or %NULL with GIO's error
 */
FlIngestParts *fl_ingest_parts_open (const FlExtractorType *type,
                                     FlExtractor *extractor,
                                     const FlCache *cache,
                                     const char *uuid,
                                     const GArray *planned,
                                     GError **error);

/** fl_ingest_parts_close: Closes the files; rows that were not written are lost. */
void fl_ingest_parts_close (FlIngestParts *self);

/** fl_ingest_parts_recall: Fills @row when every part was known of @frame when the files were opened;
 * %FALSE when one was not. */
gboolean fl_ingest_parts_recall (const FlIngestParts *self, gint64 frame, float *row);

/**
 * fl_ingest_parts_extract:
 * @self: parts
 * @frame: display index
 * @image: its picture
 * @row: (out caller-allocates): the joined row
 * @error: return location
 *
 * Makes the parts of a row that are not known yet. They wait to be written.
 *
 * Returns: %TRUE, or %FALSE with the extractor's error
 */
gboolean fl_ingest_parts_extract (FlIngestParts *self,
                                  gint64 frame,
                                  const FlImage *image,
                                  float *row,
                                  GError **error);

/** fl_ingest_parts_write: Writes the rows that wait; to be called before the joined ones are. */
gboolean fl_ingest_parts_write (FlIngestParts *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlIngestParts, fl_ingest_parts_close)

G_END_DECLS
