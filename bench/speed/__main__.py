"""`make bench`: how fast the product is, beside a bare application that does the same statements.

    python -m bench.speed                        everything, written to bench/RESULTS.md
    python -m bench.speed --quick                the main ratios on fewer rounds, printed only
    python -m bench.speed profile answer         where the processor time of an answer goes

See bench/README.md for what is measured and how.
"""

import argparse
import os
import signal
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="under a minute; writes nothing")
    parser.add_argument("--only", default="", help="these stages, by name, with commas between")
    parser.add_argument("what", nargs="?", choices=("profile",))
    parser.add_argument("page", nargs="?", default="answer")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that its servers end with it
    if sys.platform != "linux":
        parser.error("this reads /proc and works on Linux only")
    if given.what == "profile":
        from bench.speed.profiling import profile

        return profile(given.page)
    from bench.speed.stages import full, quick

    only = set(filter(None, given.only.split(",")))
    return quick(only) if given.quick else full(only)


if __name__ == "__main__":
    sys.exit(main())
