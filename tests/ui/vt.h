/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_VT_H
#define TESTS_UI_VT_H

/*
 * Drives a whole program in a terminal: a pty on one side, libvterm as the screen on the other. The program tells
 * within its output, by ESC ] 7777 ; events ; frames ; wait BEL, when it has nothing left to do; every key is waited
 * for by that, so no test sleeps and none sees a screen that is half painted. A program that is not ready in time fails
 * the test, with its screen.
 */

#include "base/str.h"

#include <iconv.h>
#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

/* ms until a program counts as hung; a sanitizer build on a loaded machine takes seconds for an apply. */
#define VT_PATIENCE 20000
/* xterm-256color but for what libvterm 0.1 gets wrong: REP at the margin, and two modes set by one sequence.
 * Dim, which it has not, is italic here. */
#define VT_TERM "xterm-nftabs"

/* What a test program needs once: a directory of its own, with the terminal type and the locale in it. */
struct vt_kit {
	char *directory;
	char *program_directory;	  /* where nftabs was built */
	char *data_directory;		  /* its presets */
	void (*fail)(const char *reason); /* does not return; NULL: the reason is printed and the program ends */
	/* Adds what the test was about, to every reason of a failure; may be NULL. */
	void (*tell)(void *context, struct str *out);
	void *context;
};

void vt_kit_open(struct vt_kit *kit);
void vt_kit_close(struct vt_kit *kit);
/* Makes the locale ja_JP.eucJP in the directory; false where the sources of locales are missing. */
bool vt_kit_has_euc(struct vt_kit *kit);
/* Runs a program to its end and gives its exit status; output may be NULL, else what it wrote is added. */
int vt_kit_run(struct vt_kit *kit, struct str *output, const char *const *argv);

enum vt_charset { VT_UTF8, VT_EUC_JP, VT_C };
enum vt_answers {
	VT_ANSWERS,
	VT_ANSWERS_WIDE, /* says that a line drawing character takes two columns */
	VT_ANSWERS_LATE, /* not before vt_answer() */
};

struct vt_options {
	const char *language; /* "ja"; NULL: "en" */
	enum vt_charset charset;
	enum vt_answers answers;
	bool no_color;
	const char *term; /* NULL: VT_TERM */
	const char *db;
	const char *const *environment; /* further NAME=value, ended by NULL */
};

struct vt {
	struct vt_kit *kit;
	int rows, columns;
	unsigned events, frames; /* of the last mark */
	unsigned painted;	 /* events that the screen answers to already, where a part of it was put off */
	int wait;		 /* ms until it does something without an event, -1 never */
	bool ended;
	int status;	/* as of wait(2), when it has ended */
	struct str raw; /* what it wrote since the last that was sent to it, without marks */
	bool alternate, cursor_visible, mouse;

	VTerm *terminal;
	VTermScreen *screen;
	pid_t pid;
	int master, slave, process; /* the slave side is kept open, so that nothing written at the end gets lost */
	struct termios modes;	    /* before the program */
	struct str pending;	    /* read, and maybe the beginning of a mark */
	struct str foreign;	    /* a character of the charset that is not complete yet */
	iconv_t to_utf8, from_utf8;
	struct str answers; /* held back */
	enum vt_answers answering;
	char *term;
};

/* Starts the program (argv[0] is its path) and waits until it is ready or has ended. */
struct vt *vt_start(struct vt_kit *kit, const char *const *argv, int rows, int columns,
		    const struct vt_options *options);
/* The same without waiting. */
struct vt *vt_spawn(struct vt_kit *kit, const char *const *argv, int rows, int columns,
		    const struct vt_options *options);
/* Kills the program if it has not ended, and frees. */
void vt_close(struct vt *vt);
void vt_closep(struct vt **vt);
#define _cleanup_vt_ _cleanup_(vt_closep)

/* Sends bytes and does not wait. */
void vt_send(struct vt *vt, const char *bytes, size_t n);
/* Reads until the program has seen so many events in all, or has ended; fails after VT_PATIENCE. */
void vt_wait_events(struct vt *vt, unsigned events);
/* The same, but a part of the screen that was put off until the keys pause is not waited for. */
void vt_wait_painted(struct vt *vt, unsigned events);
/* Reads until it has painted so many frames in all. */
void vt_wait_frames(struct vt *vt, unsigned frames);
/* Reads until nothing that the program finds out beside, and looks for in short intervals, is missing any more. */
void vt_settle(struct vt *vt);
/* Reads until the text stands on the screen: what comes without a key, as the end of a longer work. */
void vt_wait_text(struct vt *vt, const char *text);
/* Reads until it has ended and gives its status as a shell has it: the exit status, or 128 and the signal. */
int vt_wait_end(struct vt *vt);
/* Reads what is there for a while, which is for what must not happen. */
void vt_read_for(struct vt *vt, int milliseconds);
void vt_signal(struct vt *vt, int signal);
/* The terminal is closed under the program; it can only be waited for then. */
void vt_hang_up(struct vt *vt);
/* Sends the answers that were held back. */
void vt_answer(struct vt *vt);

/* Sends keys, one after the other, each when the one before is done: names as of ui/widget/key.h apart by blanks, and
 * =word for its characters. */
void vt_keys(struct vt *vt, const char *keys);
/* One key (KEYS_…) and what the terminal sends for it; false for a key that this terminal has not. */
bool vt_key_bytes(const struct vt *vt, int key, struct str *out);
void vt_key(struct vt *vt, int key);
/* Types a text, blanks included. */
void vt_type(struct vt *vt, const char *text);
/* Pastes; in brackets when the program has asked for them. */
void vt_paste(struct vt *vt, const char *text);
/* Button 1 is a click, 4 and 5 are the wheel. */
void vt_mouse(struct vt *vt, int button, int row, int column);
void vt_resize(struct vt *vt, int rows, int columns);

#include "tests/ui/vt_screen.h"

#endif
