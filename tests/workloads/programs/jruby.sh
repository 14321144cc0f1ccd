#!/bin/bash
# rank 6; JRuby: invokedynamic, MethodHandles/SwitchPoint, JNI via jffi, Unsafe, signals
. "$(dirname "$0")/common.sh"
HOME=$TD /usr/share/jruby/bin/jruby -e 1 >/dev/null 2>&1; JAVACMD="$JAVA" HOME=$TD JRUBY_OPTS=  /usr/bin/jruby --disable-gems $WL/in/b.rb 2>"$ERR"
