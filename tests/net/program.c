/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "tests/net/program.h"

#include <errno.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int memory_file(const char *text)
{
	int fd = memfd_create("program", MFD_CLOEXEC);
	size_t n = text ? strlen(text) : 0;

	assert_true(fd >= 0);
	assert_true(!n || write(fd, text, n) == (ssize_t)n);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static char *file_text(int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char *text = mem_calloc(1, (size_t)size + 1);

	assert_int_equal(pread(fd, text, (size_t)size, 0), size);
	return text;
}

static char *program_path(const char *name)
{
	const char *build = getenv("top_builddir");

	if (strcmp(name, "nftabs") != 0)
		return mem_strdup(name);
	return mem_printf("%s/nftabs", build ? build : ".");
}

pid_t program_start(const struct world *world, enum host host, const char *input, int *ret_output,
		    const char *const *argv)
{
	_cleanup_free_ char *path = program_path(argv[0]);
	int in = memory_file(input), out = memory_file(NULL), code;
	posix_spawn_file_actions_t actions;
	pid_t pid;

	if (world->stores[host])
		setenv("NFTABS_DB", world->stores[host], 1);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_adddup2(&actions, out, 2);
	world_enter(world, host);
	code = posix_spawnp(&pid, path, &actions, NULL, (char *const *)(uintptr_t)argv, environ);
	world_leave(world);
	posix_spawn_file_actions_destroy(&actions);
	close(in);
	if (code != 0)
		fail_msg("%s: %s", path, strerror(code));
	if (ret_output)
		*ret_output = out;
	else
		close(out);
	return pid;
}

char *program_run(const struct world *world, enum host host, int *ret_status, const char *input,
		  const char *const *argv)
{
	int out, status;
	pid_t pid = program_start(world, host, input, &out, argv);
	char *text;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	*ret_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	text = file_text(out);
	close(out);
	return text;
}

char *program_expect(const struct world *world, enum host host, int exit, const char *input, const char *const *argv)
{
	int status;
	char *output = program_run(world, host, &status, input, argv);

	if (status != exit) {
		for (size_t i = 0; argv[i]; i++)
			print_message("# %s\n", argv[i]);
		fail_msg("exit %d instead of %d: %s", status, exit, output);
	}
	return output;
}

void program_import(const struct world *world, enum host host, const char *document)
{
	_cleanup_free_ char *path = mem_printf("%s/policy.json", world->directory);
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_true(fputs(document, file) >= 0);
	assert_int_equal(fclose(file), 0);
	NFTABS(world, host, "import", path);
}

void program_apply(const struct world *world, enum host host, const char *document)
{
	program_import(world, host, document);
	NFTABS(world, host, "apply");
}

void program_settle(const struct world *world, enum host host, const char *outbound, const char *inbound,
		    const char *forward)
{
	_cleanup_free_ char *document =
	    mem_printf("{\"format\": \"nftabs-policy\", \"version\": 1, \"settings\": {\"default_outbound\": \"%s\", "
		       "\"default_inbound\": \"%s\", \"default_forward\": \"%s\", \"log_unmatched\": false, "
		       "\"keep_ssh\": false}, \"rules\": []}",
		       outbound, inbound, forward);

	program_apply(world, host, document);
}
