/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson in front of a room: its answer, its mistakes, and the socket by
 * which the facilitator's notes follow what is projected. Only the same user
 * on the same machine can follow; nothing goes over a network.
 */
#include "lesson/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/i18n.h"

#define FOLLOWERS 8
#define LINE_FORMAT "dpipe-room 1 %s %zu %d %lld\n"

/* ---- what is said of a task ------------------------------------------- */

size_t
dp_quiz_choice(const struct dp_lesson *l, const struct dp_task *t, size_t i)
{
	return dpi_quiz_at(l, t, i);
}

static void
say_route(const struct dp_route *r, size_t number, struct dp_says *out)
{
	if (r->language && strcmp(r->language, dp_language()) != 0)
		return;
	for (size_t i = 0; i < r->n; i++)
		dpi_say_text(out, DP_SAY_ROUTE, i == 0 ? number : 0,
			     r->action[i]);
}

void
dp_room_answer(const struct dp_lesson *l, const struct dp_task *t,
	       struct dp_says *out)
{
	for (size_t i = 0; i < t->n_choices; i++) {
		const struct dp_choice *c = &t->choice[dpi_quiz_at(l, t, i)];

		if (!dp_str_eq(c->id, t->right))
			continue;
		dpi_say_text(out, DP_SAY_CHOICE, i + 1, dp_said(&c->text));
		dpi_say_text(out, DP_SAY_TEXT, 0, dp_said(&c->why));
	}
	say_route(&t->run, 1, out);
	for (size_t i = 0; i < t->n_routes; i++)
		say_route(&t->route[i], i + 1, out);
}

/* TEXT with … for what is measured when the mistake is made. */
static void
say_mistake(size_t number, dp_str text, struct dp_says *out)
{
	struct dp_buf b = { 0 };

	while (text.n > 0) {
		dp_str rest = text, plain = dp_str_cut(&rest, '{');

		dp_buf_str(&b, plain);
		if (rest.p) {
			(void)dp_str_cut(&rest, '}');
			dp_buf_c(&b, "…");
		}
		text = rest;
	}
	dpi_say_text(out, DP_SAY_FAIL, number, dp_buf_view(&b));
	dp_buf_done(&b);
}

void
dp_room_mistakes(const struct dp_lesson *l, const struct dp_task *t,
		 struct dp_says *out)
{
	for (size_t i = 0; i < t->n_wrongs; i++)
		say_mistake(i + 1, dp_said(&t->wrong[i].say), out);
	for (size_t i = 0; i < t->n_choices; i++) {
		const struct dp_choice *c = &t->choice[dpi_quiz_at(l, t, i)];

		if (!dp_str_eq(c->id, t->right))
			say_mistake(i + 1, dp_said(&c->why), out);
	}
}

/* ---- where they meet -------------------------------------------------- */

/* Fills A with the socket's name, its folder made where MAKES. */
static int
find_place(struct sockaddr_un *a, bool makes, struct dp_err *err)
{
	const char *run = getenv("XDG_RUNTIME_DIR");
	struct stat st;
	int n;

	memset(a, 0, sizeof *a);
	a->sun_family = AF_UNIX;
	if (!run || run[0] != '/')
		return dp_fail(err, DP_ENOTFOUND,
			       _("XDG_RUNTIME_DIR names no folder, where the "
				 "notes and the projector view meet."));
	n = snprintf(a->sun_path, sizeof a->sun_path, "%s/dpipe", run);
	if (n < 0 || (size_t)n + sizeof "/room" > sizeof a->sun_path)
		return dp_fail(err, DP_ELIMIT,
			       _("the name of the folder %s is too long."),
			       run);
	if (makes && mkdir(a->sun_path, 0700) != 0 && errno != EEXIST)
		return dp_fail_errno(err, _("the folder %s cannot be made"),
				     a->sun_path);
	if (makes && (lstat(a->sun_path, &st) != 0 || !S_ISDIR(st.st_mode) ||
		      st.st_uid != getuid() || (st.st_mode & 077)))
		return dp_fail(err, DP_EIO,
			       _("the folder %s is open to others; only you "
				 "may have it (chmod 700)."),
			       a->sun_path);
	memcpy(a->sun_path + n, "/room", sizeof "/room");
	return 0;
}

static int
new_socket(struct dp_err *err)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0)
		return dp_fail_errno(err, _("no socket can be made"));
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	(void)fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}

/* ---- the room --------------------------------------------------------- */

