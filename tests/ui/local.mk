# ui: whole programs in a terminal of libvterm, driven by keys
if HAVE_VTERM
noinst_PROGRAMS += tests/ui/demo
tests_ui_demo_SOURCES = tests/ui/demo.c
tests_ui_demo_LDADD = $(WIDGET_LIBS)

check_LIBRARIES = tests/ui/libvt.a
tests_ui_libvt_a_SOURCES = \
	tests/ui/vt.c tests/ui/vt.h \
	tests/ui/vt_key.c \
	tests/ui/vt_screen.c tests/ui/vt_screen.h \
	tests/ui/vt_start.c tests/ui/vt_start.h
UI_FIXTURE = tests/ui/fixture.c tests/ui/fixture.h
VT_LIBS = tests/ui/libvt.a $(WIDGET_LIBS) $(VTERM_LIBS) -lutil

check_PROGRAMS += tests/ui/test-session
tests_ui_test_session_SOURCES = tests/ui/test-session.c $(UI_FIXTURE)
tests_ui_test_session_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/ui/test-terminal
tests_ui_test_terminal_SOURCES = tests/ui/test-terminal.c $(UI_FIXTURE)
tests_ui_test_terminal_LDADD = $(VT_LIBS) $(CMOCKA_LIBS)
endif
