/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/object.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/columns.h"
#include "cli/output.h"
#include "model/document.h"
#include "model/table.h"

int object_find(const struct policy *policy, enum object_kind kind, const char *name, size_t *ret, struct error *err)
{
	const char *bare = name[0] == '@' ? name + 1 : name;

	for (size_t i = 0; i < policy_object_count(policy, kind); i++)
		if (str_equal(policy_object(policy, kind, i)->name, bare)) {
			*ret = i;
			return 0;
		}
	return error_set(err, ERROR_REFERENCE, _("there is no %s '%s': nftabs %s list shows those there are"),
			 _(object_fields[kind].label), bare, object_fields[kind].kind);
}

/* The list field of the kind: members, ports or validity. */
static const struct field *content_field(enum object_kind kind)
{
	for (size_t i = 0; i < object_fields[kind].n; i++)
		if (object_fields[kind].fields[i].type->list)
			return &object_fields[kind].fields[i];
	return NULL;
}

static void list_text(const struct policy *policy, enum object_kind kind)
{
	const struct field *content = content_field(kind);
	const struct column columns[] = {
	    {N_("Name"), 16, false}, {content->label, 20, false}, {N_("Comment"), 10, false}};
	_cleanup_columns_ struct columns table;

	columns_init(&table, columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < policy_object_count(policy, kind); i++) {
		const struct object *object = policy_object(policy, kind, i);
		_cleanup_str_ struct str members = {0};
		const char *cells[] = {object->name, NULL, object->comment};

		field_print(content, object, &members);
		cells[1] = str_text(&members);
		columns_add(&table, false, cells);
	}
	columns_print(&table);
}

int object_list(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};
	enum object_kind kind = args->group->kind;
	json_t *array;

	if (cli_read(cli, &policy, err))
		return -1;
	if (!cli->json) {
		list_text(&policy, kind);
		return EXIT_DONE;
	}
	array = json_array();
	for (size_t i = 0; i < policy_object_count(&policy, kind); i++)
		json_array_append_new(array, document_item(&object_fields[kind], policy_object(&policy, kind, i)));
	output_json(array);
	return EXIT_DONE;
}

static size_t label_width(const struct field_table *table)
{
	size_t width = 0;

	for (size_t i = 0; i < table->n; i++) {
		size_t own = utf8_width(_(table->fields[i].label));

		if (own > width)
			width = own;
	}
	return width;
}

static void show_text(const struct field_table *table, const void *of)
{
	size_t width = label_width(table);

	for (size_t i = 0; i < table->n; i++) {
		const char *label = _(table->fields[i].label);
		_cleanup_str_ struct str value = {0};

		field_print(&table->fields[i], of, &value);
		if (value.length)
			printf("%s%*s  %s\n", label, (int)(width - utf8_width(label)), "", str_text(&value));
	}
}

int object_show(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};
	enum object_kind kind = args->group->kind;
	size_t index;

	if (cli_read(cli, &policy, err) || object_find(&policy, kind, args->words.v[0], &index, err))
		return -1;
	if (cli->json)
		output_json(document_item(&object_fields[kind], policy_object(&policy, kind, index)));
	else
		show_text(&object_fields[kind], policy_object(&policy, kind, index));
	return EXIT_DONE;
}

char *object_usage_text(const struct policy *policy, enum object_kind kind, const struct usage *usage)
{
	const struct field_table *table = usage->is_rule ? &rule_fields : &object_fields[kind];
	const struct field *field = field_find(table, usage->field);

	if (usage->is_rule)
		return mem_printf(_("rule %zu \"%s\", %s"), usage->index + 1, policy->rules.v[usage->index].name,
				  table_label(field, &policy->rules.v[usage->index]));
	return mem_printf(_("%s \"%s\", %s"), _(table->label), policy_object(policy, kind, usage->index)->name,
			  _(field->label));
}

static json_t *usage_json(const struct policy *policy, enum object_kind kind, const struct usage *usage)
{
	const struct rule *rule = usage->is_rule ? &policy->rules.v[usage->index] : NULL;

	if (rule)
		return json_pack("{s:s, s:I, s:I, s:s, s:s}", "kind", "rule", "id", (json_int_t)rule->id, "position",
				 (json_int_t)usage->index + 1, "name", rule->name, "field", usage->field);
	return json_pack("{s:s, s:s, s:s}", "kind", object_fields[kind].kind, "name",
			 policy_object(policy, kind, usage->index)->name, "field", usage->field);
}

int object_where_used(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};
	enum object_kind kind = args->group->kind;
	json_t *array = cli->json ? json_array() : NULL;
	usage_list_t list = {0};
	size_t index;

	if (cli_read(cli, &policy, err) || object_find(&policy, kind, args->words.v[0], &index, err))
		return -1;
	policy_where_used(&policy, kind, policy_object(&policy, kind, index)->name, &list);
	VEC_FOREACH (&list, usage) {
		_cleanup_free_ char *text = object_usage_text(&policy, kind, usage);

		if (array)
			json_array_append_new(array, usage_json(&policy, kind, usage));
		else
			puts(text);
	}
	if (array)
		output_json(array);
	else if (!list.n)
		puts(_("Used nowhere."));
	vec_done(&list);
	return EXIT_DONE;
}
