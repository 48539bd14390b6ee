"""Tests of blogs that stay elsewhere."""
