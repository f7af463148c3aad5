check_PROGRAMS += tests/widget/test-dialog
tests_widget_test_dialog_SOURCES = tests/widget/test-dialog.c \
	tests/widget/stage.c tests/widget/stage.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_dialog_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-fields
tests_widget_test_fields_SOURCES = tests/widget/test-fields.c \
	tests/widget/bench.c tests/widget/bench.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_fields_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-form
tests_widget_test_form_SOURCES = tests/widget/test-form.c \
	tests/widget/bench.c tests/widget/bench.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_form_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-grid
tests_widget_test_grid_SOURCES = tests/widget/test-grid.c \
	tests/widget/bench.c tests/widget/bench.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_grid_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-layers
tests_widget_test_layers_SOURCES = tests/widget/test-layers.c \
	tests/widget/stage.c tests/widget/stage.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_layers_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-list-field
tests_widget_test_list_field_SOURCES = tests/widget/test-list-field.c \
	tests/widget/bench.c tests/widget/bench.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_list_field_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-loop
tests_widget_test_loop_SOURCES = tests/widget/test-loop.c
tests_widget_test_loop_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-screen
tests_widget_test_screen_SOURCES = tests/widget/test-screen.c \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_screen_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-table
tests_widget_test_table_SOURCES = tests/widget/test-table.c \
	tests/widget/bench.c tests/widget/bench.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_table_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
