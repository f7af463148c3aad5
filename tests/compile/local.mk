# compile: golden files and, where the machine lets us have a network namespace, nft's own opinion
NFT_KIT = tests/compile/nft-expected.c tests/compile/nft.c tests/compile/nft.h
check_PROGRAMS += tests/compile/test-golden
tests_compile_test_golden_SOURCES = tests/compile/test-golden.c $(NFT_KIT) tests/model/environment.c tests/model/environment.h
tests_compile_test_golden_LDADD = $(COMPILE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += \
	tests/compile/golden/addresses.json tests/compile/golden/addresses.nft \
	tests/compile/golden/applications.json tests/compile/golden/applications.nft \
	tests/compile/golden/directions.json tests/compile/golden/directions.nft \
	tests/compile/golden/empty.json tests/compile/golden/empty.nft \
	tests/compile/golden/icmp.json tests/compile/golden/icmp.nft \
	tests/compile/golden/log.json tests/compile/golden/log.nft \
	tests/compile/golden/mail.json tests/compile/golden/mail.nft \
	tests/compile/golden/names.json tests/compile/golden/names.nft \
	tests/compile/golden/publish.json tests/compile/golden/publish.nft \
	tests/compile/golden/reject.json tests/compile/golden/reject.nft \
	tests/compile/golden/services.json tests/compile/golden/services.nft \
	tests/compile/golden/validity.json tests/compile/golden/validity.nft
check_PROGRAMS += tests/compile/test-text
tests_compile_test_text_SOURCES = tests/compile/test-text.c $(NFT_KIT)
tests_compile_test_text_LDADD = $(COMPILE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/compile/test-ir
tests_compile_test_ir_SOURCES = tests/compile/test-ir.c
tests_compile_test_ir_LDADD = $(COMPILE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/compile/test-compile
tests_compile_test_compile_SOURCES = tests/compile/test-compile.c tests/model/environment.c tests/model/environment.h
tests_compile_test_compile_LDADD = $(COMPILE_LIBS) $(CMOCKA_LIBS)
