"""Search indexes behind one contract."""
