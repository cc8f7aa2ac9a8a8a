/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-csv.h"

G_BEGIN_DECLS

/**
 * fl_header_read:
 * @reader: a reader before its first record
 * @name: what to call the file
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Returns: (transfer none): names of the columns, valid until the next record is read; %NULL with
 *   %FL_EXCHANGE_ERROR_FORMAT for an empty file, or with the reader's error
 */
const char *const *
fl_header_read (FlCsvReader *reader, const char *name, GCancellable *cancellable, GError **error);

/** fl_header_has_all: Returns: whether @header names every column of @needs */
gboolean fl_header_has_all (const char *const *header, const char *const *needs);

/** fl_header_count_missing: Returns: how many columns of @needs are not in @header */
guint fl_header_count_missing (const char *const *header, const char *const *needs);

/**
 * fl_header_refuse:
 * @header: the first line of the file
 * @name: what to call the file
 * @needs: columns, at least one of which is missing
 * @error: return location for %FL_EXCHANGE_ERROR_FORMAT and what is missing
 */
void fl_header_refuse (const char *const *header,
                       const char *name,
                       const char *const *needs,
                       GError **error);

G_END_DECLS
