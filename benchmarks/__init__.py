"""What is fast enough, measured beside what a user would otherwise take: ``python -m benchmarks``, or ``make bench``.

Each figure is a ratio of two things timed in turn in the same run, because a machine's speed wanders more than a
program's. ``docs/benchmarks.md`` keeps the last table and says how each figure is made.
"""
