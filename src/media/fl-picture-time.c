/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a picture was taken. */
#include "media/fl-picture-time.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <libexif/exif-data.h>
#include <string.h>
#include <unistd.h>

/* EXIF is one segment of 64 KiB at most, at the beginning. */
#define HEAD_BYTES (96 * 1024)
/* "2026:11:26 06:15:00" */
#define TIME_LENGTH 19

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExifData, exif_data_unref)

/* The facts of a file; empty ones when it has none. */
static ExifData *
read_facts (const char *path)
{
  g_autofree guint8 *head = g_malloc (HEAD_BYTES);
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n = file >= 0 ? read (file, head, HEAD_BYTES) : -1;
  ExifData *facts = exif_data_new ();

  if (file >= 0)
    (void) close (file);
  /* Nothing is to be put in that the camera did not write. */
  exif_data_unset_option (facts, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  if (n > 2 && head[0] == 0xff && head[1] == 0xd8)
    exif_data_load_data (facts, head, (unsigned) n);
  return facts;
}

/* Returns: (transfer full) (nullable): the text of @tag */
static char *
dup_text (ExifData *facts, ExifTag tag)
{
  const ExifEntry *entry = exif_content_get_entry (facts->ifd[EXIF_IFD_EXIF], tag);

  if (entry == NULL || entry->format != EXIF_FORMAT_ASCII)
    return NULL;
  return g_strndup ((const char *) entry->data, entry->size);
}

/* The number of @n digits at @text, -1 when there are others. */
static int
read_digits (const char *text, guint n)
{
  int number = 0;

  for (guint i = 0; i < n; i++) {
    if (!g_ascii_isdigit (text[i]))
      return -1;
    number = number * 10 + g_ascii_digit_value (text[i]);
  }
  return number;
}

static GDateTime *
parse_time (const char *text)
{
  if (text == NULL || strlen (text) < TIME_LENGTH || text[4] != ':' || text[7] != ':' ||
      text[10] != ' ' || text[13] != ':' || text[16] != ':')
    return NULL;
  /* It gives nothing for what is no time, such as the zeros of a camera whose clock is not set. */
  return g_date_time_new_utc (read_digits (text, 4), read_digits (text + 5, 2),
                              read_digits (text + 8, 2), read_digits (text + 11, 2),
                              read_digits (text + 14, 2), read_digits (text + 17, 2));
}

/* Digits behind a decimal point, of which three count. */
static int
parse_thousandths (const char *digits)
{
  int number = 0;

  for (guint i = 0; i < 3; i++) {
    gboolean has_digit = digits != NULL && g_ascii_isdigit (*digits);
    number = number * 10 + (has_digit ? g_ascii_digit_value (*digits++) : 0);
  }
  return number;
}

gboolean
fl_picture_time_read (const char *path, gint64 *out_ms)
{
  g_autoptr (ExifData) facts = read_facts (path);
  g_autofree char *text = dup_text (facts, EXIF_TAG_DATE_TIME_ORIGINAL);
  g_autofree char *fraction = dup_text (facts, EXIF_TAG_SUB_SEC_TIME_ORIGINAL);
  g_autoptr (GDateTime) time = parse_time (text);

  if (time == NULL)
    return FALSE;
  *out_ms = g_date_time_to_unix (time) * 1000 + parse_thousandths (fraction);
  return TRUE;
}
