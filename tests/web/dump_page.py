"""The page of `brolga dump`."""

import json
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
# Compiles of the large page.
MANY = 2000


def dumped(brolga, folder):
    """A page of a real run, and its records."""
    page, records = folder / "loops.html", folder / "loops.json"
    if not page.exists() or page.stat().st_mtime < brolga.stat().st_mtime:
        javac = pathlib.Path(os.environ["JAVA_HOME"]) / "bin" / "javac"
        subprocess.run([javac, "-g", "-d", folder / "classes", HERE / "Loops.java"], check=True)
        command = [brolga, "dump", "--method", "Loops*", "--html", page, "--json", records, "--source", HERE, "-Xbatch", "-cp", folder / "classes", "Loops"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return page, [json.loads(line) for line in records.read_text().splitlines()]


def compile_of(records, method, number=1):
    rows = [row for row in records if row["record"] == "compile" and row["method"].startswith(method) and row.get("osr_bci") is None]
    return next(row for row in rows if row["number"] == number)


def opened(browser, brolga, folder, method="Loops.sum(", number=1):
    """Opens the page at a compile."""
    page, records = dumped(brolga, folder)
    compile = compile_of(records, method, number)
    browser.open(f"file://{page}#c{compile['id']}")
    browser.wait("return document.querySelectorAll('#panes .row').length")
    return compile, records


# The selector of the first row of a pane that has this text, which gets a mark for it.
FIND = """
const row = [...document.querySelectorAll(`.pane[data-pane="${arguments[0]}"] .row`)].find((row) => row.textContent.includes(arguments[1]));
document.querySelectorAll('[data-found]').forEach((old) => delete old.dataset.found);
row.scrollIntoView({ block: 'center' });
row.dataset.found = '';
"""
FOUND = "[data-found]"
# By pane: texts of the rows that are marked.
MARKED = """
const kind = arguments[0];
return Object.fromEntries([...document.querySelectorAll('.pane')].map((pane) =>
  [pane.dataset.pane, [...pane.querySelectorAll(`.row.${kind}`)].map((row) => row.textContent)]));
"""


def test_index(browser, brolga, folder):
    page, records = dumped(brolga, folder)
    compiles = [row for row in records if row["record"] == "compile"]
    browser.open(page)
    rows = "return [...document.querySelectorAll('#compiles tbody tr')].map((row) => row.textContent)"
    assert len(browser.run(rows)) == len(compiles)
    browser.press("/")
    browser.press(*"loops.sum !osr")
    shown = browser.wait(rows)
    wanted = [row for row in compiles if row["method"].startswith("Loops.sum(") and "osr_bci" not in row]
    assert len(shown) == len(wanted) and all("Loops.sum(" in row for row in shown), shown
    browser.press("Escape")
    browser.run("const filter = document.getElementById('filter'); filter.value = ''; filter.dispatchEvent(new Event('input'))")
    for descending in (False, True):
        browser.click("th[data-key=code_bytes] button")
        column = "return [...document.querySelectorAll('#compiles tbody tr')].map((row) => Number(row.cells[8].textContent))"
        sizes = browser.run(column)
        assert sizes == sorted(sizes, reverse=descending) and len(set(sizes)) > 1, sizes
        assert browser.run("return document.querySelector('th[data-key=code_bytes]').ariaSort") == ("descending" if descending else "ascending")
    browser.press("n")
    browser.wait("return document.querySelector('#compiles tr.current') && !document.getElementById('view').hidden")
    browser.screenshot(folder / "dump-index.png")


def test_hover_marks_all_panes(browser, brolga, folder):
    opened(browser, brolga, folder)
    browser.press(*"45")
    browser.wait("return document.querySelectorAll('.pane').length === 6")
    # `array_load int` is the `iaload` of the inner loop, in line 40 of the source.
    browser.run(FIND, "ssa", "array_load int")
    browser.hover(FOUND)
    marked = browser.wait(MARKED.replace("return Object", "if (!document.querySelector('.row.same')) return null; return Object"), "same")
    assert any("iaload" in row for row in marked["bytecode"]), marked
    assert any("for (int value : row)" in row for row in marked["source"]), marked
    assert marked["code"] and marked["clif"] and marked["clif-optimised"], marked
    sign = browser.run("return getComputedStyle(document.querySelector('.row.same'), '::before').content")
    assert sign == '"▸"', sign
    browser.screenshot(folder / "dump-hover.png")


def test_click_keeps_marks_and_shows_what_is_inlined(browser, brolga, folder):
    opened(browser, brolga, folder)
    browser.run(FIND, "bytecode", "Loops.clamp")
    browser.click(FOUND)
    outer = browser.run(MARKED, "outer")
    # What is inlined at the call is marked more weakly.
    assert any("Loops.clamp@" in row for row in outer["code"]), outer
    browser.hover("h1")
    assert browser.run(MARKED, "same")["bytecode"], "the marks are gone"
    browser.press("Escape")
    assert not browser.run(MARKED, "same")["bytecode"]


def test_keyboard(browser, brolga, folder):
    opened(browser, brolga, folder)
    browser.run("document.querySelector('.pane[data-pane=bytecode] .lines').focus()")
    browser.press("ArrowDown", "ArrowDown", "j", "k")
    current = "return document.querySelector('.pane[data-pane=%s] .row.current')?.textContent"
    assert browser.run(current % "bytecode").startswith("1istore_1"), browser.run(current % "bytecode")
    browser.press("ArrowRight")
    assert browser.run("return document.activeElement.pane") == "ssa"
    assert browser.run(current % "ssa")
    browser.press("Enter")
    assert browser.run("return document.querySelectorAll('.row.pinned').length")
    before = browser.run("return location.hash")
    browser.press("Escape", "n")
    browser.wait("return location.hash !== arguments[0]", before)
    browser.press("?")
    assert not browser.run("return document.getElementById('help').hidden")


def test_deopts_are_linked_both_ways(browser, brolga, folder):
    compile, records = opened(browser, brolga, folder)
    deopt = next(row for row in records if row["record"] == "deopt" and row["compile"] == compile["id"])
    point = f"#point-0x{deopt['offset']:04x}"
    # From the table to the code, and to the log.
    browser.click(f"{point} td:first-child a")
    browser.wait("return document.querySelector('.pane[data-pane=code] .row.same')")
    marked = browser.run(MARKED, "same")["code"]
    assert any(f"deopt {deopt['reason']}" in row for row in marked), marked
    browser.click(f"{point} a[href^='#log']")
    rows = browser.wait("return [...document.querySelectorAll('#log tbody tr')].map((row) => row.textContent)")
    assert any(deopt["reason"] in row for row in rows) and any("replaced" in row for row in rows), rows
    browser.screenshot(folder / "dump-log.png")
    # From the log to the point.
    browser.click(f"#log a[href$='@point-0x{deopt['offset']:04x}']")
    browser.wait("return document.activeElement.id === arguments[0]", point[1:])
    # From the code to the point.
    browser.run(FIND, "code", f"deopt {deopt['reason']}")
    browser.run("document.activeElement.blur()")
    browser.click(f"{FOUND} .note a")
    browser.wait("return document.activeElement.id.startsWith('point-')")


def test_inlining_tree(browser, brolga, folder):
    opened(browser, brolga, folder, "Loops.areas(")
    tree = browser.run("return document.getElementById('inlining').innerText")
    assert "Loops$Square.area()I: inlined" in tree and "Loops.multiply(II)I: inlined" in tree, tree
    # `multiply` is inlined in what is inlined.
    assert browser.run("return document.querySelectorAll('#inlining > li > ul > li').length")
    browser.click("#inlining > li > ul > li > a")
    browser.wait("return document.querySelector('.row.same')")
    browser.run("document.getElementById('inlining').scrollIntoView()")
    browser.screenshot(folder / "dump-inlining.png")


def test_profile_stands_beside_the_bytecode(browser, brolga, folder):
    opened(browser, brolga, folder, "Loops.areas(")
    rows = browser.run("return [...document.querySelectorAll('.row .profile')].map((row) => row.textContent)")
    assert any("Loops$Square" in row and "Loops$Strip" in row for row in rows), rows
    assert any("taken" in row and "%" in row for row in rows), rows


def test_difference(browser, brolga, folder):
    _, records = opened(browser, brolga, folder)
    better = compile_of(records, "Loops.sum(", 2)
    browser.run("const which = document.getElementById('diff-with'); which.value = arguments[0]; which.dispatchEvent(new Event('change'))", str(better["id"]))
    browser.wait("return !document.getElementById('difference').hidden")
    lines = browser.run("return [...document.querySelectorAll('#difference div')].map((row) => [row.className, row.textContent])")
    # The branch that was left out is there.
    assert any(kind == "old" and text.startswith("- ") and "deopt unstable_if" in text for kind, text in lines), lines
    assert any(kind == "new" and text.startswith("+ ") for kind, text in lines), lines
    browser.run("document.getElementById('difference').scrollIntoView()")
    browser.screenshot(folder / "dump-difference.png")


def test_graph(browser, brolga, folder):
    compile, _ = opened(browser, brolga, folder)
    browser.click("#graph-tools button:last-child")
    blocks = [line["text"] for line in compile["ssa"][-1]["lines"] if line["text"].startswith("block")]
    boxes = browser.wait("return [...document.querySelectorAll('svg .block')].map((box) => box.dataset.block)")
    assert sorted(boxes) == sorted(text.split("(")[0].rstrip(":") for text in blocks), boxes
    assert browser.run("return document.querySelectorAll('svg .edge.back').length") == 2, "two loops"
    browser.run("document.getElementById('graph').scrollIntoView()")
    browser.screenshot(folder / "dump-graph.png")


def test_themes_and_print(browser, brolga, folder):
    opened(browser, brolga, folder)
    back = "return getComputedStyle(document.body).backgroundColor"
    light = browser.run(back)
    browser.emulate(scheme="dark")
    dark = browser.run(back)
    assert light != dark
    browser.screenshot(folder / "dump-dark.png")
    browser.press("t", "t")
    assert browser.run(back) == light, "the button overrides the system"
    browser.press("t")
    browser.emulate(media="print")
    assert browser.run("return getComputedStyle(document.querySelector('nav')).display") == "none"
    # All lines are there, one pane below the other.
    tops = browser.run("return [...document.querySelectorAll('.pane')].map((pane) => pane.getBoundingClientRect().top)")
    assert tops == sorted(tops) and len(set(tops)) == len(tops), tops
    assert browser.run("const lines = document.querySelector('.pane[data-pane=code] .lines'); return lines.scrollHeight <= lines.clientHeight + 1")


def written(brolga, folder, name, records):
    """The page of made-up records."""
    source = folder / f"{name}.json"
    source.write_text("".join(json.dumps(row) + "\n" for row in records))
    page = folder / f"{name}.html"
    subprocess.run([brolga, "dump", "--from", source, "--html", page], check=True)
    return page


def test_thousands_of_compiles(browser, brolga, folder):
    _, records = dumped(brolga, folder)
    real = [row for row in records if row["record"] == "compile"]
    many = [{**real[number % len(real)], "id": number, "method": f"p{number % 97}/C{number}.m()V"} for number in range(1, MANY + 1)]
    page = written(brolga, folder, "many", [records[0], *many])
    empty = folder / "empty.html"
    empty.write_text("<!DOCTYPE html><title>empty</title>")
    nothing, loaded = browser.open(empty), browser.open(page)
    ready = float(browser.wait("return document.documentElement.dataset.ready"))
    shown = "return document.getElementById('shown').textContent"
    assert browser.run(shown) == f"{MANY} of {MANY} compiles"
    spent = browser.run("""
        const start = performance.now();
        const filter = document.getElementById('filter');
        filter.value = 'p5/*'; filter.dispatchEvent(new Event('input'));
        const some = document.getElementById('shown').textContent;
        filter.value = ''; filter.dispatchEvent(new Event('input'));
        document.querySelector('th[data-key=method] button').click();
        document.body.offsetHeight;
        return [performance.now() - start, some];
    """)
    assert spent[1] == f"{sum(row['method'].startswith('p5/') for row in many)} of {MANY} compiles", spent
    # The last row is made when somebody gets there.
    browser.run("location.hash = `c${arguments[0]}`", MANY)
    browser.wait("return document.querySelector('#compiles tr.current')?.dataset.id === String(arguments[0]) && document.querySelector('#panes .row')", MANY)
    size = page.stat().st_size / 1e6
    print(f"     {MANY} compiles, {size:.1f} MB: loaded in {loaded:.2f} s (an empty page {nothing:.2f} s), script {ready:.0f} ms, two filters and a sort {spent[0]:.0f} ms")
    browser.screenshot(folder / "dump-many.png")


def test_hostile_names(browser, brolga, folder):
    _, records = dumped(brolga, folder)
    name = "<img src=x onerror=document.title='bad'>/&amp;</script><script>document.title='bad'</script>.f\"'()V"
    real = compile_of(records, "Loops.sum(")
    hostile = {**real, "id": 1, "method": name, "methods": [{**method, "name": name} for method in real["methods"]]}
    refused = {"record": "refused", "method": name, "reason": name}
    page = written(brolga, folder, "hostile", [records[0], hostile, refused])
    browser.open(f"file://{page}#c1")
    browser.wait("return document.querySelectorAll('#panes .row').length")
    assert browser.run("return document.getElementById('title').textContent") == name
    assert name in browser.run("return document.querySelector('#compiles tbody').textContent")
    browser.press("l")
    browser.wait("return document.querySelector('#log table')")
    assert browser.run("return document.querySelectorAll('img').length") == 0
    assert "bad" not in browser.run("return document.title").split(" - ")[-1]


def test_an_empty_dump_says_so(browser, brolga, folder):
    _, records = dumped(brolga, folder)
    end = {"record": "end", "compiles": 0, "deopts": [], "unmatched": [{"pattern": "Loop.sum", "matching": [], "near": ["Loops.sum([[I)I"]}]}
    browser.open(written(brolga, folder, "nothing", [records[0], end]))
    assert "nothing of Loop.sum; near: Loops.sum([[I)I" in browser.run("return document.getElementById('summary').textContent")
