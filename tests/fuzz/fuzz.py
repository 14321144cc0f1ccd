#!/usr/bin/env python3
"""The fuzz set: javafuzz programs and classmutate mutants, HotSpot against Brolga.

  run [--quick] [--seeds A-B] [--stress A-B] [--modes LIST] [--mutants K --mutant-seed N] [--work DIR] [--jobs N]

Wants JAVA_HOME (the oracle, a JDK 17) and BROLGA_LIBJVM (the folder with `brolga` and `libjvm.so`); `cargo xtask` sets both.
Four parts, each failing on its own: programs interpreted and compiled, the same under GC stress (the number of collections is read from
the VM: a stress run that does not collect is a failure, and so is one of mode `deopt` that does not leave its code), a compiler with a
planted fault, which must be found, mutated class files. `MODES` has the modes. What disagrees stays in the work folder. The last line
is `N passed, M failed`: one check for each program of a part, which agrees in all its modes or in none; one for the planted fault; three for
the mutants (crashes, hangs, agreement).
"""
import argparse, json, os, shutil, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# name: seeds of programs, seeds under GC stress, seeds for the planted fault, mutants, seed of the mutants, budget of a program (javafuzz's
# measure of work)
FULL = dict(seeds='30001-32000', stress='30001-32000', fault='30001-30010', mutants=2000, mutant_seed=20001, budget=20000000)
QUICK = dict(seeds='40001-40006', stress='40001-40003', fault='40001-40003', mutants=100, mutant_seed=41001, budget=2000000)
# How the programs run. Only their own classes are compiled at once: all of the class library would take a minute each time.
COMPILED = '-Xcomp -XX:CompileCommand=quiet -XX:CompileCommand=compileonly,Fz*.*'
TIERED = '-XX:Tier3CompileThreshold=20 -XX:Tier3BackEdgeThreshold=100'
DEOPT = 'deopt'
MODES = {'int': '-Xint', 'comp': COMPILED, 'tiered': TIERED, DEOPT: TIERED + ' -Xbatch -XX:DeoptStressInterval=50 -XX:+PrintJitStatistics'}
STRESS = '-XX:GCStressInterval=50 -XX:+PrintGCStatistics'
# The collector of the old generation under GC stress, by mode.
COLLECTORS = {'int': 'Serial', 'comp': 'MarkSweep', 'tiered': 'Copying', DEOPT: 'Serial'}
FAULT = '-XX:+JitPlantFault'
MIN_COLLECTIONS = 100  # of a stress run; starting the class library alone gives twice as many
MIN_DEOPTS = 1000  # of a run of mode `deopt`; starting the class library alone gives more than twice as many
MIN_AGREEMENT = 0.97


def environment():
    home, engine = os.environ.get('JAVA_HOME'), os.environ.get('BROLGA_LIBJVM')
    if not home or not engine:
        sys.exit('fuzz: run it as `cargo xtask test --full fuzz` (JAVA_HOME and BROLGA_LIBJVM are not set)')
    engine = os.path.abspath(engine)
    env = dict(os.environ, REF_JAVA_HOME=home, BROLGA_LIBJVM=engine)
    return env, os.path.join(home, 'bin', 'java'), os.path.join(engine, 'brolga')


def run_programs(name, seeds, budget, configurations, extra, options, env):
    """One run of fuzzrun.py; its results by seed, `None` if it did not finish."""
    work = os.path.join(options.work, name)
    report = os.path.join(work, 'report.json')
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    command = [sys.executable, os.path.join(HERE, 'fuzzrun.py'), '--seeds', seeds, '--work', work, '--json', report,
               '--jobs', str(options.jobs), '--timeout', str(options.timeout), '--batch', '20', '--budget', str(budget)]
    command += [word for text in configurations for word in ('--cfg', text)] + extra
    subprocess.run(command, env=env, stdout=sys.stderr)
    try:
        return json.load(open(report))['results']
    except OSError:
        print(f'{name}: fuzzrun.py did not finish')
        return None


def programs(name, *what):
    """Programs that must agree; returns (passed, failed)."""
    results = run_programs(name, *what)
    if results is None:
        return 0, 1
    bad = {seed: row for seed, row in results.items() if row['verdict'] != 'OK'}
    print(f'{name}: {len(results)} programs, {len(bad)} mismatches')
    for seed, row in bad.items():
        print(f'  seed {seed}: {row["verdict"]} {row.get("rc", row.get("msg"))} see the folder {name}/bad/{seed}')
    return len(results) - len(bad), len(bad)


