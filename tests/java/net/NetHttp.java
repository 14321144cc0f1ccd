// modes: !gc
// (Ten seconds under GC stress.) The JDK's own HTTP server and clients on the loopback: methods, headers, statuses, bodies, streams.
import com.sun.net.httpserver.*;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;

public class NetHttp {
    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        server.setExecutor(pool);
        server.createContext("/echo", x -> {
            byte[] body = x.getRequestBody().readAllBytes();
            byte[] answer = (x.getRequestMethod() + " " + x.getRequestURI() + " " + x.getRequestHeaders().getFirst("X-Test") + " " + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            x.getResponseHeaders().add("X-Answer", "yes");
            x.sendResponseHeaders(200, answer.length);
            try (OutputStream out = x.getResponseBody()) { out.write(answer); }
        });
        server.createContext("/chunked", x -> { x.sendResponseHeaders(200, 0); try (OutputStream out = x.getResponseBody()) { for (int i = 0; i < 50; i++) out.write(("line " + i + "\n").getBytes()); } });
        server.createContext("/moved", x -> { x.getResponseHeaders().add("Location", "/echo/there"); x.sendResponseHeaders(302, -1); x.close(); });
        server.start();
        String base = "http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
        HttpURLConnection c = (HttpURLConnection) new URL(base + "/echo/a?b=c").openConnection();
        c.setRequestProperty("X-Test", "old client");
        System.out.println(c.getResponseCode() + " " + c.getHeaderField("X-Answer") + " " + new String(c.getInputStream().readAllBytes()) + " " + c.getContentLength());
        c = (HttpURLConnection) new URL(base + "/echo").openConnection();
        c.setRequestMethod("POST");
        c.setDoOutput(true);
        c.getOutputStream().write("posted \u20ac".getBytes(StandardCharsets.UTF_8));
        System.out.println(new String(c.getInputStream().readAllBytes(), StandardCharsets.UTF_8).length());
        c = (HttpURLConnection) new URL(base + "/absent").openConnection();
        System.out.println(c.getResponseCode() + " " + c.getResponseMessage() + " " + new String(c.getErrorStream().readAllBytes()));
        try {
            c.getInputStream();
        } catch (FileNotFoundException e) {
            System.out.println("not found");
        }
        HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<String> r = client.send(HttpRequest.newBuilder(URI.create(base + "/echo/new")).header("X-Test", "h").PUT(HttpRequest.BodyPublishers.ofString("body")).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(r.statusCode() + " " + r.body() + " " + r.headers().firstValue("x-answer").get() + " " + r.version());
        System.out.println(client.send(HttpRequest.newBuilder(URI.create(base + "/moved")).build(), HttpResponse.BodyHandlers.ofString()).body());
        System.out.println(client.send(HttpRequest.newBuilder(URI.create(base + "/chunked")).build(), HttpResponse.BodyHandlers.ofLines()).body().count());
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) all.add(client.sendAsync(HttpRequest.newBuilder(URI.create(base + "/echo/" + i)).build(), HttpResponse.BodyHandlers.ofByteArray()).thenApply(x -> x.body().length));
        int sum = 0;
        for (var f : all) sum += f.get();
        System.out.println(sum);
        System.out.println(client.send(HttpRequest.newBuilder(URI.create(base + "/absent")).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding()).statusCode());
        server.stop(0);
        pool.shutdown();
        try {
            client.send(HttpRequest.newBuilder(URI.create(base + "/echo")).build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            System.out.println("refused");
        }
    }
}

/* expect-output:
200 yes GET /echo/a?b=c old client  27
24
404 Not Found <h1>404 Not Found</h1>No context found for request
not found
200 PUT /echo/new h body yes HTTP_1_1
GET /echo/there null 
50
102
404
refused
*/
