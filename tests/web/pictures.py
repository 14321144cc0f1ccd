"""The pictures of the README, `docs/bench.png` and `docs/dump.png`: each page of a real run, in the browser. `pictures.py FOLDER`."""

import os
import pathlib
import subprocess
import sys
import tempfile

from browser import Browser

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "examples" / "Life.java"

def bench(browser, brolga, scratch):
    """How a program of the suite warms up, in our modes and HotSpot's."""
    page = scratch / "bench.html"
    plan = ["--processes", "5", "--executions", "3", "--iterations", "40", "--seconds", "5"]
    modes = ["--modes", "interp,tiered,hs-int,hs-c1"]
    subprocess.run([brolga, "bench", *plan, *modes, "--html", page, "--suite", "RegexBench"], check=True, stdout=subprocess.DEVNULL)
    browser.open(page)
    # The head names the machine, the first lines of the program its folder.
    browser.run("document.querySelector('#p0 h3').scrollIntoView()")


def dump(browser, brolga, scratch):
    """A method of an example: its source, bytecode, IR and machine code, with what comes from one bytecode marked in all."""
    page = scratch / "dump.html"
    command = [brolga, "dump", "--method", "Life::neighbours@normal", "--html", page, PROGRAM, "2000"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    browser.open(page)
    browser.press("n")
    browser.wait("return document.querySelectorAll('#panes .row').length")
    # The array load of line 30.
    browser.run("""
        const row = [...document.querySelectorAll('.pane[data-pane=bytecode] .row')].find((row) => row.textContent.includes('baload'));
        row.dataset.found = '';
        document.getElementById('panes').scrollIntoView();
    """)
    browser.click("[data-found]")
    browser.run("document.querySelectorAll('.pane .lines').forEach((lines) => lines.scrollLeft = 0)")


# Each with the width and height of its window, pixels.
PICTURES = [(bench, 1250, 1340), (dump, 1500, 1000)]


def main(folder):
    brolga = pathlib.Path(os.environ["BROLGA_LIBJVM"]).resolve() / "brolga"
    for picture, width, height in PICTURES:
        with tempfile.TemporaryDirectory() as scratch, Browser(width, height) as browser:
            picture(browser, brolga, pathlib.Path(scratch))
            browser.screenshot(folder / f"{picture.__name__}.png")
        print(folder / f"{picture.__name__}.png", flush=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
