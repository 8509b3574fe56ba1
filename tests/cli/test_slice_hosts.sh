#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The parts of a file on several hosts, as README.md shows it: with GNU parallel
# over ssh, and as a job array of Slurm. All hosts are this one; the commands
# are README's own, but for the folder of the data.
: "${DPIPE:=dpipe}" "${srcdir:=.}"
PATH=$PATH:/usr/sbin:/sbin
for tool in parallel ssh sshd ssh-keygen munged slurmctld slurmd sbatch; do
	command -v $tool >/dev/null && continue
	echo "1..0 # SKIP $tool is missing: Debian has parallel, openssh-server" \
		'and slurm-wlm'
	exit 0
done
srcdir=$(cd "$srcdir" && pwd)
DPIPE=$(realpath "$(command -v "$DPIPE")")
export DPIPE_DATA_DIR=${DPIPE_DATA_DIR:-$srcdir}
unset DPIPE_PLAIN LC_MESSAGES LANG
export LC_ALL=C.UTF-8 LANGUAGE=en
# shellcheck source=tests/lib/tap.sh
. "$srcdir/tests/lib/tap.sh"

# What runs beside the test ends with it.
daemons=()
tidy() {
	[ ${#daemons[@]} = 0 ] || kill "${daemons[@]}" 2>/dev/null
	wait
	[ -z "${made_run-}" ] || rmdir /run/sshd 2>/dev/null
	rm -rf "$tap_dir"
}
trap tidy EXIT
trap 'exit 130' INT TERM

# until_so COMMAND…: succeeds soon, or not within half a minute.
until_so() {
	local end=$((SECONDS + 30))

	until "$@" >/dev/null 2>&1; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.05
	done
}

# block TEXT FILE: the block of README.md with TEXT in it, for data in $tap_dir
block() {
	awk -v text="$1" '/^```/ { if (hit) printf "%s", all; hit = 0; all = ""
			on = !on; next }
		on { all = all $0 "\n"; if (index($0, text)) hit = 1 }' \
		"$srcdir/README.md" | sed "s|/data/|$tap_dir/data/|g" >"$2"
}

# The whole in one run, in the environment that the hosts have as well.
mkdir "$tap_dir"/{bin,data,jobs,ssh,slurm} "$tap_dir"/slurm/{state,spool}
chmod 711 "$tap_dir"
cd "$tap_dir/jobs" || exit 99
ln -s "$DPIPE" "$tap_dir/bin/dpipe"
PATH=$tap_dir/bin:$PATH
awk 'BEGIN {
	print "n,text,end"
	for (i = 1; i <= 40000; i++)
		print i "," (i % 3 ? " plain" : "\"two\nlines, \"\"" i "\"\" \"") \
			",9,"
	}' | sed 's/,$//' >"$tap_dir/data/big.csv"
printf 'trim *\ncase text to=upper\nfilter n != 77\n' >"$tap_dir/data/r.dpr"
dpipe clean -q -r "$tap_dir/data/r.dpr" "$tap_dir/data/big.csv" >whole
ok 'there is a whole' test "$(wc -l <whole)" -gt 50000

# ---- GNU parallel, over ssh ----
# node1 and node2 are a server that speaks through a pipe: no port is taken.
ssh-keygen -q -t ed25519 -N '' -f "$tap_dir/ssh/key"
# a HOME of its own: what the user's shell does when it starts stays out
echo "environment=\"PATH=$PATH\",environment=\"HOME=$tap_dir/ssh\"" \
	"$(<"$tap_dir/ssh/key.pub")" >"$tap_dir/ssh/keys"
cat >"$tap_dir/ssh/server" <<-END
	HostKey $tap_dir/ssh/key
	AuthorizedKeysFile $tap_dir/ssh/keys
	PermitUserEnvironment yes
	PermitRootLogin prohibit-password
	AcceptEnv DPIPE_* ASAN_OPTIONS UBSAN_OPTIONS
	StrictModes no
	PidFile none
END
cat >"$tap_dir/ssh/client" <<-END
	Host node1 node2
	ProxyCommand $(command -v sshd) -i -E $tap_dir/ssh/log -f $tap_dir/ssh/server
	IdentityFile $tap_dir/ssh/key
	IdentitiesOnly yes
	HostKeyAlias here
	UserKnownHostsFile $tap_dir/ssh/hosts
	BatchMode yes
	LogLevel ERROR
	SendEnv DPIPE_* ASAN_OPTIONS UBSAN_OPTIONS
