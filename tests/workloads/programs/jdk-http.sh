#!/bin/bash
# rank 4; HttpServer + java.net.http: NIO selectors, CompletableFuture, executors, flow
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $WL/cls HttpClientDrv
