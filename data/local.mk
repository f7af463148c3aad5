# Messages of the build tree, so that the program speaks Japanese before it is installed (NFTABS_LOCALEDIR).
CATALOGUES = $(wildcard $(top_srcdir)/po/*.po)
CLEANFILES += locale/stamp
all-local: locale/stamp
locale/stamp: $(CATALOGUES)
	$(AM_V_GEN)test "$(USE_NLS)" != yes || for po in $(CATALOGUES); do \
		directory=locale/`basename $$po .po`/LC_MESSAGES; \
		$(MKDIR_P) $$directory && $(GMSGFMT) -o $$directory/nftabs.mo $$po || exit 1; \
	done
	@$(MKDIR_P) locale && touch $@
clean-local:
	rm -rf locale

bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = data/completions/nftabs

# The directory of the policy: nobody but root reads a firewall's rules.
install-data-hook:
	$(MKDIR_P) $(DESTDIR)$(localstatedir)/lib/nftabs
	chmod 0700 $(DESTDIR)$(localstatedir)/lib/nftabs
uninstall-hook:
	rmdir $(DESTDIR)$(localstatedir)/lib/nftabs || :

presetsdir = $(pkgdatadir)/presets
dist_presets_DATA = \
	data/presets/dhcp.json \
	data/presets/dns.json \
	data/presets/mail-client.json \
	data/presets/ntp.json \
	data/presets/ping.json \
	data/presets/programs.json \
	data/presets/server.json \
	data/presets/ssh-server.json \
	data/presets/web-client.json \
	data/presets/web-server.json \
	data/presets/workstation.json
EXTRA_DIST += data/presets/README.md
