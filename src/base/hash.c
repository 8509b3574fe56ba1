/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hashes: XXH3 for tables in memory, SHA-256 for what must be proved.
 */
#include <dpipe/base.h>

#include <errno.h>
#include <nettle/hmac.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/i18n.h"

#define READ_BYTES (128u << 10)

uint64_t
dp_hash64(const void *p, size_t n_bytes)
{
	return XXH3_64bits(p, n_bytes);
}

struct dp_hash128
dp_hash128(const void *p, size_t n_bytes)
{
	XXH128_hash_t h = XXH3_128bits(p, n_bytes);
	struct dp_hash128 r = { h.low64, h.high64 };

	return r;
}

struct dp_hash128
dp_hash128_seeded(const void *p, size_t n_bytes, uint64_t seed)
{
	XXH128_hash_t h = XXH3_128bits_withSeed(p, n_bytes, seed);
	struct dp_hash128 r = { h.low64, h.high64 };

	return r;
}

uint64_t
dp_hash_seed(void)
{
	uint64_t seed;

	return getentropy(&seed, sizeof seed) == 0 ? seed : 0;
}

static void
write_hex(const uint8_t *sum, size_t n, char *hex)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digit[sum[i] >> 4];
		hex[2 * i + 1] = digit[sum[i] & 15];
	}
	hex[2 * n] = '\0';
}

void
dp_md5(dp_str s, char hex[DP_MD5_HEX])
{
	uint8_t sum[MD5_DIGEST_SIZE];
	struct md5_ctx ctx;

	md5_init(&ctx);
	if (s.n)
		md5_update(&ctx, s.n, (const uint8_t *)s.p);
	md5_digest(&ctx, sizeof sum, sum);
	write_hex(sum, sizeof sum, hex);
}

void
dp_sha1(dp_str s, char hex[DP_SHA1_HEX])
{
	uint8_t sum[SHA1_DIGEST_SIZE];
	struct sha1_ctx ctx;

	sha1_init(&ctx);
	if (s.n)
		sha1_update(&ctx, s.n, (const uint8_t *)s.p);
	sha1_digest(&ctx, sizeof sum, sum);
	write_hex(sum, sizeof sum, hex);
}

static void
finish(struct sha256_ctx *ctx, char hex[DP_SHA256_HEX])
{
	uint8_t sum[SHA256_DIGEST_SIZE];

	sha256_digest(ctx, sizeof sum, sum);
	write_hex(sum, sizeof sum, hex);
}

void
dp_hmac_sha256(dp_str key, dp_str message, char hex[DP_SHA256_HEX])
{
	uint8_t sum[SHA256_DIGEST_SIZE];
	struct hmac_sha256_ctx ctx;

	hmac_sha256_set_key(&ctx, key.n, (const uint8_t *)key.p);
	if (message.n)
		hmac_sha256_update(&ctx, message.n, (const uint8_t *)message.p);
	hmac_sha256_digest(&ctx, sizeof sum, sum);
	write_hex(sum, sizeof sum, hex);
}

void
dp_sha256(const void *p, size_t n_bytes, char hex[DP_SHA256_HEX])
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	if (n_bytes)
		sha256_update(&ctx, n_bytes, p);
	finish(&ctx, hex);
}

int
dp_sha256_file(const char *path, char hex[DP_SHA256_HEX], uint64_t *bytes,
	       struct dp_err *err)
{
	struct sha256_ctx ctx;
	struct dp_buf b = { 0 };
	uint64_t total = 0;
	ssize_t n;
	int fd = dp_open_read(path, err);

	if (fd < 0)
		return -1;
	sha256_init(&ctx);
	(void)dp_buf_room(&b, READ_BYTES);
	while ((n = read(fd, b.p, READ_BYTES)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		sha256_update(&ctx, (size_t)n, (const uint8_t *)b.p);
		total += (uint64_t)n;
	}
	if (n < 0)
		(void)dp_fail_errno(err, _("%s cannot be read"), path);
	(void)close(fd);
	dp_buf_done(&b);
	if (n < 0)
		return -1;
	finish(&ctx, hex);
	if (bytes)
		*bytes = total;
	return 0;
}
