#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# autogen.sh                  makes ./configure
# autogen.sh --install-deps   first installs the packages the build needs
set -eu
cd "$(dirname "$0")"

build="autoconf automake make gcc libc6-dev pkg-config gettext"
libraries="libcsv-dev libreadline-dev libncurses-dev libpcre2-dev
  libutf8proc-dev libuchardet-dev libxxhash-dev libsqlite3-dev
  libcurl4-openssl-dev libxml2-dev libarchive-dev zlib1g-dev libjansson-dev
  libmicrohttpd-dev librsvg2-dev libcmark-dev nettle-dev"
checks="libcmocka-dev libxml2-utils libvterm-dev tmux"

say() { printf '%s\n' "$*" >&2; }

other_systems() {
	cat >&2 <<'LIST'
Packages to install:
  Fedora:   autoconf automake make gcc pkgconf-pkg-config gettext-devel libcsv-devel readline-devel ncurses-devel
            pcre2-devel utf8proc-devel uchardet-devel xxhash-devel sqlite-devel libcurl-devel libxml2-devel
            libarchive-devel zlib-devel jansson-devel libmicrohttpd-devel librsvg2-devel cmark-devel nettle-devel
            libcmocka-devel libvterm-devel tmux
  Arch:     base-devel libcsv readline ncurses pcre2 libutf8proc uchardet xxhash sqlite curl libxml2 libarchive
            zlib jansson libmicrohttpd librsvg cmark nettle cmocka libvterm tmux
  Alpine:   build-base autoconf automake pkgconf gettext-dev libcsv-dev readline-dev ncurses-dev pcre2-dev
            utf8proc-dev uchardet-dev xxhash-dev sqlite-dev curl-dev libxml2-dev libarchive-dev zlib-dev jansson-dev
            libmicrohttpd-dev librsvg-dev cmark-dev nettle-dev cmocka-dev libvterm-dev tmux
  Homebrew: autoconf automake pkg-config gettext libcsv readline ncurses pcre2 utf8proc uchardet xxhash sqlite
            curl libxml2 libarchive zlib jansson libmicrohttpd librsvg cmark nettle cmocka libvterm tmux
LIST
}

install_deps() {
	if ! command -v apt-get >/dev/null; then
		say "autogen.sh: only Debian and Ubuntu are served here."
		other_systems
		exit 1
	fi
	root=
	if [ "$(id -u)" != 0 ]; then
		if ! command -v sudo >/dev/null; then
			say "autogen.sh: packages are installed as root, or with sudo."
			exit 1
		fi
		root=sudo
	fi
	$root apt-get update -qq
	# shellcheck disable=SC2086 # lists of words
	$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
		--no-install-recommends $build $libraries $checks >/dev/null
}

case "${1-}" in
--install-deps) install_deps; shift ;;
--help|-h) sed -n '3,4s/^# //p' "$0"; exit 0 ;;
'') ;;
*) say "autogen.sh: unknown option $1; try --help"; exit 2 ;;
esac

if ! command -v autoreconf >/dev/null; then
	say "autogen.sh: autoconf is missing. Run ./autogen.sh --install-deps,"
	say "or install the packages yourself."
	other_systems
	exit 1
fi
autoreconf --install --force
say "Now: ./configure && make"
