"""Launches that cannot go well: damaged files, closed or full outputs, no memory, odd sizes, odd places. Used by storms.py.

Each part compares Brolga with HotSpot: exit status and, where the text is an interface, what is printed. A crash, a hang or a
different status is a failure. Read next: `storms.py`.
"""
import os, resource, subprocess, threading, zipfile
import storms

HERE = os.path.dirname(os.path.abspath(__file__))
LOCK = threading.Lock()


def classes(setup):
    """Compiles programs/*.java; returns the class path."""
    out = os.path.join(setup.work, 'hostile')
    with LOCK:
        if not os.path.exists(os.path.join(out, 'Cut.class')):
            sources = [os.path.join(HERE, 'programs', f) for f in sorted(os.listdir(os.path.join(HERE, 'programs')))]
            subprocess.run([os.path.join(setup.home, 'bin', 'javac'), '-nowarn', '-d', out] + sources, check=True)
    return out


def first_line(text):
    lines = [line for line in text.decode(errors='replace').splitlines() if line.strip()]
    return lines[0] if lines else ''


def told_why(outcome):
    """Ended by itself, with a status and words that say so (the launcher has statuses of its own, 6 among them)."""
    return not outcome.died() and outcome.code > 0 and (outcome.err + outcome.out).strip()


def compare(setup, report, name, arguments, text=True, **how):
    """Both launchers with the same arguments: no crash, the same status, the same stdout, and the same first line of stderr."""
    how.setdefault('timeout', 120)
    theirs = storms.run(setup.java + arguments, **how)
    ours = storms.run(setup.brolga + arguments, **how)
    problem = None
    if ours.died():
        problem = f'exit {ours.code}: {ours.err[-600:].decode(errors="replace")}'
    elif ours.code != theirs.code:
        problem = f'exit {ours.code}, HotSpot {theirs.code}: {first_line(ours.err + ours.out)} | {first_line(theirs.err + theirs.out)}'
    elif text and (ours.out != theirs.out or first_line(ours.err) != first_line(theirs.err)):
        problem = f'{first_line(ours.out)} {first_line(ours.err)} | HotSpot {first_line(theirs.out)} {first_line(theirs.err)}'
    report.check('hostile ' + name, problem)


def cut_classes(setup, report):
    compare(setup, report, 'class cut, changed, random', ['-cp', classes(setup), 'Cut'], timeout=600)
    plain = storms.run(setup.java + ['-cp', classes(setup), 'Cut'], 600)
    stressed = storms.run(setup.brolga + ['-XX:GCStressInterval=20', '-cp', classes(setup), 'Cut'], 600)
    report.check('hostile class cut, changed, random, under GC stress', stressed.out != plain.out and f'exit {stressed.code}: {stressed.err[-500:]!r}')


