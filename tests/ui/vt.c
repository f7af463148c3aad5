/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/vt.h"

#include "tests/ui/vt_start.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MARK "\033]7777;"
#define BUSY 100 /* ms: an interval of something under way, and not of a clock or a counter */

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void write_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t written = write(fd, bytes, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return; /* hung up: the end of the program is what will be seen */
		bytes += written;
		n -= (size_t)written;
	}
}

/* What the terminal has to say: to the question for the cursor's place, keys of the mouse, brackets of a paste. */
static void on_answer(const char *bytes, size_t n, void *user)
{
	struct vt *vt = user;
	int row, column;

	if (vt->answering == VT_ANSWERS_LATE) {
		str_add_n(&vt->answers, bytes, n);
		return;
	}
	if (vt->answering == VT_ANSWERS_WIDE && n && bytes[n - 1] == 'R' &&
	    sscanf(bytes, "\033[%d;%dR", &row, &column) == 2) {
		_cleanup_str_ struct str answer = {0};

		str_addf(&answer, "\033[%d;%dR", row, column + 1);
		write_all(vt->master, answer.text, answer.length);
		return;
	}
	write_all(vt->master, bytes, n);
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct vt *vt = user;

	if (property == VTERM_PROP_ALTSCREEN)
		vt->alternate = value->boolean;
	else if (property == VTERM_PROP_CURSORVISIBLE)
		vt->cursor_visible = value->boolean;
	else if (property == VTERM_PROP_MOUSE)
		vt->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

void vt_make_screen(struct vt *vt)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

	vt->terminal = vterm_new(vt->rows, vt->columns);
	vterm_set_utf8(vt->terminal, 1);
	vterm_output_set_callback(vt->terminal, on_answer, vt);
	vt->screen = vterm_obtain_screen(vt->terminal);
	vt->cursor_visible = true;
	vterm_screen_set_callbacks(vt->screen, &callbacks, vt);
	vterm_screen_enable_altscreen(vt->screen, 1);
	vterm_screen_reset(vt->screen, 1);
}

/* Writes to the screen what came in another charset; a character cut in the middle waits for its rest. */
static void show_foreign(struct vt *vt, const char *bytes, size_t n)
{
	char out[1024];
	char *from;
	size_t left;

	str_add_n(&vt->foreign, bytes, n);
	from = vt->foreign.text;
	left = vt->foreign.length;
	while (left) {
		char *to = out;
		size_t room = sizeof(out);
		size_t result = iconv(vt->to_utf8, &from, &left, &to, &room);

		vterm_input_write(vt->terminal, out, sizeof(out) - room);
		if (result == (size_t)-1 && errno == EILSEQ)
			vt_fail(vt, "a byte 0x%02x that is not of the charset", (unsigned char)*from);
		if (result == (size_t)-1 && errno == EINVAL)
			break;
	}
	memmove(vt->foreign.text, from, left);
	vt->foreign.length = left;
}

static void show(struct vt *vt, const char *bytes, size_t n)
{
	if (!n)
		return;
	str_add_n(&vt->raw, bytes, n);
	if (vt->to_utf8)
		show_foreign(vt, bytes, n);
	else
		vterm_input_write(vt->terminal, bytes, n);
}

/* Length of the mark at the beginning of the bytes, 0 when it is none; n + 1 when it may become one. */
static size_t mark_length(struct vt *vt, const char *bytes, size_t n)
{
	size_t compare = n < sizeof(MARK) - 1 ? n : sizeof(MARK) - 1;
	const char *end;
	unsigned frames;

	if (memcmp(bytes, MARK, compare) != 0)
		return 0;
	end = memchr(bytes, '\a', n);
	if (!end)
		return n + 1;
	if (sscanf(bytes, MARK "%u;%u;%d", &vt->painted, &frames, &vt->wait) != 3)
		vt_fail(vt, "a broken mark: %.*s", (int)(end - bytes - 1), bytes + 1);
	if (end[-1] != '+') {
		vt->events = vt->painted;
		vt->frames = frames;
	}
	return (size_t)(end - bytes) + 1;
}

static void take_output(struct vt *vt, const char *bytes, size_t n)
{
	const char *at, *end, *escape;

	str_add_n(&vt->pending, bytes, n);
	at = vt->pending.text;
	end = at + vt->pending.length;
	while ((escape = memchr(at, '\033', (size_t)(end - at)))) {
		size_t length = mark_length(vt, escape, (size_t)(end - escape));

		if (length > (size_t)(end - escape)) {
			show(vt, at, (size_t)(escape - at));
			at = escape;
			break;
		}
		show(vt, at, (size_t)(escape - at) + !length);
		at = escape + (length ? length : 1);
	}
	if (!escape) {
		show(vt, at, (size_t)(end - at));
		at = end;
	}
	vt->pending.length = (size_t)(end - at);
	memmove(vt->pending.text, at, vt->pending.length);
}

static bool read_output(struct vt *vt)
{
	char bytes[16384];
	ssize_t n = read(vt->master, bytes, sizeof(bytes));

	if (n > 0)
		take_output(vt, bytes, (size_t)n);
	return n > 0;
}

