/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of formats: a line each; and which of them a file is. */
#include "exchange/fl-format.h"

#include <glib/gi18n.h>
#include <string.h>

#include "exchange/fl-frames-format.h"
#include "exchange/fl-header-private.h"
#include "exchange/fl-segments-format.h"
#include "exchange/fl-truth-format.h"
#include "exchange/fl-wide-format.h"

static const FlFormatType *const types[] = {
  &fl_frames_format,
  &fl_truth_format,
  &fl_wide_format,
  &fl_segments_format,
};

G_DEFINE_QUARK (fl_exchange_error_quark, fl_exchange_error)

const FlFormatType *const *
fl_formats_list (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (types);
  return types;
}

const FlFormatType *
fl_formats_find (const char *id, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i]->id, id) == 0)
      return types[i];
  g_set_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_UNKNOWN,
               _ ("There is no format “%s”; “framelinectl formats” lists them"), id);
  return NULL;
}

/* Gives the columns of the readable format that lacks least, for what no format understands. */
static const char *const *
find_nearest_needs (const char *const *header)
{
  const char *const *nearest = NULL;
  guint n_nearest = G_MAXUINT;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    if (types[i]->read == NULL)
      continue;
    guint n = fl_header_count_missing (header, types[i]->needs);
    if (n > 0 && n < n_nearest) {
      nearest = types[i]->needs;
      n_nearest = n;
    }
  }
  return nearest;
}

static const FlFormatType *
match_header (const char *const *header, const char *name, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i]->read != NULL && types[i]->matches (header))
      return types[i];
  fl_header_refuse (header, name, find_nearest_needs (header), error);
  return NULL;
}

const FlFormatType *
fl_formats_detect (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (FlCsvReader) reader = fl_csv_reader_new (G_INPUT_STREAM (stream), name);
  const char *const *header = fl_header_read (reader, name, NULL, error);
  return header != NULL ? match_header (header, name, error) : NULL;
}
