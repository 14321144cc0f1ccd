#!/usr/bin/env python3
"""Runs tests of a list by the real jtreg, each action in a VM of its own, and writes what run.py would: `{"results": [...]}`.

  with_jtreg.py --root OUT --home HOME --list core.txt [--only REGEX] --json results.json

OUT is made by testroot.sh; HOME is the JAVA_HOME under test, which compiles the tests too. jtreg itself runs on the `java` of JAVA_HOME.
What jtreg does not select (`@requires`) is in no result. What it says is in results.log.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

# How jtreg begins the line about a test.
VERDICTS = {'Passed': 'PASS', 'FAILED': 'FAIL', 'Error': 'ERROR'}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--root', type=pathlib.Path, required=True)
    parser.add_argument('--home', required=True)
    parser.add_argument('--list', type=pathlib.Path, required=True)
    parser.add_argument('--only', default='', help='regex on names of tests')
    parser.add_argument('--json', type=pathlib.Path, required=True)
    parser.add_argument('--vmopt', action='append', default=[], help='for the VMs that are tested')
    parser.add_argument('--jobs', default='2')
    parser.add_argument('--timeout-factor', default='10')
    return parser.parse_args()


def run(options, tests):
    """The lines of one run of jtreg, each with the name of a test that has ended."""
    work = options.root / 'work'
    shutil.rmtree(work, ignore_errors=True)
    command = ['jtreg', f'-jdk:{options.home}', '-othervm', f'-concurrency:{options.jobs}', f'-timeoutFactor:{options.timeout_factor}', '-verbose:summary',
               '-retain:none', '-ignore:quiet', f'-workDir:{work / "w"}', f'-reportDir:{work / "r"}', *(f'-vmoption:{option}' for option in options.vmopt)]
    environment = dict(os.environ, JT_JAVA=os.environ['JAVA_HOME'] + '/bin/java')
    with open(options.json.with_suffix('.log'), 'a') as log, \
            subprocess.Popen(command + tests, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment) as child:
        for line in child.stdout:
            ended = re.match(r'(%s): (\S+\.java\S*)' % '|'.join(VERDICTS), line)
            if ended:
                yield VERDICTS[ended[1]], ended[2]
            log.write(line)


def main():
    options = arguments()
    names = [line.strip() for line in options.list.read_text().splitlines()]
    names = [name for name in names if name and not name.startswith('#') and re.search(options.only, name)]
    if not names:
        sys.exit(f'no test of {options.list} has a name like {options.only}')
    options.json.with_suffix('.log').unlink(missing_ok=True)
    results = []
    # Names are those below the root of the tests' own suite, which jtreg does not tell: one run for each.
    for suite in ('test/jdk/', 'test/hotspot/jtreg/'):
        tests = [str(options.root / name) for name in names if name.startswith(suite)]
        if tests:
            results += [{'test': suite + name, 'verdict': verdict, 'why': ''} for verdict, name in run(options, tests)]
    results.sort(key=lambda result: result['test'])
    options.json.write_text(json.dumps({'results': results}, indent=1))


if __name__ == '__main__':
    main()
