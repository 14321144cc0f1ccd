#!/bin/bash
# Fills the work folder $WL with what the programs read: installs packages.txt (as root on Debian), fetches two source packages,
# generates inputs, compiles the bench programs and the drivers with the JDK of JAVA_HOME. Doing it again costs seconds.
set -eu -o pipefail
HERE=$(cd "$(dirname "$0")" && pwd); J=/usr/share/java; export DEBIAN_FRONTEND=noninteractive
: "${WL:?the work folder}" "${BENCH:?the folder of the bench programs}" "${JAVA_HOME:?a JDK 17}"
JAVAC=$JAVA_HOME/bin/javac; JAR=$JAVA_HOME/bin/jar
mkdir -p "$WL/src" "$WL/in" "$WL/cls" "$WL/own" "$WL/own8"
log=$WL/setup.log; : >"$log"
quiet() { "$@" >>"$log" 2>&1 || { echo "setup: failed: $*" >&2; tail -15 "$log" >&2; return 1; }; }

missing=""
for p in $(grep -v '^#' "$HERE/packages.txt"); do
  dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q ' installed$' || missing="$missing $p"
done
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    quiet apt-get -q update
    quiet apt-get -q install -y --no-install-recommends $missing
  else
    echo "setup: programs of these packages will have no reference; as root: apt-get install --no-install-recommends$missing" >&2
  fi
fi

# Sources to compile, from this machine's own package archive, which need not list sources yet.
cd "$WL/src"
for pair in lang3:libcommons-lang3-java math3:libcommons-math3-java; do
  dir=${pair%%:*} package=${pair#*:}
  [ -e "$dir/.complete" ] && continue
  if [ ! -e ../lists/.complete ]; then
    mkdir -p ../lists/partial ../src.d
    for f in /etc/apt/sources.list.d/debian*.sources; do
      [ -e "$f" ] && sed 's/^Types: deb$/Types: deb-src/' "$f" >"../src.d/$(basename "$f")"
    done
    [ -s /etc/apt/sources.list ] && sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >../src.d/main.list
    archive=(-o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$WL/src.d" -o "Dir::State::lists=$WL/lists")
    quiet apt-get "${archive[@]}" update && touch ../lists/.complete
  fi
  archive=(-o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$WL/src.d" -o "Dir::State::lists=$WL/lists")
  mkdir -p "download-$dir" "$dir"
  (cd "download-$dir" && quiet apt-get "${archive[@]}" source --download-only --tar-only "$package")
  tar xJf "download-$dir"/*.orig.tar.xz -C "$dir" --strip-components=1
  touch "$dir/.complete"
done
cd "$WL"
for dir in lang3 math3; do find "$WL/src/$dir/src/main/java" -name '*.java' | LC_ALL=C sort >in/$dir.files; done

python3 "$HERE/gen.py" "$WL/in"
"$JAVAC" -nowarn -d own "$BENCH"/*.java
# StreamsBench and ConcMap use what Java 8 has not.
"$JAVAC" -nowarn -Xlint:none --release 8 -d own8 $(ls "$BENCH"/*.java | grep -v "StreamsBench\|ConcMap") 2>>"$log"
(cd own8 && "$JAR" cf ../in/own8.jar .)
for f in "$HERE"/drivers/*.java; do
  class_path=""; for x in $(sed -n 's|^// cp: *||p' "$f" | head -1); do class_path="$class_path:$J/$x.jar"; done
  quiet "$JAVAC" -nowarn -Xlint:none -cp "$class_path" -d cls "$f" || true
done
