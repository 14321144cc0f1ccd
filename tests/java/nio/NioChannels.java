// FileChannel: reads and writes at places, scatter and gather, transfers, locks, mapping, truncation, pipes, closing.
import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.*;
import static java.nio.file.StandardOpenOption.*;

public class NioChannels {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e.toString().replaceAll("/\\S*/", ".../"));
        }
    }

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("niochannels"), file = dir.resolve("f");
        try (FileChannel c = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            show("write", () -> c.write(ByteBuffer.wrap("hello world".getBytes())) + " " + c.position() + " " + c.size());
            show("write at", () -> c.write(ByteBuffer.wrap("W".getBytes()), 6) + " " + c.position());
            show("gather", () -> c.write(new ByteBuffer[] {ByteBuffer.wrap("ab".getBytes()), ByteBuffer.allocateDirect(3), ByteBuffer.wrap("c".getBytes())}));
            show("read", () -> { ByteBuffer b = ByteBuffer.allocate(5); c.position(0).read(b); return new String(b.array()) + c.position(); });
            show("read at", () -> { ByteBuffer b = ByteBuffer.allocateDirect(5); int n = c.read(b, 6); byte[] x = new byte[n]; b.flip().get(x); return new String(x) + c.read(b, 1000); });
            show("scatter", () -> { ByteBuffer[] bs = {ByteBuffer.allocate(3), ByteBuffer.allocateDirect(4), ByteBuffer.allocate(100)}; c.position(0); return c.read(bs) + " " + bs[0] + " " + bs[1].remaining() + " " + bs[2].position(); });
            show("at the end", () -> c.read(ByteBuffer.allocate(1)));
            show("beyond", () -> { c.position(30); c.write(ByteBuffer.wrap(new byte[] {1})); return c.size(); });
            show("truncate", () -> { c.truncate(11); return c.size() + " " + c.position(); });
            show("transferTo", () -> { ByteArrayOutputStream out = new ByteArrayOutputStream(); long n = c.transferTo(6, 100, Channels.newChannel(out)); return n + out.toString(); });
            show("transferFrom", () -> c.transferFrom(Channels.newChannel(new ByteArrayInputStream("XYZ".getBytes())), 0, 2) + Files.readString(file));
            show("to a file", () -> { try (FileChannel d = FileChannel.open(dir.resolve("g"), CREATE, WRITE)) { return c.transferTo(0, 5, d) + Files.readString(dir.resolve("g")); } });
            MappedByteBuffer map = c.map(FileChannel.MapMode.READ_WRITE, 0, 20);
            show("map", () -> { map.put(0, (byte) 'M').putInt(12, 0x21212121); map.force(); return c.size() + " " + map.isDirect() + " " + Files.readString(file).replace('\0', '0') + map.load().isLoaded(); });
            show("private map", () -> { MappedByteBuffer p = c.map(FileChannel.MapMode.PRIVATE, 2, 4); p.put(0, (byte) '?'); return (char) p.get(0) + "" + (char) map.get(2); });
            show("read-only map", () -> c.map(FileChannel.MapMode.READ_ONLY, 0, 5).put((byte) 1));
            show("map odd place", () -> (char) c.map(FileChannel.MapMode.READ_ONLY, 7, 3).get(0) + "" + c.map(FileChannel.MapMode.READ_ONLY, 0, 0).capacity());
            show("map too large", () -> c.map(FileChannel.MapMode.READ_ONLY, 0, 1L << 31));
            show("map beyond", () -> c.map(FileChannel.MapMode.READ_ONLY, 0, 1000));
            show("lock", () -> { try (FileLock l = c.lock(0, 5, false)) { return l.isValid() + " " + l.isShared() + " " + l.overlaps(4, 1) + " " + l.overlaps(5, 1); } });
            show("overlapping", () -> { try (FileLock l = c.lock(0, 5, false)) { return c.tryLock(3, 5, false); } });
            show("negative position", () -> c.position(-1));
            show("force", () -> { c.force(true); return "forced"; });
        }
        try (FileChannel r = FileChannel.open(file, READ)) {
            show("write to reader", () -> r.write(ByteBuffer.allocate(1)));
            show("truncate reader", () -> r.truncate(1));
            show("write map of reader", () -> r.map(FileChannel.MapMode.READ_WRITE, 0, 1));
        }
        show("closed", () -> { FileChannel c = FileChannel.open(file); c.close(); return c.isOpen() + " " + c.size(); });
        show("interrupted", () -> { FileChannel c = FileChannel.open(file); Thread.currentThread().interrupt(); try { return c.read(ByteBuffer.allocate(1)); } finally { System.out.println("flag " + Thread.interrupted() + " open " + c.isOpen()); } });
        show("exists", () -> FileChannel.open(file, CREATE_NEW, WRITE));
        show("append", () -> { try (FileChannel c = FileChannel.open(dir.resolve("g"), APPEND)) { c.write(ByteBuffer.wrap("+".getBytes())); return c.position() + Files.readString(dir.resolve("g")); } });
        show("delete on close", () -> { Path p = dir.resolve("d"); FileChannel c = FileChannel.open(p, CREATE, WRITE, DELETE_ON_CLOSE); boolean e = Files.exists(p); c.close(); return e + " " + Files.exists(p); });
        Pipe pipe = Pipe.open();
        Thread writer = new Thread(() -> { try (var sink = pipe.sink()) { for (int i = 0; i < 10; i++) sink.write(ByteBuffer.wrap(("m" + i).getBytes())); } catch (IOException e) { System.out.println(e); } });
        writer.start();
        show("pipe", () -> { ByteBuffer b = ByteBuffer.allocate(100); while (pipe.source().read(b) >= 0) { } return new String(b.array(), 0, b.position()); });
        writer.join();
        show("non-blocking pipe", () -> { Pipe p = Pipe.open(); p.source().configureBlocking(false); return p.source().read(ByteBuffer.allocate(1)) + " " + p.source().isBlocking(); });
        show("streams", () -> new String(Channels.newInputStream(Channels.newChannel(new ByteArrayInputStream("through".getBytes()))).readAllBytes()));
        Thread reader = new Thread(() -> show("asynchronously closed", () -> pipe2.source().read(ByteBuffer.allocate(1))));
        pipe2 = Pipe.open();
        reader.start();
        Thread.sleep(30);
        pipe2.source().close();
        reader.join();
        try (AsynchronousFileChannel a = AsynchronousFileChannel.open(file, READ)) {
            show("asynchronous", () -> { ByteBuffer b = ByteBuffer.allocate(4); return a.read(b, 0).get() + new String(b.array()); });
        }
        try (var walk = Files.walk(dir)) { for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path); }
    }

    static Pipe pipe2;
}

