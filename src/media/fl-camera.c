/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a device is a camera, in words better than FFmpeg's. */
#include "media/fl-camera.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Why it cannot be opened, from errno. */
static const char *
explain (int code)
{
  switch (code) {
  case ENOENT:
  case ENODEV:
  case ENXIO:
    return _ ("there is no such camera; plug it in, or look with “ls /dev/video*” what it is "
              "called");
  case EACCES:
  case EPERM:
    return _ ("you may not use it; have yourself added to the group “video”, and log in again");
  default:
    return g_strerror (code);
  }
}

/* Why an open device is not one to record from, NULL when it is. */
static const char *
find_fault (int file)
{
  struct v4l2_capability facts = {0};

  if (ioctl (file, VIDIOC_QUERYCAP, &facts) != 0)
    return _ ("it is no camera");
  guint32 can = facts.capabilities & V4L2_CAP_DEVICE_CAPS ? facts.device_caps : facts.capabilities;
  return can & V4L2_CAP_VIDEO_CAPTURE
           ? NULL
           : _ ("it gives no pictures; cameras often have several devices, "
                "so try another number");
}

gboolean
fl_camera_check (const char *path, GError **error)
{
  int file = open (path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
  const char *fault = file < 0 ? explain (errno) : find_fault (file);

  if (file >= 0)
    (void) close (file); /* Nothing was written. */
  if (fault != NULL)
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN, _ ("Cannot record “%s”: %s"), path,
                 fault);
  return fault == NULL;
}

gboolean
fl_camera_gives_jpeg (const char *path)
{
  struct v4l2_fmtdesc format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
  const int file = open (path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
  gboolean is_found = FALSE;

  for (; file >= 0 && !is_found && ioctl (file, VIDIOC_ENUM_FMT, &format) == 0; format.index++)
    is_found = format.pixelformat == V4L2_PIX_FMT_MJPEG;
  if (file >= 0)
    (void) close (file); /* Nothing was written. */
  return is_found;
}
