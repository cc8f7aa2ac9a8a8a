/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders of pictures: listing them, and decoding one of them. */
#include "media/fl-pictures-private.h"

#include "base/fl-natural.h"
#include "media/fl-complaints.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Larger files are no pictures that could be shown in time: 16384 x 16384 pixels of 24 bit. */
#define MAX_BYTES (768 * 1024 * 1024)
#define MAX_HEAD  16

/* What the files of a kind begin with; a dot stands for any byte. */
static const struct {
  const char *head;
  gsize n_head;
  enum AVCodecID codec;
} kinds[] = {
  {"\xff\xd8\xff", 3, AV_CODEC_ID_MJPEG},
  {"\x89PNG\r\n\x1a\n", 8, AV_CODEC_ID_PNG},
  {"BM", 2, AV_CODEC_ID_BMP},
  {"II*\0", 4, AV_CODEC_ID_TIFF},
  {"MM\0*", 4, AV_CODEC_ID_TIFF},
  {"RIFF....WEBP", 12, AV_CODEC_ID_WEBP},
  {"P1", 2, AV_CODEC_ID_PBM},
  {"P4", 2, AV_CODEC_ID_PBM},
  {"P2", 2, AV_CODEC_ID_PGM},
  {"P5", 2, AV_CODEC_ID_PGM},
  {"P3", 2, AV_CODEC_ID_PPM},
  {"P6", 2, AV_CODEC_ID_PPM},
};

gboolean
fl_pictures_is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

static gboolean
has_suffix_of_pictures (const char *name)
{
  static const char *const suffixes[] = {".jpg",  ".jpeg", ".png", ".bmp", ".tif", ".tiff",
                                         ".webp", ".ppm",  ".pgm", ".pbm", ".pnm"};
  const char *dot = strrchr (name, '.');

  for (gsize i = 0; dot != NULL && i < G_N_ELEMENTS (suffixes); i++)
    if (g_ascii_strcasecmp (dot, suffixes[i]) == 0)
      return TRUE;
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return fl_natural_compare (*(const char *const *) a, *(const char *const *) b);
}

/* Counts a name in, among the pictures or the others. */
static void
take_name (FlPictures *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  GStatBuf facts;

  if (has_suffix_of_pictures (name) && g_stat (path, &facts) == 0 && S_ISREG (facts.st_mode)) {
    g_ptr_array_add (self->names, g_strdup (name));
    self->size_bytes += facts.st_size;
    return;
  }
  self->n_others++;
  if (self->first_other != NULL && fl_natural_compare (self->first_other, name) <= 0)
    return;
  g_free (self->first_other);
  self->first_other = g_strdup (name);
}

FlPictures *
fl_pictures_list (const char *folder, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local);
  const char *name;

  if (dir == NULL) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN, _ ("Cannot open “%s”: %s"), folder,
                 local->message);
    return NULL;
  }
  g_autoptr (FlPictures) self = g_new0 (FlPictures, 1);
  self->folder = g_strdup (folder);
  self->names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.')
      take_name (self, name);
  g_ptr_array_sort (self->names, compare_names);
  if (self->names->len > 0)
    return g_steal_pointer (&self);
  g_set_error (
    error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO,
    _ ("Cannot use “%s”: it is a folder without pictures; films in it are added one by one"),
    folder);
  return NULL;
}

void
fl_pictures_free (FlPictures *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->folder);
  g_free (self->first_other);
  g_free (self);
}

char *
fl_pictures_dup_path (const FlPictures *self, guint i)
{
  return g_build_filename (self->folder, self->names->pdata[i], NULL);
}

gint64
fl_pictures_sum_name (const FlPictures *self, guint i)
{
  return g_str_hash (self->names->pdata[i]);
}

/* The codec of a file that begins with @head, or none. */
static enum AVCodecID
find_codec (const guint8 *head, gsize n)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    gsize at = 0;
    while (at < kinds[i].n_head && at < n &&
           (kinds[i].head[at] == '.' || (guint8) kinds[i].head[at] == head[at]))
      at++;
    if (at == kinds[i].n_head)
      return kinds[i].codec;
  }
  return AV_CODEC_ID_NONE;
}

gboolean
fl_pictures_looks_like_one (const FlPictures *self, guint i)
{
  g_autofree char *path = fl_pictures_dup_path (self, i);
  guint8 head[MAX_HEAD];
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n = file >= 0 ? read (file, head, sizeof head) : -1;

  if (file >= 0)
    (void) close (file);
  return n > 0 && find_codec (head, (gsize) n) != AV_CODEC_ID_NONE;
}

/* Reads a file into a packet, which wants some bytes behind. */
static AVPacket *
read_packet (const char *path)
{
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  GStatBuf facts;
  FILE *file = NULL;
  gsize n = 0;

  if (g_stat (path, &facts) == 0 && facts.st_size > 0 && facts.st_size <= MAX_BYTES &&
      av_new_packet (packet, (int) facts.st_size) >= 0)
    file = g_fopen (path, "rbe");
  if (file != NULL) {
    n = fread (packet->data, 1, (gsize) packet->size, file);
    (void) fclose (file);
  }
  if (n == 0)
    return NULL;
  av_shrink_packet (packet, (int) n);
  return g_steal_pointer (&packet);
}

static AVFrame *
decode (const AVCodec *decoder, const AVPacket *packet)
{
  g_autoptr (AVCodecContext) codec = avcodec_alloc_context3 (decoder);
  g_autoptr (AVFrame) frame = av_frame_alloc ();

  codec->thread_count = 1;
  codec->max_pixels = FL_AV_MAX_PIXELS;
  if (avcodec_open2 (codec, decoder, NULL) < 0 || avcodec_send_packet (codec, packet) < 0)
    return NULL;
  (void) avcodec_send_packet (codec, NULL); /* It can only say that it was told before. */
  return avcodec_receive_frame (codec, frame) >= 0 ? g_steal_pointer (&frame) : NULL;
}

AVFrame *
fl_pictures_decode (const FlPictures *self, guint i, const char **out_codec, GError **error)
{
  g_autofree char *path = fl_pictures_dup_path (self, i);
  g_autoptr (AVPacket) packet = read_packet (path);
  enum AVCodecID id =
    packet != NULL ? find_codec (packet->data, (gsize) packet->size) : AV_CODEC_ID_NONE;
  const AVCodec *decoder = avcodec_find_decoder (id);
  const char *reason = _ ("it is damaged");

  fl_complaints_listen ();
  AVFrame *frame = decoder != NULL ? decode (decoder, packet) : NULL;
  if (frame != NULL && out_codec != NULL)
    *out_codec = avcodec_get_name (id);
  if (packet == NULL)
    reason = _ ("it cannot be read, or is empty or too large");
  else if (decoder == NULL)
    reason = _ ("it is no picture");
  if (frame == NULL)
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_DECODE, _ ("Cannot decode “%s”: %s"), path,
                 reason);
  return frame;
}