def main_class_files(setup, report):
    """The main class itself is damaged: the launcher's words and status."""
    good = open(os.path.join(classes(setup), 'Hello.class'), 'rb').read()
    folder = os.path.join(setup.work, 'damaged')
    os.makedirs(folder, exist_ok=True)
    variants = {f'cut at {n}': good[:n] for n in sorted({0, 1, 4, 7, 8, 9, 10, 11, len(good) // 2, len(good) - 1})}
    variants['zeros'] = bytes(len(good))
    variants['text'] = b'this is no class file\n'
    variants['future version'] = good[:6] + b'\x00\x63' + good[8:]
    variants['other name'] = good.replace(b'Hello', b'Jello')
    variants['no main'] = good.replace(b'\x00\x04main', b'\x00\x04niam')
    for name, content in variants.items():
        open(os.path.join(folder, 'Hello.class'), 'wb').write(content)
        compare(setup, report, f'main class: {name}', ['-cp', folder, 'Hello'])


def jars(setup, report):
    folder = os.path.join(setup.work, 'jars')
    os.makedirs(folder, exist_ok=True)
    good = os.path.join(folder, 'good.jar')
    with zipfile.ZipFile(good, 'w', zipfile.ZIP_DEFLATED) as jar:
        jar.writestr('META-INF/MANIFEST.MF', 'Manifest-Version: 1.0\r\nMain-Class: Hello\r\n\r\n')
        jar.write(os.path.join(classes(setup), 'Hello.class'), 'Hello.class')
    content = open(good, 'rb').read()
    compare(setup, report, 'jar: good', ['-jar', good])
    for n in (0, 1, 4, 30, len(content) // 3, len(content) // 2, len(content) - 30, len(content) - 22, len(content) - 1):
        path = os.path.join(folder, 'cut.jar')
        open(path, 'wb').write(content[:n])
        compare(setup, report, f'jar cut at {n}, -jar', ['-jar', path])
        compare(setup, report, f'jar cut at {n}, -cp', ['-cp', path, 'Hello'])
        compare(setup, report, f'jar cut at {n}, boot append', ['-Xbootclasspath/a:' + path, 'Hello'])
    for at in range(0, len(content), max(1, len(content) // 12)):
        damaged = bytearray(content)
        damaged[at] ^= 0xff
        path = os.path.join(folder, 'damaged.jar')
        open(path, 'wb').write(damaged)
        compare(setup, report, f'jar damaged at {at}', ['-cp', path, 'Hello'])
    compare(setup, report, 'jar: missing', ['-jar', os.path.join(folder, 'nowhere.jar')])
    compare(setup, report, 'jar: a folder', ['-jar', folder])
    compare(setup, report, 'class: missing', ['-cp', folder, 'Nowhere'])
    compare(setup, report, 'class path: missing', ['-cp', '/nowhere/at/all', 'Hello'])


def outputs(setup, report):
    """Closed and full outputs: no crash, HotSpot's status, nothing lost that could be written."""
    path = classes(setup)
    for program in ('Hello', 'Chatty'):
        with open('/dev/full', 'wb') as full:
            compare(setup, report, f'{program} to a full disk', ['-cp', path, program], stdout=full)
        for what in (program, '-version', '-XX:+PrintFlagsFinal', '-XX:+NoSuchFlag', '-Xlog:gc*=debug', 'Nowhere'):
            command = f'"$@" -cp "{path}" {"-Xmx8m " if what == program else ""}{what} >/dev/full 2>/dev/full'
            ours, theirs = (storms.run(['sh', '-c', command, 'sh'] + launcher, 120) for launcher in (setup.brolga, setup.java))
            report.check(f'hostile {program}, {what} with both outputs full', ours.code != theirs.code and f'exit {ours.code}, HotSpot {theirs.code}')
        ours = storms.run(['sh', '-c', f'"$@" -cp "{path}" {program} 2>/dev/full', 'sh'] + setup.brolga
                          + ['-XX:+PrintGCStatistics', '-XX:+PrintInterpreterStatistics', '-XX:+PrintUnimplementedNatives', '-XX:+PrintBootTimes'], 120)
        report.check(f'hostile {program}, statistics to a full disk', ours.code != 0 and f'exit {ours.code}')
        for name, tail in (('closed stdout', '>&-'), ('closed stdout and stderr', '>&- 2>&-'), ('closed stdin', '<&-'), ('head', '| head -1'),
                           ('reader that leaves', '| true'), ('version to closed', None)):
            if tail is None:
                command = '"$@" -version 2>&-'
            else:
                command = f'"$@" -cp "{path}" {program} {tail}'
            # The stock launcher with our engine: what is closed stays closed (`brolga`, as every Rust program, opens /dev/null there).
            engine = setup.java + ['-XXaltjvm=' + setup.engine]
            results = [storms.run(['bash', '-c', 'set -o pipefail; ' + command, 'sh'] + launcher, 120) for launcher in (engine, setup.java)]
            ours, theirs = results
            same = (ours.code, ours.out, ours.err) == (theirs.code, theirs.out, theirs.err)
            report.check(f'hostile {program}, {name}', not same and f'exit {ours.code}, HotSpot {theirs.code}: '
                         f'{first_line(ours.out + ours.err)} | {first_line(theirs.out + theirs.err)}')


def sizes(setup, report):
    """Sizes of heap and stack that are tiny, huge, or no sizes."""
    tail = ['-cp', classes(setup), 'Hello']
    for option in ('-Xmx1k', '-Xmx0', '-Xmx1', '-Xmx1m', '-Xmx2m', '-Xmx3m', '-Xms1g -Xmx64m', '-Xmx99999999999999g', '-Xmx100000t', '-Xms50t -Xmx50t', '-Xmx',
                   '-Xmxabc', '-Xmx-1', '-Xss1', '-Xss1k', '-Xss100k', '-Xss200k', '-Xss2g', '-Xss0', '-Xssx', '-Xss1g', '-Xmn1k', '-Xmn64g', '-XX:MaxMetaspaceSize=1m',
                   '-XX:MaxHeapSize=-1', '-XX:ThreadStackSize=99999999999', '-XX:GCStressInterval=x', '-XX:NoSuchFlag=1', '-XX:+NoSuchFlag', '-Xnosuch',
                   '--no-such', '-XX:MaxDirectMemorySize=0'):
        # Where HotSpot's own needs set the limit (its C++ heap, its collector), only the absence of a crash is asked.
        own_limit = option in ('-Xmx2m', '-Xmx3m', '-Xmn1k', '-XX:GCStressInterval=x', '-XX:MaxMetaspaceSize=1m', '-Xms50t -Xmx50t', '-Xmn64g')
        arguments = option.split() + tail
        if own_limit:
            ours = storms.run(setup.brolga + arguments, 120)
            report.check(f'hostile size {option}', (ours.died() or ours.code not in (0, 1)) and f'exit {ours.code}: {first_line(ours.err + ours.out)}')
        else:
            compare(setup, report, f'size {option}', arguments)


def limits(setup, report):
    """The system gives no memory, no processes, no files."""
    tail = ['-cp', classes(setup), 'Hello']

    def limited(kind, amount):
        return lambda: resource.setrlimit(kind, (amount, amount))

    # How much a VM needs is its own affair: a sentence and status 1, or success, whatever HotSpot needs.
    for megabytes in (5, 10, 20, 40, 60, 80, 100, 150, 200, 300, 500, 1000, 2000, 4000):
        ours = storms.run(setup.brolga + ['-Xmx32m'] + tail, 120, before=limited(resource.RLIMIT_AS, megabytes << 20))
        fine = ours.code == 0 and ours.out == b'hello 0\n'
        told = told_why(ours)
        report.check(f'hostile {megabytes} MB of addresses', not (fine or told) and f'exit {ours.code}: {ours.err[-500:]!r}')
    for files in (3, 4, 6, 8, 10, 12, 15, 20):
        ours = storms.run(setup.brolga + tail, 120, before=limited(resource.RLIMIT_NOFILE, files))
        fine = ours.code == 0 and ours.out == b'hello 0\n'
        told = told_why(ours)
        report.check(f'hostile {files} open files', not (fine or told) and f'exit {ours.code}: {ours.err[-500:]!r}')
    for kilobytes in (64, 256, 1024):
        compare(setup, report, f'stack limit {kilobytes} kB', tail, before=limited(resource.RLIMIT_STACK, kilobytes << 10))
    compare(setup, report, 'core and file size 0', tail, before=limited(resource.RLIMIT_FSIZE, 0))


def places(setup, report):
    """Working directories that are gone or may not be written, environments without the usual variables."""
    tail = ['-cp', classes(setup), 'Hello']
    locked = os.path.join(setup.work, 'locked')
    os.makedirs(locked, exist_ok=True)
    os.chmod(locked, 0o555)
    compare(setup, report, 'read-only folder', tail, cwd=locked)
    os.chmod(locked, 0o755)
    gone = os.path.join(setup.work, 'gone')
    command = f'mkdir -p "{gone}" && cd "{gone}" && rmdir "{gone}" && exec "$@"'
    ours, theirs = (storms.run(['sh', '-c', command, 'sh'] + launcher + tail, 120) for launcher in (setup.brolga, setup.java))
    report.check('hostile folder that is gone', (ours.code, ours.out.splitlines()[:2]) != (theirs.code, theirs.out.splitlines()[:2]) and f'exit {ours.code}, HotSpot {theirs.code}: {first_line(ours.err)}')
    without = {k: v for k, v in os.environ.items() if k not in ('JAVA_HOME', 'JDK_HOME', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'USER')}
    compare(setup, report, 'no JAVA_HOME, HOME, LANG', tail, env=without)
    ours = storms.run(setup.brolga + tail, 120, env={'BROLGA_LIBJVM': setup.engine})
    report.check('hostile empty environment', ours.code not in (0, 1, 2) and f'exit {ours.code}: {first_line(ours.err)}')
    ours = storms.run(setup.brolga + tail, 120, env=dict(os.environ, JAVA_HOME='/nowhere', PATH='/nowhere'))
    report.check('hostile JAVA_HOME that is no folder', ours.code not in (0, 1, 2) and f'exit {ours.code}: {first_line(ours.err)}')
    ours = storms.run(setup.brolga + tail, 120, env=dict(os.environ, BROLGA_LIBJVM='/nowhere'))
    report.check('hostile BROLGA_LIBJVM that is no folder', (ours.code not in (1, 2) or not ours.err) and f'exit {ours.code}: {first_line(ours.err)}')
    ours, theirs = (storms.run(launcher + tail, 120, env=dict(os.environ, JAVA_TOOL_OPTIONS='-XX:NoSuchFlag')) for launcher in (setup.brolga, setup.java))
    report.check('hostile JAVA_TOOL_OPTIONS', (ours.code, ours.err, ours.out) != (theirs.code, theirs.err, theirs.out) and f'exit {ours.code}: {ours.err!r} | {theirs.err!r}')


PARTS = [('classes', cut_classes), ('main class', main_class_files), ('jars', jars), ('outputs', outputs), ('sizes', sizes), ('limits', limits), ('places', places)]
