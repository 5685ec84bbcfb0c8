"""What an editor shows while a drill is written: asks yaml-language-server itself.

    npm install yaml-language-server          # in any folder; needs node
    python tests/bench/editor.py node_modules/.bin/yaml-language-server

Opens bundled files and a copy with mistakes, and prints diagnostics, completions and a
hover text. Fails when a bundled file is marked, or a planted mistake is not.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BRIDGE = "glute-activation/glute-bridge.yaml"
MISTAKES = {
    "level: 1": "level: 7",
    "breath: inhale": "breath: inhail",
    "rest: 30s": "rest: soon",
    "range: 6-12": "range: 6",
    "easier: glute-squeeze": "esier: glute-squeeze",
    "sides: both": "sides: 2",
    "trunk: 206": "trunk: high",
    "reps: 10": "reps: 10, breaths: 5",
}


class Server:
    """The language server, spoken to over its standard streams."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603  the program that was named
            [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._last_id = 0
        self._marks: dict[str, list[Any]] = {}
        ask: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}
        self.request("initialize", ask)
        self._send({"method": "initialized", "params": {}})
        # No list of schemas from the network: only what the files name.
        yaml = {"schemaStore": {"enable": False}, "validate": True, "completion": True}
        settings = {"settings": {"yaml": yaml | {"hover": True}}}
        self._send({"method": "workspace/didChangeConfiguration", "params": settings})

    def open(self, path: Path) -> list[Any]:
        """Open a file; gives what is marked in it."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1}
        document["text"] = path.read_text()
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while uri not in self._marks:
            self._read()
        return self._marks[uri]

    def at(self, method: str, path: Path, line: int, column: int) -> Any:  # noqa: ANN401  JSON
        """Ask about a place in a file, counted from 0."""
        place = {"line": line, "character": column}
        document = {"uri": path.as_uri()}
        ask = {"textDocument": document, "position": place}
        return self.request(f"textDocument/{method}", ask)

    def request(self, method: str, params: Any) -> Any:  # noqa: ANN401  JSON
        """Ask, and wait for the answer."""
        self._last_id += 1
        wanted = self._last_id
        self._send({"id": wanted, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == wanted and "method" not in message:
                return message.get("result")

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._marks[params["uri"]] = params["diagnostics"]
        elif "id" in message and "method" in message:  # it asks for settings and the like
            answer = None
            if message["method"] == "workspace/configuration":
                answer = [None] * len(message["params"]["items"])
            self._send({"id": message["id"], "result": answer})
        return message


def say(text: str) -> None:
    """One more line of the report."""
    sys.stdout.write(f"{text}\n")


def main(program: str) -> int:
    """Print what the server says; the exit code tells whether it is right."""
    wrong = 0
    server = Server(program)
    with tempfile.TemporaryDirectory() as scratch:
        drills = Path(shutil.copytree(ROOT / "drills", Path(scratch) / "drills"))
        for path in sorted(drills.rglob("*.yaml")):
            for mark in server.open(path):
                wrong += 1
                say(f"a good file is marked: {path.name}: {mark['message']}")
        for number, (old, new) in enumerate(MISTAKES.items()):
            path = drills / "exhale" / f"planted-{number}.yaml"
            text = (drills / BRIDGE).read_text()
            assert old in text, old
            path.write_text(text.replace(old, new, 1))
            marks = server.open(path)
            wrong += not marks
            say(f"\n{new}")
            for mark in marks:
                start = mark["range"]["start"]
                place = f"{start['line'] + 1}:{start['character'] + 1}"
                say(f"    {place} {mark['message']!r}")
        path = drills / "exhale" / "empty.yaml"
        modeline = "# yaml-language-server: $schema=../drill.schema.json\n"
        path.write_text(f"{modeline}name: x\nsides: \ndose:\n  re\n\n")
        server.open(path)
        for what, line, column in (
            ("a key", 5, 0),
            ("sides:", 2, 7),
            ("dose: re", 4, 4),
        ):
            found = server.at("completion", path, line, column)
            labels = [item["label"] for item in (found or {}).get("items", [])]
            wrong += not labels
            say(f"\ncompletion of {what}: {', '.join(labels)}")
        hover = server.at("hover", path, 2, 2)
        wrong += not hover
        say(f"\nhover over 'sides':\n{hover['contents']['value'] if hover else None}")
    server.close()
    say(f"\n{'as it should be' if not wrong else f'{wrong} things are wrong'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
