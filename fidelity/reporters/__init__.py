"""Findings to one format a file."""
