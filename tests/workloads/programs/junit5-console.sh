#!/bin/bash
# rank 4; JUnit 5 launcher: service loader, streams, picocli, dynamic proxies
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $WL/cls:$J/junit-platform-console.jar:$J/junit-platform-launcher.jar:$J/junit-platform-engine.jar:$J/junit-platform-commons.jar:$J/junit-platform-reporting.jar:$J/junit-jupiter-engine.jar:$J/junit-jupiter-api.jar:$J/junit-jupiter-params.jar:$J/apiguardian-api.jar:$J/opentest4j.jar:$J/picocli.jar:$J/univocity-parsers.jar:$J/opentest4j-reporting-events.jar:$J/opentest4j-reporting-schema.jar org.junit.platform.console.ConsoleLauncher --disable-banner --disable-ansi-colors --details=tree -c JUnitDrvTest 2>"$ERR" | grep -v "Test run finished" | sed "s/([0-9]* ms)//"
