# shellcheck shell=bash
# What the scripts need of the machine: JDK 17, Maven and Debian packages, each found or installed. To be sourced; needs $project.
# What cannot be installed is named in one line that the reader can run.
: "${project:?is set by the sourcing script}"

# Maven's lowest version that the build accepts (pom.xml, requireMavenVersion).
lowest_maven=3.8.7

# Texts and file names are UTF-8, also where no locale is set (Java 17 follows the locale).
[ "$(locale charmap 2>/dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8

# Installs those of the Debian packages named that are not installed yet.
install_packages() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  local install="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "Missing: ${missing[*]} (names of Debian's packages); this machine has no apt-get to install them." >&2
    return 1
  fi
  echo "Installing ${missing[*]} ..." >&2
  if [ "$(id -u)" -eq 0 ]; then
    DEBIAN_FRONTEND=noninteractive sh -c "$install" >/dev/null && return
  elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    sudo DEBIAN_FRONTEND=noninteractive sh -c "$install" >/dev/null && return
  fi
  echo "Not installed: ${missing[*]}. Run this as root: $install" >&2
  return 1
}

# Prints the homes that might hold a JDK, the likeliest first.
java_homes() {
  local javac
  echo "${JAVA_HOME-}"
  if javac=$(command -v javac); then
    dirname "$(dirname "$(readlink -f "$javac")")"
  fi
  printf '%s\n' /usr/lib/jvm/*17*
}

# Sets JAVA_HOME to a JDK 17 that is installed; fails if there is none.
find_java() {
  local home
  while read -r home; do
    if [ -x "$home/bin/javac" ] && grep -qs '^JAVA_VERSION="17[."]' "$home/release"; then
      export JAVA_HOME=$home
      return 0
    fi
  done < <(java_homes 2>/dev/null)
  return 1
}

# Sets JAVA_HOME; for what only runs Java.
need_java() {
  find_java || { install_packages openjdk-17-jdk-headless && find_java; } || {
    echo "A JDK 17 is needed: install it and set JAVA_HOME to its folder." >&2
    return 1
  }
}

# Sets maven to the machine's own where it is new enough: it has the machine's settings, and mirrors in them.
find_maven() {
  local version
  command -v mvn >/dev/null || return 1
  version=$(mvn -B --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  printf '%s\n' "$lowest_maven" "$version" | sort -CV && maven=mvn
}

# Sets JAVA_HOME and maven, for a build; installs the packages named with what else is missing, in one go.
# Without a Maven of the machine's the wrapper fetches one from Maven Central; where it cannot (a mirror that only apt knows), Debian's.
need_build() {
  local packages=("$@")
  find_java || packages+=(openjdk-17-jdk-headless)
  if ! find_maven; then
    command -v unzip >/dev/null || packages+=(unzip)
    command -v curl >/dev/null || command -v wget >/dev/null || packages+=(curl)
    compgen -G '/etc/ssl/certs/*' >/dev/null || packages+=(ca-certificates)
  fi
  install_packages "${packages[@]}" || return
  need_java || return
  find_maven && return
  maven=$project/mvnw
  if ! "$maven" --version >/dev/null; then
    echo "Maven cannot be had from Maven Central; taking Debian's." >&2
    install_packages maven || return
    find_maven || {
      echo "Maven $lowest_maven or newer is needed: install it and put it on the PATH." >&2
      return 1
    }
  fi
}
