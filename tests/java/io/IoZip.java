// Compression: deflate and inflate, gzip, zip and jar files, CRCs, manifests, corrupt input, the zip file system.
import java.io.*;
import java.net.URI;
import java.nio.file.*;
import java.util.*;
import java.util.jar.*;
import java.util.zip.*;

public class IoZip {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e.toString().replaceAll("/\\S*/", ".../"));
        }
    }

    static byte[] text(int n) { StringBuilder b = new StringBuilder(); for (int i = 0; b.length() < n; i++) b.append("line ").append(i * 7919 % 1000).append('\n'); return b.substring(0, n).getBytes(); }

    public static void main(String[] args) throws Exception {
        byte[] data = text(30000);
        show("crc", () -> { CRC32 c = new CRC32(); c.update(data); Adler32 a = new Adler32(); a.update(data); CRC32C d = new CRC32C(); d.update(data); return Long.toHexString(c.getValue()) + " " + Long.toHexString(a.getValue()) + " " + Long.toHexString(d.getValue()); });
        for (int level : new int[] {0, 1, 6, 9}) {
            show("deflate " + level, () -> {
                Deflater d = new Deflater(level, true);
                d.setInput(data);
                d.finish();
                byte[] packed = new byte[40000];
                int n = d.deflate(packed);
                Inflater i = new Inflater(true);
                i.setInput(packed, 0, n);
                byte[] back = new byte[40000];
                int m = i.inflate(back);
                String s = (n < (level == 0 ? 31000 : 12000)) + " " + m + " " + Arrays.equals(data, 0, m, back, 0, m) + " " + i.finished() + " " + d.getTotalIn() + " " + i.getRemaining();
                d.end();
                i.end();
                return s;
            });
        }
        show("bad data", () -> { Inflater i = new Inflater(); i.setInput(new byte[] {1, 2, 3, 4, 5}); return i.inflate(new byte[10]); });
        show("dictionary", () -> { Deflater d = new Deflater(); d.setDictionary("line ".getBytes()); d.setInput(data, 0, 100); d.finish(); byte[] p = new byte[500]; int n = d.deflate(p); Inflater i = new Inflater(); i.setInput(p, 0, n); byte[] b = new byte[200]; int first = i.inflate(b); boolean needs = i.needsDictionary(); i.setDictionary("line ".getBytes()); return first + " " + needs + " " + i.inflate(b); });
        show("ended", () -> { Inflater i = new Inflater(); i.end(); return i.inflate(new byte[1]); });
        ByteArrayOutputStream gz = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gz)) { out.write(data); }
        show("gzip", () -> Arrays.equals(new GZIPInputStream(new ByteArrayInputStream(gz.toByteArray())).readAllBytes(), data) + " " + Integer.toHexString(gz.toByteArray()[0] & 255));
        show("not gzip", () -> new GZIPInputStream(new ByteArrayInputStream(new byte[20])));
        show("gzip cut", () -> new GZIPInputStream(new ByteArrayInputStream(gz.toByteArray(), 0, 100)).readAllBytes().length);
        show("gzip spoilt", () -> { byte[] b = gz.toByteArray(); b[b.length - 6] ^= 1; return new GZIPInputStream(new ByteArrayInputStream(b)).readAllBytes().length; });
        Path dir = Files.createTempDirectory("iozip"), zip = dir.resolve("t.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setComment("zip comment");
            ZipEntry e = new ZipEntry("a/b.txt");
            e.setComment("c");
            e.setTimeLocal(java.time.LocalDateTime.of(2020, 1, 2, 3, 4, 6));
            out.putNextEntry(e);
            out.write(data);
            out.closeEntry();
            ZipEntry stored = new ZipEntry("stored");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(3);
            CRC32 c = new CRC32();
            c.update("abc".getBytes());
            stored.setCrc(c.getValue());
            out.putNextEntry(stored);
            out.write("abc".getBytes());
            out.putNextEntry(new ZipEntry("dir/"));
            out.putNextEntry(new ZipEntry("\u00fc.txt"));
            show("duplicate", () -> { out.putNextEntry(new ZipEntry("stored")); return 0; });
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (var all = file.entries(); all.hasMoreElements();) {
                ZipEntry e = all.nextElement();
                System.out.println("  " + e.getName().length() + (int) e.getName().charAt(0) + " " + e.getSize() + " " + (e.getCompressedSize() <= e.getSize() + 2) + " " + e.getMethod() + " " + Long.toHexString(e.getCrc()) + " " + e.isDirectory() + " " + e.getComment() + (e.getComment() == null ? "" : " " + e.getTimeLocal()));
            }
            show("file", () -> file.size() + " " + file.getComment() + " " + file.getEntry("absent") + " " + file.getEntry("dir") + " " + new String(file.getInputStream(file.getEntry("stored")).readAllBytes()) + " " + file.getInputStream(file.getEntry("a/b.txt")).skip(29990));
        }
        show("streamed", () -> { StringBuilder b = new StringBuilder(); try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) { for (ZipEntry e; (e = in.getNextEntry()) != null;) b.append(in.readAllBytes().length).append(' '); } return b; });
        show("closed", () -> { ZipFile f = new ZipFile(zip.toFile()); f.close(); return f.size(); });
        show("not a zip", () -> { Path p = Files.write(dir.resolve("no.zip"), new byte[100]); return new ZipFile(p.toFile()); });
        show("empty zip", () -> { Path p = Files.write(dir.resolve("empty.zip"), new byte[0]); return new ZipFile(p.toFile()); });
        show("absent zip", () -> new ZipFile("/absent.zip"));
        Path jar = dir.resolve("t.jar");
        Manifest m = new Manifest();
        m.getMainAttributes().putValue("Manifest-Version", "1.0");
        m.getMainAttributes().putValue("Long", "x".repeat(100));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), m)) { out.putNextEntry(new JarEntry("META-INF/versions/11/v.txt")); out.write("new".getBytes()); out.putNextEntry(new JarEntry("v.txt")); out.write("old".getBytes()); }
        show("jar", () -> { try (JarFile f = new JarFile(jar.toFile())) { return f.getManifest().getMainAttributes().getValue("long").length() + " " + f.isMultiRelease() + " " + f.size() + " " + new String(f.getInputStream(f.getEntry("v.txt")).readAllBytes()); } });
        try (FileSystem fs = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of())) {
            show("zip fs", () -> { Files.writeString(fs.getPath("/new.txt"), "added"); Files.copy(fs.getPath("/stored"), fs.getPath("/dir/copy")); Files.delete(fs.getPath("/stored")); try (var s = Files.walk(fs.getPath("/"))) { return s.map(Path::toString).filter(p -> p.chars().allMatch(c -> c < 128)).sorted().toList(); } });
        }
        show("after", () -> { try (ZipFile f = new ZipFile(zip.toFile())) { return f.getEntry("stored") + " " + new String(f.getInputStream(f.getEntry("new.txt")).readAllBytes()) + f.getEntry("dir/copy").getSize(); } });
        try (var walk = Files.walk(dir)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}

