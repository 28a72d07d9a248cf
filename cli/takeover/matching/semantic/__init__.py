"""Meaning as vectors: what the optional `takeover[semantic]` adds to the score of words. It imports numpy.

The forward pass of a small BERT is all that is needed of a deep-learning framework to embed a sentence.
"""
