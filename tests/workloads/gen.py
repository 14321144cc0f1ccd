"""gen.py DIR: the inputs of the programs, the same on every machine (a fixed linear congruential sequence)."""
import sys,os
d=sys.argv[1]
x=[12345]
def r(n):
    x[0]=(x[0]*1103515245+12345)&0x7fffffff
    return (x[0]>>8)%n
W="alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega".split()
# json
import json
recs=[dict(id=i,name=W[r(24)]+str(r(1000)),tags=[W[r(24)] for _ in range(r(6))],v=r(100000)/8,ok=bool(r(2)),nest=dict(a=r(10),b=None,c="é\"\\ü%d"%r(9))) for i in range(3000)]
open(d+'/data.json','w').write(json.dumps(recs))
# text
open(d+'/text.txt','w').write('\n'.join(' '.join(W[r(24)]+(str(r(50)) if r(3)==0 else '') for _ in range(12)) for _ in range(8000)))
# xml + xslt
open(d+'/data.xml','w').write('<?xml version="1.0"?>\n<root>'+''.join('<item id="%d" cat="%s"><name>%s</name><price>%d.%02d</price></item>\n'%(i,W[r(8)],W[r(24)],r(100),r(100)) for i in range(6000))+'</root>')
open(d+'/t.xsl','w').write('''<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/><xsl:key name="k" match="item" use="@cat"/>
<xsl:template match="/"><xsl:for-each select="//item[generate-id()=generate-id(key('k',@cat)[1])]"><xsl:sort select="@cat"/><xsl:value-of select="@cat"/>: <xsl:value-of select="count(key('k',@cat))"/> sum <xsl:value-of select="format-number(sum(key('k',@cat)/price),'0.00')"/><xsl:text>
</xsl:text></xsl:for-each><xsl:apply-templates select="//item[position() mod 100 = 0]"><xsl:sort select="price" data-type="number"/></xsl:apply-templates></xsl:template>
<xsl:template match="item"><xsl:value-of select="concat(name,'=',price)"/><xsl:text>
</xsl:text></xsl:template></xsl:stylesheet>''')
# fo
open(d+'/d.fo','w').write('<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format"><fo:layout-master-set><fo:simple-page-master master-name="m" page-height="20cm" page-width="15cm" margin="1cm"><fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference="m"><fo:flow flow-name="xsl-region-body">'+''.join('<fo:block font-size="%dpt" space-after="4pt">%s</fo:block>'%(8+r(6),' '.join(W[r(24)] for _ in range(40))) for _ in range(120))+'</fo:flow></fo:page-sequence></fo:root>')
# sql
def sql(d_, f, h2):
    o=[]
    o.append('CREATE TABLE emp(id INT PRIMARY KEY, name VARCHAR(40), dept INT, sal DECIMAL(10,2));')
    o.append('CREATE TABLE dept(id INT PRIMARY KEY, nm VARCHAR(40));')
    for i in range(20): o.append("INSERT INTO dept VALUES(%d,'%s');"%(i,W[i]))
    for i in range(1500): o.append("INSERT INTO emp VALUES(%d,'%s%d',%d,%d.%02d);"%(i,W[r(24)],r(100),r(20),r(9000)+1000,r(100)))
    o.append('CREATE INDEX ei ON emp(dept);')
    o.append('SELECT d.nm, COUNT(*), SUM(e.sal), MAX(e.name) FROM emp e JOIN dept d ON e.dept=d.id GROUP BY d.nm ORDER BY d.nm;')
    o.append("UPDATE emp SET sal=sal*2 WHERE dept IN (SELECT id FROM dept WHERE nm LIKE '%a%');")
    o.append('DELETE FROM emp WHERE id>1200;')
    o.append('SELECT COUNT(*), SUM(sal) FROM emp;')
    o.append('SELECT a.dept, COUNT(*) FROM emp a, emp b WHERE a.dept=b.dept AND a.sal<b.sal GROUP BY a.dept ORDER BY a.dept;')
    open(d_+'/'+f,'w').write('\n'.join(o)+'\n')
