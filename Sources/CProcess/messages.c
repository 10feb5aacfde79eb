#define _GNU_SOURCE
#include "warden.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

enum { DESCRIPTOR_LIMIT = 4 };

int send_all(int socket, const void *bytes, size_t count, const int *descriptors, size_t descriptor_count) {
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(DESCRIPTOR_LIMIT * sizeof(int))];
  } control;
  while (count > 0) {
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = count};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor_count > 0) {
      memset(&control, 0, sizeof control);
      message.msg_control = control.space;
      message.msg_controllen = CMSG_SPACE(descriptor_count * sizeof(int));
      struct cmsghdr *header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(descriptor_count * sizeof(int));
      memcpy(CMSG_DATA(header), descriptors, descriptor_count * sizeof(int));
    }
    ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return -1;
    bytes = (const char *)bytes + sent;
    count -= (size_t)sent;
    descriptor_count = 0;
  }
  return 0;
}

int receive_all(int socket, void *bytes, size_t count, int *descriptors, size_t descriptor_count) {
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(DESCRIPTOR_LIMIT * sizeof(int))];
  } control;
  while (count > 0) {
    struct iovec part = {.iov_base = bytes, .iov_len = count};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor_count > 0) {
      message.msg_control = control.space;
      message.msg_controllen = CMSG_SPACE(descriptor_count * sizeof(int));
    }
    ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (received < 0 && errno == EINTR) continue;
    if (received == 0) errno = EPIPE;
    if (received <= 0) return -1;
    if (descriptor_count > 0) {
      struct cmsghdr *header = CMSG_FIRSTHDR(&message);
      size_t byte_count = descriptor_count * sizeof(int);
      // The kernel leaves out descriptors for which there is no room in our table.
      if (!header || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(byte_count)) {
        errno = EMSGSIZE;
        return -1;
      }
      memcpy(descriptors, CMSG_DATA(header), byte_count);
      descriptor_count = 0;
    }
    bytes = (char *)bytes + received;
    count -= (size_t)received;
  }
  return 0;
}
