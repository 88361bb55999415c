"""The language model: text → spaCy ``Doc`` with every layer, from sentence bounds to factuality.

Method: one small BERT encoder with several heads, run by onnxruntime. See docs/model.md.
"""
