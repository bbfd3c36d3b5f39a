"""Benchmarks of waiting times and memory: `python -m benchmarks`."""
