/** Text blocks: indentation, escapes, line continuations, and the String methods that go with them. */
public class TextBlocks {
    static final String JSON = """
            {
              "name": "x",\t
              "list": [1, 2]
            }
            """;

    static void show(String s) {
        System.out.println(s.replace("\n", "\\n").replace("\t", "\\t").replace(' ', '.') + " " + s.length());
    }

    public static void main(String[] args) {
        show(JSON);
        show("""
            a
              b
           c""");
        show("""
            trailing   \s
            kept\040
            continued \
            line
            """);
        show("""
            quotes " "" \""" \\ \t tab
            """);
        show("""
            """);
        show("""

            blank above
            \n""");
        System.out.println("""
            one""" == "one");
        show("a\nb\r\nc\rd".lines().toList().toString());
        show("x\n y\n".indent(2));
        show("   x\n     y".stripIndent());
        show("  \t".translateEscapes() + "\\n\\u".substring(0, 2).translateEscapes());
        show("%s is %d".formatted("a", 5));
        show("abc".transform(s -> s + s.length()));
        show("  a ".strip() + "|" + "  a ".stripLeading() + "|" + "  a ".stripTrailing() + "|" + " ".isBlank());
        for (String bad : new String[] {"\\q", "\\", "\\8"}) {
            try {
                show(bad.translateEscapes());
            } catch (IllegalArgumentException e) {
                System.out.println(e.getClass());
            }
        }
        var sql = """
            SELECT "id", 'q'
            FROM   t
            WHERE  a = %d \
            AND b
            """;
        show(String.format(sql, 7));
    }
}

/* expect-output:
{\n.."name":."x",\t\n.."list":.[1,.2]\n}\n 37
.a\n...b\nc 9
trailing....\nkept.\ncontinued.line\n 34
quotes."."".""".\.\t.tab\n 24
 0
\nblank.above\n\n 14
true
[a,.b,.c,.d] 12
..x\n...y\n 9
x\n..y 5
..\t\n 4
a.is.5 6
abc3 4
a|a.|..a|true 13
class java.lang.IllegalArgumentException
class java.lang.IllegalArgumentException
class java.lang.IllegalArgumentException
SELECT."id",.'q'\nFROM...t\nWHERE..a.=.7.AND.b\n 45
*/
