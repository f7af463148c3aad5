# model
check_PROGRAMS += tests/model/test-validity
tests_model_test_validity_SOURCES = tests/model/test-validity.c
tests_model_test_validity_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/model/test-resolve
tests_model_test_resolve_SOURCES = tests/model/test-resolve.c tests/model/environment.c tests/model/environment.h
tests_model_test_resolve_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/model/test-evaluate
tests_model_test_evaluate_SOURCES = tests/model/test-evaluate.c tests/model/environment.c tests/model/environment.h
tests_model_test_evaluate_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/model/test-check
tests_model_test_check_SOURCES = tests/model/test-check.c tests/model/environment.c tests/model/environment.h
tests_model_test_check_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/model/test-preset
tests_model_test_preset_SOURCES = tests/model/test-preset.c
tests_model_test_preset_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/model/test-shadow
tests_model_test_shadow_SOURCES = tests/model/test-shadow.c tests/model/environment.c tests/model/environment.h
tests_model_test_shadow_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/model/test-table
tests_model_test_table_SOURCES = tests/model/test-table.c tests/model/environment.c tests/model/environment.h
tests_model_test_table_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/model/test-preset-place
tests_model_test_preset_place_SOURCES = tests/model/test-preset-place.c tests/model/environment.c tests/model/environment.h
tests_model_test_preset_place_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
