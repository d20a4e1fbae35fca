#!/usr/bin/env bash
# Installs the servers and tools that the tests run against, all of them Debian packages, which needs root or sudo; and
# CoreDNS, by Go and where there is Go.
set -euo pipefail
# named-checkzone, named-compilezone; etcd, etcdctl; dockerd, and what runs in its containers; strace
packages=(bind9-utils etcd-server etcd-client docker.io busybox-static strace)
optional=(nsd)           # nsd-checkzone: tested where it is there
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
have() { dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

missing=()
for package in "${packages[@]}"; do
  # Docker's own packages are as good, and cannot be installed beside Debian's.
  if [ "$package" = docker.io ] && command -v dockerd >/dev/null; then continue; fi
  have "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "Servers for the tests are installed: ${packages[*]}"
else
  echo "Installing ${missing[*]} (optional, not installed by this script: ${optional[*]})"
  as_root apt-get update --quiet
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends "${missing[@]}"
fi
bash "$(dirname "$0")/setup-coredns.sh"
