#define _GNU_SOURCE
#include "Descriptors.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

int swtox_memory_file(const char *name) {
  int file = memfd_create(name, MFD_CLOEXEC);
  if (file >= 0 && fcntl(file, F_SETFL, O_APPEND) != 0) {
    close(file);
    return -1;
  }
  return file;
}

int swtox_wake_counter(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int swtox_signal_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }
