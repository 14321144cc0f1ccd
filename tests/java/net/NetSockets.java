// TCP and UDP on the loopback: echo, timeouts, half close, resets, options, errors.
import java.io.*;
import java.net.*;
import java.util.*;

public class NetSockets {
    static final InetAddress HERE = InetAddress.getLoopbackAddress();

    static void show(String name, java.util.concurrent.Callable<?> action) {
        try { System.out.println(name + ": " + action.call()); } catch (Throwable e) { System.out.println(name + ": " + e.toString().replaceAll("port[:=] ?[0-9]+", "port")); }
    }

    public static void main(String[] args) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, HERE)) {
            int port = server.getLocalPort();
            Thread echo = new Thread(() -> {
                for (int i = 0; i < 3; i++) {
                    try (Socket s = server.accept(); InputStream in = s.getInputStream(); OutputStream out = s.getOutputStream()) {
                        in.transferTo(out);
                    } catch (IOException e) {
                        System.out.println("server: " + e);
                    }
                }
            });
            echo.start();
            for (int round = 0; round < 3; round++) {
                try (Socket s = new Socket(HERE, port)) {
                    byte[] data = new byte[round * 20000 + 10];
                    new Random(round).nextBytes(data);
                    Thread writer = new Thread(() -> { try { s.getOutputStream().write(data); s.shutdownOutput(); } catch (IOException e) { System.out.println(e); } });
                    writer.start();
                    byte[] back = s.getInputStream().readAllBytes();
                    writer.join();
                    System.out.println("echo " + Arrays.equals(data, back) + " " + back.length + " " + s.isOutputShutdown() + " " + s.isConnected() + " " + (s.getPort() == port) + " " + s.getInetAddress().isLoopbackAddress());
                }
            }
            echo.join();
            server.setSoTimeout(5);
            show("accept timeout", server::accept);
            show("options", () -> { try (Socket s = new Socket(HERE, port)) { s.setTcpNoDelay(true); s.setKeepAlive(true); s.setSoTimeout(7); s.setSoLinger(true, 3); s.setReuseAddress(true); return s.getTcpNoDelay() + " " + s.getKeepAlive() + " " + s.getSoTimeout() + " " + s.getSoLinger() + " " + s.getReuseAddress() + " " + (s.getReceiveBufferSize() > 0) + " " + s.getOption(StandardSocketOptions.TCP_NODELAY); } });
            server.setSoTimeout(0);
            server.accept().close();
            show("read timeout", () -> { try (Socket s = new Socket(HERE, port); Socket t = server.accept()) { s.setSoTimeout(5); return s.getInputStream().read(); } });
            show("peer closed", () -> { try (Socket s = new Socket(HERE, port)) { server.accept().close(); return s.getInputStream().read() + " " + s.isClosed(); } });
            show("closed socket", () -> { Socket s = new Socket(HERE, port); server.accept().close(); s.close(); return s.getInputStream(); });
            show("urgent", () -> { try (Socket s = new Socket(HERE, port); Socket t = server.accept()) { t.setOOBInline(true); s.sendUrgentData(65); return t.getInputStream().read(); } });
            show("closed while reading", () -> { Socket s = new Socket(HERE, port); Socket t = server.accept(); Thread closer = new Thread(() -> { try { Thread.sleep(20); s.close(); } catch (Exception e) { } }); closer.start(); try { return s.getInputStream().read(); } finally { closer.join(); t.close(); } });
            show("bound twice", () -> new ServerSocket(port, 1, HERE));
        }
        int free;
        try (ServerSocket s = new ServerSocket(0, 1, HERE)) { free = s.getLocalPort(); }
        show("refused", () -> new Socket(HERE, free));
        show("bad port", () -> new Socket(HERE, 70000));
        show("closed server", () -> { ServerSocket s = new ServerSocket(0); s.close(); return s.accept(); });
        show("unknown host", () -> InetAddress.getByName("no.such.host.invalid"));
        show("not connected", () -> new Socket().getInputStream());
        show("addresses", () -> InetAddress.getByName("127.0.0.1") + " " + InetAddress.getByAddress(new byte[] {10, 0, 0, 1}).getHostAddress() + " " + InetAddress.getByName("::1").getHostAddress() + " " + InetAddress.getByName("10.1.2.3").isSiteLocalAddress() + " " + InetAddress.getByName("224.0.0.1").isMulticastAddress() + " " + new InetSocketAddress("localhost", 5).getPort() + " " + InetSocketAddress.createUnresolved("x", 1));
        show("bad address", () -> InetAddress.getByAddress(new byte[3]));
        try (DatagramSocket a = new DatagramSocket(0, HERE); DatagramSocket b = new DatagramSocket(0, HERE)) {
            byte[] data = "datagram".getBytes();
            a.send(new DatagramPacket(data, data.length, HERE, b.getLocalPort()));
            DatagramPacket in = new DatagramPacket(new byte[4], 4);
            b.receive(in);
            System.out.println(new String(in.getData()) + " " + in.getLength() + " " + (in.getPort() == a.getLocalPort()) + " " + in.getAddress().isLoopbackAddress());
            b.setSoTimeout(5);
            show("receive timeout", () -> { b.receive(in); return 0; });
            show("too large", () -> { a.send(new DatagramPacket(new byte[70000], 70000, HERE, b.getLocalPort())); return 0; });
        }
        show("interfaces", () -> Collections.list(NetworkInterface.getNetworkInterfaces()).stream().anyMatch(n -> { try { return n.isLoopback(); } catch (SocketException e) { return false; } }));
        show("uri", () -> { URI u = new URI("http://user@host:81/p%20a/../b?q=1#f"); return u.getHost() + u.getPort() + u.getPath() + u.getRawPath() + u.getQuery() + u.getFragment() + " " + u.normalize() + " " + u.resolve("../c") + " " + URI.create("a/b").relativize(URI.create("a/b/c")); });
        show("bad uri", () -> new URI("http://a b"));
        show("url", () -> new URL("http://h/x?y#z").getFile() + " " + new URL(new URL("http://h/a/b"), "../c").getPath() + " " + URLEncoder.encode("a b&\u20ac", "UTF-8") + " " + URLDecoder.decode("a+b%26%E2%82%AC", "UTF-8").length());
        show("bad url", () -> new URL("nope://x"));
    }
}

