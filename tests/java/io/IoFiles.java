// java.io.File and RandomAccessFile: creation, attributes, listing, renaming, seeking, truncation, errors.
import java.io.*;
import java.nio.file.*;
import java.util.*;

public class IoFiles {
    interface Action { Object run() throws Throwable; }
    static File dir;

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + String.valueOf(action.run()).replace(dir.getPath(), "DIR"));
        } catch (Throwable e) {
            System.out.println(name + ": " + e.toString().replace(dir.getPath(), "DIR"));
        }
    }

    public static void main(String[] args) throws Exception {
        dir = Files.createTempDirectory("iofiles").toFile();
        File f = new File(dir, "a.txt"), sub = new File(dir, "sub/deeper");
        show("absent", () -> f.exists() + " " + f.length() + " " + f.isFile() + " " + f.lastModified() + " " + f.delete() + " " + Arrays.toString(sub.list()));
        show("read absent", () -> new FileInputStream(f));
        show("read directory", () -> new FileInputStream(dir));
        show("write to directory", () -> new FileOutputStream(dir));
        show("write in absent directory", () -> new FileWriter(new File(sub, "x")));
        show("create", () -> f.createNewFile() + " " + f.createNewFile() + " " + f.isFile() + " " + f.canRead() + " " + f.canWrite() + " " + f.isHidden());
        show("mkdir", () -> sub.mkdir() + " " + sub.mkdirs() + " " + sub.isDirectory() + " " + sub.mkdirs());
        show("names", () -> sub.getName() + " " + sub.getParentFile().getName() + " " + new File("a/../b/./c").getPath() + " " + new File("/a//b/").getPath() + " " + new File(dir, "x/../y").getCanonicalPath() + " " + new File("").getAbsoluteFile().isDirectory() + " " + new File("rel").isAbsolute());
        try (FileOutputStream out = new FileOutputStream(f)) { out.write("hello".getBytes()); out.write(new byte[] {1, 2, 3}, 1, 1); }
        try (FileOutputStream out = new FileOutputStream(f, true)) { out.write('!'); }
        show("written", () -> f.length() + " " + new String(Files.readAllBytes(f.toPath())).replace((char) 2, '2'));
        show("times", () -> f.setLastModified(1_000_000_000_000L) + " " + f.lastModified());
        show("read only", () -> f.setReadOnly() + " " + new TreeSet<>(Files.getPosixFilePermissions(f.toPath())) + " " + f.setWritable(true, true) + " " + f.setExecutable(true) + " " + f.canExecute());
        show("rename", () -> f.renameTo(new File(sub, "b.txt")) + " " + f.exists() + " " + new File(sub, "b.txt").length());
        for (String n : new String[] {"z", "m", "\u00fc\u4e2d"}) new File(dir, n).createNewFile();
        show("list", () -> { String[] l = dir.list(); Arrays.sort(l); return l.length + " " + l[0] + " " + dir.listFiles(File::isDirectory).length + " " + dir.list((d, n) -> n.length() == 1).length; });
        show("delete full", () -> new File(dir, "sub").delete());
        show("null character", () -> new FileInputStream("a\0b"));
        show("temp", () -> { File t = File.createTempFile("pre", ".suf", dir); return t.getName().startsWith("pre") + " " + t.getName().endsWith(".suf") + " " + t.length() + " " + t.delete(); });
        show("short prefix", () -> File.createTempFile("x", null));
        File r = new File(dir, "random");
        try (RandomAccessFile raf = new RandomAccessFile(r, "rw")) {
            raf.writeInt(7);
            raf.seek(100);
            raf.writeUTF("at hundred");
            raf.seek(50);
            raf.writeLong(-1);
            show("length", () -> raf.length() + " " + raf.getFilePointer());
            raf.seek(0);
            show("read", () -> raf.readInt() + " " + raf.readByte() + " " + raf.skipBytes(45) + " " + raf.readLong() + " " + raf.skipBytes(10000) + " " + raf.read());
            show("end", raf::readByte);
            raf.setLength(60);
            show("shortened", () -> raf.length() + " " + raf.getFilePointer());
            raf.setLength(70);
            raf.seek(65);
            show("longer again", () -> raf.readByte() + " " + raf.read(new byte[100]) + " " + raf.read(new byte[100]));
            show("negative", () -> { raf.seek(-1); return 0; });
            raf.seek(1000);
            show("beyond", () -> raf.length() + " " + raf.read());
            raf.seek(0);
            raf.writeBytes("line one\nline two\r\nthird");
            raf.setLength(24);
            raf.seek(0);
            show("lines", () -> raf.readLine() + "|" + raf.readLine() + "|" + raf.readLine() + "|" + raf.readLine());
            show("descriptor", () -> raf.getFD().valid());
            show("channel", () -> raf.getChannel().position() + " " + raf.getChannel().size());
        }
        show("mode", () -> new RandomAccessFile(r, "w"));
        show("closed", () -> { RandomAccessFile c = new RandomAccessFile(r, "r"); c.close(); c.close(); return c.read(); });
        show("write to read only", () -> { try (RandomAccessFile c = new RandomAccessFile(r, "r")) { c.write(1); return 0; } });
        show("closed stream", () -> { FileInputStream c = new FileInputStream(r); c.close(); return c.read(); });
        show("available", () -> { try (FileInputStream c = new FileInputStream(r)) { int a = c.available(); long s = c.skip(20); return a + " " + s + " " + c.available() + " " + c.skip(100) + " " + c.read(); } });
        try (var walk = Files.walk(dir.toPath())) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
        show("gone", () -> dir.exists());
    }
}

/* expect-output:
absent: false 0 false 0 false null
read absent: java.io.FileNotFoundException: DIR/a.txt (No such file or directory)
read directory: java.io.FileNotFoundException: DIR (Is a directory)
write to directory: java.io.FileNotFoundException: DIR (Is a directory)
write in absent directory: java.io.FileNotFoundException: DIR/sub/deeper/x (No such file or directory)
create: true false true true true false
mkdir: false true true false
names: deeper sub a/../b/./c /a/b DIR/y true false
written: 7 hello2!
times: true 1000000000000
read only: true [OWNER_READ, GROUP_READ, OTHERS_READ] true true true
rename: true false 7
list: 4 m 1 2
delete full: false
null character: java.io.FileNotFoundException: Invalid file path
temp: true true 0 true
short prefix: java.lang.IllegalArgumentException: Prefix string "x" too short: length must be at least 3
length: 112 58
read: 7 0 45 -1 54 -1
end: java.io.EOFException
shortened: 60 60
longer again: 0 4 -1
negative: java.io.IOException: Negative seek offset
beyond: 70 -1
lines: line one|line two|third|null
descriptor: true
channel: 24 24
mode: java.lang.IllegalArgumentException: Illegal mode "w" must be one of "r", "rw", "rws", or "rwd"
closed: java.io.IOException: Stream Closed
write to read only: java.io.IOException: Bad file descriptor
closed stream: java.io.IOException: Stream Closed
available: 24 20 4 100 -1
gone: false
*/
