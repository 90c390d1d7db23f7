"""Engines that read images, behind one protocol."""
