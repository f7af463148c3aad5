/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"

int main(void)
{
	i18n_init(LOCALEDIR);
	return 0;
}
