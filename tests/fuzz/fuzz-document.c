/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Policy documents (import): what is read is written as a document that reads the same and is written the same again.
 */
#include "base/utf8.h"
#include "model/diff.h"
#include "model/document.h"
#include "tests/fuzz/fuzz.h"

typedef int read_fn(const char *text, size_t size, struct policy *ret, struct error *err);
typedef char *write_fn(const struct policy *policy);

static const struct {
	read_fn *read;
	write_fn *write;
} forms[] = {{document_read, document_write}, {document_read_with_ids, document_write_with_ids}};

/* A policy that does not differ from itself, and is told line by line where it differs from nothing. */
static void check_diff(const struct policy *policy, const struct policy *same)
{
	_cleanup_policy_ struct policy empty;
	change_list_t changes = {0};

	policy_init(&empty);
	policy_diff(policy, same, &changes);
	fuzz_require(changes.n == 0);
	policy_diff(&empty, policy, &changes);
	VEC_FOREACH (&changes, change) {
		_cleanup_str_ struct str line = {0};

		change_print(change, &line);
		fuzz_require(utf8_is_printable(str_text(&line)));
	}
	vec_done(&changes);
}

static void check_written(size_t form, const struct policy *policy)
{
	_cleanup_free_ char *text = forms[form].write(policy), *again = NULL;
	_cleanup_policy_ struct policy back = {0}, copy = policy_copy(policy);
	_cleanup_error_ struct error err = {0};

	fuzz_require(forms[form].read(text, strlen(text), &back, &err) == 0);
	fuzz_require(policy_equal(policy, &back) && policy_equal(policy, &copy));
	again = forms[form].write(&back);
	fuzz_require(strcmp(text, again) == 0);
	check_diff(policy, &back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (size_t form = 0; form < ARRAY_SIZE(forms); form++) {
		_cleanup_error_ struct error err = {0};
		struct policy policy, before;

		memset(&before, 0x5a, sizeof(before));
		policy = before;
		if (forms[form].read((const char *)data, size, &policy, &err)) {
			fuzz_require_error(&err);
			fuzz_require(fuzz_untouched(&policy, &before, sizeof(policy)));
			fuzz_require(forms[form].read((const char *)data, size, &policy, NULL) == -1);
			continue;
		}
		check_written(form, &policy);
		policy_done(&policy);
	}
	return 0;
}