def fault(*what):
    """Programs of which some must disagree, because the compiler makes wrong code of them; returns (passed, failed)."""
    results = run_programs('fault', *what)
    found = [seed for seed, row in (results or {}).items() if row['verdict'] == 'MISMATCH']
    print(f'fault: found by {len(found)} of {len(results or {})} programs')
    return (1, 0) if found else (0, 1)


def mutants(options, env, java, brolga):
    """Makes a corpus, runs it on both, compares; returns (passed, failed)."""
    tool = [sys.executable, os.path.join(HERE, 'classmutate.py')]
    corpus = os.path.join(options.work, 'mutants')
    reference, new = (os.path.join(options.work, f'mutants-{who}.json') for who in ('hotspot', 'brolga'))
    shutil.rmtree(corpus, ignore_errors=True)

    def step(*words):
        return subprocess.run(tool + list(words), env=env, stdout=subprocess.PIPE, text=True)

    made = step('make', '--out', corpus, '--count', str(options.mutants), '--seed', str(options.mutant_seed))
    run = ('run', '--corpus', corpus, '--timeout', str(options.timeout))
    if made.returncode or step(*run, '--java', java, '--opt=-Xint', '--json', reference).returncode \
            or step(*run, '--java', brolga, '--opt=run', '--opt=-Xint', '--json', new).returncode:
        print('mutants: classmutate.py did not finish')
        return 0, 3
    compared = step('compare', '--min', str(MIN_AGREEMENT), reference, new)
    ours = json.load(open(new))['verdicts']
    theirs = json.load(open(reference))['verdicts']

    def at_fault(*kinds):  # a mutant that HotSpot itself does not survive says nothing about us
        return [k for k, v in ours.items() if v.startswith(kinds) and not theirs[k].startswith(kinds)]

    crashes, hangs = at_fault('CRASH', 'EXIT'), at_fault('HANG')
    print(f'mutants: {len(ours)}, {len(crashes)} crashes {crashes[:20]}, {len(hangs)} hangs {hangs[:20]}')
    print('mutants: ' + compared.stdout.strip())
    passed = sum((not crashes, not hangs, compared.returncode == 0))
    return passed, 3 - passed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--seeds')
    parser.add_argument('--stress')
    parser.add_argument('--fault')
    parser.add_argument('--mutants', type=int)
    parser.add_argument('--mutant-seed', type=int)
    parser.add_argument('--only', choices=['plain', 'stress', 'fault', 'mutants'])
    parser.add_argument('--modes', default=','.join(MODES), help='of the programs, separated by commas')
    parser.add_argument('--work', default=os.path.join(os.environ.get('CARGO_TARGET_DIR') or os.path.join(ROOT, 'target'), 'fuzz'))
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--timeout', type=float, default=300)
    options = parser.parse_args()
    chosen = QUICK if options.quick else FULL
    for name, value in chosen.items():
        if getattr(options, name, None) is None:
            setattr(options, name, value)
    options.work = os.path.join(os.path.abspath(options.work), 'quick' if options.quick else 'full')
    os.makedirs(options.work, exist_ok=True)

    env, java, brolga = environment()
    reference = f'ref={java} -Xint -XX:+UseSerialGC'
    modes = options.modes.split(',')
    left = [word for mode in modes if mode == DEOPT for word in ('--deopts', f'{mode}={MIN_DEOPTS}')]
    parts = []
    if options.only in (None, 'plain'):
        plain = [f'{mode}={brolga} run {MODES[mode]}' for mode in modes]
        parts.append(programs('plain', options.seeds, options.budget, [reference] + plain, left, options, env))
    if options.only in (None, 'stress'):
        stress = [f'{mode}={brolga} run {MODES[mode]} {STRESS} -XX:+Use{COLLECTORS[mode]}GC' for mode in modes]
        extra = [word for mode in modes for word in ('--collections', f'{mode}={MIN_COLLECTIONS}')]
        parts.append(programs('stress', options.stress, options.budget, [reference] + stress, left + extra, options, env))
    if options.only in (None, 'fault'):
        wrong = f'wrong={brolga} run {COMPILED} {FAULT}'
        parts.append(fault(options.fault, options.budget, [reference, wrong], [], options, env))
    if options.only in (None, 'mutants'):
        parts.append(mutants(options, env, java, brolga))
    passed, failed = (sum(column) for column in zip(*parts))
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
