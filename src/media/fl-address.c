/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of live video: which are allowed (decisions 4), and what of them may be shown. */
#include "media/fl-address.h"

#include <glib/gi18n.h>
#include <string.h>

#define CAMERAS "/dev/video"

/* Where an address leads is limited to what its scheme needs; none may open a file. */
static const FlAddressKind kinds[] = {
  {"rtsp", "rtsp,rtp,udp,tcp", "rtsp"},
  {"rtsps", "rtsps,rtsp,rtp,udp,tcp,tls", "rtsp"},
  {"http", "http,https,tcp,tls", NULL},
  {"https", "http,https,tcp,tls", NULL},
  {"udp", "udp", "mpegts"},
  {"tcp", "tcp", "mpegts"},
};

static const FlAddressKind camera = {NULL, "file", "v4l2"};

gboolean
fl_address_is (const char *text)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);

  return (scheme != NULL && strstr (text, "://") != NULL) || g_str_has_prefix (text, CAMERAS);
}

const FlAddressKind *
fl_address_find_kind (const char *address, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (address);
  g_autofree char *shown = fl_address_dup_shown (address);

  if (g_str_has_prefix (address, CAMERAS))
    return &camera;
  for (gsize i = 0; scheme != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (scheme, kinds[i].scheme) == 0)
      return &kinds[i];
  g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_PROTOCOL,
               _ ("Cannot record “%s”: an address begins with rtsp://, rtsps://, http://, "
                  "https://, udp:// or tcp://, and a camera is /dev/video and a number"),
               shown);
  return NULL;
}

/* What follows user and password. These end at the last @ before the path; a password that was
 * written with a slash is none to FFmpeg, but must not be shown either. */
static const char *
skip_user (const char *authority)
{
  gsize n = strcspn (authority, "/?#");
  const char *at = g_strrstr_len (authority, (gssize) n, "@");
  const char *colon = memchr (authority, ':', n);

  if (at == NULL && colon != NULL && colon + 1 + strspn (colon + 1, "0123456789") != authority + n)
    at = strrchr (authority, '@');
  return at != NULL ? at + 1 : authority;
}

char *
fl_address_dup_shown (const char *address)
{
  const char *slashes = strstr (address, "://");

  if (slashes == NULL)
    return g_strdup (address);
  const char *host = skip_user (slashes + 3);
  g_autofree char *scheme = g_strndup (address, (gsize) (slashes - address));
  return g_strdup_printf ("%s://%.*s", scheme, (int) strcspn (host, "?#"), host);
}
