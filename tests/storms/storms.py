#!/usr/bin/env python3
"""The storms: programs that use up memory, stacks, threads, classes; and launches that cannot go well. HotSpot is the oracle.

  run [NAME ...] [--option=-Xcomp ...] [--work DIR] [--jobs N] [--timeout SECONDS] [--list]

Wants JAVA_HOME and BROLGA_LIBJVM (the folder with `brolga` and `libjvm.so`); `cargo xtask test --full storms` sets both. A NAME
chooses storms whose name contains it. The last line is `N passed, M failed`.

Each .java file says in comments how it runs:

  // options: ...      of the VM, in every run
  // brolga: ...       options of Brolga's runs only
  // jit: FACT>=N      what the plain run of Brolga must say (`-XX:+PrintJitStatistics` among its options); may be repeated
  // timeout: SECONDS  instead of --timeout
  // stress: ...       one more run of Brolga with these options, compared with HotSpot given those HotSpot knows (-D, -X); may be repeated
  // facts: PREFIX     only the lines that begin so are compared (default: all of stdout)
  // peak: hotspot     peak memory of the plain run at or below HotSpot's (best of three runs each)

A .c file of the same name becomes the library named by the property `storm.library`.
"""
import argparse, os, queue, re, shlex, signal, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
MIN_COLLECTIONS = 50  # of a run under GC stress
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)


class Outcome:
    """What a process did: `code` (negative: the signal, None: killed after the timeout), `out`, `err`, `peak_kb`, `cpu_s`."""

    def __init__(self, code, out, err, usage):
        self.code, self.out, self.err = code, out, err
        self.peak_kb, self.cpu_s = usage.ru_maxrss, usage.ru_utime + usage.ru_stime

    def text(self):
        return self.out.decode(errors='replace')

    def died(self):
        """Killed by a signal, aborted, hung, or left a report of a crash."""
        return self.code is None or self.code < 0 or self.code in (134, 139) or b'A fatal error' in self.err or b'panicked at' in self.err


