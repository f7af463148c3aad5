/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs a fuzzer without libFuzzer: every file of its corpus, and of each a fixed number of changed copies, the same
 * ones every time. One TAP test a file, each in a process of its own, so that a crash is a failed test that names its
 * input.
 *
 * replay-NAME               the corpus $top_srcdir/tests/fuzz/corpus/NAME
 * replay-NAME FILE...       these files as they are, in this process, for a debugger
 * NFTABS_FUZZ_MUTATIONS     changed copies of each file, 200 where not set
 */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/mutate.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MUTATIONS    200
#define FILE_SECONDS 120 /* and a tenth of a second for each copy */

struct replay {
	const char *name; /* of the fuzzer */
	input_list_t corpus;
	strlist_t files;
	unsigned long mutations;
	unsigned long *at; /* shared with the child: which copy it is at, 0 the file itself */
};

static bool read_input(const char *path, struct input *ret)
{
	FILE *file = fopen(path, "re");
	char buffer[4096];
	struct str all = {0};
	size_t n;

	if (!file)
		return false;
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		str_add_n(&all, buffer, n);
	fclose(file);
	ret->size = all.length;
	ret->data = (uint8_t *)str_take(&all);
	return true;
}

/* A copy in memory of its exact size, so that the address sanitizer sees a read behind its end. */
static void run_input(const struct input *input)
{
	_cleanup_free_ uint8_t *exact = mem_calloc(input->size ? input->size : 1, 1);

	if (input->size)
		memcpy(exact, input->data, input->size);
	LLVMFuzzerTestOneInput(exact, input->size);
}

static struct input copy_number(const struct replay *replay, size_t file, unsigned long number)
{
	return input_mutate(&replay->corpus, file, number);
}

static void run_file(const struct replay *replay, size_t file)
{
	for (unsigned long i = 0; i <= replay->mutations; i++) {
		struct input input = copy_number(replay, file, i);

		*replay->at = i;
		run_input(&input);
		free(input.data);
	}
}

/* Keeps the input that failed beside the program, ready for the corpus. */
static void keep_input(const struct replay *replay, size_t file)
{
	struct input input = copy_number(replay, file, *replay->at);
	_cleanup_free_ char *path = mem_printf("failed-%s-%s-%lu", replay->name, replay->files.v[file], *replay->at);
	FILE *out = fopen(path, "we");

	if (out && fwrite(input.data, 1, input.size, out) == input.size)
		printf("# the input is kept in %s\n", path);
	if (out)
		fclose(out);
	free(input.data);
}

static bool test_file(const struct replay *replay, size_t file)
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		alarm((unsigned)(FILE_SECONDS + replay->mutations / 10));
		run_file(replay, file);
		exit(0);
	}
	if (pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFSIGNALED(status))
		printf("# ended by signal %d at copy %lu\n", WTERMSIG(status), *replay->at);
	keep_input(replay, file);
	return false;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool read_corpus(struct replay *replay)
{
	const char *top = getenv("top_srcdir");
	_cleanup_free_ char *folder = mem_printf("%s/tests/fuzz/corpus/%s", top ? top : ".", replay->name);
	DIR *directory = opendir(folder);
	const struct dirent *entry;

	while (directory && (entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			strlist_add(&replay->files, entry->d_name);
	if (directory)
		closedir(directory);
	if (replay->files.n)
		qsort(replay->files.v, replay->files.n, sizeof(*replay->files.v), compare_names);
	VEC_FOREACH (&replay->files, file) {
		_cleanup_free_ char *path = mem_printf("%s/%s", folder, *file);

		if (!read_input(path, vec_add(&replay->corpus)))
			return false;
	}
	return replay->files.n > 0;
}

static int run_given(char **files)
{
	for (; *files; files++) {
		struct input input;

		if (!read_input(*files, &input)) {
			perror(*files);
			return 1;
		}
		run_input(&input);
		free(input.data);
	}
	return 0;
}

static int run_corpus(struct replay *replay)
{
	bool good = true;

	printf("1..%zu\n", replay->files.n);
	for (size_t i = 0; i < replay->files.n; i++) {
		bool passed = test_file(replay, i);

		good = good && passed;
		printf("%sok %zu - %s and %lu changed copies\n", passed ? "" : "not ", i + 1, replay->files.v[i],
		       replay->mutations);
	}
	return good ? 0 : 1;
}

int main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/'), *dash = name ? strchr(name, '-') : NULL;
	struct replay replay = {.name = dash ? dash + 1 : "", .mutations = MUTATIONS};
	int result;

	if (argc > 1)
		return run_given(argv + 1);
	(void)str_to_uint(getenv("NFTABS_FUZZ_MUTATIONS"), 0, 100000000, &replay.mutations);
	replay.at = mmap(NULL, sizeof(*replay.at), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (replay.at == MAP_FAILED || !read_corpus(&replay)) {
		printf("Bail out! the corpus of %s cannot be read\n", replay.name);
		return 1;
	}
	result = run_corpus(&replay);
	VEC_FOREACH (&replay.corpus, input)
		free(input->data);
	vec_done(&replay.corpus);
	strlist_done(&replay.files);
	return result;
}