/* expect-output:
write: 11 11 11
write at: 1 11
gather: 6
read: hello5
read at: World0
scatter: 17 java.nio.HeapByteBuffer[pos=3 lim=3 cap=3] 0 10
at the end: -1
beyond: 31
truncate: 11 11
transferTo: 5World
transferFrom: 2XYllo World
to a file: 5XYllo
map: 20 true MYllo World0!!!!0000true
private map: ?l
read-only map: java.nio.ReadOnlyBufferException
map odd place: o0
map too large: java.lang.IllegalArgumentException: Size exceeds Integer.MAX_VALUE
map beyond: java.nio.DirectByteBufferR[pos=0 lim=1000 cap=1000]
lock: true false true false
overlapping: java.nio.channels.OverlappingFileLockException
negative position: java.lang.IllegalArgumentException
force: forced
write to reader: java.nio.channels.NonWritableChannelException
truncate reader: java.nio.channels.NonWritableChannelException
write map of reader: java.nio.channels.NonWritableChannelException
closed: java.nio.channels.ClosedChannelException
flag true open false
interrupted: java.nio.channels.ClosedByInterruptException
exists: java.nio.file.FileAlreadyExistsException: .../f
append: 6XYllo+
delete on close: false false
pipe: m0m1m2m3m4m5m6m7m8m9
non-blocking pipe: 0 false
streams: through
asynchronously closed: java.nio.channels.AsynchronousCloseException
asynchronous: 4MYll
*/
