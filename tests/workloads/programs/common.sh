# Sourced by every program, which `run` starts with: JAVA (the launcher under test, one path), JAVA_HOME (the JDK), WL (the work
# folder that setup.sh filled), BENCH (the bench programs' sources), ERR (file for the stderr of programs whose stderr is not compared).
J=/usr/share/java
export LC_ALL=C.UTF-8 TZ=UTC
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH DISPLAY
TD=$(mktemp -d "$WL/tmp.XXXXXX"); trap 'rm -rf "$TD"' EXIT
ERR=${ERR:-$TD/stderr}
cd "$TD"
# print a sorted listing with checksums of a folder
lsum() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | cut -c1-16,65-); }
