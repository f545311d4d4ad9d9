#!/usr/bin/env bash
# What the tests drive besides Python: Debian's Chromium and PostgreSQL. Installed when that is possible, else said:
# the tests that need them are then skipped with their reason.
set -uo pipefail
wanted=()
command -v chromium >/dev/null || wanted+=(chromium)
command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || wanted+=(postgresql)
ldconfig -p 2>/dev/null | grep -q libpq.so.5 || wanted+=(libpq5)
[ ${#wanted[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "skipped: ${wanted[*]} not installed (needs root on Debian); tests that need them will say so" >&2
  exit 0
fi
echo "retour: installing ${wanted[*]} for the tests" >&2
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${wanted[@]}"; } >/dev/null 2>&1; then
  echo "skipped: ${wanted[*]} could not be installed; tests that need them will say so" >&2
fi
exit 0
