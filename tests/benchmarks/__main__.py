"""`make bench`: every benchmark, or those named in BENCH_ARGS (`make bench BENCH_ARGS="business_time reviewing"`).

Each is a module of its own and runs in processes of its own. Figures depend on the machine; ratios hardly do. Never
part of the tests.
"""

import subprocess
import sys

BENCHMARKS = ("business_time", "reviewing", "forms", "decoding", "pulling", "bottlenecks", "site", "commands", "runs")


def main() -> int:
    """Run the benchmarks one after the other; the exit code of the first that failed."""
    wanted = [name for name in sys.argv[1:] if name in BENCHMARKS] or list(BENCHMARKS)
    for name in wanted:
        code = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
