#!/bin/bash
# rank 2; JDK tool; security providers, RSA/EC, PKCS12, SecureRandom, BigInteger
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -m java.base/sun.security.tools.keytool.Main -genkeypair -alias a -keyalg EC -dname CN=x -keystore k.p12 -storepass changeit -startdate 2020/01/01 2>"$ERR"; $JAVA -m java.base/sun.security.tools.keytool.Main -list -keystore k.p12 -storepass changeit 2>>"$ERR" | grep -i -c PrivateKeyEntry; $JAVA -m java.base/sun.security.tools.keytool.Main -printcert -file /etc/ssl/certs/ISRG_Root_X1.pem | head -12
