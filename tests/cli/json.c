/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the scripts here: reads one JSON document from standard input and prints the value at a path like 0.name or
 * settings.keep_ssh; without a path nothing. Texts are printed bare. Exit 1 when it is no JSON or there is no such value. */
#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *member(json_t *value, const char *name)
{
	if (json_is_array(value))
		return json_array_get(value, strtoul(name, NULL, 10));
	return json_object_get(value, name);
}

static void print(const json_t *value)
{
	if (json_is_string(value)) {
		puts(json_string_value(value));
		return;
	}
	json_dumpf(value, stdout, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);
	putchar('\n');
}

int main(int argc, char **argv)
{
	json_error_t error;
	json_t *document = json_loadf(stdin, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error), *value = document;
	char *path = argc > 1 ? argv[1] : NULL;

	if (!document) {
		fprintf(stderr, "line %d: %s\n", error.line, error.text);
		return 1;
	}
	if (path && !strcmp(path, "#")) {
		printf("%zu\n", json_is_array(value) ? json_array_size(value) : json_object_size(value));
	} else if (path) {
		for (char *name = strtok(path, "."); name && value; name = strtok(NULL, "."))
			value = member(value, name);
		if (value)
			print(value);
	}
	json_decref(document);
	return value ? 0 : 1;
}
