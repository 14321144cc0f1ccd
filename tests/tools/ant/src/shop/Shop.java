package shop;

import java.util.List;
import java.util.stream.Collectors;

/** What the build compiles, packs and runs. */
public class Shop {
    record Item(String name, int price) {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        List<Item> items = List.of(new Item("nail", 3), new Item("hammer", 5));
        System.out.println(items.stream().map(item -> item.name() + " " + item.price() * count).collect(Collectors.joining(", ")));
        System.out.println("it runs on " + System.getProperty("java.vm.name"));
    }
}
