#!/usr/bin/env bash
# Optional: the CoreDNS that test/coredns asks, installed by Go into a cache folder outside of the repository. Says what it
# did, and never fails: without CoreDNS those tests are skipped, and say so.
set -uo pipefail
folder="${XDG_CACHE_HOME:-$HOME/.cache}/dns-sync-tests/bin"
versions=(latest v1.12.4 v1.11.4)   # the newest that builds with the Go that is here
limit=900                           # seconds for each

if [ -x "$folder/coredns" ]; then
  echo "CoreDNS for the tests is installed: $folder/coredns"
  exit 0
fi
if command -v coredns >/dev/null; then
  echo "CoreDNS for the tests is installed: $(command -v coredns)"
  exit 0
fi
if ! command -v go >/dev/null; then
  echo "CoreDNS is not installed, and neither is Go to install it: test/coredns is skipped"
  exit 0
fi
for version in "${versions[@]}"; do
  echo "Installing CoreDNS $version into $folder with $(go version | cut -d' ' -f3); this takes some minutes once"
  if GOBIN="$folder" CGO_ENABLED=0 timeout "$limit" go install "github.com/coredns/coredns@$version"; then
    exit 0
  fi
done
echo "CoreDNS could not be installed: test/coredns is skipped"
exit 0
