#!/bin/bash
# rank 5; Jetty serving 50 requests on loopback: NIO selector, many threads
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/jetty9-server.jar:$J/jetty9-util.jar:$J/jetty9-http.jar:$J/jetty9-io.jar:$J/servlet-api.jar" JettyDrv  2>"$ERR"
