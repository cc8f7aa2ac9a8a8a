/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an export would begin. */
#include "session/fl-export-preview.h"

#include "session/fl-frame-table.h"
#include "session/fl-session-blind.h"
#include "session/fl-session-private.h"

#include <math.h>

/* Formats that join rows write less than a line for each. */
#define N_ROWS 2000

typedef struct {
  const FlFrameTable *table;
  GPtrArray *hidden; /* names of streams with a frame that is asked about by its picture alone */
  guint n_left;
} Beginning;

static GPtrArray *
list_hidden (FlSession *self)
{
  g_autoptr (GArray) refs = fl_session_list_blind (self);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < refs->len; i++) {
    const gint64 id = g_array_index (refs, FlFrameRef, i).stream;
    FlStream *stream = fl_session_find_stream_by_id (self, id);
    if (stream != NULL)
      g_ptr_array_add (names, g_strdup (fl_stream_get_name (stream)));
  }
  return names;
}

/* What people said of such a stream is no secret; what the machine says of it is, also beside that frame. */
static void
hide (const Beginning *self, FlFrameRow *row)
{
  const gboolean is_of_people =
    g_str_equal (row->source, "human") || g_str_equal (row->source, "run");

  if (is_of_people || *row->source == '\0' ||
      !g_ptr_array_find_with_equal_func (self->hidden, row->stream, g_str_equal, NULL))
    return;
  if (!self->table->is_multi_label)
    row->label = "";
  row->state = "unseen";
  row->source = "";
  row->confidence = NAN;
  row->model = "";
  row->lot = "";
}

static gboolean
next_row (FlFrameRow *row, gpointer data, GError **error)
{
  Beginning *self = data;

  if (self->n_left == 0)
    return FALSE;
  self->n_left--;
  if (!self->table->next (row, self->table->data, error))
    return FALSE;
  hide (self, row);
  return TRUE;
}

static char *
dup_lines (GBytes *bytes, guint n_lines)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strchomp (g_strndup (data, size));
  g_auto (GStrv) lines = g_strsplit (text, "\n", (int) n_lines + 1);

  if (g_strv_length (lines) > n_lines)
    g_clear_pointer (&lines[n_lines], g_free);
  return g_strjoinv ("\n", lines);
}

char *
fl_session_preview_export (FlSession *self,
                           const char *format,
                           gboolean samples_only,
                           guint n_lines,
                           GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && format != NULL && n_lines > 0, NULL);

  const FlFormatType *type = fl_formats_find (format, error);
  g_autoptr (FlFrameRows) rows =
    type != NULL ? fl_frame_rows_new (self, samples_only, error) : NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  if (rows == NULL)
    return NULL;
  g_autoptr (GPtrArray) hidden = list_hidden (self);
  Beginning beginning = {.table = fl_frame_rows_get_table (rows),
                         .hidden = hidden,
                         .n_left = N_ROWS};
  FlFrameTable table = *beginning.table;
  table.next = next_row;
  table.data = &beginning;
  if (!type->write (&table, stream, NULL, error) || !g_output_stream_close (stream, NULL, error))
    return NULL;
  g_autoptr (GBytes) bytes =
    g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return dup_lines (bytes, n_lines);
}
