/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/object.h"
#include "cli/output.h"
#include "model/document.h"

static const char *bare_name(const char *word)
{
	return word[0] == '@' ? word + 1 : word;
}

int object_add(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_free_ char *line = NULL;
	enum object_kind kind = args->group->kind;
	struct object *object;

	if (edit_begin(cli, &edit, err))
		return -1;
	object = policy_add_object(&edit.after, kind);
	if (args->words.n &&
	    field_set(field_find(&object_fields[kind], "name"), object, bare_name(args->words.v[0]), err))
		return -1;
	if (args_set_fields(args, object, NULL, err) ||
	    object_check(&edit.after, cli_environment(cli), kind, object, err))
		return error_about(err, object_fields[kind].kind, 0, 0, object->name);
	line = mem_printf(_("%s \"%s\" added"), _(object_fields[kind].label), object->name);
	return edit_finish(cli, &edit, line, err);
}

/* A new name is followed by everything that uses the object. */
static int rename_object(struct edit *edit, enum object_kind kind, size_t index, const char *old, struct error *err)
{
	struct object *object = policy_object(&edit->after, kind, index);
	_cleanup_free_ char *name = object->name;

	object->name = mem_strdup(old);
	if (!str_equal(old, name) && policy_find_object(&edit->after, kind, name))
		return error_set(err, ERROR_CONFLICT, _("there is already a %s '%s'"), _(object_fields[kind].label),
				 name);
	if (!str_equal(old, name))
		policy_rename_object(&edit->after, kind, old, name);
	return 0;
}

int object_set(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_free_ char *line = NULL;
	enum object_kind kind = args->group->kind;
	struct object *object;
	const char *old;
	size_t index, count;

	if (edit_begin(cli, &edit, err) || object_find(&edit.after, kind, args->words.v[0], &index, err))
		return -1;
	object = policy_object(&edit.after, kind, index);
	old = policy_object(&edit.before, kind, index)->name;
	if (args_set_fields(args, object, &count, err))
		return error_about(err, object_fields[kind].kind, 0, 0, old);
	if (!count)
		return error_set(err, ERROR_USAGE, _("nothing to set: give an option, see nftabs %s --help"),
				 args->group->name);
	if (rename_object(&edit, kind, index, old, err) ||
	    object_check(&edit.after, cli_environment(cli), kind, policy_object(&edit.after, kind, index), err))
		return error_about(err, object_fields[kind].kind, 0, 0, old);
	line = mem_printf(_("%s \"%s\" changed"), _(object_fields[kind].label), old);
	return edit_finish(cli, &edit, line, err);
}

static int refuse_used(const struct policy *policy, enum object_kind kind, const char *name, struct error *err)
{
	_cleanup_free_ char *first = NULL;
	usage_list_t list = {0};
	size_t n;

	policy_where_used(policy, kind, name, &list);
	n = list.n;
	if (n)
		first = object_usage_text(policy, kind, list.v);
	vec_done(&list);
	if (!n)
		return 0;
	return error_set(err, ERROR_CONFLICT,
			 ngettext("'%s' is used in %zu place (%s): take it out there first",
				  "'%s' is used in %zu places (the first: %s): take it out there first", n),
			 name, n, first);
}

int object_delete(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_free_ char *line = NULL;
	enum object_kind kind = args->group->kind;

	if (edit_begin(cli, &edit, err))
		return -1;
	VEC_FOREACH (&args->words, word) {
		size_t index;

		if (object_find(&edit.after, kind, *word, &index, err))
			return -1;
		policy_remove_object(&edit.after, kind, index);
	}
	/* Objects that nest one another may go together: what is used is asked when all are gone. */
	VEC_FOREACH (&args->words, word)
		if (refuse_used(&edit.after, kind, bare_name(*word), err))
			return -1;
	line = args->words.n == 1
		   ? mem_printf(_("%s \"%s\" deleted"), _(object_fields[kind].label), bare_name(args->words.v[0]))
		   : mem_printf(_("%zu objects deleted"), args->words.n);
	return edit_finish(cli, &edit, line, err);
}
