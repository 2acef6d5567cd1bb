"""The language server: what editors are told of the text that a person is writing.

`translation` turns findings into what the protocol says, and knows nothing of a connection; `server` keeps the connection and
is the only module that imports pygls.
"""
