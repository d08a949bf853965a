"""A process that sends one answer and says when it was acknowledged.

Run as `python -m tests.torture.repeating URL TOKEN [careless]`. Careless means that an answer which
is there already is acknowledged without a look at the disk, as the product must not.
"""

import json
import os
import sys

from quiz.store import unchanged
from quiz.store.engine import make_engine, make_sessions
from tests.store.sitting import Sitting
from tests.store.small_bank import BLOCKS, MOST_WHY
from tests.torture.ledger import canonical


def main():
    url, token, *careless = sys.argv[1:]
    if careless:
        unchanged._sync = lambda _log: None
    Sitting(make_sessions(make_engine(url)), token=token).answers(BLOCKS[0], MOST_WHY)
    told = {"token": token, "item": BLOCKS[0], "value": canonical(MOST_WHY)}
    os.write(1, f"told {json.dumps(told)}\n".encode())


if __name__ == "__main__":
    main()
