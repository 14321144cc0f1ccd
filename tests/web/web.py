"""Runs the cases of the page tests, one browser for each: `web.py [FILTER ...]`. The last line counts them."""

import os
import pathlib
import sys
import traceback

import bench_page
import dump_page
from browser import Browser

MODULES = [dump_page, bench_page]


def main(filters):
    engine = pathlib.Path(os.environ["BROLGA_LIBJVM"]).resolve()
    shots = engine.parent / "web"
    shots.mkdir(parents=True, exist_ok=True)
    cases = [(f"{module.__name__}.{name[5:]}", case) for module in MODULES for name, case in vars(module).items() if name.startswith("test_")]
    cases = [(name, case) for name, case in cases if not filters or any(part in name for part in filters)]
    passed = failed = 0
    for name, case in cases:
        try:
            with Browser() as browser:
                case(browser, engine / "brolga", shots)
                complaints = browser.complaints()
                assert not complaints, complaints
            passed += 1
            print(f"ok   {name}", flush=True)
        except Exception:  # (Whatever it is, the other cases run.)
            failed += 1
            print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
    print(f"screenshots are in {shots}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
