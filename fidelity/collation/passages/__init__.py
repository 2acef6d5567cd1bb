"""The passage index: where in one or thousands of canonical texts a quotation was taken from.

A text is indexed by its words: for each word, the stretches of 512 characters (*bins*) that hold it. The rare words of a
quotation vote for bins; only the few bins with most votes are read and aligned. `words` hashes, `postings` packs, `store`
keeps both on disk, `seeds` votes, `location` aligns.
"""
