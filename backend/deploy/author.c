/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/author.h"

#include "base/str.h"

#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

/* Set by the login, kept over sudo and su, and not to be changed by the user: what audit(8) goes by. UINT32_MAX where
 * nobody logged in (a boot job, a container). */
static uid_t login_uid(void)
{
	FILE *file = fopen("/proc/self/loginuid", "re");
	unsigned int uid = UINT32_MAX;

	if (file) {
		if (fscanf(file, "%u", &uid) != 1)
			uid = UINT32_MAX;
		fclose(file);
	}
	return uid;
}

/* Where the kernel keeps no login user, sudo says who called it; only root's word of sudo is taken. */
static uid_t sudo_uid(void)
{
	const char *text = geteuid() == 0 ? getenv("SUDO_UID") : NULL;
	unsigned long uid;

	return text && str_to_uint(text, 0, UINT32_MAX - 1, &uid) ? (uid_t)uid : geteuid();
}

static char *user_name(uid_t uid)
{
	const struct passwd *user = getpwuid(uid);

	return user ? mem_strdup(user->pw_name) : mem_printf("%u", (unsigned int)uid);
}

/* The other end of the SSH connection: "ADDRESS PORT ADDRESS PORT". */
static char *origin(const char *program)
{
	const char *ssh = getenv("SSH_CONNECTION");
	size_t length = ssh ? strcspn(ssh, " ") : 0;

	if (!length)
		return mem_strdup(program);
	return mem_printf("%s, SSH from %.*s", program, (int)length, ssh);
}

void author_read(const char *program, struct author *ret)
{
	uid_t login = login_uid();
	_cleanup_free_ char *user = NULL, *effective = user_name(geteuid());

	if (login == (uid_t)UINT32_MAX)
		login = sudo_uid();
	user = user_name(login);
	ret->user = login == geteuid() ? TAKE_PTR(user) : mem_printf("%s (%s)", user, effective);
	ret->origin = origin(program);
}

void author_done(struct author *author)
{
	free((char *)(uintptr_t)author->user);
	free((char *)(uintptr_t)author->origin);
}
