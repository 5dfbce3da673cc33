"""Runs a program on a terminal of its own and types a line when a prompt shows.

    terminal.py PROMPT LINE PROGRAM [ARGUMENT ...]

What the terminal showed goes to stdout; the exit code is the program's.
"""

import os
import pty
import sys

prompt, line, *program = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(program[0], program)

shown = b""
typed = False
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:  # Linux says so when the program has ended.
        break
    if not chunk:
        break
    shown += chunk
    if not typed and prompt.encode() in shown:
        os.write(terminal, line.encode() + b"\r")
        typed = True

sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
