/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/compile/nft.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool enter_namespace(void)
{
	_cleanup_free_ char *uid = mem_printf("0 %u 1", (unsigned)geteuid());
	_cleanup_free_ char *gid = mem_printf("0 %u 1", (unsigned)getegid());

	if (unshare(CLONE_NEWNET) == 0)
		return true;
	return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && write_file("/proc/self/setgroups", "deny") &&
	       write_file("/proc/self/uid_map", uid) && write_file("/proc/self/gid_map", gid);
}

static char *read_all(int fd)
{
	struct str text = {0};
	char buffer[4096];
	ssize_t n;

	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	while ((n = read(fd, buffer, sizeof(buffer))) > 0)
		str_add_n(&text, buffer, (size_t)n);
	close(fd);
	return str_take(&text);
}

static int memory_file(const char *text)
{
	int fd = memfd_create("nft", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* Runs nft; both outputs together. -1 when there is none. */
static int run(char *const argv[], const char *input, char **ret_output)
{
	int in = memory_file(input), out = memory_file(""), status = 0, failed;
	posix_spawn_file_actions_t actions;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
	failed = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(in);
	if (failed) {
		close(out);
		*ret_output = mem_strdup(strerror(failed));
		return -1;
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	*ret_output = read_all(out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run_file(const char *text, char **ret_output)
{
	char nft[] = "nft", debug[] = "--debug=netlink", file[] = "-f", standard[] = "-";

	return run((char *[]){nft, debug, file, standard, NULL}, text, ret_output);
}

int nft_setup(void **state)
{
	static char ready[] = "ready";
	_cleanup_free_ char *output = NULL;

	*state = NULL;
	setenv("PATH", "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin", 1);
	setenv("TZ", "UTC", 1); /* nft shows times in the local zone */
	if (!enter_namespace())
		print_message("# no network namespace of our own: %s\n", strerror(errno));
	else if (run_file("add table inet t\ndelete table inet t\n", &output) != 0)
		print_message("# nft does not work here: %s\n", output);
	else
		*state = ready;
	return 0;
}

/* Of the debugging output, the paragraphs "inet TABLE CHAIN" with their expressions. */
static char *only_rules(char *output)
{
	struct str rules = {0};
	bool inside = false;
	char *save = NULL;

	for (char *line = strtok_r(output, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		if (str_has_prefix(line, "inet ") && !strchr(line, '('))
			inside = true;
		else if (!str_has_prefix(line, "  ["))
			inside = false;
		if (inside)
			str_addf(&rules, "%s\n", line);
	}
	return str_take(&rules);
}

char *nft_load(const char *text)
{
	_cleanup_free_ char *output = NULL;

	nft_flush();
	if (run_file(text, &output) != 0)
		fail_msg("nft refuses the text: %s\n%s", output, text);
	return only_rules(output);
}

char *nft_list(const char *table)
{
	char nft[] = "nft", list[] = "list", kind[] = "table", inet[] = "inet";
	_cleanup_free_ char *name = mem_strdup(table);
	char *output = NULL;

	if (run((char *[]){nft, list, kind, inet, name, NULL}, "", &output) != 0)
		fail_msg("nft does not list the table: %s", output);
	return output;
}

void nft_flush(void)
{
	char nft[] = "nft", flush[] = "flush", ruleset[] = "ruleset";
	_cleanup_free_ char *output = NULL;

	assert_int_equal(run((char *[]){nft, flush, ruleset, NULL}, "", &output), 0);
}
