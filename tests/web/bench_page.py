"""The page of `brolga bench`."""

import json
import subprocess

MODES = ["interp", "tiered", "hs-c1"]
PROGRAMS = ["Fasta", "MatMul", "StringBuild"]
# Its loop is compiled wrongly where a fault is planted.
UNIONS = """
public class Unions {
    public static void main(String[] args) {
        int sum = 0;
        for (int i = 0; i < 1_000_000; i++) sum = sum * 31 + (i | (i + 1));
        System.out.println(sum);
    }
}
"""


def measured(brolga, folder):
    """A page of a real measurement, and its report."""
    page, report = folder / "bench.html", folder / "bench.json"
    if not page.exists() or page.stat().st_mtime < brolga.stat().st_mtime:
        plan = ["--processes", "3", "--executions", "2", "--iterations", "12", "--seconds", "1"]
        files = ["--html", page, "--json", report]
        command = [brolga, "bench", "--quick", *plan, "--modes", ",".join(MODES), *files, "--suite", *PROGRAMS]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return page, json.loads(report.read_text())


ROWS = "return [...document.querySelectorAll('#overview tbody tr')].filter((row) => !row.hidden).map((row) => row.dataset.name)"


def test_overview_sorts_and_filters(browser, brolga, folder):
    page, report = measured(brolga, folder)
    browser.open(page)
    assert browser.run(ROWS) == PROGRAMS
    # The second column is the speed of the processes of the second mode.
    speeds = {row["name"]: row["modes"][1]["processes"]["speed"]["estimate"] for row in report["summary"]["programs"]}
    for descending in (False, True):
        browser.click("#overview th:nth-child(2) button")
        assert browser.run(ROWS) == sorted(PROGRAMS, key=speeds.get, reverse=descending)
        state = browser.run("return document.querySelector('#overview th:nth-child(2)').ariaSort")
        assert state == ("descending" if descending else "ascending"), state
    # The same by keys.
    browser.run("document.querySelector('#overview th:first-child button').focus()")
    browser.press("Enter")
    assert browser.run(ROWS) == sorted(PROGRAMS)
    browser.press("Tab")
    assert browser.run("return document.activeElement.textContent") == f"{MODES[1]}, process"
    browser.run("document.getElementById('filter').focus()")
    browser.press(*"matm")
    assert browser.run(ROWS) == ["MatMul"]
    shown = "return [...document.querySelectorAll('section')].filter((section) => section.offsetHeight).map((section) => section.dataset.name)"
    assert browser.run(shown) == ["MatMul"]
    browser.screenshot(folder / "bench-filter.png")


def test_every_sample_is_drawn(browser, brolga, folder):
    page, report = measured(brolga, folder)
    browser.open(page)
    for number, program in enumerate(report["programs"]):
        at = f"#p{number}"
        samples = sum(len(mode["processes"]) for mode in program["modes"])
        assert browser.run(f"return document.querySelectorAll('{at} circle.dot').length") == samples
        assert browser.run(f"return document.querySelectorAll('{at} .curve').length") == len(MODES)
        executions = sum(len(mode["executions"]) for mode in program["modes"])
        assert browser.run(f"return document.querySelectorAll('{at} .faint').length") == executions
        marks = sum(len(mode["executions"][0]["marks"]) for mode in program["modes"])
        drawn = browser.run(f"return document.querySelectorAll('{at} svg[role=img] .mark title').length")
        assert 0 < drawn <= marks, (drawn, marks)
    browser.screenshot(folder / "bench-light.png")


def test_names_do_not_lie_on_each_other(browser, brolga, folder):
    page, _ = measured(brolga, folder)
    browser.open(page)
    overlaps = browser.run("""
        const names = [...document.querySelectorAll('svg')].map((svg) => [...svg.querySelectorAll('text.name')].map((text) => text.getBoundingClientRect()));
        const over = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
        return names.flatMap((boxes) => boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) => over(a, b)))).length;
    """)
    assert overlaps == 0, overlaps
    outside = browser.run("""
        return [...document.querySelectorAll('svg[role=img]')].filter((svg) => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].some((text) => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
            });
        }).length;
    """)
    assert outside == 0, outside


def test_themes_and_print(browser, brolga, folder):
    page, _ = measured(brolga, folder)
    browser.open(page)
    colours = "return ['body', '#p0 .curve'].map((name) => getComputedStyle(document.querySelector(name))).flatMap((style) => [style.backgroundColor, style.stroke])"
    light = browser.run(colours)
    browser.emulate(scheme="dark")
    dark = browser.run(colours)
    assert light[0] != dark[0] and light[3] != dark[3], (light, dark)
    browser.run("document.getElementById('p0').scrollIntoView()")
    browser.screenshot(folder / "bench-dark.png")
    # Without colour, lines differ by their dashes.
    dashes = browser.run("return [...document.querySelectorAll('#p0 .curve')].map((curve) => getComputedStyle(curve).strokeDasharray)")
    assert len(set(dashes)) == len(MODES), dashes
    browser.emulate(media="print")
    assert browser.run("return document.getElementById('filter').offsetHeight") == 0


def test_differences_are_seen(browser, brolga, folder):
    source, page = folder / "Unions.java", folder / "bench-different.html"
    source.write_text(UNIONS)
    modes = ["--modes", "interp", "--mode", "broken=tiered,-XX:+JitPlantFault,-Xbatch"]
    command = [brolga, "bench", *modes, "--processes", "1", "--executions", "0", "--html", page, source]
    ended = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert ended.returncode == 3, ended
    browser.open(page)
    told = browser.run("return [...document.querySelectorAll('.different')].map((row) => row.textContent)")
    assert any("DIFFERENT: broken: not as interp" in row for row in told), told
    usual, bad = browser.run("return ['body', '.different'].map((name) => getComputedStyle(document.querySelector(name)).color)")
    assert usual != bad