/* Takes what comes within the time, or the end of the program. */
static void pump(struct vt *vt, int timeout)
{
	struct pollfd waits[] = {{.fd = vt->master, .events = POLLIN}, {.fd = vt->process, .events = POLLIN}};

	if (vt->ended || poll(waits, ARRAY_SIZE(waits), timeout) <= 0)
		return;
	if (waits[0].revents & POLLIN) {
		read_output(vt);
		return;
	}
	if (!(waits[1].revents & POLLIN))
		return;
	while (vt->master >= 0 && read_output(vt))
		; /* it is non-blocking: what the program left in the queue */
	if (waitpid(vt->pid, &vt->status, 0) == vt->pid)
		vt->ended = true;
}

static int until(int64_t deadline)
{
	int64_t left = deadline - now_ms();

	return left > 0 ? (int)left : 0;
}

static void wait_counters(struct vt *vt, unsigned events, unsigned frames)
{
	int64_t deadline = now_ms() + VT_PATIENCE;

	while (!vt->ended && (vt->events < events || vt->frames < frames)) {
		if (!until(deadline))
			vt_fail(vt, "hung: waiting for event %u and frame %u, it has %u and %u", events, frames,
				vt->events, vt->frames);
		pump(vt, until(deadline));
	}
}

void vt_wait_events(struct vt *vt, unsigned events)
{
	wait_counters(vt, events, 0);
}

void vt_wait_painted(struct vt *vt, unsigned events)
{
	int64_t deadline = now_ms() + VT_PATIENCE;

	while (!vt->ended && vt->painted < events) {
		if (!until(deadline))
			vt_fail(vt, "hung: waiting for event %u, it has %u", events, vt->painted);
		pump(vt, until(deadline));
	}
}

void vt_wait_frames(struct vt *vt, unsigned frames)
{
	wait_counters(vt, 0, frames);
}

void vt_settle(struct vt *vt)
{
	while (!vt->ended && vt->wait >= 0 && vt->wait <= BUSY)
		vt_wait_frames(vt, vt->frames + 1);
}

void vt_wait_text(struct vt *vt, const char *text)
{
	int64_t deadline = now_ms() + VT_PATIENCE;

	while (vt_find(vt, text) < 0) {
		if (vt->ended || !until(deadline))
			vt_fail(vt, "waited for '%s'", text);
		pump(vt, until(deadline));
	}
}

int vt_wait_end(struct vt *vt)
{
	int64_t deadline = now_ms() + VT_PATIENCE;

	while (!vt->ended) {
		if (!until(deadline))
			vt_fail(vt, "hung: it does not end");
		pump(vt, until(deadline));
	}
	return WIFEXITED(vt->status) ? WEXITSTATUS(vt->status) : 128 + WTERMSIG(vt->status);
}

void vt_read_for(struct vt *vt, int milliseconds)
{
	int64_t deadline = now_ms() + milliseconds;

	do
		pump(vt, until(deadline));
	while (!vt->ended && until(deadline));
}

struct vt *vt_start(struct vt_kit *kit, const char *const *argv, int rows, int columns,
		    const struct vt_options *options)
{
	struct vt *vt = vt_spawn(kit, argv, rows, columns, options);

	vt_wait_frames(vt, 1);
	return vt;
}

void vt_send(struct vt *vt, const char *bytes, size_t n)
{
	str_clear(&vt->raw);
	write_all(vt->master, bytes, n);
}

void vt_answer(struct vt *vt)
{
	write_all(vt->master, str_text(&vt->answers), vt->answers.length);
	str_clear(&vt->answers);
	vt->answering = VT_ANSWERS;
}

void vt_signal(struct vt *vt, int signal)
{
	if (!vt->ended)
		kill(vt->pid, signal);
}

void vt_hang_up(struct vt *vt)
{
	close(vt->slave);
	close(vt->master);
	vt->slave = vt->master = -1;
}

void vt_resize(struct vt *vt, int rows, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	unsigned events = vt->events;

	str_clear(&vt->raw);
	vt->rows = rows;
	vt->columns = columns;
	vterm_set_size(vt->terminal, rows, columns);
	ioctl(vt->master, TIOCSWINSZ, &size);
	vt_wait_events(vt, events + 1);
}

void vt_close(struct vt *vt)
{
	if (!vt)
		return;
	if (!vt->ended && vt->pid > 0) {
		kill(vt->pid, SIGKILL);
		waitpid(vt->pid, &vt->status, 0);
	}
	if (vt->master >= 0) {
		close(vt->master);
		close(vt->slave);
	}
	close(vt->process);
	if (vt->to_utf8)
		iconv_close(vt->to_utf8);
	if (vt->from_utf8)
		iconv_close(vt->from_utf8);
	vterm_free(vt->terminal);
	str_done(&vt->raw);
	str_done(&vt->pending);
	str_done(&vt->foreign);
	str_done(&vt->answers);
	free(vt->term);
	free(vt);
}

void vt_closep(struct vt **vt)
{
	vt_close(*vt);
}
