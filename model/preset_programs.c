/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "model/document.h"
#include "model/preset_file.h"

#include <stdlib.h>

struct preset_programs {
	json_t *json; /* owned */
	const char *language;
};

int preset_programs_read(const char *text, size_t size, const char *language, struct preset_programs **ret,
			 struct error *err)
{
	struct preset_programs *programs = MEM_NEW(struct preset_programs);

	programs->language = preset_language(language);
	if (document_parse(text, size, &programs->json, err) != 0 || preset_check_programs(programs->json, err) != 0) {
		preset_programs_free(programs);
		return -1;
	}
	*ret = programs;
	return 0;
}

void preset_programs_free(struct preset_programs *programs)
{
	if (!programs)
		return;
	json_decref(programs->json);
	free(programs);
}

void preset_programs_freep(struct preset_programs **programs)
{
	preset_programs_free(*programs);
}

static bool array_has(const json_t *array, const char *text)
{
	const json_t *item;
	size_t i;

	json_array_foreach(array, i, item) if (str_equal(json_string_value(item), text)) return true;
	return false;
}

/* The entry that a name or a started path belongs to, NULL when the item stands for itself. */
static const json_t *find_program(const struct preset_programs *programs, const char *item)
{
	const json_t *program;
	size_t i;

	json_array_foreach(json_object_get(programs->json, "programs"), i,
			   program) if (array_has(json_object_get(program, "names"), item)) return program;
	return NULL;
}

static int replace_one(const struct preset_programs *programs, const char *item, strlist_t *ret, strlist_t *notes,
		       struct error *err)
{
	const json_t *program = programs ? find_program(programs, item) : NULL, *executable;
	_cleanup_str_ struct str names = {0};
	size_t i;

	if (!program) {
		strlist_add(ret, item);
		return 0;
	}
	if (!json_array_size(json_object_get(program, "executables"))) {
		error_set(err, ERROR_VALUE, _("'%1$s' cannot be told by its executable: %2$s"), item,
			  preset_text(json_object_get(program, "note"), programs->language));
		return -1;
	}
	json_array_foreach(json_object_get(program, "executables"), i, executable)
	{
		strlist_add(ret, json_string_value(executable));
		str_addf(&names, "%s%s", i ? ", " : "", json_string_value(executable));
	}
	if (!str_equal(str_text(&names), item)) {
		_cleanup_free_ char *note = mem_printf(
		    _("The sockets of %1$s are opened by %2$s, so the rules name that."), item, str_text(&names));

		strlist_add(notes, note);
	}
	return 0;
}

int preset_programs_replace(const struct preset_programs *programs, strlist_t *items, strlist_t *notes,
			    struct error *err)
{
	strlist_t real = {0};

	VEC_FOREACH (items, item) {
		if (replace_one(programs, *item, &real, notes, err) != 0) {
			strlist_done(&real);
			return -1;
		}
	}
	strlist_done(items);
	*items = real;
	return 0;
}
