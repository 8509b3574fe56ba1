/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server of httpd.h. Only for tests: it is neither fast nor careful.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "httpd.h"

struct httpd {
	struct MHD_Daemon *daemon;
	char folder[4096];
	volatile bool stopping;
};

static enum MHD_Result
answer(struct MHD_Connection *c, unsigned status, struct MHD_Response *r)
{
	enum MHD_Result queued = MHD_queue_response(c, status, r);

	MHD_destroy_response(r);
	return queued;
}

static struct MHD_Response *
text(const char *type, const char *body)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(
		strlen(body), (void *)(uintptr_t)body, MHD_RESPMEM_MUST_COPY);

	if (type)
		(void)MHD_add_response_header(r, "Content-Type", type);
	return r;
}

static enum MHD_Result
redirect(struct MHD_Connection *c, const char *to)
{
	struct MHD_Response *r = text("text/html", "<html>moved</html>");

	(void)MHD_add_response_header(r, "Location", to);
	return answer(c, MHD_HTTP_FOUND, r);
}

static enum MHD_Result
refuse(struct MHD_Connection *c, unsigned status)
{
	struct MHD_Response *r = text("text/html", "<html>no</html>");

	if (status == 503)
		(void)MHD_add_response_header(r, "Retry-After", "7");
	if (status == 429)
		(void)MHD_add_response_header(r, "Retry-After",
					      "Wed, 21 Oct 2026 07:28:00 GMT");
	return answer(c, status, r);
}

static enum MHD_Result
serve_file(struct httpd *h, struct MHD_Connection *c, const char *name)
{
	struct MHD_Response *r;
	char path[8192];
	struct stat st;
	int fd;

	(void)snprintf(path, sizeof path, "%s/%s", h->folder, name);
	fd = strstr(name, "..") ? -1 : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0)
		return refuse(c, 404);
	r = MHD_create_response_from_fd((uint64_t)st.st_size, fd);
	(void)MHD_add_response_header(r, "ETag", "\"v1\"");
	(void)MHD_add_response_header(r, "Last-Modified",
				      "Sun, 03 Mar 2024 10:00:00 GMT");
	(void)MHD_add_response_header(r, "Content-Type", "text/csv");
	return answer(c, MHD_HTTP_OK, r);
}

static ssize_t
cut(void *self, uint64_t at, char *p, size_t max)
{
	(void)self;
	if (at >= 100)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (max > 100 - at)
		max = (size_t)(100 - at);
	memset(p, 'x', max);
	return (ssize_t)max;
}

static ssize_t
stall(void *self, uint64_t at, char *p, size_t max)
{
	struct httpd *h = self;

	if (at < 10 && max >= 10) {
		memset(p, 'x', 10);
		return 10;
	}
	if (h->stopping)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	(void)usleep(20000);
	return 0;
}

static enum MHD_Result
serve_named(struct MHD_Connection *c)
{
	struct MHD_Response *r = text("text/csv; charset=utf-8", "a,b\n1,2\n");

	(void)MHD_add_response_header(r, "Content-Disposition",
				      "attachment; filename=\"old.csv\"; "
				      "filename*=UTF-8''..%2Fcin%C3%A9mas.csv");
	(void)MHD_add_response_header(
		r, "Link",
		"<https://www.example.org/next>; rel=\"next\", "
		"<https://www.example.org/licence>; rel=\"license\"");
	return answer(c, MHD_HTTP_OK, r);
}

static enum MHD_Result
serve(void *self, struct MHD_Connection *c, const char *url, const char *method,
      const char *version, const char *upload, size_t *upload_bytes,
      void **state)
{
	const char *agent = MHD_lookup_connection_value(c, MHD_HEADER_KIND,
							"User-Agent");
	char to[4096];
	unsigned n;
	int end = 0;

	(void)method;
	(void)version;
	(void)upload;
	(void)upload_bytes;
	(void)state;
	if (strncmp(url, "/file/", 6) == 0)
		return serve_file(self, c, url + 6);
	if (sscanf(url, "/redirect/%u/%n", &n, &end) == 1 && end > 0) {
		if (n > 1)
			(void)snprintf(to, sizeof to, "/redirect/%u/%s", n - 1,
				       url + end);
		else
			(void)snprintf(to, sizeof to, "/%s", url + end);
		return redirect(c, to);
	}
	if (strcmp(url, "/loop") == 0)
		return redirect(c, "/loop");
	if (strcmp(url, "/elsewhere") == 0)
		return redirect(c, "file:///etc/hostname");
	if (sscanf(url, "/status/%u", &n) == 1)
		return refuse(c, n);
	if (strcmp(url, "/cut") == 0)
		return answer(c, MHD_HTTP_OK,
			      MHD_create_response_from_callback(5000, 1024, cut,
								NULL, NULL));
	if (strcmp(url, "/stall") == 0)
		return answer(c, MHD_HTTP_OK,
			      MHD_create_response_from_callback(5000, 1024,
								stall, self,
								NULL));
	if (strcmp(url, "/page.csv") == 0)
		return answer(c, MHD_HTTP_OK,
			      text("text/html",
				   "<!DOCTYPE html>\n<html><p>Come back "
				   "later</html>\n"));
	if (strcmp(url, "/named") == 0)
		return serve_named(c);
	if (strcmp(url, "/agent") == 0)
		return answer(c, MHD_HTTP_OK,
			      text("text/plain", agent ? agent : "none"));
	if (strcmp(url, "/empty.csv") == 0)
		return answer(c, MHD_HTTP_OK, text("text/csv", ""));
	return refuse(c, 404);
}

struct httpd *
httpd_start(const char *folder, unsigned *port)
{
	struct httpd *h = calloc(1, sizeof *h);
	const union MHD_DaemonInfo *info;
	struct sockaddr_in at = { .sin_family = AF_INET };

	if (!h)
		return NULL;
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	(void)snprintf(h->folder, sizeof h->folder, "%s", folder);
	h->daemon = MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION |
					     MHD_USE_INTERNAL_POLLING_THREAD,
				     0, NULL, NULL, serve, h,
				     MHD_OPTION_SOCK_ADDR, &at, MHD_OPTION_END);
	info = h->daemon ? MHD_get_daemon_info(h->daemon,
					       MHD_DAEMON_INFO_BIND_PORT) :
			   NULL;
	if (!info) {
		free(h);
		return NULL;
	}
	*port = info->port;
	return h;
}

void
httpd_stop(struct httpd *h)
{
	h->stopping = true;
	MHD_stop_daemon(h->daemon);
	free(h);
}
