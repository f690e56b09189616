"""The measures of the project: each bench_*.py holds `run(bench)`, which yields ratios against a baseline of the same run.

`antoan bench` finds and runs them. What must happen inside an installation of its own (its home, its database) is a
module that is run as a program: scale, deeds, papers.
"""