END
sed 's/^/here /' "$tap_dir/ssh/key.pub" >"$tap_dir/ssh/hosts"
# where sshd is run by root it wants its empty folder
if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
	mkdir /run/sshd && made_run=yes
fi
block 'parallel -k' over_ssh
PARALLEL_HOME=$tap_dir/ssh PARALLEL_SSH="ssh -F $tap_dir/ssh/client" \
	bash over_ssh >ssh.out 2>ssh.err </dev/null
ok 'GNU parallel over ssh: the parts are the whole, byte for byte' \
	cmp whole clean.csv
is 'and nothing is said' "$(cat ssh.out ssh.err)" ''
ok 'each part had a session of its own' test 16 -le \
	"$(grep -c 'Accepted publickey' "$tap_dir/ssh/log")"

# ---- a job array of Slurm ----
cluster() {
	local port=$((20000 + RANDOM % 10000)) me

	me=$(id -un)
	cat >"$tap_dir/slurm/slurm.conf" <<-END
		ClusterName=here
		SlurmctldHost=$(hostname -s)(127.0.0.1)
		SlurmctldPort=$port
		SlurmdPort=$((port + 1))
		SlurmUser=$me
		SlurmdUser=$me
		AuthType=auth/munge
		AuthInfo=socket=$tap_dir/slurm/munge.socket
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		MpiDefault=none
		StateSaveLocation=$tap_dir/slurm/state
		SlurmdSpoolDir=$tap_dir/slurm/spool
		SlurmctldPidFile=$tap_dir/slurm/slurmctld.pid
		SlurmdPidFile=$tap_dir/slurm/slurmd.pid
		SlurmdParameters=config_overrides
		SchedulerType=sched/builtin
		SchedulerParameters=batch_sched_delay=0
		SelectType=select/cons_tres
		SelectTypeParameters=CR_CPU
		MinJobAge=4
		ReturnToService=2
		NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=16
		PartitionName=all Nodes=ALL Default=YES
	END
	slurmctld -D -c >slurmctld.log 2>&1 &
	daemons+=($!)
	slurmd -D >slurmd.log 2>&1 &
	daemons+=($!)
	until_so node_is_idle || return 1
	# a port that was taken has ended one of them
	kill -0 "${daemons[@]: -2}" 2>/dev/null
}
node_is_idle() {
	! kill -0 "${daemons[@]: -2}" 2>/dev/null ||
		[ "$(sinfo -h -o %T)" = idle ]
}
stop_cluster() {
	kill "${daemons[@]: -2}" 2>/dev/null
	wait "${daemons[@]: -2}"
	daemons=("${daemons[@]:0:1}")
}

export SLURM_CONF=$tap_dir/slurm/slurm.conf
head -c 1024 /dev/urandom >"$tap_dir/slurm/munge.key"
chmod 600 "$tap_dir/slurm/munge.key"
munged --foreground --force --key-file="$tap_dir/slurm/munge.key" \
	--socket="$tap_dir/slurm/munge.socket" \
	--pid-file="$tap_dir/slurm/munged.pid" \
	--seed-file="$tap_dir/slurm/munged.seed" >munged.log 2>&1 &
daemons+=($!)
ok 'munged answers' until_so test -S "$tap_dir/slurm/munge.socket"
for _ in 1 2 3; do
	cluster && break
	stop_cluster
done
block 'SBATCH' slice.sh
rm -f clean.csv
run timeout 60 sbatch --wait slice.sh
is 'the job array is done' "$status" 0
[ "$status" = 0 ] || tap_note "$err $(grep -h error: ./*.log)"
cat part-*.csv >clean.csv
ok 'a Slurm job array: the parts are the whole, byte for byte' \
	cmp whole clean.csv
is 'each has written a part of its own' "$(find . -name 'part-*' -size +1k |
	wc -l)" 16
cat slurm-*.out >slurm.out
is 'and nothing is said' "$(<slurm.out)" ''

# ---- the manual says what README.md says ----
for page in "${abs_builddir:-.}"/man/{,fr/}dpipe-clean.1; do
	sed 's/\\-/-/g; s/\\(dq/"/g; s/\\(aq/'\''/g' "$page" >said
	# shellcheck disable=SC2016 # the shell of the job, not this one
	for text in 'parallel -k' 'dpipe clean -q --slice "$SLURM'; do
		line=$(grep -F -e "$text" "$srcdir/README.md")
		ok "${page#*man/} has $text…" grep -qF -e "$line" said
	done
done
done_testing
