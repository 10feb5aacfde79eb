#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { BATCH_COUNT = 64 };

int cprocess_queue_create(void) {
  return epoll_create1(EPOLL_CLOEXEC);
}

int cprocess_queue_add(int queue, int descriptor) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
  return epoll_ctl(queue, EPOLL_CTL_ADD, descriptor, &event);
}

int cprocess_queue_remove(int queue, int descriptor) {
  return epoll_ctl(queue, EPOLL_CTL_DEL, descriptor, NULL);
}

int cprocess_queue_wait(int queue, int *descriptors, int capacity, int timeout_milliseconds) {
  struct epoll_event events[BATCH_COUNT];
  int limit = capacity < BATCH_COUNT ? capacity : BATCH_COUNT;
  int count = epoll_wait(queue, events, limit, timeout_milliseconds);
  for (int index = 0; index < count; index++) descriptors[index] = events[index].data.fd;
  return count;
}

int cprocess_semaphore_create(void) {
  return eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE);
}

int cprocess_semaphore_signal(int semaphore, uint64_t count) {
  ssize_t written;
  do {
    written = write(semaphore, &count, sizeof count);
  } while (written < 0 && errno == EINTR);
  return written < 0 ? -1 : 0;
}

int cprocess_semaphore_wait(int semaphore) {
  uint64_t unit;
  ssize_t count;
  do {
    count = read(semaphore, &unit, sizeof unit);
  } while (count < 0 && errno == EINTR);
  return count < 0 ? -1 : 0;
}
