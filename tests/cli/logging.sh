# -Xlog and -verbose. Times, sizes and addresses differ from run to run: the shape of the lines is compared.

## help
java -Xlog:help | grep -E -v '^ [a-z, ]*$|^ [a-z]+[+a-z]*: ' | head -3
## unknown-tag
java -Xlog:nonsense -version | numbers
## unknown-tag-like-one
java -Xlog:clas+load -version | numbers
## unknown-level
java -Xlog:gc=loud -version | numbers
## unknown-combination
java -Xlog:class+gc+load -cp f/classes Hello
## unknown-decorator
java -Xlog:gc::nonsense -version | numbers
## unknown-output
java -Xlog:gc:nowhere:none -cp f/classes Hello && ls nowhere | numbers
## unknown-output-option
java -Xlog:gc:file=x.log::nonsense=1 -version | numbers
## bad-file-size
java -Xlog:gc:file=x.log::filesize=x -version | numbers
## bad-file-count
java -Xlog:gc:file=x.log::filecount=9999 -version | numbers
## file-in-a-missing-folder
java -Xlog:gc:file=no/such/x.log -version | numbers
## off
java -Xlog:off -cp f/classes Hello | numbers
## disable
java -Xlog:disable -XX:+UseSerialGC -XX:+PrintGC -cp f/classes Hello | numbers
## bare
java -XX:+UseSerialGC -Xlog -cp f/classes Hello | grep -c '\[info\]' | sed 's/[1-9][0-9]*/some/'
## classes
java -Xshare:off -Xlog:class+load -cp f/classes Hello | grep -E 'java.lang.(Object|String) |Hello' | numbers
## classes-on-demand
java -Xshare:off -verbose:class -cp f/classes Hello | grep -E 'Object source|Hello|source: file' | numbers
## classes-plain
java -Xshare:off -Xlog:class+load:stdout:none -cp f/classes Asserts | grep -E 'Asserts|pkg'
## classes-from-an-archive
java -Xshare:off -Xlog:class+load:stdout:none -cp f/hello.jar Hello | grep Hello
## classes-to-stderr
java -Xshare:off -Xlog:class+load:stderr:none -cp f/classes Hello 2>&1 >/dev/null | grep Hello
## classes-initialised
java -Xshare:off -Xlog:class+init=info:stdout:none -cp f/classes 'Mains$BadInit' 2>/dev/null | grep -E 'Mains' | sed -E 's/^[0-9]+ //; s/0x[0-9a-f]+/X/; s/linked.*//' | grep -v verif
## modules
java -Xlog:module+load:stdout:none -p f/mods -m greet/org.greet.Main | grep -E 'greet|other' | sort
## jni
java -verbose:jni -cp f/classes Hello | numbers | grep -E 'Dynamic-linking native method java.lang.(Shutdown|Runtime)|Hello'
## verbose-gc
java -XX:+UseSerialGC -Xmx64m -verbose:gc -cp f/classes 'Mains$Collects' | numbers
## verbose-module
java -verbose:module -cp f/classes Hello | grep -c . | sed 's/[1-9][0-9]*/some/'
## verbose-unknown
java -verbose:nonsense -cp f/classes Hello
## gc
java -XX:+UseSerialGC -Xmx64m -Xlog:gc -cp f/classes 'Mains$Collects' | numbers
## gc-decorations
java -XX:+UseSerialGC -Xmx64m -Xlog:gc:stdout:uptime,level,tags,pid,tid -cp f/classes 'Mains$Collects' | numbers
## gc-time-decorations
java -XX:+UseSerialGC -Xmx64m -Xlog:gc:stdout:t,utc,tm,tn,un,um,hn -cp f/classes 'Mains$Collects' | numbers
## gc-all-tags
java -XX:+UseSerialGC -Xmx64m '-Xlog:gc*' -cp f/classes 'Mains$Collects' | grep -E '\[gc,start|\[gc +\] GC\(0\)' | sed 's/ *\]/]/g' | numbers
## gc-to-a-file
java -XX:+UseSerialGC -Xmx64m -Xlog:gc:my.log -cp f/classes 'Mains$Collects'; numbers < my.log
## gc-by-the-old-flag
java -XX:+UseSerialGC -Xmx64m -Xloggc:my.log -cp f/classes 'Mains$Collects'; numbers < my.log; java -XX:+PrintGC -XX:+UseSerialGC -Xmx64m -cp f/classes 'Mains$Collects' | numbers
## gc-details-by-the-old-flag
java -XX:+PrintGCDetails -XX:+UseSerialGC -Xmx64m -cp f/classes Hello 2>&1 | head -1 | numbers
## file-with-process-id
java -Xshare:off -Xlog:class+load:file=%p.log -cp f/classes Hello; ls *.log | numbers; grep -c Hello *.log
## file-with-rotation
java -Xshare:off -Xlog:class+load=info:file=r.log:none:filesize=8k,filecount=3 -cp f/classes Hello; ls r.log* ; for i in r.log.?; do test $(wc -c < $i) -lt 9000 && echo small; done
## file-without-rotation
java -Xshare:off -Xlog:class+load=info:file=r.log:none:filecount=0 -cp f/classes Hello; ls r.log*
## file-that-exists
echo old > r.log; java -Xlog:gc=off:file=r.log -cp f/classes Hello; ls r.log*
## two-outputs
java -XX:+UseSerialGC -Xmx64m -Xlog:gc:my.log:none -Xlog:gc:stderr:level -cp f/classes 'Mains$Collects' 2>&1 | numbers; numbers < my.log
## safepoints
java -Xlog:safepoint:stdout:none -Xmx64m -XX:+UseSerialGC -cp f/classes 'Mains$Collects' | grep -E 'GC|Collect' | sed 's/Safepoint "[A-Za-z0-9]*"/Safepoint/' | numbers | sort -u
## compiles
java -Xcomp -Xlog:jit+compilation=debug:stdout:tags -cp f/classes Hello | grep -E '^\[jit,compilation *\] .*java\.lang\.String::hashCode \(60 bytes\)$' | sed -E 's/\].* java/] java/' | sort -u