/* expect-output:
echo true 10 true true true true
echo true 20010 true true true true
echo true 40010 true true true true
accept timeout: java.net.SocketTimeoutException: Accept timed out
options: true true 7 3 true true true
read timeout: java.net.SocketTimeoutException: Read timed out
peer closed: -1 false
closed socket: java.net.SocketException: Socket is closed
urgent: 65
closed while reading: java.net.SocketException: Socket closed
bound twice: java.net.BindException: Address already in use
refused: java.net.ConnectException: Connection refused
bad port: java.lang.IllegalArgumentException: port out of range:70000
closed server: java.net.SocketException: Socket is closed
unknown host: java.net.UnknownHostException: no.such.host.invalid: Name or service not known
not connected: java.net.SocketException: Socket is not connected
addresses: /127.0.0.1 10.0.0.1 0:0:0:0:0:0:0:1 true true 5 x/<unresolved>:1
bad address: java.net.UnknownHostException: addr is of illegal length
data 4 true true
receive timeout: java.net.SocketTimeoutException: Receive timed out
too large: java.net.SocketException: Message too long
interfaces: true
uri: host81/p a/../b/p%20a/../bq=1f http://user@host:81/b?q=1#f http://user@host:81/../c c
bad uri: java.net.URISyntaxException: Illegal character in authority at index 7: http://a b
url: /x?y /c a+b%26%E2%82%AC 5
bad url: java.net.MalformedURLException: unknown protocol: nope
*/
