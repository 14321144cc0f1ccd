#!/usr/bin/env python3
"""Judges the results of run.py: compare.py HOTSPOT.json BROLGA.json EXPECTED-FAILURES.

A test counts if it passes on HotSpot. It passes here if its verdict is PASS. The list of expected failures has lines
`test-path # cause` and is checked both ways: a listed test that passes, or that does not pass on HotSpot, is a difference too.
Prints the differences, one line with the pass rate, and last `N passed, N failed` (failed: differences). Exit status 1 for a
difference or a rate below 95 %.
"""
import json
import re
import sys

MINIMUM = 0.95


def read_expected(path):
    """{test: cause}; a line without a cause ends the program."""
    expected = {}
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        entry = re.fullmatch(r'(\S+)\s+#\s+(\S.*)', line)
        if not entry:
            sys.exit('%s:%d: not `test-path # cause`: %s' % (path, number, line))
        if entry[1] in expected:
            sys.exit('%s:%d: listed twice: %s' % (path, number, entry[1]))
        expected[entry[1]] = entry[2]
    return expected


def main():
    hotspot, ours, path = sys.argv[1:]
    reference = {r['test'] for r in json.load(open(hotspot))['results'] if r['verdict'] == 'PASS'}
    results = json.load(open(ours))['results']
    expected = read_expected(path)
    counted = [r for r in results if r['test'] in reference]
    passed = {r['test'] for r in counted if r['verdict'] == 'PASS'}
    differences = 0
    for r in counted:
        test = r['test']
        if test in passed and test in expected:
            print('passes, but is listed as an expected failure (%s): %s' % (expected[test], test))
        elif test not in passed and test not in expected:
            print('%s, unexpected (%s): %s' % (r['verdict'], r['why'].replace('\n', ' ')[:200], test))
        else:
            continue
        differences += 1
    for test in sorted(expected.keys() - reference):
        print('an expected failure that is no test of the list, or fails on HotSpot: ' + test)
        differences += 1
    if not counted:
        print('no test ran')
        differences += 1
    rate = len(passed) / max(1, len(counted))
    low = ', below the %d %% wanted' % (MINIMUM * 100) if rate < MINIMUM else ''
    print('jtreg: %.1f %% pass (%d of %d that pass on HotSpot; %d expected failures, %d differences)%s'
          % (100 * rate, len(passed), len(counted), len(expected), differences, low))
    print('%d passed, %d failed' % (len(passed), differences))
    return 1 if differences or low else 0


if __name__ == '__main__':
    sys.exit(main())