sql(d,'t.sql',True)
# sat: random 3-sat
n=120;m=500
open(d+'/f.cnf','w').write('p cnf %d %d\n'%(n,m)+''.join(' '.join(str((1+r(n))*(1 if r(2) else -1)) for _ in range(3))+' 0\n' for _ in range(m)))
# arff for weka
open(d+'/d.arff','w').write('@relation d\n@attribute a numeric\n@attribute b numeric\n@attribute c numeric\n@attribute e {x,y,z}\n@attribute cls {p,q}\n@data\n'+''.join((lambda a,b,c,e:'%d,%d,%d,%s,%s\n'%(a,b,c,e,'p' if (a+b>100)^(e=='x' and c>50) else 'q'))(r(100),r(100),r(100),'xyz'[r(3)]) for _ in range(1500)))
# js for closure / yui / rhino
open(d+'/in.js','w').write(''.join('function f%d(argument, other) { var local%d = argument * %d + other; if (local%d > %d) { return local%d - "x".length; } else { for (var index = 0; index < %d; index++) { local%d += index %% 3; } } return local%d; }\n'%(i,i,r(100),i,r(1000),i,r(20),i,i) for i in range(300))+'var total = 0; for (var k = 0; k < 20; k++) { total += f%d(k, 2); }\n'%7)
open(d+'/bench.js','w').write('''
function Tree(d){ this.l = d>0?new Tree(d-1):null; this.r = d>0?new Tree(d-1):null; }
Tree.prototype.check=function(){ return this.l===null?1:1+this.l.check()+this.r.check(); };
function fib(n){ return n<2?n:fib(n-1)+fib(n-2); }
var s=0; for (var i=0;i<3;i++) s+=new Tree(11).check();
var o={}; for (var i=0;i<20000;i++){ var k='k'+(i*7919%997); o[k]=(o[k]||0)+i; }
var keys=Object.keys(o).sort(); var h=0; for (var i=0;i<keys.length;i++) h=(h*31+o[keys[i]])|0;
var a=[]; for (var i=0;i<20000;i++) a.push((i*1103515245+12345)%65536); a.sort(function(x,y){return x-y;});
var str=''; for (var i=0;i<3000;i++) str+=i.toString(16)+','; var m=str.match(/[a-f]+\\d*/g).length;
print(s, fib(21), h, a[100], a[19999], m, str.replace(/\\d/g,'#').length, [1,2,3].map(function(x){return x*x;}).join('-'));
try { null.foo; } catch (e) { print(e instanceof TypeError); }
''')
# puml
open(d+'/c.puml','w').write('@startuml\n!pragma layout smetana\n'+''.join('A%d -> A%d: msg %s\n'%(r(6),r(6),W[r(24)]) for i in range(60))+'@enduml\n')
# sources for lisp, scheme, clojure, ...
open(d+'/b.clj','w').write('''(defprotocol P (area [x])) (defrecord Sq [n] P (area [_] (* n n)))
(defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(println (fib 24) (reduce + (map area (map ->Sq (range 2000)))))
(println (->> (range 100000) (filter odd?) (map #(* % %)) (partition 3) (map first) (reduce +)))
(println (sort-by val (frequencies (map #(mod (* % 7919) 13) (range 20000)))))
(let [a (atom 0)] (dotimes [i 10000] (swap! a + i)) (println @a))
(println (try (/ 1 0) (catch ArithmeticException e (.getMessage e))))
(println @(future (reduce *' (range 1 60))))
(shutdown-agents)
''')
open(d+'/b.groovy','w').write('''class Sq { int n; int area() { n * n } }
def fib; fib = { n -> n < 2 ? n : fib(n - 1) + fib(n - 2) }
println fib(18); println((0..<2000).collect { new Sq(n: it) }.sum { it.area() })
def m = [:].withDefault { 0 }; 20000.times { m["k${it % 97}".toString()] += it }; println m.size() + " " + m["k5"]
println((1..40).inject(1G) { a, b -> a * b }); println "abc-def".replaceAll(/[a-c]+/) { it.toUpperCase() }
try { null.foo() } catch (NullPointerException e) { println "npe" }
println new groovy.json.JsonSlurper().parseText('{"a":[1,2,{"b":null}]}'); println "x".metaClass.respondsTo("x", "toUpperCase").size() > 0
''')
open(d+'/b.rb','w').write('''class Sq; attr_reader :n; def initialize(n); @n=n; end; def area; @n*@n; end; end
def fib(n) n < 2 ? n : fib(n-1)+fib(n-2) end
puts fib(20); puts (0...2000).map{|i| Sq.new(i).area}.inject(:+)
h=Hash.new(0); 20000.times{|i| h["k#{i%97}"]+=i}; puts h.size, h["k5"], h.sort.first(2).inspect
puts (1..60).inject(:*); puts (0...3000).map{|i| i.to_s(16)}.join.scan(/[a-f]+\\d/).size
begin; nil.foo; rescue NoMethodError => e; puts e.class; end
puts "é".upcase.bytes.inspect, [3,1,2].sort_by{|x| -x}.inspect, Struct.new(:a,:b).new(1,2).to_a.inspect
''')
open(d+'/b.bsh','w').write('''int fib(int n) { if (n < 2) return n; return fib(n-1) + fib(n-2); }
print(fib(12)); import java.util.*; HashMap m = new HashMap(); for (int i = 0; i < 3000; i++) { String k = "k" + (i % 97); Integer o = m.get(k); m.put(k, (o == null ? 0 : o) + i); }
print(m.size() + " " + m.get("k5")); try { Object o = null; o.toString(); } catch (Exception e) { print("caught"); }
int[] a = new int[100]; for (i = 0; i < 100; i++) a[i] = i * i; print(a[99]);
''')
open(d+'/b.scm','w').write('''(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(display (fib 18)) (newline) (define (loop i acc) (if (= i 0) acc (loop (- i 1) (+ acc (* i i))))) (display (loop 20000 0)) (newline)
(display (call/cc (lambda (k) (map (lambda (x) (if (= x 3) (k 'escaped) x)) '(1 2 3 4))))) (newline) (display (expt 7 80)) (newline)
''')
open(d+'/B.scala','w').write('''object B { trait Shape { def area: Int }; case class Sq(n: Int) extends Shape { def area = n * n }; case class Rc(a: Int, b: Int) extends Shape { def area = a * b }
 def f(s: Shape) = s match { case Sq(n) if n > 3 => "big" + n; case Sq(n) => "sq" + n; case Rc(a, b) => s"rc$a,$b" }
 def main(a: Array[String]) { val l = (1 to 50).map(i => if (i % 2 == 0) Sq(i) else Rc(i, i + 1)); println(l.map(_.area).sum); println(l.map(f).groupBy(_.length).mapValues(_.size).toList.sorted)
  lazy val fibs: Stream[BigInt] = BigInt(0) #:: BigInt(1) #:: fibs.zip(fibs.tail).map(p => p._1 + p._2); println(fibs(200)); println((for (i <- 1 to 100; j <- i to 100 if i * i + j * j == 2500) yield (i, j)).mkString(";")) } }
''')
open(d+'/E.g4','w').write('''grammar E; prog: stat+ ; stat: expr NEWLINE | ID '=' expr NEWLINE | NEWLINE ; expr: expr ('*'|'/') expr | expr ('+'|'-') expr | INT | ID | '(' expr ')' | ID '(' (expr (',' expr)*)? ')' ; ID: [a-zA-Z]+ ; INT: [0-9]+ ; NEWLINE: '\\r'? '\\n' ; WS: [ \\t]+ -> skip ;
''')
open(d+'/E.jj','w').write('''options { STATIC=false; } PARSER_BEGIN(E) public class E { } PARSER_END(E)
SKIP : { " " | "\\t" } TOKEN : { <INT: (["0"-"9"])+> | <ID: (["a"-"z"])+> | <NL: "\\n"> }
void prog() : {} { ( stat() )+ <EOF> } void stat() : {} { expr() <NL> } void expr() : {} { term() ( ("+"|"-") term() )* } void term() : {} { fact() ( ("*"|"/") fact() )* } void fact() : {} { <INT> | <ID> | "(" expr() ")" }
''')
open(d+'/E.flex','w').write('''import java.util.*;
%%
%class Lx
%unicode
%int
%line
%column
%state STR
%{
  StringBuilder sb = new StringBuilder();
%}
ID = [:jletter:] [:jletterdigit:]*
NUM = 0 | [1-9][0-9]*
FL = {NUM} \\. [0-9]+ ([eE][+-]?[0-9]+)?
CM = "/*" [^*] ~"*/" | "//" [^\\r\\n]*
%%
<YYINITIAL> {
  "if" { return 1; }
  "else" { return 2; }
  "while" { return 3; }
  "class" { return 4; }
  "interface" { return 5; }
  "implements" { return 6; }
  {ID} { return 7; }
  {NUM} { return 8; }
  {FL} { return 9; }
  {CM} { }
  \\" { yybegin(STR); }
  "==" { return 10; }
  ">>>=" { return 11; }
  ">>=" { return 12; }
  [ \\t\\r\\n]+ { }
  [^] { return -1; }
}
<STR> {
  \\" { yybegin(YYINITIAL); return 13; }
  [^\\n\\r\\"]+ { sb.append(yytext()); }
}
''')
open(d+'/E.sablecc','w').write('''Package e; Helpers digit = ['0'..'9']; Tokens num = digit+; plus = '+'; times = '*'; lp = '('; rp = ')'; blank = (' ' | 10 | 13)+; Ignored Tokens blank;
Productions expr = {t} term | {plus} expr plus term ; term = {f} factor | {times} term times factor ; factor = {n} num | {p} lp expr rp ;
''')
open(d+'/a.j','w').write('.class public Hi\n.super java/lang/Object\n.method public static main([Ljava/lang/String;)V\n.limit stack 4\n.limit locals 3\ngetstatic java/lang/System/out Ljava/io/PrintStream;\nldc "hi from jasmin"\ninvokevirtual java/io/PrintStream/println(Ljava/lang/String;)V\nreturn\n.end method\n')
open(d+'/a.smali','w').write('.class public LHi;\n.super Ljava/lang/Object;\n.method public static f(I)I\n.registers 3\nmul-int/2addr p0, p0\nreturn p0\n.end method\n')
os.makedirs(d+'/antp/src',exist_ok=True)
open(d+'/antp/src/A.java','w').write('public class A { public static void main(String[] a) { System.out.println("A ran"); } }\n')
open(d+'/antp/build.xml','w').write('<project name="p" default="all" basedir="."><property name="o" value="${out}"/><target name="all"><mkdir dir="${o}/c"/><javac srcdir="src" destdir="${o}/c" includeantruntime="false"/><jar destfile="${o}/a.jar" basedir="${o}/c"/><copy todir="${o}/t"><fileset dir="src"/><filterchain><replacetokens><token key="x" value="y"/></replacetokens></filterchain></copy><checksum file="${o}/t/A.java" property="cs"/><echo>sum ${cs}</echo><zip destfile="${o}/z.zip" basedir="src"/><xslt in="x.xml" out="${o}/x.out" style="x.xsl"/><concat><fileset file="${o}/x.out"/></concat></target></project>')
open(d+'/antp/x.xml','w').write('<a><b>1</b><b>2</b></a>')
open(d+'/antp/x.xsl','w').write('<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/><xsl:template match="/">sum=<xsl:value-of select="sum(//b)"/></xsl:template></xsl:stylesheet>')
open(d+'/s.jsh','w').write('int x = 6*7\nrecord P(int a, String b) {}\nSystem.out.println(new P(1,"q"))\nint fib(int n) { return n<2?n:fib(n-1)+fib(n-2); }\nSystem.out.println(fib(15))\nvar l = java.util.stream.IntStream.range(0,10).boxed().toList()\nSystem.out.println(l.stream().map(i -> i*i).reduce(0, Integer::sum))\n1/0\nString s = switch (x) { case 42 -> "yes"; default -> "no"; };\nSystem.out.println(s + "a".repeat(5))\n/exit\n')
