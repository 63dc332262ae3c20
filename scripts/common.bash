# Shared by the scripts beside it (source it, do not run it): messages, the cache folder, missing system packages.
# Messages go to standard error as short lines "NAME: ...", so that standard output stays the programs' own.
# shellcheck shell=bash

script_name=$(basename "$0")
# The folder of Package.swift. Scripts may be called from anywhere.
# shellcheck disable=SC2034  # used by the scripts that source this
package_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# What clones share (libtorch, the benchmarks' peers), so that a second clone downloads nothing.
cache_folder=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/counterplay

say() { printf '%s: %s\n' "$script_name" "$*" >&2; }

# fail PROBLEM REMEDY...: says what is wrong and, a line each, what helps; ends the script.
fail() {
  say "error: $1"
  shift
  local remedy
  for remedy in "$@"; do say "  remedy: $remedy"; done
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

make_cache_folder() {
  mkdir -p "$cache_folder" 2>/dev/null || true
  [ -w "$cache_folder" ] || fail "cannot write to the cache folder $cache_folder" \
    "set XDG_CACHE_HOME to a folder that you can write to"
}

# need_space FOLDER MEGABYTES WHAT: WHAT is about to be written below FOLDER.
need_space() {
  local free
  free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
  [ "${free:-0}" -ge "$2" ] || fail "$3 needs about $2 MB below $1, where ${free:-0} MB are free" \
    "free some space, or set XDG_CACHE_HOME to a folder on a larger disk"
}

# one_at_a_time: waits while another clone's set-up is at work in the cache. The lock ends with this process.
one_at_a_time() {
  have flock || return 0
  exec 9>"$cache_folder/.lock"
  flock -n 9 && return 0
  say "another set-up is at work in $cache_folder, waiting for it"
  flock -w 1800 9 || fail "another set-up has held $cache_folder/.lock for half an hour" \
    "end that set-up (fuser $cache_folder/.lock names its process), then call again"
}

# install_packages NAME...: installs Debian packages, as root or by sudo. Says the exact command where it may not.
install_packages() {
  local names="$*" log as_root command
  command="apt-get update && apt-get install -y --no-install-recommends $names"
  have apt-get || fail "missing: $names (Debian's names), and there is no apt-get here to install them" \
    "install this system's packages of the same libraries, then call again"
  if [ "$(id -u)" -eq 0 ]; then
    as_root=()
  elif have sudo && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  elif have sudo && [ -t 0 ] && [ -t 2 ]; then
    as_root=(sudo)
  else
    fail "missing: $names, and installing them needs root" \
      "have root run: $command" "then call again"
  fi
  say "installing $names"
  log=$(mktemp)
  # Stale or missing package lists are the normal state of a fresh machine; without a network the lists that are
  # there may still do, so a failing update is only told when the installation fails too.
  "${as_root[@]}" apt-get update >"$log" 2>&1 </dev/null || true
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1 </dev/null; then
    grep -E '^(E|Err|W|dpkg)[: ]' "$log" | tail -n 4 | sed "s/^/$script_name:   /" >&2 || true
    local remedy="run by hand and read what it says: $command"
    if grep -q 'dpkg --configure -a' "$log"; then
      remedy="an installation was interrupted; as root: dpkg --configure -a; then call again"
    elif grep -q -E 'fix-broken|unmet dependencies' "$log"; then
      remedy="Debian's packages are in a broken state; as root: apt-get --fix-broken install; then call again"
    elif grep -q -i -E 'could not resolve|failure resolving|could not connect|failed to fetch|unable to locate' "$log"; then
      remedy="is there a network, and do apt's sources reach a Debian mirror? then: $command"
    fi
    rm -f "$log"
    fail "apt-get could not install $names" "$remedy"
  fi
  rm -f "$log"
}
