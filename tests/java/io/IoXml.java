// XML of the platform: DOM, SAX, StAX, XPath, transformation, validation errors.
import java.io.*;
import java.util.*;
import javax.xml.parsers.*;
import javax.xml.stream.*;
import javax.xml.transform.*;
import javax.xml.transform.dom.*;
import javax.xml.transform.stream.*;
import javax.xml.xpath.*;
import org.w3c.dom.*;
import org.xml.sax.*;
import org.xml.sax.helpers.*;

public class IoXml {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static final String TEXT = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e 'entity'>]><r a='1' b=\"&lt;\"><!-- c --><x>text &e; &#65;</x><x n='2'><![CDATA[<raw>]]></x><?pi data?><empty/></r>";
    static Document dom(String s) throws Exception { DocumentBuilder b = DocumentBuilderFactory.newInstance().newDocumentBuilder(); b.setErrorHandler(null); return b.parse(new InputSource(new StringReader(s))); }

    public static void main(String[] args) throws Throwable {
        show("dom", () -> { Element r = dom(TEXT).getDocumentElement(); NodeList x = r.getElementsByTagName("x"); return r.getTagName() + r.getAttribute("b") + r.getAttribute("none").isEmpty() + " " + x.getLength() + x.item(0).getTextContent() + x.item(1).getTextContent() + " " + r.getChildNodes().getLength() + " " + r.getLastChild().getNodeName(); });
        show("sax", () -> { StringBuilder b = new StringBuilder(); SAXParserFactory.newInstance().newSAXParser().parse(new InputSource(new StringReader(TEXT)), new DefaultHandler() { public void startElement(String u, String l, String q, Attributes a) { b.append('<').append(q).append(a.getLength()); } public void endElement(String u, String l, String q) { b.append('>'); } public void processingInstruction(String t, String d) { b.append('?').append(t); } }); return b; });
        show("stax", () -> { XMLStreamReader r = XMLInputFactory.newInstance().createXMLStreamReader(new StringReader(TEXT)); StringBuilder b = new StringBuilder(); while (r.hasNext()) b.append(r.next()).append(' '); return b; });
        show("write", () -> { StringWriter w = new StringWriter(); XMLStreamWriter x = XMLOutputFactory.newInstance().createXMLStreamWriter(w); x.writeStartDocument(); x.writeStartElement("a"); x.writeAttribute("k", "<\">"); x.writeCharacters("&<"); x.writeEmptyElement("e"); x.writeEndDocument(); return w; });
        show("xpath", () -> { XPath p = XPathFactory.newInstance().newXPath(); Document d = dom(TEXT); return p.evaluate("count(//x)", d) + " " + p.evaluate("/r/x[@n='2']", d) + " " + p.evaluate("sum(//@a) * 3", d) + " " + p.evaluate("name(/r/*[last()])", d); });
        show("bad xpath", () -> { try { return XPathFactory.newInstance().newXPath().evaluate("//[", dom(TEXT)); } catch (XPathExpressionException e) { return "refused"; } });
        show("identity", () -> { StringWriter w = new StringWriter(); Transformer t = TransformerFactory.newInstance().newTransformer(); t.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes"); t.transform(new DOMSource(dom("<a><b x='1'/>t</a>")), new StreamResult(w)); return w; });
        show("stylesheet", () -> { String xsl = "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:output method='text'/><xsl:template match='/'><xsl:for-each select='//i'><xsl:sort select='.' data-type='number'/><xsl:value-of select='concat(., \";\")'/></xsl:for-each></xsl:template></xsl:stylesheet>"; StringWriter w = new StringWriter(); TransformerFactory.newInstance().newTransformer(new StreamSource(new StringReader(xsl))).transform(new StreamSource(new StringReader("<r><i>10</i><i>9</i><i>1</i></r>")), new StreamResult(w)); return w; });
        for (String bad : new String[] {"<a>", "<a></b>", "", "<a b=1/>", "<a>&x;</a>", "<a/><b/>", "<a b='1' b='2'/>"}) show("bad " + bad, () -> dom(bad).getDocumentElement());
        show("namespaces", () -> { DocumentBuilderFactory f = DocumentBuilderFactory.newInstance(); f.setNamespaceAware(true); Element e = f.newDocumentBuilder().parse(new InputSource(new StringReader("<p:a xmlns:p='urn:x' xmlns='urn:y'><b/></p:a>"))).getDocumentElement(); return e.getNamespaceURI() + e.getLocalName() + e.getFirstChild().getNamespaceURI() + e.lookupPrefix("urn:x"); });
        show("made", () -> { Document d = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument(); Element a = d.createElement("a"); d.appendChild(a); a.appendChild(d.createTextNode("t")); a.setAttribute("k", "v"); Node c = a.cloneNode(true); a.appendChild(c); try { c.appendChild(a); return "?"; } catch (DOMException e) { return a.getTextContent() + " " + e.code; } });
    }
}

/* expect-output:
dom: r<true 2text entity A<raw> 5 empty
sax: <r2<x0><x1>?pi<empty0>>
stax: 11 1 5 1 4 4 4 2 1 4 2 3 1 2 2 8 
write: <?xml version="1.0" ?><a k="&lt;&quot;&gt;">&amp;&lt;<e/></a>
xpath: 2 <raw> 3 empty
bad xpath: refused
identity: <a><b x="1"/>t</a>
stylesheet: 1;9;10;
bad <a>: org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 4; XML document structures must start and end within the same entity.
bad <a></b>: org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 6; The element type "a" must be terminated by the matching end-tag "</a>".
bad : org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 1; Premature end of file.
bad <a b=1/>: org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 6; Open quote is expected for attribute "b" associated with an  element type  "a".
bad <a>&x;</a>: org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 7; The entity "x" was referenced, but not declared.
bad <a/><b/>: org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 6; The markup in the document following the root element must be well-formed.
bad <a b='1' b='2'/>: org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 15; Attribute "b" was already specified for element "a".
namespaces: urn:xaurn:yp
made: tt 3
*/
