"""Pure functions of strings: no input or output, nothing of the layers above.

Every offset that goes in or comes out is in code points of a Python `str`, never bytes and never
UTF-16 units. Import from the modules; this file holds nothing, so that importing one of them loads
only what it needs.
"""
