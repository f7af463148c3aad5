/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/vt_start.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#define EUC_LOCALE "ja_JP.eucJP"

static void kit_fail(const struct vt_kit *kit, const char *reason)
{
	if (kit->fail)
		kit->fail(reason);
	fprintf(stderr, "%s\n", reason);
	exit(1);
}

static const char *environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

static const char *set_path(void)
{
	return environment("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
}

int vt_kit_run(struct vt_kit *kit, struct str *output, const char *const *argv)
{
	int channel[2], status;
	char bytes[4096];
	ssize_t n;
	pid_t pid;

	if (pipe2(channel, O_CLOEXEC))
		kit_fail(kit, "no pipe");
	pid = fork();
	if (!pid) {
		dup2(channel[1], STDOUT_FILENO);
		dup2(channel[1], STDERR_FILENO);
		setenv("NFTABS_DATADIR", kit->data_directory, 1);
		if (!chdir(kit->directory)) /* localedef takes a file of its working directory for its own */
			execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(channel[1]);
	while ((n = read(channel[0], bytes, sizeof(bytes))) > 0)
		if (output)
			str_add_n(output, bytes, (size_t)n);
	close(channel[0]);
	if (waitpid(pid, &status, 0) != pid)
		kit_fail(kit, "a program got lost");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void make_terminal_type(struct vt_kit *kit)
{
	_cleanup_free_ char *source = mem_printf("%s/source.ti", kit->directory);
	_cleanup_free_ char *terminfo = mem_printf("%s/terminfo", kit->directory);
	_cleanup_str_ struct str output = {0};
	FILE *file = fopen(source, "we");

	if (!file)
		kit_fail(kit, "no file for the terminal type");
	fputs(VT_TERM "|xterm as libvterm knows it,\n\trep@,\n\tdim=\\E[3m,\n"
		      "\tsgr=%?%p9%t\\E(0%e\\E(B%;\\E[0%?%p6%t;1%;%?%p5%t;3%;%?%p2%t;4%;%?%p1%p3%|%t;7%;%?%p4%t;5%;m,\n"
		      "\tXM=\\E[?1006%?%p1%{1}%=%th%el%;\\E[?1000%?%p1%{1}%=%th%el%;,\n\tuse=xterm-256color,\n",
	      file);
	fclose(file);
	if (vt_kit_run(kit, &output, (const char *const[]){"tic", "-x", "-o", terminfo, source, NULL}))
		kit_fail(kit, str_text(&output));
}

void vt_kit_open(struct vt_kit *kit)
{
	_cleanup_free_ char *source = NULL;

	kit->directory = mem_printf("%s/nftabs-ui-XXXXXX", environment("TMPDIR", "/tmp"));
	if (!mkdtemp(kit->directory))
		kit_fail(kit, "no directory for the tests");
	kit->program_directory = realpath(environment("top_builddir", "."), NULL);
	source = realpath(environment("top_srcdir", "."), NULL);
	kit->data_directory = mem_printf("%s/data", source);
	make_terminal_type(kit);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *walk)
{
	(void)info;
	(void)type;
	(void)walk;
	return remove(path);
}

void vt_kit_close(struct vt_kit *kit)
{
	if (kit->directory)
		nftw(kit->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(kit->directory);
	free(kit->program_directory);
	free(kit->data_directory);
	*kit = (struct vt_kit){.fail = kit->fail};
}

bool vt_kit_has_euc(struct vt_kit *kit)
{
	_cleanup_free_ char *compiled = mem_printf("%s/" EUC_LOCALE, kit->directory);

	if (access(compiled, F_OK))
		vt_kit_run(kit, NULL,
			   (const char *const[]){"localedef", "-c", "-i", "ja_JP", "-f", "EUC-JP", compiled, NULL});
	return access(compiled, F_OK) == 0;
}

static const char *locale_of(enum vt_charset charset)
{
	static const char *const names[] = {[VT_UTF8] = "C.UTF-8", [VT_EUC_JP] = EUC_LOCALE, [VT_C] = "C"};

	return names[charset];
}

/* The environment of the program, nothing else of our own. */
static void set_environment(const struct vt *vt, const struct vt_options *options)
{
	_cleanup_free_ char *path = mem_strdup(set_path());
	_cleanup_free_ char *terminfo = mem_printf("%s/terminfo", vt->kit->directory);
	_cleanup_free_ char *leaks = mem_strdup(environment("LSAN_OPTIONS", ""));
	_cleanup_free_ char *catalogue = mem_printf("%s/locale", vt->kit->program_directory);
	bool own_locale = options->charset == VT_EUC_JP; /* glibc never frees the parts of LOCPATH */
	/* ncurses loads libgpm there, which is unloaded with memory of its own. */
	bool console = str_equal(vt->term, "linux");
	_cleanup_free_ char *sanitizer =
	    mem_printf("%s:log_path=%s/sanitizer:detect_leaks=%d", environment("ASAN_OPTIONS", ""), vt->kit->directory,
		       !own_locale && !console);

	clearenv();
	setenv("PATH", path, 1);
	setenv("HOME", vt->kit->directory, 1);
	setenv("ASAN_OPTIONS", sanitizer, 1);
	setenv("UBSAN_OPTIONS", sanitizer, 1);
	setenv("LSAN_OPTIONS", leaks, 1);
	setenv("TERM", vt->term, 1);
	setenv("TERMINFO", terminfo, 1);
	if (own_locale)
		setenv("LOCPATH", vt->kit->directory, 1);
	setenv("LC_ALL", locale_of(options->charset), 1);
	setenv("LANGUAGE", options->language ? options->language : "en", 1);
	setenv("TZ", "Asia/Tokyo", 1);
	setenv("NFTABS_FRAME_MARKS", "1", 1);
	setenv("NFTABS_LOCALEDIR", catalogue, 1);
	setenv("NFTABS_DATADIR", vt->kit->data_directory, 1);
	if (options->db)
		setenv("NFTABS_DB", options->db, 1);
	if (options->no_color)
		setenv("NO_COLOR", "1", 1);
	for (const char *const *entry = options->environment; entry && *entry; entry++)
		putenv((char *)(uintptr_t)*entry);
}

/* In the child: the slave becomes its terminal; blocked signals would be inherited. */
static void become(const struct vt *vt, const char *const *argv, const struct vt_options *options)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a program that hangs does not outlive the test that found it out */
	if (login_tty(vt->slave) || chdir(vt->kit->directory))
		_exit(126);
	set_environment(vt, options);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static void open_charset(struct vt *vt, const struct vt_options *options)
{
	if (options->charset == VT_EUC_JP) {
		vt->to_utf8 = iconv_open("UTF-8", "EUC-JP");
		vt->from_utf8 = iconv_open("EUC-JP", "UTF-8");
		if (vt->to_utf8 == (iconv_t)-1 || vt->from_utf8 == (iconv_t)-1)
			kit_fail(vt->kit, "EUC-JP is not known here");
	}
}

struct vt *vt_spawn(struct vt_kit *kit, const char *const *argv, int rows, int columns,
		    const struct vt_options *options)
{
	static const struct vt_options none;
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	struct vt *vt = MEM_NEW(struct vt);

	options = options ? options : &none;
	vt->kit = kit;
	vt->rows = rows;
	vt->columns = columns;
	vt->answering = options->answers;
	vt->term = mem_strdup(options->term ? options->term : VT_TERM);
	open_charset(vt, options);
	vt_make_screen(vt);
	if (openpty(&vt->master, &vt->slave, NULL, NULL, &size))
		kit_fail(kit, "no terminal");
	fcntl(vt->master, F_SETFD, FD_CLOEXEC);
	tcgetattr(vt->slave, &vt->modes);
	fflush(NULL);
	vt->pid = fork();
	if (!vt->pid)
		become(vt, argv, options);
	vt->process = (int)syscall(SYS_pidfd_open, vt->pid, 0);
	if (vt->pid < 0 || vt->process < 0)
		kit_fail(kit, "no process");
	fcntl(vt->master, F_SETFL, O_NONBLOCK);
	return vt;
}
