#define _GNU_SOURCE
#include "CProcess.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

const char *cprocess_error_text(int code) {
  const char *text = strerrordesc_np(code);
  return text ? text : "unknown error";
}

char **cprocess_environment(void) {
  return environ;
}

void cprocess_name_thread(const char *name) {
  prctl(PR_SET_NAME, name);
}

// The kernel refuses a set smaller than its own, so the set grows until it fits.
int cprocess_affinity_count(void) {
  for (int capacity = 1024; capacity <= 1024 * 1024; capacity *= 2) {
    cpu_set_t *set = CPU_ALLOC(capacity);
    if (!set) return -1;
    size_t byte_count = CPU_ALLOC_SIZE(capacity);
    int result = sched_getaffinity(0, byte_count, set);
    int count = result == 0 ? CPU_COUNT_S(byte_count, set) : -1;
    CPU_FREE(set);
    if (result == 0 || errno != EINVAL) return count;
  }
  return -1;
}

int cprocess_open_folder(int parent, const char *name) {
  const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  struct open_how how = {.flags = (uint64_t)flags, .resolve = RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS};
  int descriptor = (int)syscall(SYS_openat2, parent, name, &how, sizeof how);
  // Older kernels do not have the call; filters in containers refuse it with EPERM.
  if (descriptor >= 0 || (errno != ENOSYS && errno != EPERM)) return descriptor;
  return openat(parent, name, flags);
}

int cprocess_open_place(int parent, const char *name, bool follows_link) {
  return openat(parent, name, O_PATH | O_DIRECTORY | O_CLOEXEC | (follows_link ? 0 : O_NOFOLLOW));
}

static int write_all(int destination, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(destination, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return -1;
    bytes += written;
    count -= (size_t)written;
  }
  return 0;
}

int cprocess_copy_content(int source, int destination) {
  enum { CHUNK_BYTE_COUNT = 128 * 1024 };
  // Where this fails or stops early (other file systems, files of /proc), the loop below does the rest.
  while (copy_file_range(source, NULL, destination, NULL, 1 << 30, 0) > 0) {
  }
  char *chunk = malloc(CHUNK_BYTE_COUNT);
  if (!chunk) return -1;
  ssize_t count;
  while ((count = read(source, chunk, CHUNK_BYTE_COUNT)) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 || write_all(destination, chunk, (size_t)count) != 0) {
      free(chunk);
      return -1;
    }
  }
  free(chunk);
  return 0;
}

const char *cprocess_next_entry(void *folder_stream, unsigned char *type) {
  struct dirent *entry;
  errno = 0;
  while ((entry = readdir(folder_stream)) != NULL) {
    const char *name = entry->d_name;
    if (name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'))) continue;
    *type = entry->d_type;
    return name;
  }
  return NULL;
}

int cprocess_reserve_room(int file, int64_t end, int64_t byte_count) {
  return fallocate(file, FALLOC_FL_KEEP_SIZE, end, byte_count);
}

int cprocess_spawn_in(posix_spawn_file_actions_t *actions, const char *folder) {
  return posix_spawn_file_actions_addchdir_np(actions, folder);
}

int cprocess_memory_file(void) { return memfd_create("swtox", MFD_CLOEXEC); }

int cprocess_wait(pid_t child, int milliseconds, int *status) {
  int descriptor = (int)syscall(SYS_pidfd_open, child, 0);
  if (descriptor < 0) return -1;
  struct pollfd end = {.fd = descriptor, .events = POLLIN};
  int count = poll(&end, 1, milliseconds);
  close(descriptor);
  // A signal that comes meanwhile only has us asked again.
  if (count < 0) return errno == EINTR ? 0 : -1;
  if (count == 0) return 0;
  return waitpid(child, status, 0) < 0 ? -1 : 1;
}