def run(command, timeout, cwd=None, env=None, stdin=subprocess.DEVNULL, stdout=None, before=None):
    """Runs a command; memory and time are those of this process alone (wait4). `stdout`: a file instead of the outcome's `out`."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout or out, stderr=err, cwd=cwd, env=env, start_new_session=True,
                                   preexec_fn=before)
        timer = threading.Timer(timeout, lambda: os.killpg(process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        late = not timer.is_alive()
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Outcome(None if late else process.returncode, out.read(), err.read(), usage)


class Storm:
    def __init__(self, path):
        self.name = os.path.basename(path)[:-len('.java')]
        self.path = path
        text = open(path).read()

        def all_of(key):
            return re.findall(rf'^// {key}: *(.*)$', text, re.M)

        self.options = shlex.split(' '.join(all_of('options')))
        self.brolga = shlex.split(' '.join(all_of('brolga')))
        self.jit = [(name, int(count)) for name, count in (claim.split('>=') for claim in all_of('jit'))]
        self.timeout = int((all_of('timeout') or [0])[0])
        self.stress = [shlex.split(line) for line in all_of('stress')]
        self.facts = (all_of('facts') or [None])[0]
        self.peak = bool(all_of('peak'))

    def seen(self, outcome):
        lines = outcome.text().splitlines()
        if self.facts is not None:
            lines = [line for line in lines if line.startswith(self.facts)]
        return outcome.code, lines


class Report:
    def __init__(self):
        self.passed, self.failed, self.lock = 0, 0, threading.Lock()

    def check(self, name, problem, note=''):
        with self.lock:
            if problem:
                self.failed += 1
                print(f'FAILED {name}: {problem}', flush=True)
            else:
                self.passed += 1
                print(f'ok {name}{" (" + note + ")" if note else ""}', flush=True)


def difference(storm, ours, theirs):
    """A sentence, or None where both did the same, and ended."""
    if theirs.code is None:
        return 'HotSpot did not end either'
    if storm.seen(ours) == storm.seen(theirs):
        return None
    (code, lines), (expected, wanted) = storm.seen(ours), storm.seen(theirs)
    rows = [f'exit {"timeout" if code is None else code}, HotSpot {expected}']
    rows += [f'    brolga  {a}\n    hotspot {b}' for a, b in zip(lines + ['<end>'], wanted + ['<end>']) if a != b][:4]
    tail = ours.err.decode(errors='replace').strip().splitlines()[-6:]
    return '\n'.join(row[:400] for row in rows + ['    stderr  ' + line for line in tail])


def storm_runs(storm, setup, report):
    classes = os.path.join(setup.work, storm.name)
    compiled = subprocess.run([os.path.join(setup.home, 'bin', 'javac'), '-nowarn', '-XDignore.symbol.file', '-d', classes, storm.path],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if compiled.returncode:
        report.check(storm.name, compiled.stdout)
        return
    tail = ['-cp', classes, storm.name]
    source = storm.path[:-len('.java')] + '.c'
    if os.path.exists(source):
        library, include = os.path.join(classes, 'storm.so'), os.path.join(setup.home, 'include')
        subprocess.run(['cc', '-shared', '-fPIC', '-o', library, '-I', include, '-I', os.path.join(include, 'linux'), source], check=True)
        tail = ['-Dstorm.library=' + library] + tail
    timeout = storm.timeout or setup.timeout
    plain = setup.java + storm.options + tail
    theirs = run(plain, timeout)
    ours = run(setup.brolga_with(storm.options + storm.brolga) + tail, timeout)
    problem = difference(storm, ours, theirs)
    said = ' '.join(re.findall(r'^brolga-jit: (.*)$', ours.err.decode(errors='replace'), re.M))
    facts = dict(fact.split('=') for fact in said.split() if '=' in fact)
    for name, wanted in storm.jit:
        if not problem and int(facts.get(name, 0)) < wanted:
            problem = f'{name}={facts.get(name, "nothing")}, wanted at least {wanted}'
    report.check(storm.name, problem,
                 f'cpu {ours.cpu_s:.1f} s, hotspot {theirs.cpu_s:.1f} s; peak {ours.peak_kb // 1024} MB, hotspot {theirs.peak_kb // 1024} MB')
    if storm.peak:
        peaks = [[run(command, timeout).peak_kb for _ in range(3)] for command in (setup.brolga_with(storm.options) + tail, plain)]
        mine, reference = (min(column) for column in peaks)
        report.check(storm.name + ' peak memory', mine > reference and f'{mine} kB, HotSpot {reference} kB', f'{mine} kB, HotSpot {reference} kB')
    for options in storm.stress:
        theirs = run(setup.java + storm.options + [o for o in options if o.startswith(('-D', '-Xs', '-Xm'))] + tail, timeout)
        ours = run(setup.brolga_with(storm.options + options) + ['-XX:+PrintGCStatistics'] + tail, timeout)
        problem = difference(storm, ours, theirs)
        collected = re.search(rb'brolga-gc: young=(\d+) full=(\d+) moved=(\d+)', ours.err)
        counts = tuple(int(n) for n in collected.groups()) if collected else (0, 0, 0)
        if not problem and any('GCStress' in option for option in options) and sum(counts[:2]) < MIN_COLLECTIONS:
            problem = f'under GC stress there were {sum(counts[:2])} collections'
        report.check(f'{storm.name} {" ".join(options)}', problem, f'cpu {ours.cpu_s:.1f} s, young {counts[0]} full {counts[1]}')


class Setup:
    def __init__(self, options):
        self.home, engine = os.environ.get('JAVA_HOME'), os.environ.get('BROLGA_LIBJVM')
        if not self.home or not engine:
            sys.exit('storms: run it as `cargo xtask test --full storms` (JAVA_HOME and BROLGA_LIBJVM are not set)')
        self.engine = os.path.abspath(engine)
        os.environ['BROLGA_LIBJVM'] = self.engine
        self.java = [os.path.join(self.home, 'bin', 'java')]
        self.brolga = [os.path.join(self.engine, 'brolga'), 'run'] + options.option
        self.work = os.path.abspath(options.work)
        self.timeout = options.timeout
        os.makedirs(self.work, exist_ok=True)

    def brolga_with(self, options):
        """Our command with these options; a collector that was asked for (`--option`) takes the place of theirs."""
        collector = re.compile(r'-XX:\+Use\w+GC$')
        has_own = any(collector.match(option) for option in self.brolga)
        return self.brolga + [option for option in options if not (has_own and collector.match(option))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('names', nargs='*')
    parser.add_argument('--work', default=os.path.join(os.environ.get('CARGO_TARGET_DIR') or os.path.join(ROOT, 'target'), 'storms'))
    parser.add_argument('--option', action='append', default=[], help='of Brolga, in every run')
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--timeout', type=float, default=600)
    parser.add_argument('--list', action='store_true')
    options = parser.parse_args()
    import hostile
    jobs = [(s.name, lambda setup, report, s=s: storm_runs(s, setup, report))
            for s in (Storm(os.path.join(HERE, f)) for f in sorted(os.listdir(HERE)) if f.endswith('.java'))]
    jobs += [('hostile ' + name, lambda setup, report, part=part: part(setup, report)) for name, part in hostile.PARTS]
    jobs = [job for job in jobs if not options.names or any(name in job[0] for name in options.names)]
    if options.list:
        print('\n'.join(name for name, _ in jobs))
        return 0
    setup, report, waiting = Setup(options), Report(), queue.Queue()
    for job in jobs:
        waiting.put(job)

    def worker():
        while True:
            try:
                name, part = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                part(setup, report)
            except Exception as error:  # a part that cannot run is a failure of the set, not its end
                report.check(name, f'{type(error).__name__}: {error}')

    threads = [threading.Thread(target=worker) for _ in range(options.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f'{report.passed} passed, {report.failed} failed')
    return 1 if report.failed or not report.passed else 0


if __name__ == '__main__':
    sys.exit(main())