/* expect-output:
crc: de9f26bd 82f3d7a8 3dfe7c7
deflate 0: true 30000 true true 30000 0
deflate 1: true 30000 true true 30000 0
deflate 6: true 30000 true true 30000 0
deflate 9: true 30000 true true 30000 0
bad data: java.util.zip.DataFormatException: incorrect header check
dictionary: 0 true 100
ended: java.lang.NullPointerException: Inflater has been closed
gzip: true 1f
not gzip: java.util.zip.ZipException: Not in GZIP format
gzip cut: java.io.EOFException: Unexpected end of ZLIB input stream
gzip spoilt: java.util.zip.ZipException: Corrupt GZIP trailer
duplicate: java.util.zip.ZipException: duplicate entry: stored
  797 30000 true 8 de9f26bd false c 2020-01-02T03:04:06
  6115 3 true 0 352441c2 false null
  4100 0 true 8 0 true null
  5252 0 true 8 0 false null
file: 4 zip comment null dir/ abc 29990
streamed: 30000 3 0 0 
closed: java.lang.IllegalStateException: zip file closed
not a zip: java.util.zip.ZipException: zip END header not found
empty zip: java.util.zip.ZipException: zip file is empty
absent zip: java.nio.file.NoSuchFileException: /absent.zip
jar: 100 false 3 old
zip fs: [/, /a, /a/b.txt, /dir, /dir/copy, /new.txt]
after: null added3
*/
