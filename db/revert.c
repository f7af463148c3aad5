/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/details.h"

#include "base/i18n.h"
#include "db/rows.h"
#include "model/document.h"

#include <inttypes.h>

/* One change of an entry, as it was read. */
struct detail {
	size_t list; /* ROWS_SETTINGS: settings */
	enum change_op op;
	int64_t id;
	size_t before; /* index; SIZE_MAX: none */
	size_t after;
	const json_t *item; /* what was there before; NULL: nothing or moved */
};
typedef VEC(struct detail) detail_list_t;

/* One list while its order is put back. */
struct reversal {
	struct policy *policy;
	size_t list;
	const struct field_table *fields;
	char **slots; /* of each place in the list before: the bytes of its struct, NULL: one that stayed */
	size_t n_slots;
	bool *gone; /* of each item of the list after: it does not stay */
};

/* The vectors of a policy have different types to the compiler and one layout; copying bytes is what the aliasing rules
 * allow. */
struct revert_vec {
	char *v;
	size_t n;
	size_t cap;
};
_Static_assert(sizeof(struct revert_vec) == sizeof(((struct policy *)0)->rules), "struct revert_vec is any VEC()");

static const size_t revert_lists[ITEM_LISTS] = {
    [OBJECT_ADDRESS_SET] = offsetof(struct policy, address_sets),
    [OBJECT_SERVICE] = offsetof(struct policy, services),
    [OBJECT_APPLICATION] = offsetof(struct policy, applications),
    [OBJECT_SCHEDULE] = offsetof(struct policy, schedules),
    [ITEM_RULES] = offsetof(struct policy, rules),
};

static struct revert_vec revert_get(const struct policy *policy, size_t list)
{
	struct revert_vec vec;

	memcpy(&vec, (const char *)policy + revert_lists[list], sizeof(vec));
	return vec;
}

static void revert_set(struct policy *policy, size_t list, struct revert_vec vec)
{
	memcpy((char *)policy + revert_lists[list], &vec, sizeof(vec));
}

static bool detail_read(const json_t *object, struct detail *ret)
{
	*ret = (struct detail){
	    .id = json_integer_value(json_object_get(object, "id")),
	    .before = details_index(object, "position_before"),
	    .after = details_index(object, "position_after"),
	    .item = json_object_get(object, "before"),
	};
	return details_what(object, &ret->op, &ret->list);
}

static bool details_read(const json_t *list, detail_list_t *ret)
{
	const json_t *object;
	size_t i;

	json_array_foreach(list, i, object) if (!detail_read(object, vec_add(ret))) return false;
	return json_is_array(list);
}

/* What the entry says of the item must be what the policy has there. */
static bool detail_fits(const struct detail *detail, const struct policy *policy)
{
	if (detail->list == ROWS_SETTINGS)
		return detail->op == CHANGE_CHANGED;
	if (detail->op == CHANGE_REMOVED)
		return detail->before != SIZE_MAX;
	return detail->after < item_count(policy, detail->list) &&
	       item_id(item_table(detail->list), item_at(policy, detail->list, detail->after)) == detail->id;
}

/* The struct that was there before, with its id, in memory of its own. */
static char *detail_item(const struct detail *detail)
{
	const struct field_table *fields = rows_fields(detail->list);
	char *item = mem_calloc(1, fields->size);

	fields_init(fields, item);
	if (document_item_read(fields, detail->item, "before", item, NULL) < 0) {
		fields_done(fields, item);
		free(item);
		return NULL;
	}
	item_set_id(fields, item, detail->id);
	return item;
}

static bool revert_change(struct policy *policy, const struct detail *detail)
{
	const struct field_table *fields = rows_fields(detail->list);
	_cleanup_free_ char *item = detail_item(detail);
	char *place;

	if (!item)
		return false;
	if (detail->list == ROWS_SETTINGS)
		place = (char *)&policy->settings;
	else
		place = revert_get(policy, detail->list).v + detail->after * fields->size;
	fields_done(fields, place);
	memcpy(place, item, fields->size);
	return true;
}

static bool reversal_slot(struct reversal *r, size_t index, char *item)
{
	if (!item)
		return false;
	if (index < r->n_slots && !r->slots[index]) {
		r->slots[index] = item;
		return true;
	}
	fields_done(r->fields, item);
	free(item);
	return false;
}

