/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Preset files and the list of programs: a document that is read as both, and applied with values for its options. */
#include "base/utf8.h"
#include "model/preset.h"
#include "tests/fuzz/fuzz.h"

typedef VEC(struct preset_value) value_list_t;

/* Something for every option that must have a value, and some for the others. */
static void choose_values(const struct preset *preset, value_list_t *ret)
{
	static const char *const kinds[] = {[PRESET_LIST] = "192.168.10.5, 2001:db8::5",
					    [PRESET_PROGRAM] = "thunderbird, user:mail",
					    [PRESET_FLAG] = ""};

	VEC_FOREACH (preset_options_of(preset), option) {
		const char *text =
		    option->kind == PRESET_CHOICE ? (option->words.n ? option->words.v[0] : "") : kinds[option->kind];

		fuzz_require(!str_empty(option->key));
		if (option->required || (ret->n & 1))
			vec_push(ret, ((struct preset_value){option->key, text}));
	}
}

static void check_apply(const struct preset *preset, const struct preset_programs *programs)
{
	_cleanup_policy_ struct policy policy, before;
	_cleanup_error_ struct error err = {0};
	_cleanup_strlist_ strlist_t notes = {0};
	value_list_t values = {0};

	policy_init(&policy);
	policy_init(&before);
	choose_values(preset, &values);
	if (preset_apply(preset, programs, values.v, values.n, &policy, &notes, &err)) {
		fuzz_require_error(&err);
		fuzz_require(policy_equal(&policy, &before));
	}
	VEC_FOREACH (&notes, note)
		fuzz_require(!str_empty(*note));
	vec_done(&values);
}

static void check_preset(const char *text, size_t size, const char *language, const struct preset_programs *programs)
{
	_cleanup_(preset_freep) struct preset *preset = NULL;
	_cleanup_error_ struct error err = {0};

	if (preset_read(text, size, language, &preset, &err)) {
		fuzz_require_error(&err);
		fuzz_require(!preset);
		return;
	}
	fuzz_require(!str_empty(preset_name(preset)));
	fuzz_require(preset_title(preset) && preset_description(preset));
	check_apply(preset, programs);
	(void)preset_is_starter(preset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const languages[] = {"en", "ja"};
	static const char plain[] = "{\"format\": \"nftabs-programs\", \"version\": 1, \"programs\": []}";

	for (size_t i = 0; i < ARRAY_SIZE(languages); i++) {
		_cleanup_(preset_programs_freep) struct preset_programs *programs = NULL, *other = NULL;
		_cleanup_error_ struct error err = {0};

		if (preset_programs_read((const char *)data, size, languages[i], &programs, &err)) {
			fuzz_require_error(&err);
			fuzz_require(!programs);
		}
		(void)preset_programs_read(plain, sizeof(plain) - 1, languages[i], &other, NULL);
		check_preset((const char *)data, size, languages[i], programs ? programs : other);
	}
	return 0;
}
