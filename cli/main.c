/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/run.h"

int main(int argc, char **argv)
{
	(void)argc;
	i18n_init(LOCALEDIR);
	return cli_run(argv);
}
