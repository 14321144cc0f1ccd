"""Runs the cases, each on HotSpot and on Brolga: `tools.py [FILTER ...]`. The last line counts them. See README.md."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import traceback

HERE = pathlib.Path(__file__).resolve().parent
# Seconds for one run.
PATIENCE = 600


class Skip(Exception):
    """What the case needs cannot be had."""


class Machine:
    """What is compared: the name that the machine gives itself, its JAVA_HOME, its library."""

    def __init__(self, name, home, library):
        self.name, self.home, self.library = name, home, library

    def run(self, command, **options):
        """The output of a command with this JAVA_HOME and no settings of the user, who may have others."""
        settings = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH", "MAVEN_OPTS", "ANT_OPTS", "JAVACMD")
        environment = {name: value for name, value in os.environ.items() if name not in settings}
        environment.update(JAVA_HOME=str(self.home), LC_ALL="C.UTF-8")
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        ended = subprocess.run([str(word) for word in command], env=environment, timeout=PATIENCE, check=False, **pipes, **options)
        assert ended.returncode == 0, f"{self.name}: {command[0]} ended with {ended.returncode}:\n{ended.stdout}"
        return ended.stdout


def needs(program):
    """A program that Debian has under its own name."""
    if shutil.which(program):
        return
    if os.getuid() != 0 or not shutil.which("apt-get"):
        raise Skip(f"{program} is not installed")
    print(f"tools: installing {program}", flush=True)
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", program]):
        if subprocess.run(["apt-get", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
            raise Skip(f"{program} cannot be installed")


def both(machines, work):
    """The work's results on both machines, which must be equal but for the names of machine and home; the one on Brolga."""
    texts = []
    for machine in machines:
        text = work(machine).replace(str(machine.home), "HOME")
        assert machine.name in text or "HOME" in text, f"did this run on {machine.name}?\n{text}"
        texts.append(text.replace(machine.name, "MACHINE"))
    assert texts[0] == texts[1], f"HotSpot:\n{texts[0]}\nBrolga:\n{texts[1]}"
    return texts[1]


def test_maven(machines, folder):
    needs("mvn")
    pom = "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><packaging>pom</packaging></project>"
    (folder / "pom.xml").write_text(pom)

    def work(machine):
        version = machine.run(["mvn", "-v"])
        build = machine.run(["mvn", "-o", "-B", f"-Dmaven.repo.local={folder}/repo", "validate"], cwd=folder)
        return version + re.sub(r"(?m)^.*(Total time|Finished at):.*\n", "", build)

    text = both(machines, work)
    assert "Apache Maven" in text and "runtime: HOME" in text and "BUILD SUCCESS" in text, text


def test_ant(machines, folder):
    needs("ant")

    def work(machine):
        out = folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        text = machine.run(["ant", "-noinput", "-f", HERE / "ant" / "build.xml", f"-Dout={out}"])
        return re.sub(r"(?m)^Total time:.*\n", "", text)

    text = both(machines, work)
    for line in ("ant runs on MACHINE", "it runs on MACHINE", "nail 9, hammer 15", "nail=3;hammer=5;", "BUILD SUCCESSFUL"):
        assert line in text, text


def python_with_jpype(folder):
    """The Python of a virtual environment that has JPype; it is made once."""
    place = folder.parent / f"python{sysconfig.get_python_version()}"
    python = place / "bin" / "python"
    if not (place / "complete").exists():
        make = [[sys.executable, "-m", "venv", "--clear", place], [python, "-m", "pip", "install", "--quiet", "JPype1"]]
        for command in make:
            if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
                raise Skip(f"no JPype: {' '.join(map(str, command[1:4]))} fails")
        (place / "complete").touch()
    return python


def test_jpype(machines, folder):
    python = python_with_jpype(folder)
    text = both(machines, lambda machine: machine.run([python, HERE / "jpype_session.py", machine.library]))
    steps = re.findall(r"(?m)^-- (\w+)", text)
    assert steps == ["classes", "arrays", "exceptions", "proxies", "buffers", "collections", "stack_overflow", "machine"], text


def main(filters):
    engine = pathlib.Path(os.environ["BROLGA_LIBJVM"]).resolve()
    java_home = pathlib.Path(os.environ["JAVA_HOME"])
    place = engine.parent / "tools"
    home = place / "home"
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run([engine / "brolga", "home", "--java-home", java_home, home], check=True, stdout=subprocess.DEVNULL)
    # By its own path, not by that of the home: an embedder has nothing else.
    machines = [
        Machine("OpenJDK 64-Bit Server VM", java_home, java_home / "lib/server/libjvm.so"),
        Machine("Brolga 64-Bit Server VM", home, engine / "libjvm.so"),
    ]
    cases = [(name[5:], case) for name, case in globals().items() if name.startswith("test_")]
    cases = [(name, case) for name, case in cases if not filters or any(part in name for part in filters)]
    passed = failed = 0
    for name, case in cases:
        with tempfile.TemporaryDirectory(dir=place) as folder:
            try:
                case(machines, pathlib.Path(folder))
                passed += 1
                print(f"ok   {name}", flush=True)
            except Skip as why:
                print(f"skip {name}: {why}", flush=True)
            except Exception:  # (Whatever it is, the other cases run.)
                failed += 1
                print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
