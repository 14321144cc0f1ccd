// java.nio.file: paths, copying, moving, links, attributes, walking, watching, globs, errors.
import java.io.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.nio.file.attribute.*;
import java.util.*;
import java.util.stream.*;

public class NioFiles {
    interface Action { Object run() throws Throwable; }
    static Path dir;

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + String.valueOf(action.run()).replace(dir.toString(), "DIR"));
        } catch (Throwable e) {
            System.out.println(name + ": " + e.toString().replace(dir.toString(), "DIR").replace((char) 0, (char) 48));
        }
    }

    public static void main(String[] args) throws Exception {
        dir = Files.createTempDirectory("niofiles");
        Path a = dir.resolve("a.txt"), b = dir.resolve("b.txt");
        show("paths", () -> Path.of("a", "b/../c").normalize() + " " + Path.of("/x/y").relativize(Path.of("/x/z/w")) + " " + Path.of("a/b").resolveSibling("c") + " " + Path.of("/a/b/c").subpath(1, 3) + " " + Path.of("/").getFileName() + " " + Path.of("a/b").startsWith("a") + " " + Path.of("").toAbsolutePath().isAbsolute() + " " + Path.of("/a/./b/").getNameCount() + " " + Path.of("b").compareTo(Path.of("a")));
        show("bad path", () -> Path.of("a\0b"));
        show("write", () -> Files.writeString(a, "one\ntwo\n\u20ac\n").equals(a) + " " + Files.size(a) + " " + Files.readAllLines(a).size() + " " + Files.lines(a).count());
        show("append", () -> { Files.write(a, List.of("four"), StandardOpenOption.APPEND); return Files.readString(a).length(); });
        show("malformed", () -> { Files.write(b, new byte[] {'a', (byte) 0xff}); return Files.readString(b); });
        show("malformed lines", () -> Files.readAllLines(b));
        show("latin", () -> Files.readString(b, StandardCharsets.ISO_8859_1).length());
        show("copy over", () -> Files.copy(a, b));
        show("copy", () -> Files.copy(a, b, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES) + " " + Files.mismatch(a, b));
        show("copy stream", () -> Files.copy(new ByteArrayInputStream(new byte[9000]), dir.resolve("z")) + " " + Files.copy(dir.resolve("z"), OutputStream.nullOutputStream()));
        show("move", () -> Files.move(b, dir.resolve("m"), StandardCopyOption.ATOMIC_MOVE) + " " + Files.exists(b) + Files.notExists(b));
        show("delete absent", () -> { boolean d = Files.deleteIfExists(b); Files.delete(b); return d; });
        show("directories", () -> Files.createDirectories(dir.resolve("d/e/f")) + " " + Files.isDirectory(dir.resolve("d")));
        show("create again", () -> Files.createDirectory(dir.resolve("d")));
        show("delete full", () -> { Files.delete(dir.resolve("d")); return 0; });
        show("not a directory", () -> Files.createDirectory(a.resolve("x")));
        show("list file", () -> Files.list(a));
        show("link", () -> Files.createSymbolicLink(dir.resolve("link"), Path.of("a.txt")) + " " + Files.readSymbolicLink(dir.resolve("link")) + " " + Files.isSymbolicLink(dir.resolve("link")) + " " + Files.isSameFile(a, dir.resolve("link")) + " " + dir.resolve("link").toRealPath().getFileName());
        show("hard link", () -> { Files.createLink(dir.resolve("hard"), a); return Files.getAttribute(a, "unix:nlink"); });
        show("loop", () -> { Files.createSymbolicLink(dir.resolve("loop"), Path.of("loop")); return Files.size(dir.resolve("loop")); });
        show("broken link", () -> { Files.createSymbolicLink(dir.resolve("broken"), Path.of("absent")); return Files.exists(dir.resolve("broken")) + " " + Files.exists(dir.resolve("broken"), LinkOption.NOFOLLOW_LINKS); });
        show("not a link", () -> Files.readSymbolicLink(a));
        show("times", () -> { Files.setLastModifiedTime(a, FileTime.fromMillis(86_400_000)); return Files.getLastModifiedTime(a) + " " + Files.readAttributes(a, BasicFileAttributes.class).isRegularFile(); });
        show("permissions", () -> { Files.setPosixFilePermissions(a, PosixFilePermissions.fromString("rw-r-----")); return PosixFilePermissions.toString(Files.getPosixFilePermissions(a)) + " " + Files.readAttributes(a, "posix:permissions,size").get("size"); });
        show("bad attribute", () -> Files.getAttribute(a, "nothing:here"));
        show("walk", () -> { try (Stream<Path> s = Files.walk(dir)) { return s.map(p -> dir.relativize(p).toString()).sorted().toList(); } });
        show("walk depth", () -> { try (Stream<Path> s = Files.walk(dir, 1)) { return s.count(); } });
        show("find", () -> { try (Stream<Path> s = Files.find(dir, 9, (p, at) -> at.isDirectory())) { return s.count(); } });
        show("visit", () -> { int[] n = new int[3]; Files.walkFileTree(dir, new SimpleFileVisitor<>() { public FileVisitResult visitFile(Path p, BasicFileAttributes at) { n[0]++; return FileVisitResult.CONTINUE; } public FileVisitResult preVisitDirectory(Path p, BasicFileAttributes at) { n[1]++; return p.endsWith("e") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE; } public FileVisitResult postVisitDirectory(Path p, IOException e) { n[2]++; return FileVisitResult.CONTINUE; } }); return Arrays.toString(n); });
        show("glob", () -> { try (DirectoryStream<Path> s = Files.newDirectoryStream(dir, "{a,h}*")) { TreeSet<String> t = new TreeSet<>(); s.forEach(p -> t.add(p.getFileName().toString())); return t; } });
        show("matcher", () -> { PathMatcher m = FileSystems.getDefault().getPathMatcher("glob:**/*.{txt,x?}"); return m.matches(a) + " " + m.matches(Path.of("a.txt")) + " " + m.matches(Path.of("q/r.xy")) + " " + FileSystems.getDefault().getPathMatcher("regex:.*a").matches(Path.of("ba")); });
        show("bad glob", () -> FileSystems.getDefault().getPathMatcher("glob:[a"));
        show("absent", () -> Files.size(dir.resolve("absent")));
        show("buffered", () -> { try (BufferedWriter w = Files.newBufferedWriter(b)) { w.write("x".repeat(20000)); w.newLine(); } try (BufferedReader r = Files.newBufferedReader(b)) { return r.readLine().length() + " " + r.readLine(); } });
        show("temp", () -> { Path t = Files.createTempFile(dir, "p", ".s"); return t.getFileName().toString().matches("p\\d+\\.s") + " " + Files.size(t); });
        show("store", () -> {
            try {
                return Files.getFileStore(dir).getTotalSpace() > 0;
            } catch (java.io.IOException e) {
                // The root of a changed root is no mount point.
                return e.getMessage().equals("Mount point not found");
            }
        });
        show("probe", () -> FileSystems.getDefault().isOpen() + " " + FileSystems.getDefault().getSeparator() + " " + FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        show("channel", () -> { try (var c = Files.newByteChannel(a)) { return c.size() > 0; } });
        show("watch", () -> { try (WatchService w = FileSystems.getDefault().newWatchService()) { WatchKey k = dir.register(w, StandardWatchEventKinds.ENTRY_CREATE); Files.createFile(dir.resolve("watched")); WatchKey got = w.take(); var events = got.pollEvents(); return (got == k) + " " + events.get(0).kind() + " " + events.get(0).context() + " " + got.reset(); } });
        try (var walk = Files.walk(dir)) { for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path); }
    }
}

