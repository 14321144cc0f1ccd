# What to run and where to find it: class path, archives, modules, source files, @files, environment.

## no-arguments
java
## help
java -help
## help-long
java --help
## help-question-mark
java '-?'
## extra-options
java -X | grep -v -i hotspot
## extra-options-long
java --help-extra >/dev/null
## version
java -version 2>&1 | no_vm_line
## version-to-stdout
java --version | no_vm_line
## version-full
java -fullversion
## version-full-to-stdout
java --full-version
## version-vm-line
java -version 2>&1 | tail -1 | sed -E 's/\(build [^,]*, ([a-z]* mode).*/(build, \1)/'
## version-vm-line-interpreted
java -Xint -version 2>&1 | tail -1 | sed -E 's/\(build [^,]*, ([a-z]* mode).*/(build, \1)/'
## version-vm-line-compiled
java -Xcomp -version 2>&1 | tail -1 | sed -E 's/\(build [^,]*, ([a-z]* mode).*/(build, \1)/'
## show-version
java -showversion -cp f/classes Hello 2>&1 | no_vm_line
## show-version-to-stdout
java --show-version -cp f/classes Hello | no_vm_line
## unknown-option
java -nonsense Hello
## unknown-long-option
java --nonsense Hello
## class-path
java -cp f/classes Hello a b
## class-path-classpath
java -classpath f/classes Hello a
## class-path-long
java --class-path f/classes Hello a
## class-path-long-equals
java --class-path=f/classes Hello a
## class-path-without-value
java -cp
## class-path-last-wins
java -cp nowhere -cp f/classes Hello
## class-path-several
java -cp nowhere:f/text.jar:f/hello.jar:f/classes pkg.Inside
## class-path-wildcard
mkdir lib; cp f/hello.jar lib; java -cp 'lib/*' Hello
## class-path-from-environment
CLASSPATH=f/classes java Hello
## class-path-option-before-environment
CLASSPATH=f/classes java -cp nowhere Hello
## class-path-empty-means-here
cp f/classes/Hello.class .; java -cp '' Hello; java -cp ":nowhere" Hello
## class-path-property
java -Djava.class.path=f/classes Hello
## class-by-slashes
java -cp f/classes pkg/Inside
## class-missing
java -cp f/classes no.Such
## class-missing-without-class-path
java Hello
## class-in-wrong-folder
java -cp f/astray Inside
## class-in-wrong-case
java -cp f/classes hello
## class-cut-short
java -cp f/broken Hello
## class-of-a-later-version
java -cp f/later Hello
## class-name-like-an-option
java -cp f/classes -- Hello
## main-missing
java -cp f/classes 'Mains$None'
## main-not-static
java -cp f/classes 'Mains$NotStatic'
## main-not-public
java -cp f/classes 'Mains$NotPublic'
## main-not-void
java -cp f/classes 'Mains$NotVoid'
## main-with-other-arguments
java -cp f/classes 'Mains$OtherArguments'
## main-inherited
java -cp f/classes 'Mains$Inherited'
## jar
java -jar f/hello.jar a b
## jar-ignores-class-path
java -cp f/classes -jar f/splice.jar
## jar-class-path-of-the-manifest
java -ea -jar f/splice.jar
## jar-missing
java -jar no-such.jar
## jar-without-value
java -jar
## jar-without-main-class
java -jar f/plain.jar
## jar-with-absent-main-class
java -jar f/absent.jar
## jar-that-is-text
java -jar f/text.jar
## jar-that-is-empty
java -jar f/empty.jar
## jar-that-is-cut
java -jar f/cut.jar
## jar-that-is-a-folder
java -jar f/classes
## jar-with-a-wild-manifest
java -jar f/wild.jar
## jar-with-add-opens
java -jar f/opens.jar
## jar-with-absent-launcher-agent
java -jar f/launcher-agent.jar
## jar-with-launcher-agent
java -jar f/launched.jar
## module
java -p f/mods -m greet/org.greet.Main
## module-long-options
java --module-path=f/mods --module greet/org.greet.Main
## module-from-archives
java -p f/greet.jar:f/other.jar -m greet
## module-without-main-class
java -p f/mods -m greet
## module-missing
java -p f/mods -m no.such
## module-with-missing-dependency
java -p f/mods/greet -m greet/org.greet.Main
## module-main-class-missing
java -p f/mods -m greet/org.greet.Absent
## module-path-missing
java -p nowhere -m greet/org.greet.Main
## module-add-modules
java -p f/mods --add-modules java.sql -m greet/org.greet.Main
## module-add-modules-unknown
java --add-modules no.such -cp f/classes Hello
## module-add-modules-all
java -p f/mods --add-modules ALL-MODULE-PATH -m greet/org.greet.Main
## module-limit-modules
java --limit-modules java.base --list-modules
## module-limit-without-other
java -p f/mods --limit-modules java.base,greet -m greet/org.greet.Main
## module-list
java --list-modules
## module-list-with-path
java -p f/mods:f/other.jar --list-modules
## module-describe
java --describe-module java.logging
## module-describe-short
java -p f/other.jar -d other
## module-describe-unknown
java -d no.such
## module-validate
java --validate-modules -p f/mods | grep -v java.base
## module-validate-conflict
java --validate-modules -p f/mods:f/other.jar | grep -c .
## module-show-resolution
java -p f/mods --show-module-resolution --limit-modules java.base,other -m greet/org.greet.Main
## module-show-resolution-of-other
java -p f/mods --limit-modules java.base --show-module-resolution --add-modules other -cp f/classes Hello
## module-dry-run
java --dry-run -cp f/classes Hello
## module-dry-run-missing
java --dry-run -cp f/classes no.Such
## module-patch
java -p f/mods --patch-module other=f/patched -m greet/org.greet.Main
## module-patch-unknown
java -p f/mods --patch-module no.such=f/patched -m greet/org.greet.Main
## module-patch-malformed
java --patch-module other -version
## module-patch-twice
java --patch-module other=a --patch-module other=b -version
## module-upgrade-path
java --upgrade-module-path f/mods --add-modules other -cp f/classes Hello
## opens-closed
java -cp f/classes Opens 2>&1 | sed 's/@[0-9a-f]*/@N/'
## opens
java --add-opens java.base/java.lang=ALL-UNNAMED -cp f/classes Opens
## opens-malformed
java --add-opens java.base -cp f/classes Hello
## opens-without-value
java --add-opens
## opens-unknown-module
java --add-opens no.such/a=ALL-UNNAMED -cp f/classes Hello
## opens-unknown-package
java --add-opens java.base/no.such=ALL-UNNAMED -cp f/classes Hello
## exports-malformed
java --add-exports=java.base/x -cp f/classes Hello
## reads-malformed
java --add-reads java.base -cp f/classes Hello
## reads-unknown-target
java --add-reads java.base=no.such -cp f/classes Hello
## illegal-access-is-gone
java --illegal-access=permit -cp f/classes Hello
## native-access
java --enable-native-access=ALL-UNNAMED -cp f/classes Hello
## file-of-arguments
printf '%s\n' '-cp f/classes' '# a comment' 'Props "-Dx"' > args; java -Da=b @args a
## file-of-arguments-quoted
printf '%s' '-Da="two words" -Db='"'one\\ttab'"' -cp f/classes Props a b' > args; java @args
## file-of-arguments-missing
java @no-such-file Hello
## file-of-arguments-disabled
java --disable-@files -cp f/classes Hello @args
## file-of-arguments-escaped
java -cp f/classes Hello @@args
## environment-JDK_JAVA_OPTIONS
JDK_JAVA_OPTIONS='-cp f/classes -Da=1' java Props a
## environment-JDK_JAVA_OPTIONS-with-main-class
JDK_JAVA_OPTIONS='-cp f/classes Hello' java Props a
## environment-JDK_JAVA_OPTIONS-quotes
JDK_JAVA_OPTIONS='-Da="x y" -cp f/classes' java Props a
## environment-JDK_JAVA_OPTIONS-unbalanced
JDK_JAVA_OPTIONS='-Da="x y' java -cp f/classes Props a
## environment-JAVA_TOOL_OPTIONS
JAVA_TOOL_OPTIONS='-Da=1 -Db=2' java -Db=3 -cp f/classes Props a b
## environment-JAVA_TOOL_OPTIONS-quotes
JAVA_TOOL_OPTIONS='-Da="x y" -Db='"'z'" java -cp f/classes Props a b
## environment-JAVA_TOOL_OPTIONS-bad
JAVA_TOOL_OPTIONS='-XX:Nonsense' java -cp f/classes Hello
## environment-_JAVA_OPTIONS
_JAVA_OPTIONS='-Da=1' java -Da=2 -cp f/classes Props a
## environment-all-three
JAVA_TOOL_OPTIONS=-Da=tool _JAVA_OPTIONS=-Da=last JDK_JAVA_OPTIONS=-Da=jdk java -cp f/classes Props a
## properties
java -Da -Db= -Dc=d=e -D -Djava.version=mine -cp f/classes Props a b c java.version java.vm.specification.version
## properties-of-the-vm
java -cp f/classes Props java.specification.version java.class.version java.vendor jdk.debug java.vm.compressedOopsMode | sed '$d'
## properties-that-java-owns
java -Djdk.module.main=x -cp f/classes Hello
## source-file
java f/launch/Script.java a b
## source-file-with-class-path
java -cp f/classes -ea f/launch/Script.java
## source-file-missing
java f/launch/Absent.java
## source-file-with-errors
java f/launch/Wrong.java
## source-file-without-main
java f/launch/Mainless.java
## source-file-empty
java f/launch/Empty.java
## source-file-that-throws
java f/launch/Throwing.java
## source-file-with-shebang
java --source 17 f/launch/shebang
## source-file-of-a-later-language
java f/launch/Next.java
## source-file-with-preview
java --source 17 --enable-preview f/launch/Next.java
## source-file-release-unknown
java --source 99 f/launch/Script.java
## preview
java --enable-preview -cp f/classes Hello
## preview-without-source
java --enable-preview f/launch/Script.java
## splash-missing
java -splash:nowhere.png -cp f/classes Hello
