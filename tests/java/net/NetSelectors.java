// NIO sockets: selectors with many clients, non-blocking connect and accept, wakeup, cancelled keys, asynchronous channels, datagrams.
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.util.*;
import java.util.concurrent.*;

public class NetSelectors {
    static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    static void show(String name, Callable<?> action) {
        try { System.out.println(name + ": " + action.call()); } catch (Throwable e) { System.out.println(name + ": " + e); }
    }

    /** Serves `clients` connections: answers each message in upper case until its peer closes. */
    static int serve(ServerSocketChannel server, Selector selector, int clients) throws Exception {
        int messages = 0, closed = 0;
        while (closed < clients) {
            selector.select();
            for (Iterator<SelectionKey> it = selector.selectedKeys().iterator(); it.hasNext();) {
                SelectionKey key = it.next();
                it.remove();
                if (key.isAcceptable()) {
                    SocketChannel c = server.accept();
                    c.configureBlocking(false);
                    c.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(64));
                } else if (key.isReadable()) {
                    ByteBuffer b = (ByteBuffer) key.attachment();
                    SocketChannel c = (SocketChannel) key.channel();
                    int n = c.read(b);
                    if (n < 0) { c.close(); closed++; continue; }
                    messages += n;
                    b.flip();
                    ByteBuffer answer = ByteBuffer.wrap(new String(b.array(), 0, b.limit()).toUpperCase().getBytes());
                    while (answer.hasRemaining()) c.write(answer);
                    b.clear();
                }
            }
        }
        return messages;
    }

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY); Selector selector = Selector.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            FutureTask<Integer> serving = new FutureTask<>(() -> serve(server, selector, 8));
            new Thread(serving).start();
            List<FutureTask<String>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int n = i;
                FutureTask<String> task = new FutureTask<>(() -> {
                    try (SocketChannel c = SocketChannel.open(server.getLocalAddress())) {
                        StringBuilder all = new StringBuilder();
                        for (int k = 0; k < 5; k++) {
                            c.write(ByteBuffer.wrap(("m" + n + k).getBytes()));
                            ByteBuffer b = ByteBuffer.allocate(3);
                            while (b.hasRemaining()) c.read(b);
                            all.append(new String(b.array()));
                        }
                        return all.toString();
                    }
                });
                clients.add(task);
                new Thread(task).start();
            }
            for (FutureTask<String> c : clients) System.out.println(c.get());
            System.out.println("served " + serving.get());
            show("accept none", server::accept);
            show("selectNow", selector::selectNow);
            show("select timeout", () -> selector.select(2));
            selector.wakeup();
            show("woken", selector::select);
            Thread waiting = new Thread(() -> show("interrupted select", () -> selector.select() + " " + Thread.interrupted()));
            waiting.start();
            Thread.sleep(20);
            waiting.interrupt();
            waiting.join();
            SelectionKey key = server.keyFor(selector);
            show("key", () -> key.isValid() + " " + key.interestOps() + " " + selector.keys().size() + " " + (key.selector() == selector));
            show("blocking registered", () -> server.configureBlocking(true));
            show("bad interest", () -> key.interestOps(SelectionKey.OP_READ));
            key.cancel();
            selector.selectNow();
            show("cancelled", () -> key.isValid() + " " + selector.keys().size() + " " + server.isRegistered());
            show("key of cancelled", key::interestOps);
            SocketChannel c = SocketChannel.open();
            c.configureBlocking(false);
            boolean now = c.connect(server.getLocalAddress());
            c.register(selector, SelectionKey.OP_CONNECT);
            while (!now && !c.finishConnect()) selector.select(100);
            show("connected", () -> c.isConnected() + " " + c.read(ByteBuffer.allocate(1)) + " " + c.isConnectionPending());
            show("connect again", () -> c.connect(server.getLocalAddress()));
            c.close();
            show("closed", () -> c.read(ByteBuffer.allocate(1)));
            show("unconnected", () -> SocketChannel.open().write(ByteBuffer.allocate(1)));
            show("blocking register", () -> SocketChannel.open().register(selector, SelectionKey.OP_READ));
            selector.close();
            show("closed selector", selector::select);
        }
        try (DatagramChannel a = DatagramChannel.open().bind(ANY); DatagramChannel b = DatagramChannel.open().bind(ANY)) {
            a.send(ByteBuffer.wrap("dgram".getBytes()), b.getLocalAddress());
            ByteBuffer in = ByteBuffer.allocateDirect(10);
            SocketAddress from = b.receive(in);
            System.out.println(from.equals(a.getLocalAddress()) + " " + in.position());
            b.configureBlocking(false);
            show("nothing there", () -> b.receive(ByteBuffer.allocate(1)));
            b.connect(a.getLocalAddress());
            show("connected datagram", () -> b.write(ByteBuffer.wrap(new byte[3])) + " " + b.isConnected());
        }
        try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open().bind(ANY)) {
            Future<AsynchronousSocketChannel> accepting = server.accept();
            AsynchronousSocketChannel c = AsynchronousSocketChannel.open();
            c.connect(server.getLocalAddress()).get();
            AsynchronousSocketChannel s = accepting.get();
            ByteBuffer in = ByteBuffer.allocate(5);
            CountDownLatch done = new CountDownLatch(1);
            s.read(in, "attached", new CompletionHandler<Integer, String>() {
                public void completed(Integer n, String a) { System.out.println("read " + n + " " + a); done.countDown(); }
                public void failed(Throwable e, String a) { System.out.println(e); done.countDown(); }
            });
            c.write(ByteBuffer.wrap("async".getBytes())).get();
            done.await();
            c.close();
            show("end", () -> s.read(in.clear()).get());
            s.close();
        }
        java.nio.file.Path path = java.nio.file.Files.createTempDirectory("sel").resolve("s");
        try (ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path)); SocketChannel c = SocketChannel.open(UnixDomainSocketAddress.of(path)); SocketChannel s = unix.accept()) {
            c.write(ByteBuffer.wrap("unix".getBytes()));
            ByteBuffer b = ByteBuffer.allocate(4);
            s.read(b);
            System.out.println(new String(b.array()));
        }
        java.nio.file.Files.delete(path);
        java.nio.file.Files.delete(path.getParent());
    }
}

/* expect-output:
M00M01M02M03M04
M10M11M12M13M14
M20M21M22M23M24
M30M31M32M33M34
M40M41M42M43M44
M50M51M52M53M54
M60M61M62M63M64
M70M71M72M73M74
served 120
accept none: null
selectNow: 0
select timeout: 0
woken: 0
interrupted select: 0 true
key: true 16 1 true
blocking registered: java.nio.channels.IllegalBlockingModeException
bad interest: java.lang.IllegalArgumentException
cancelled: false 0 false
key of cancelled: java.nio.channels.CancelledKeyException
connected: true 0 false
connect again: java.nio.channels.AlreadyConnectedException
closed: java.nio.channels.ClosedChannelException
unconnected: java.nio.channels.NotYetConnectedException
blocking register: java.nio.channels.IllegalBlockingModeException
closed selector: java.nio.channels.ClosedSelectorException
true 5
nothing there: null
connected datagram: 3 true
read 5 attached
end: -1
unix
*/
