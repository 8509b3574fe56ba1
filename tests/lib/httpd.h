/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server for tests, on 127.0.0.1 only, that serves a folder and misbehaves
 * on request.
 *
 *   /file/NAME     NAME of the folder, with an ETag and a date
 *   /redirect/N/…  N redirections, then /…
 *   /loop          redirected for ever
 *   /elsewhere     redirected to a file: address
 *   /status/N      answers N; 429 and 503 with Retry-After
 *   /cut           promises 5000 bytes and closes after 100
 *   /stall         sends 10 bytes, then nothing more
 *   /page.csv      a web page under the name of a table
 *   /named         a table called by Content-Disposition, with a licence
 *   /agent         what the client calls itself
 *   /empty.csv     nothing
 */
#ifndef TEST_HTTPD_H
#define TEST_HTTPD_H

struct httpd;

/* Starts it on a free port, put in *PORT; NULL when it cannot. */
struct httpd *httpd_start(const char *folder, unsigned *port);
void httpd_stop(struct httpd *h);

#endif
