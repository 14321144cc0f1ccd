#!/usr/bin/env python3
"""Judges the results of run.py: compare.py EXPECTED-FAILURES LIST:MODE:HOTSPOT.json:BROLGA.json ...

A test counts if it passes on HotSpot. It passes here if its verdict is PASS. The list of expected failures has lines
`test-path mode # cause` (mode: `all`, or the only one in which it fails) and is checked both ways: a listed test that passes, or that
is in none of the lists, is a difference too.
Prints the differences, for each run one line with the pass rate, and last `N passed, N failed` (failed: differences). Exit status 1
for a difference or a rate below the mode's minimum.
"""
import collections
import json
import pathlib
import re
import sys

MINIMUM = {'tiered': 0.97, 'xcomp': 0.95, 'int': 0.95}
Run = collections.namedtuple('Run', 'list mode reference results')


def read_expected(path):
    """[(test, mode, cause)]; a line without a mode or a cause ends the program."""
    expected = []
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        entry = re.fullmatch(r'(\S+)\s+(all|%s)\s+#\s+(\S.*)' % '|'.join(MINIMUM), line)
        if not entry:
            sys.exit('%s:%d: not `test-path mode # cause`: %s' % (path, number, line))
        if any(test == entry[1] and 'all' in (mode, entry[2]) or (test, mode) == entry.groups()[:2] for test, mode, _ in expected):
            sys.exit('%s:%d: listed twice: %s' % (path, number, entry[1]))
        expected.append(entry.groups())
    return expected


def judge(run, expected):
    """Prints what differs from `expected` ({test: cause}) in one run; returns (passed, differences, whether the rate is too low)."""
    reference = {r['test'] for r in json.load(open(run.reference))['results'] if r['verdict'] == 'PASS'}
    counted = [r for r in json.load(open(run.results))['results'] if r['test'] in reference]
    passed = {r['test'] for r in counted if r['verdict'] == 'PASS'}
    differences = 0
    for r in counted:
        test = r['test']
        if test in passed and test in expected:
            print('%s: passes, but is listed as an expected failure (%s): %s' % (run.mode, expected[test], test))
        elif test not in passed and test not in expected:
            print('%s: %s, unexpected (%s): %s' % (run.mode, r['verdict'], r['why'].replace('\n', ' ')[:200], test))
        else:
            continue
        differences += 1
    if not counted:
        print('no test ran')
        differences += 1
    rate = len(passed) / max(1, len(counted))
    minimum = MINIMUM[run.mode]
    low = ', below the %d %% wanted' % (100 * minimum) if rate < minimum else ''
    print('jtreg: %s.txt, %s: %.1f %% pass (%d of %d that pass on HotSpot; %d differences)%s'
          % (run.list, run.mode, 100 * rate, len(passed), len(counted), differences, low))
    return len(passed), differences, bool(low)


def main():
    expected = read_expected(sys.argv[1])
    runs = [Run(*text.split(':')) for text in sys.argv[2:]]
    outcomes = [judge(run, {test: cause for test, mode, cause in expected if mode in ('all', run.mode)}) for run in runs]
    passed, differences, low = (sum(column) for column in zip(*outcomes))
    lists = pathlib.Path(sys.argv[1]).parent
    known = {line.strip() for name in ('core.txt', 'jit.txt') for line in (lists / name).read_text().splitlines()}
    for test in sorted({test for test, _, _ in expected} - known):
        print('an expected failure that is in none of the lists: ' + test)
        differences += 1
    print('%d passed, %d failed' % (passed, differences))
    return 1 if differences or low else 0


if __name__ == '__main__':
    sys.exit(main())
