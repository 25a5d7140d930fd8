"""Opens one file in a process of its own, so that a hostile one can take no more than its time and memory.

Started by bot.desk.files: name and kind of the file are the arguments, its bytes standard input; the answer is JSON.
"""

import contextlib
import json
import sys

from parsers.attachments import formats
from parsers.attachments.document import to_json

_MEMORY = 2 * 1024**3  # bytes
_SECONDS = 25


def main() -> None:
    _limit()
    name, kind = sys.argv[1:3]
    document = formats.read(name, kind, sys.stdin.buffer.read())
    # Libraries may write warnings to standard output; the last line is the answer.
    sys.stdout.write("\n" + json.dumps(to_json(document)) + "\n")


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(kind)
            if hard != resource.RLIM_INFINITY:
                most = min(most, hard)
            resource.setrlimit(kind, (most, hard))


if __name__ == "__main__":
    main()