/* Takes what was added, moved or removed out of the order or into it. What is gone from the policy is zeroed there, so
 * that each struct has one owner at any time. */
static bool reversal_take(struct reversal *r, const struct detail *detail)
{
	char *place;

	if (detail->op == CHANGE_REMOVED)
		return reversal_slot(r, detail->before, detail_item(detail));
	if (r->gone[detail->after])
		return false;
	r->gone[detail->after] = true;
	place = revert_get(r->policy, r->list).v + detail->after * r->fields->size;
	if (detail->op == CHANGE_MOVED) {
		char *item = mem_dup(place, r->fields->size);

		memset(place, 0, r->fields->size);
		return reversal_slot(r, detail->before, item);
	}
	fields_done(r->fields, place);
	memset(place, 0, r->fields->size);
	return true;
}

static void reversal_put(struct reversal *r)
{
	struct revert_vec old = revert_get(r->policy, r->list);
	struct revert_vec new = {mem_calloc(r->n_slots, r->fields->size), r->n_slots, r->n_slots};
	size_t stay = 0;

	for (size_t i = 0; i < new.n; i++) {
		char *place = new.v + i * r->fields->size;

		if (r->slots[i]) {
			memcpy(place, r->slots[i], r->fields->size);
			free(TAKE_PTR(r->slots[i]));
			continue;
		}
		while (r->gone[stay])
			stay++;
		memcpy(place, old.v + stay++ * r->fields->size, r->fields->size);
	}
	free(old.v);
	revert_set(r->policy, r->list, new);
}

static bool reversal_run(struct reversal *r, const detail_list_t *details)
{
	VEC_FOREACH (details, detail)
		if (detail->list == r->list && detail->op != CHANGE_CHANGED && !reversal_take(r, detail))
			return false;
	reversal_put(r);
	return true;
}

static void reversal_done(struct reversal *r)
{
	for (size_t i = 0; i < r->n_slots; i++) {
		if (!r->slots[i])
			continue;
		fields_done(r->fields, r->slots[i]);
		free(r->slots[i]);
	}
	free(r->slots);
	free(r->gone);
}

static size_t revert_count(const detail_list_t *details, size_t list, enum change_op op)
{
	size_t n = 0;

	VEC_FOREACH (details, detail)
		n += detail->list == list && detail->op == op;
	return n;
}

static bool revert_list(struct policy *policy, size_t list, const detail_list_t *details)
{
	size_t n = item_count(policy, list), added = revert_count(details, list, CHANGE_ADDED);
	size_t removed = revert_count(details, list, CHANGE_REMOVED);
	_cleanup_(reversal_done) struct reversal r = {.policy = policy, .list = list, .fields = item_table(list)};

	if (!added && !removed && !revert_count(details, list, CHANGE_MOVED))
		return true;
	if (added > n)
		return false;
	r.n_slots = n - added + removed;
	r.slots = mem_calloc(r.n_slots, sizeof(*r.slots));
	r.gone = mem_calloc(n, sizeof(*r.gone));
	return reversal_run(&r, details);
}

static bool revert_all(struct policy *policy, const detail_list_t *details)
{
	VEC_FOREACH (details, detail)
		if (!detail_fits(detail, policy))
			return false;
	VEC_FOREACH (details, detail)
		if (detail->op == CHANGE_CHANGED && !revert_change(policy, detail))
			return false;
	for (size_t list = 0; list < ITEM_LISTS; list++)
		if (!revert_list(policy, list, details))
			return false;
	return true;
}

int details_revert(const struct journal_entry *entry, struct policy *policy, struct error *err)
{
	json_t *list = json_loads(entry->details, JSON_REJECT_DUPLICATES, NULL);
	detail_list_t details = {0};
	bool done = details_read(list, &details) && revert_all(policy, &details);

	vec_done(&details);
	json_decref(list);
	if (done)
		return 0;
	return error_set(err, ERROR_STORE,
			 _("change %" PRId64
			   " cannot be taken back, because the journal does not fit the policy: apply or import "
			   "an earlier state instead"),
			 entry->id);
}
