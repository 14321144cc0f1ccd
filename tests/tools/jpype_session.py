"""A session of JPype: `jpype_session.py LIBJVM`. It prints what came of each step; tools.py compares two machines."""

import gc
import sys
import threading

import jpype
import jpype.imports
from jpype import JArray, JByte, JClass, JImplements, JInt, JLong, JObject, JOverride, JString

jpype.startJVM(sys.argv[1], "-Xmx64m", "-Xss1m", convertStrings=False)

from java.lang import Exception as JavaException  # noqa: E402 (there are no packages before the VM starts)
from java.lang import ArithmeticException, Integer, Math, Runnable, StackOverflowError, String, StringBuilder, System, Thread  # noqa: E402
from java.nio import ByteBuffer, ByteOrder  # noqa: E402
from java.util import ArrayList, Arrays, Collections, HashMap  # noqa: E402
from java.util.concurrent import Callable, Executors  # noqa: E402


def classes():
    print(threading.current_thread() is threading.main_thread(), Thread.currentThread().getName())
    print(Math.max(3, 4), Math.max(JLong(3), 4), Math.sqrt(2.0), Integer.MAX_VALUE, Integer.toHexString(-1))
    print(StringBuilder("a").append(JInt(1)).append("\u00e9\U0001f600").toString(), len(String("\U0001f600")))
    names = HashMap()
    for number in range(1000):
        names.put(JString(f"key {number}"), number)
    print(names.size(), names.get("key 77"), "key 1000" in names, sum(entry.getValue() for entry in names.entrySet()))
    print(JClass("java.util.Map$Entry").class_.getName(), ArrayList.class_.getModifiers(), isinstance(names, JClass("java.util.Map")))


def arrays():
    numbers = JArray(JInt)([5, 3, 9, 1])
    Arrays.sort(numbers)
    print(list(numbers), numbers[1:3].length, list(numbers[::-1]))
    numbers[1:3] = [70, 80]
    print(Arrays.toString(numbers), Arrays.stream(numbers).sum())
    table = JArray(JInt, 2)([[1, 2], [3, 4, 5]])
    print(Arrays.deepToString(table), memoryview(numbers).tobytes().hex())
    large = JArray(JByte)(bytes(range(128)) * 8000)
    print(len(large), Arrays.hashCode(large), bytes(memoryview(large)[:4]))
    try:
        numbers[7] = 1
    except IndexError as error:
        print("IndexError", error)


def exceptions():
    for name, work in [
        ("parse", lambda: Integer.parseInt("x")),
        ("null", lambda: ArrayList(JObject(None, "java.util.Collection"))),
        ("divide", lambda: Math.floorMod(1, 0)),
        ("class", lambda: JClass("java.lang.Class").forName("no.such.Thing")),
        ("bounds", lambda: ArrayList().get(0)),
    ]:
        try:
            work()
        except JavaException as error:
            print(name, type(error).__name__, error.getMessage(), len(error.getStackTrace()) > 0)
    try:
        raise ArithmeticException("from Python")
    except ArithmeticException as error:
        print("raised", error.getMessage())


@JImplements("java.util.Comparator")
class Backwards:
    @JOverride
    def compare(self, a, b):
        return int(b) - int(a)

    @JOverride
    def equals(self, other):
        return self is other


@JImplements(Runnable)
class Failing:
    @JOverride
    def run(self):
        raise ValueError("a Python error")


@JImplements(Callable)
class Threaded:
    def __init__(self, number):
        self.number = number

    @JOverride
    def call(self):
        on_main = threading.current_thread() is threading.main_thread()
        return JString(f"{self.number * self.number} {on_main}")


def proxies():
    numbers = ArrayList([Integer(n) for n in (3, 1, 2)])
    Collections.sort(numbers, Backwards())
    print(numbers)
    try:
        JObject(Failing(), Runnable).run()
    except ValueError as error:
        print("through Java:", error)
    pool = Executors.newFixedThreadPool(3)
    futures = [pool.submit(JObject(Threaded(number), Callable)) for number in range(50)]
    print([str(future.get()) for future in futures][-3:])
    pool.shutdown()


def buffers():
    memory = bytearray(64)
    buffer = jpype.nio.convertToDirectBuffer(memory).order(ByteOrder.LITTLE_ENDIAN)
    buffer.putInt(0, 0x01020304)
    print(memory[:4].hex(), buffer.isDirect(), buffer.capacity())
    memory[4] = 255
    print(buffer.get(4), buffer.getLong(0))
    # What Java allocates, seen from Python.
    direct = ByteBuffer.allocateDirect(16).put(3, 42)
    print(bytes(memoryview(direct)).hex())


def collections():
    """Objects that Python holds stay, and move, while the heap is collected."""
    held = [ArrayList([JString(f"{number}")]) for number in range(2000)]
    for _ in range(5):
        del held[::3]
        gc.collect()
        System.gc()
        held += [ArrayList([JString(f"{number}")]) for number in range(500)]
    print(len(held), sum(int(str(row.get(0))) for row in held))


def stack_overflow():
    """On the main thread, whose stack is none that the machine has made."""
    try:
        # A list that contains itself has no hash code.
        endless = ArrayList()
        endless.add(endless)
        endless.hashCode()
    except StackOverflowError as error:
        print(type(error).__name__)
    print(Integer.parseInt("12"))


for step in (classes, arrays, exceptions, proxies, buffers, collections, stack_overflow):
    print(f"-- {step.__name__}")
    step()
print("-- machine", System.getProperty("java.vm.name"))
jpype.shutdownJVM()
