// Signals as bytes in a pipe, and a terminal that is given back even when the program crashes.
#ifndef SWTOX_TERMINAL_GUARD_H
#define SWTOX_TERMINAL_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

// Sends INT, TERM, HUP, QUIT, WINCH, TSTP and CONT as one byte each to a pipe that does not block, and gives the
// terminal back on SEGV, ABRT, BUS, ILL, TRAP and FPE before whoever handled them before. INT, HUP and QUIT stay
// ignored where they were.
void swtox_signals_install(int notify);
// Puts back what swtox_signals_install replaced.
void swtox_signals_remove(void);
// While another program has the terminal: INT and QUIT are not reported, TSTP stops as usual.
void swtox_signals_yield(bool is_yielding);
// Lets job control stop this process from the calling thread. Threads of a pool block its signals as a rule, and the
// kernel then lets a process in the background change the terminal that another one uses.
void swtox_signals_admit(void);
// Stops this process as the terminal's own TSTP would; comes back when it is continued.
void swtox_signals_stop(void);

// What a crash has to do: the terminal, its settings from before, and the bytes that end the screen.
void swtox_guard_prepare(int terminal, const struct termios *settings, const char *restore, size_t byte_count);
// What there is to give back now: nothing, the settings, or the settings and the screen.
enum swtox_guarded { SWTOX_GUARDED_NOTHING, SWTOX_GUARDED_SETTINGS, SWTOX_GUARDED_SCREEN };
void swtox_guard_arm(enum swtox_guarded guarded);
// Whether a crash has given the terminal back; nothing may be written to it any more.
bool swtox_guard_has_fired(void);
// The file that holds what went to standard output and error meanwhile, and what they were; -1 for none.
void swtox_guard_streams(int captured, int output, int error);

#endif
