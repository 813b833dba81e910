"""Measures the runtime in a real browser beside a bare Pyodide: python -m bench (make bench)."""
