#define _GNU_SOURCE
#include "warden.h"

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int64_t microseconds(struct timeval time) {
  return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

static int64_t number_after(const char *text, const char *key) {
  const char *place = strstr(text, key);
  if (!place) return -1;
  int64_t number = 0;
  for (place += strlen(key); *place >= '0' && *place <= '9'; place++) number = number * 10 + (*place - '0');
  return number;
}

// The kernel adds what a process read and wrote to what its parent did when the parent waits for it.
void read_own_transfers(struct transfers *transfers) {
  *transfers = (struct transfers){.read_byte_count = -1, .written_byte_count = -1};
  int file = open("/proc/self/io", O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  char text[512];
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return;
  text[count] = '\0';
  transfers->read_byte_count = number_after(text, "rchar: ");
  transfers->written_byte_count = number_after(text, "wchar: ");
}

void tell_usage(const struct transfers *before, struct cprocess_end *end) {
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  end->user_microseconds = microseconds(usage.ru_utime);
  end->system_microseconds = microseconds(usage.ru_stime);
  end->peak_memory_kibibytes = usage.ru_maxrss;
  struct transfers now;
  read_own_transfers(&now);
  bool is_known = before->read_byte_count >= 0 && now.read_byte_count >= 0;
  end->read_byte_count = is_known ? now.read_byte_count - before->read_byte_count : -1;
  end->written_byte_count = is_known ? now.written_byte_count - before->written_byte_count : -1;
}
