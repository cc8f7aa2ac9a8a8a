/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether who answers at an encrypted address is who it says it is: FFmpeg asks only when told. */
#include "media/fl-certificate.h"

#include <glib/gi18n.h>

#include "media/fl-media-types.h"

void
fl_certificate_demand (AVDictionary **options)
{
  const char *trusted = g_getenv ("SSL_CERT_FILE");

  av_dict_set (options, "tls_verify", "1", 0);
  if (trusted != NULL && *trusted != '\0')
    av_dict_set (options, "ca_file", trusted, 0);
}

/* The address of the encryption alone, NULL when there is none. */
static char *
dup_tls_address (const char *address)
{
  char scheme[8];
  char host[256];
  int port;

  av_url_split (scheme, sizeof scheme, NULL, 0, host, sizeof host, &port, NULL, 0, address);
  const gboolean is_rtsp = g_ascii_strcasecmp (scheme, "rtsps") == 0;
  if (!is_rtsp && g_ascii_strcasecmp (scheme, "https") != 0)
    return NULL;
  if (port < 0)
    port = is_rtsp ? 322 : 443;
  return strchr (host, ':') != NULL ? g_strdup_printf ("tls://[%s]:%d", host, port)
                                    : g_strdup_printf ("tls://%s:%d", host, port);
}

static int
shake_hands (const char *tls, const AVIOInterruptCB *watch, gboolean must_be_trusted)
{
  AVIOContext *bytes = NULL;
  AVDictionary *options = NULL;

  if (must_be_trusted)
    fl_certificate_demand (&options);
  av_dict_set (&options, "protocol_whitelist", "tls,tcp", 0);
  int code = avio_open2 (&bytes, tls, AVIO_FLAG_READ_WRITE, watch, &options);
  av_dict_free (&options);
  avio_closep (&bytes);
  return code;
}

gboolean
fl_certificate_check (const char *address,
                      const char *shown,
                      const AVIOInterruptCB *watch,
                      GError **error)
{
  g_autofree char *tls = dup_tls_address (address);

  if (tls == NULL || shake_hands (tls, watch, TRUE) >= 0)
    return TRUE;
  /* Whom nobody reaches is told of elsewhere. FFmpeg asks for a certificate itself with HTTPS, but not
   * with RTSPS: whoever only answers once there is not trusted. */
  if (!g_str_has_prefix (address, "rtsps") && shake_hands (tls, watch, FALSE) < 0)
    return TRUE;
  g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN,
               _ ("Cannot connect to “%s”: nobody whom this computer trusts vouches for its "
                  "certificate; if it is yours, name a file with the certificate in SSL_CERT_FILE"),
               shown);
  return FALSE;
}