struct dp_room {
	int fd;
	char path[sizeof((struct sockaddr_un *)0)->sun_path];
	int follower[FOLLOWERS];
	size_t n;
	struct dp_buf said; /* the last line */
};

struct dp_room *
dp_room_open(struct dp_err *err)
{
	struct dp_room *r = dp_alloc0(sizeof *r);
	struct sockaddr_un a;
	const struct sockaddr *to = (const struct sockaddr *)&a;
	int other;

	r->fd = find_place(&a, true, err) == 0 ? new_socket(err) : -1;
	other = r->fd >= 0 ? new_socket(err) : -1;
	if (other >= 0 && connect(other, to, sizeof a) == 0) {
		(void)dp_fail(err, DP_EUSAGE,
			      _("another projector view is open already."));
	} else if (other >= 0) {
		/* what an ending without farewell has left */
		(void)unlink(a.sun_path);
		if (bind(r->fd, to, sizeof a) == 0 &&
		    chmod(a.sun_path, 0600) == 0 &&
		    listen(r->fd, FOLLOWERS) == 0)
			(void)snprintf(r->path, sizeof r->path, "%s",
				       a.sun_path);
		else
			(void)dp_fail_errno(err, _("%s cannot be made"),
					    a.sun_path);
	}
	if (other >= 0)
		(void)close(other);
	if (*r->path)
		return r;
	dp_room_close(r);
	return NULL;
}

void
dp_room_close(struct dp_room *r)
{
	if (!r)
		return;
	if (*r->path)
		(void)unlink(r->path);
	if (r->fd >= 0)
		(void)close(r->fd);
	while (r->n > 0)
		(void)close(r->follower[--r->n]);
	dp_buf_done(&r->said);
	free(r);
}

int
dp_room_fd(const struct dp_room *r)
{
	return r->fd;
}

/* False when the follower is gone, or does not read what it gets. */
static bool
tell(const struct dp_room *r, int fd)
{
	ssize_t n;

	do
		n = send(fd, r->said.p, r->said.n, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)r->said.n;
}

void
dp_room_admit(struct dp_room *r)
{
	int fd;

	while ((fd = accept(r->fd, NULL, NULL)) >= 0) {
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
		(void)fcntl(fd, F_SETFL, O_NONBLOCK);
		if (r->n < FOLLOWERS && (!r->said.n || tell(r, fd)))
			r->follower[r->n++] = fd;
		else
			(void)close(fd);
	}
}

void
dp_room_show(struct dp_room *r, const struct dp_room_now *now)
{
	struct dp_buf b = { 0 };

	dp_buf_format(&b, LINE_FORMAT, now->lesson, now->task + 1,
		      now->answer ? 1 : 0, (long long)now->ends_at);
	if (dp_str_eq(dp_buf_view(&b), dp_buf_view(&r->said))) {
		dp_buf_done(&b);
		return;
	}
	dp_buf_done(&r->said);
	r->said = b;
	for (size_t i = r->n; i-- > 0;) {
		if (tell(r, r->follower[i]))
			continue;
		(void)close(r->follower[i]);
		r->follower[i] = r->follower[--r->n];
	}
}

/* ---- who follows ------------------------------------------------------ */

int
dp_room_follow(struct dp_err *err)
{
	struct sockaddr_un a;
	int fd;

	if (find_place(&a, false, err) != 0 || (fd = new_socket(err)) < 0)
		return -1;
	if (connect(fd, (const struct sockaddr *)&a, sizeof a) == 0)
		return fd;
	(void)close(fd);
	return dp_fail(err, DP_ENOTFOUND,
		       _("no projector view is open; start one with dpipe "
			 "--present."));
}

bool
dp_room_read(dp_str line, struct dp_room_now *out)
{
	dp_str id, word;
	int64_t task, answer;

	memset(out, 0, sizeof *out);
	if (!dp_str_starts(line, "dpipe-room 1 "))
		return false;
	line = dp_str_from(line, strlen("dpipe-room 1 "));
	id = dp_str_cut(&line, ' ');
	word = dp_str_cut(&line, ' ');
	if (!dp_str_int(word, &task) || task < 1 || id.n == 0 ||
	    id.n >= sizeof out->lesson || memchr(id.p, '\0', id.n))
		return false;
	word = dp_str_cut(&line, ' ');
	if (!dp_str_int(word, &answer) || !line.p ||
	    !dp_str_int(line, &out->ends_at))
		return false;
	memcpy(out->lesson, id.p, id.n);
	out->task = (size_t)task - 1;
	out->answer = answer != 0;
	return true;
}
