check_PROGRAMS += tests/ui/test-field-widgets
tests_ui_test_field_widgets_SOURCES = tests/ui/test-field-widgets.c \
	tests/widget/bench.c tests/widget/bench.h \
	tests/widget/chance.c tests/widget/chance.h
tests_ui_test_field_widgets_LDADD = $(UI_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/ui/test-actions
tests_ui_test_actions_SOURCES = tests/ui/test-actions.c
tests_ui_test_actions_LDADD = $(UI_LIBS) $(CMOCKA_LIBS)

# ui: whole programs in a terminal of libvterm, driven by keys
if HAVE_VTERM
noinst_PROGRAMS += tests/ui/demo
tests_ui_demo_SOURCES = tests/ui/demo.c
tests_ui_demo_LDADD = $(WIDGET_LIBS)

check_LIBRARIES = tests/ui/libvt.a
tests_ui_libvt_a_SOURCES = \
	tests/ui/golden.c tests/ui/golden.h \
	tests/ui/vt.c tests/ui/vt.h \
	tests/ui/vt_key.c \
	tests/ui/vt_screen.c tests/ui/vt_screen.h \
	tests/ui/vt_start.c tests/ui/vt_start.h
UI_FIXTURE = tests/ui/fixture.c tests/ui/fixture.h
VT_LIBS = tests/ui/libvt.a $(WIDGET_LIBS) $(VTERM_LIBS) -lutil

check_PROGRAMS += tests/ui/test-charset
tests_ui_test_charset_SOURCES = tests/ui/test-charset.c $(UI_FIXTURE)
tests_ui_test_charset_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-check
tests_ui_test_check_SOURCES = tests/ui/test-check.c $(UI_FIXTURE)
tests_ui_test_check_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-conflict
tests_ui_test_conflict_SOURCES = tests/ui/test-conflict.c $(UI_FIXTURE)
tests_ui_test_conflict_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-countdown
tests_ui_test_countdown_SOURCES = tests/ui/test-countdown.c $(UI_FIXTURE)
tests_ui_test_countdown_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-documents
tests_ui_test_documents_SOURCES = tests/ui/test-documents.c $(UI_FIXTURE)
tests_ui_test_documents_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-editor
tests_ui_test_editor_SOURCES = tests/ui/test-editor.c $(UI_FIXTURE) $(NET_KIT)
tests_ui_test_editor_LDADD = $(VT_LIBS) $(NET_LIBS)

check_PROGRAMS += tests/ui/test-help
tests_ui_test_help_SOURCES = tests/ui/test-help.c $(UI_FIXTURE)
tests_ui_test_help_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-menu
tests_ui_test_menu_SOURCES = tests/ui/test-menu.c $(UI_FIXTURE)
tests_ui_test_menu_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-large
tests_ui_test_large_SOURCES = tests/ui/test-large.c $(UI_FIXTURE)
tests_ui_test_large_LDADD = $(VT_LIBS) $(CMOCKA_LIBS) $(SQLITE_LIBS)

check_PROGRAMS += tests/ui/test-golden
tests_ui_test_golden_SOURCES = tests/ui/test-golden.c \
	tests/ui/focus.c tests/ui/focus.h \
	tests/ui/golden_stores.c tests/ui/golden_stores.h \
	tests/ui/golden_walk.c tests/ui/golden_walk.h \
	tests/ui/golden_walks.c \
	$(UI_FIXTURE)
tests_ui_test_golden_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-list
tests_ui_test_list_SOURCES = tests/ui/test-list.c $(UI_FIXTURE)
tests_ui_test_list_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-manners
tests_ui_test_manners_SOURCES = tests/ui/test-manners.c $(UI_FIXTURE)
tests_ui_test_manners_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-monkey
tests_ui_test_monkey_SOURCES = tests/ui/test-monkey.c tests/ui/focus.c tests/ui/focus.h tests/ui/monkey.c tests/ui/monkey.h $(UI_FIXTURE)
tests_ui_test_monkey_LDADD = $(VT_LIBS) $(CMOCKA_LIBS) $(SQLITE_LIBS)

check_PROGRAMS += tests/ui/test-pick
tests_ui_test_pick_SOURCES = tests/ui/test-pick.c $(UI_FIXTURE)
tests_ui_test_pick_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-presets
tests_ui_test_presets_SOURCES = tests/ui/test-presets.c $(UI_FIXTURE)
tests_ui_test_presets_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-read-only
tests_ui_test_read_only_SOURCES = tests/ui/test-read-only.c $(UI_FIXTURE)
tests_ui_test_read_only_LDADD = tests/ui/libvt.a $(UI_LIBS) $(VTERM_LIBS) -lutil $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-print
tests_ui_test_print_SOURCES = tests/ui/test-print.c $(UI_FIXTURE)
tests_ui_test_print_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-screens
tests_ui_test_screens_SOURCES = tests/ui/test-screens.c tests/ui/focus.c tests/ui/focus.h $(UI_FIXTURE)
tests_ui_test_screens_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-session
tests_ui_test_session_SOURCES = tests/ui/test-session.c $(UI_FIXTURE)
tests_ui_test_session_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-terminal
tests_ui_test_terminal_SOURCES = tests/ui/test-terminal.c $(UI_FIXTURE)
tests_ui_test_terminal_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

# Many more random keys than in a check, which takes five minutes in a build with sanitizers.
NFTABS_MONKEY_KEYS = 100000
check-monkey: nftabs$(EXEEXT) tests/ui/test-monkey$(EXEEXT)
	@$(AM_TESTS_ENVIRONMENT) NFTABS_MONKEY_KEYS=$(NFTABS_MONKEY_KEYS) tests/ui/test-monkey$(EXEEXT)
.PHONY: check-monkey
endif
EXTRA_DIST += tests/ui/golden tests/ui/policies