/* expect-output:
paths: a/c ../z/w a/c b/c null true true 3 1
bad path: java.nio.file.InvalidPathException: Nul character not allowed: a0b
write: true 12 3 3
append: 15
malformed: java.nio.charset.MalformedInputException: Input length = 1
malformed lines: java.nio.charset.MalformedInputException: Input length = 1
latin: 2
copy over: java.nio.file.FileAlreadyExistsException: DIR/b.txt
copy: DIR/b.txt -1
copy stream: 9000 9000
move: DIR/m falsetrue
delete absent: java.nio.file.NoSuchFileException: DIR/b.txt
directories: DIR/d/e/f true
create again: java.nio.file.FileAlreadyExistsException: DIR/d
delete full: java.nio.file.DirectoryNotEmptyException: DIR/d
not a directory: java.nio.file.FileSystemException: DIR/a.txt/x: Not a directory
list file: java.nio.file.NotDirectoryException: DIR/a.txt
link: DIR/link a.txt true true a.txt
hard link: 2
loop: java.nio.file.FileSystemException: DIR/loop: Too many levels of symbolic links or unable to access attributes of symbolic link
broken link: false true
not a link: java.nio.file.NotLinkException: DIR/a.txt
times: 1970-01-02T00:00:00Z true
permissions: rw-r----- 17
bad attribute: java.lang.UnsupportedOperationException: View 'nothing' not available
walk: [, a.txt, broken, d, d/e, d/e/f, hard, link, loop, m, z]
walk depth: 9
find: 4
visit: [7, 3, 2]
glob: [a.txt, hard]
matcher: true false true true
bad glob: java.util.regex.PatternSyntaxException: Missing '] near index 1
[a
 ^
absent: java.nio.file.NoSuchFileException: DIR/absent
buffered: 20000 null
temp: true 0
store: true
probe: true / true
channel: true
watch: true ENTRY_CREATE watched true
*/
