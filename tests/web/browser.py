"""A browser, driven by the WebDriver protocol (W3C) through chromedriver."""

import base64
import json
import re
import subprocess
import time
import urllib.error
import urllib.request

# Keys that have no character: WebDriver, "Keyboard actions".
KEYS = {"Escape": "\ue00c", "Enter": "\ue007", "Tab": "\ue004", "ArrowDown": "\ue015", "ArrowUp": "\ue013", "ArrowLeft": "\ue012", "ArrowRight": "\ue014"}
# How long something may take that is waited for, seconds.
PATIENCE = 30


class BrowserError(Exception):
    """The browser refused a command."""


class Browser:
    """One window. Use it in a `with`."""

    def __init__(self, width=1500, height=1000):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.session = None
        for line in self.driver.stdout:
            started = re.search(r"started successfully on port (\d+)", line)
            if started:
                break
        else:
            raise BrowserError("chromedriver does not start")
        root = f"http://127.0.0.1:{started[1]}/session"
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--window-size={width},{height}"],
        }
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = self._send("POST", root, {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"{root}/{answer['sessionId']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self._send("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait()

    @staticmethod
    def _send(method, url, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise BrowserError(json.load(error)["value"]["message"].splitlines()[0]) from error

    def _post(self, path, body):
        return self._send("POST", f"{self.session}/{path}", body)

    def open(self, path):
        """Opens a file; seconds until it is loaded."""
        start = time.monotonic()
        self._post("url", {"url": path if ":" in str(path) else f"file://{path}"})
        return time.monotonic() - start

    def run(self, script, *arguments):
        """The result of a function's body, in the page."""
        return self._post("execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script, *arguments):
        """Waits until the script results in something that counts as true, which is the answer."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            result = self.run(script, *arguments)
            if result:
                return result
            time.sleep(0.05)
        raise BrowserError(f"waited in vain for: {script}")

    def _element(self, selector):
        return self._post("element", {"using": "css selector", "value": selector})

    def click(self, selector):
        element = next(iter(self._element(selector).values()))
        self._post(f"element/{element}/click", {})

    def _point(self, selector, presses):
        actions = [{"type": "pointerMove", "duration": 0, "origin": self._element(selector), "x": 0, "y": 0}]
        if presses:
            actions += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._post("actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": actions}]})

    def hover(self, selector):
        self._point(selector, presses=False)

    def press(self, *keys):
        """Presses keys, one after another, wherever the focus is."""
        codes = [KEYS.get(key, key) for key in keys]
        actions = [{"type": kind, "value": code} for code in codes for kind in ("keyDown", "keyUp")]
        self._post("actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def emulate(self, media="", scheme="light"):
        """The page is printed (`print`), or the system is dark."""
        parameters = {"media": media, "features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self._post("goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": parameters})

    def screenshot(self, path):
        path.write_bytes(base64.b64decode(self._send("GET", f"{self.session}/screenshot")))

    def complaints(self):
        """What the page's console got since the last call."""
        return [row["message"] for row in self._post("se/log", {"type": "browser"}) if row["level"] in ("SEVERE", "WARNING")]
