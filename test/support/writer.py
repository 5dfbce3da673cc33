"""Plays services that already run: counts calls in Redis the way they do, over a socket of its own.

Reads one JSON object a line from stdin: {"atMs": 1763818867000, "user": "42", "endpoint": "/api/weather",
"status": "success"}. "atMs" may be left out: then the call is now. A lone surrogate "\\udcXX" stands for the byte XX.
After each batch that Redis acknowledged the number of calls written so far goes to stdout, on a line of its own.
Ends with the input.
"""

import argparse
import json
import select
import socket
import sys
import time

WIDTHS = (("minute", 60, 604800), ("hour", 3600, 2592000), ("day", 86400, 31536000))


def command(*parts):
    encoded = [part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogateescape") for part in parts]
    return b"*%d\r\n" % len(encoded) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in encoded)


def keys_of(call, bucket, name, uncounted):
    if call["endpoint"] != uncounted:
        yield f"{bucket}:total"
    yield f"{bucket}:api:{call['endpoint']}"
    if name == "day":
        yield f"{bucket}:status:{call['status']}"
        yield f"{bucket}:user:{call['user']}"


def commands_of(call, options):
    at = call["atMs"] / 1000 if "atMs" in call else time.time()
    for name, width, kept in WIDTHS:
        bucket = f"{options.prefix}:{name}:{int((at + 60 * options.offset_minutes) // width)}"
        for key in keys_of(call, bucket, name, options.uncounted):
            yield command("INCR", key)
            if options.expiry == "key":
                yield command("EXPIRE", key, options.minutes_kept if name == "minute" else kept)
        if options.expiry == "slip":
            # The slip of the services that run: no key has this name, so the counters never expire.
            yield command("EXPIRE", bucket, kept)


def send(connection, replies, commands):
    connection.sendall(b"".join(commands))
    for _ in commands:
        line = replies.readline()
        if not line.startswith(b":"):
            raise SystemExit(f"Redis said: {line.decode('utf-8', 'replace').strip() or 'nothing'}")


def lines_at_hand(stream):
    """The next line and whatever else is there already."""
    line = stream.readline()
    while line:
        yield line
        if not select.select([stream], [], [], 0)[0]:
            return
        line = stream.readline()


def main():
    arguments = argparse.ArgumentParser(description="Counts calls from stdin in Redis.")
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--password")
    arguments.add_argument("--prefix", default="stats")
    arguments.add_argument("--expiry", choices=("slip", "key", "none"), default="slip")
    arguments.add_argument("--minutes-kept", type=int, default=604800, help="seconds, with --expiry key")
    arguments.add_argument("--offset-minutes", type=int, default=0, help="for buckets cut in local time")
    arguments.add_argument("--uncounted", help="an endpoint that is left out of the total")
    options = arguments.parse_args()

    connection = socket.create_connection((options.host, options.port), timeout=10)
    replies = connection.makefile("rb")
    if options.password:
        connection.sendall(command("AUTH", options.password))
        if replies.readline() != b"+OK\r\n":
            raise SystemExit("Redis refused the password.")

    # Unbuffered, so that select() tells the truth about what is there.
    stream = open(sys.stdin.fileno(), "rb", buffering=0)
    written = 0
    while True:
        batch = []
        for line in lines_at_hand(stream):
            batch.append(line)
            if len(batch) == 500:
                break
        if not batch:
            return
        commands = []
        for line in batch:
            if line.strip():
                commands.extend(commands_of(json.loads(line), options))
                written += 1
        send(connection, replies, commands)
        print(written, flush=True)


main()
