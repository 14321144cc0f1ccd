#!/bin/bash
# rank 4; java.desktop headless: Java2D, JNI libawt/libfontmanager, ImageIO PNG
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -Djava.awt.headless=true -cp $WL/cls SwingImgDrv
