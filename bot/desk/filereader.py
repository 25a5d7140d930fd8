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
_MORE = 4  # times as much for the words of pictures


def main() -> None:
    name, kind = sys.argv[1:3]
    data = sys.stdin.buffer.read()
    _limit(_MORE if formats.looked_at(name, kind, data) else 1)
    document = formats.read(name, kind, data)
    # Libraries may write warnings to standard output; the last line is the answer.
    sys.stdout.write("\n" + json.dumps(to_json(document)) + "\n")


def _limit(times: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY * times),
        (resource.RLIMIT_CPU, _SECONDS * times),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(kind)
            if hard != resource.RLIM_INFINITY:
                most = min(most, hard)
            resource.setrlimit(kind, (most, hard))


if __name__ == "__main__":
    main()
