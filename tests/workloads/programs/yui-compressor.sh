#!/bin/bash
# rank 2; JS minifier: Rhino parser
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/yuicompressor.jar:$J/js.jar:$J/jargs.jar com.yahoo.platform.yui.compressor.YUICompressor --type js $WL/in/in.js 2>"$ERR" | sha256sum
