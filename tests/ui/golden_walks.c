/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The screens that are kept as golden files, and the keys that lead to them. */

#include "tests/ui/golden_walk.h"

#include "tests/ui/golden_stores.h"

/* What is looked at, and what only leads on. */
#define LOOK(is, by, ...)                                                                                              \
	{                                                                                                              \
		.name = (is), .keys = (by), __VA_ARGS__                                                                \
	}
#define GO(by)                                                                                                         \
	{                                                                                                              \
		.keys = (by)                                                                                           \
	}

static const struct golden_step starter[] = {
    LOOK("starter", "Home"),
    LOOK("starter-end", "End"),
    LOOK("starter-no-details", "i"),
    {0},
};

static const struct golden_step empty[] = {
    LOOK("empty", "Home"),
    LOOK("empty-history", "Alt-3"),
    LOOK("empty-objects", "Alt-2"),
    LOOK("empty-objects-add", "a"),
    GO("Ctrl-G"),
    LOOK("preset-choose", "Alt-1 p"),
    LOOK("preset-filter", "=mail"),
    LOOK("preset-mail", "Enter"),
    LOOK("preset-mail-filled", "=192.168.10.5 Tab =user:root"),
    LOOK("preset-mail-made", "F2"),
    LOOK("undone", "u"),
    LOOK("redone", "Ctrl-R"),
    {0},
};

static const struct golden_step new_rule[] = {
    LOOK("new-general", "a"),
    LOOK("new-general-typed", "=POP3 Tab Right Tab Right Tab Ctrl-U =tcp"),
    LOOK("new-application", "Alt-2"),
    LOOK("new-application-these", "Down Space Down =user:root Enter"),
    LOOK("new-service", "Alt-3"),
    LOOK("new-service-these", "Down Space Down =110 Enter"),
    LOOK("new-service-wrong", "=99999 Enter"),
    LOOK("new-service-pick", "Ctrl-U F4"),
    LOOK("new-service-pick-filter", "=pop3"),
    GO("Enter"),
    LOOK("new-address", "Alt-4"),
    LOOK("new-address-these", "Down Space Down =192.168.10.5 Enter"),
    LOOK("new-validity", "Alt-5"),
    LOOK("new-log", "Alt-6"),
    LOOK("new-notes", "Alt-7"),
    LOOK("new-help", "F1"),
    GO("Ctrl-G"),
    LOOK("new-discard", "Ctrl-G"),
    GO("y"),
    LOOK("new-refused", "a Ctrl-S"),
    GO("Ctrl-G"),
    {0},
};

static const struct golden_step full[] = {
    LOOK("full", "Home"),
    LOOK("full-group", "Down Down Down Down Down Down Down"),
    LOOK("full-marked", "t t"),
    LOOK("full-folded", "Up z"),
    LOOK("full-unfolded", "z Home"),
    LOOK("full-end", "End"),
    LOOK("full-filter", "/ =mail"),
    LOOK("full-filter-list", "Enter Down"),
    LOOK("full-filter-none", "/ =xyzzy"),
    GO("Ctrl-G Home"),
    LOOK("full-function-keys", "="),
    GO("="),
    LOOK("full-help", "?"),
    LOOK("full-help-filter", "=move"),
    GO("Ctrl-G"),
    LOOK("full-move-to", "m"),
    GO("Ctrl-G"),
    LOOK("menu-policy", "M"),
    LOOK("menu-edit", "Right Down"),
    LOOK("menu-rule", "Right"),
    LOOK("menu-view", "Right"),
    LOOK("menu-help", "Right"),
    GO("Esc"),
    LOOK("full-finding", "/ =once Enter"),
    {0},
};

static const struct golden_step publish[] = {
    LOOK("publish-general", "/ =mail Enter Home Enter"),
    LOOK("publish-service", "Alt-3"),
    LOOK("publish-address", "Alt-4"),
    LOOK("publish-publish", "Alt-7"),
    LOOK("publish-notes", "Alt-8"),
    GO("Ctrl-G"),
    {0},
};

static const struct golden_step long_rule[] = {
    LOOK("long-general", "/ =nowhere Enter Enter"),
    LOOK("long-address", "Alt-4"),
    LOOK("long-address-pick", "F4"),
    GO("Ctrl-G"),
    LOOK("long-log", "Alt-6"),
    GO("Ctrl-G Esc"),
    LOOK("validity-list", "/ =christmas Enter Enter Alt-5"),
    LOOK("validity-pick", "F4"),
    LOOK("validity-week", "Enter"),
    LOOK("validity-week-drawn", "Down Right Right Space Shift-Right Shift-Right Shift-Down"),
    {0},
};

static const struct golden_step objects[] = {
    LOOK("objects", "Alt-2"),
    LOOK("objects-where-used", "w"),
    GO("Ctrl-G"),
    LOOK("objects-address-set", "Enter"),
    GO("Ctrl-G"),
    LOOK("objects-service", "Down Down Down Enter"),
    GO("Ctrl-G"),
    LOOK("objects-application", "Down Down Enter"),
    GO("Ctrl-G"),
    LOOK("objects-schedule", "Down Enter"),
    GO("Ctrl-G"),
    LOOK("objects-delete-used", "d"),
    GO("Ctrl-G"),
    LOOK("objects-new", "a Enter"),
    GO("Ctrl-G"),
    LOOK("history", "Alt-3"),
    LOOK("settings", "Alt-1 F2"),
    GO("Ctrl-G"),
    {0},
};

static const struct golden_step running[] = {
    LOOK("running", "Home"),
    LOOK("running-changed", "Down Down Down Down Down"),
    LOOK("running-history", "Alt-3"),
    LOOK("running-history-show", "Enter"),
    GO("Ctrl-G"),
    LOOK("running-go-back", "Down b"),
    GO("n"),
    LOOK("apply", "Alt-1 A"),
    LOOK("apply-nft", "F3"),
    GO("F3"),
    LOOK("apply-keep", "Tab Ctrl-U =600 F2", .wait = "y >"),
    LOOK("apply-taken-back", "n"),
    {0},
};

static const struct golden_step read_only[] = {
    LOOK("read-only", "Home"),
    LOOK("read-only-refused", "Down Down Down Down d"),
    {0},
};

static const char *const over_ssh[] = {"SSH_CONNECTION=203.0.113.9 50000 192.168.20.20 22", NULL};

const struct golden_walk golden_walks[] = {
    {.name = "starter", .steps = starter},
    {.name = "empty", .steps = empty, .make = store_empty},
    {.name = "new-rule", .steps = new_rule, .make = store_empty},
    {.name = "full", .steps = full, .make = store_full},
    {.name = "publish", .steps = publish, .make = store_full},
    {.name = "long-rule", .steps = long_rule, .make = store_full},
    {.name = "objects", .steps = objects, .make = store_full},
    {.name = "running", .steps = running, .make = store_running, .environment = over_ssh},
    {.name = "read-only", .steps = read_only, .make = store_full, .argument = "--read-only"},
    {0},
};
