bin_PROGRAMS += nftabs
nftabs_SOURCES = cli/main.c
nftabs_LDADD = $(DEPLOY_LIBS)
