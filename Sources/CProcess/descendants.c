#define _GNU_SOURCE
#include "warden.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

// Wardens call this, so nothing here allocates memory or takes a lock.

enum {
  PATH_CAPACITY = 96,
  ENTRIES_CAPACITY = 8 * 1024,
  // The field numbers of proc(5), which begin at one.
  STATE_FIELD = 3,
  PARENT_FIELD = 4,
  GROUP_FIELD = 5,
  THREADS_FIELD = 20,
  START_FIELD = 22,
};

static uint64_t read_number(const char **text) {
  uint64_t number = 0;
  while (**text >= '0' && **text <= '9') number = number * 10 + (uint64_t)(*(*text)++ - '0');
  return number;
}

static char *write_text(char *end, const char *text) {
  return stpcpy(end, text);
}

static char *write_number(char *end, pid_t number) {
  char digits[16];
  size_t start = sizeof digits - 1;
  digits[start] = '\0';
  do {
    digits[--start] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  return stpcpy(end, digits + start);
}

// The name in parentheses may itself hold anything, so the fields begin after the last `)`.
static bool parse(const char *line, struct cprocess_process *process) {
  process->identifier = (pid_t)read_number(&line);
  const char *text = strrchr(line, ')');
  char state = 0;
  uint64_t thread_count = 0;
  for (int field = STATE_FIELD; text && field <= START_FIELD; field++) {
    text = strchr(text, ' ');
    if (!text) break;
    const char *word = ++text;
    switch (field) {
      case STATE_FIELD: state = *word; break;
      case PARENT_FIELD: process->parent = (pid_t)read_number(&word); break;
      case GROUP_FIELD: process->group = (pid_t)read_number(&word); break;
      case THREADS_FIELD: thread_count = read_number(&word); break;
      case START_FIELD: process->start_tick = read_number(&word); break;
    }
  }
  // A process whose first thread has ended looks like a zombie and still works.
  process->is_living = (state != 'Z' && state != 'X') || thread_count > 1;
  return text != NULL;
}

static bool read_process(pid_t identifier, struct cprocess_process *process) {
  char path[PATH_CAPACITY], line[1024];
  write_text(write_number(write_text(path, "/proc/"), identifier), "/stat");
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t count = read(file, line, sizeof line - 1);
  close(file);
  if (count <= 0) return false;
  line[count] = '\0';
  return parse(line, process);
}

static void append(struct cprocess_list *list, const struct cprocess_process *process) {
  if (list->count == list->capacity) {
    struct cprocess_list larger = {.count = list->count, .capacity = list->capacity * 2 + 256};
    larger.all = mmap(
        NULL, larger.capacity * sizeof *larger.all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (larger.all == MAP_FAILED) return;
    if (list->all) memcpy(larger.all, list->all, list->count * sizeof *list->all);
    cprocess_free_list(list);
    *list = larger;
  }
  list->all[list->count++] = *process;
}

// Calls back with each number that is a name in a folder; returns whether the folder can be read.
static bool each_number(const char *path, void (*use)(pid_t number, void *context), void *context) {
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  _Alignas(struct dirent64) char entries[ENTRIES_CAPACITY];
  long byte_count;
  while ((byte_count = syscall(SYS_getdents64, folder, entries, sizeof entries)) > 0) {
    for (long offset = 0; offset < byte_count;) {
      const struct dirent64 *entry = (const void *)(entries + offset);
      const char *name = entry->d_name;
      pid_t number = (pid_t)read_number(&name);
      if (name != entry->d_name && *name == '\0') use(number, context);
      offset += entry->d_reclen;
    }
  }
  close(folder);
  return true;
}

// The kernel's own lists of children, a file for each thread: as fast as the tree is small.

struct search {
  pid_t parent;
  bool is_possible;
  struct cprocess_list *list;
};

static void append_child(pid_t number, struct search *search) {
  struct cprocess_process process = {0};
  if (read_process(number, &process)) append(search->list, &process);
}

static void read_children(pid_t thread, void *context) {
  struct search *search = context;
  char path[PATH_CAPACITY];
  char *end = write_text(write_number(write_text(path, "/proc/"), search->parent), "/task/");
  write_text(write_number(end, thread), "/children");
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  search->is_possible = true;
  char numbers[4096];
  pid_t number = 0;
  ssize_t count;
  while ((count = read(file, numbers, sizeof numbers)) > 0) {
    for (ssize_t index = 0; index < count; index++) {
      if (numbers[index] >= '0' && numbers[index] <= '9') {
        number = number * 10 + (numbers[index] - '0');
      } else {
        append_child(number, search);
        number = 0;
      }
    }
  }
  close(file);
}

static bool find_by_lists(pid_t root, bool only_children, struct cprocess_list *list) {
  struct search search = {.parent = root, .list = list};
  size_t next = 0;
  do {
    char path[PATH_CAPACITY];
    write_text(write_number(write_text(path, "/proc/"), search.parent), "/task");
    each_number(path, read_children, &search);
    if (next < list->count) search.parent = list->all[next].identifier;
  } while (next++ < list->count && !only_children);
  return search.is_possible;
}

// Kernels that were built without these lists have the table of all processes.

static void append_any(pid_t number, void *context) {
  struct cprocess_process process = {0};
  if (read_process(number, &process)) append(context, &process);
}

static void move_children(pid_t parent, struct cprocess_list *all, struct cprocess_list *list) {
  size_t kept = 0;
  for (size_t index = 0; index < all->count; index++) {
    if (all->all[index].parent == parent) {
      append(list, &all->all[index]);
    } else {
      all->all[kept++] = all->all[index];
    }
  }
  all->count = kept;
}

static void find_in_table(pid_t root, bool only_children, struct cprocess_list *list) {
  struct cprocess_list all = {0};
  each_number("/proc", append_any, &all);
  move_children(root, &all, list);
  for (size_t next = 0; next < list->count && !only_children; next++) {
    move_children(list->all[next].identifier, &all, list);
  }
  cprocess_free_list(&all);
}

static void find(pid_t root, bool only_children, struct cprocess_list *list) {
  *list = (struct cprocess_list){0};
  if (!find_by_lists(root, only_children, list)) find_in_table(root, only_children, list);
}

void cprocess_find_descendants(pid_t root, struct cprocess_list *list) {
  find(root, false, list);
}

void cprocess_find_children(pid_t root, struct cprocess_list *list) {
  find(root, true, list);
}

void cprocess_free_list(struct cprocess_list *list) {
  if (list->all) munmap(list->all, list->capacity * sizeof *list->all);
  *list = (struct cprocess_list){0};
}

void signal_process(const struct cprocess_process *process, int signal) {
  int handle = (int)syscall(SYS_pidfd_open, process->identifier, 0);
  struct cprocess_process now = {0};
  // The handle holds on to whoever bears the number now, so the check after opening it is final.
  if (read_process(process->identifier, &now) && now.start_tick == process->start_tick) {
    if (handle >= 0) {
      syscall(SYS_pidfd_send_signal, handle, signal, NULL, 0);
    } else {
      // Out of descriptors: the moment between check and signal is the best there is.
      kill(process->identifier, signal);
    }
  }
  if (handle >= 0) close(handle);
}
