"""Tests: the code on small frozen records with expected values written down; the live records by rules only."""
